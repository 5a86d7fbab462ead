"""A protocol: a holding level, epochs A…J and sweeps, and the command that they make."""

from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from ..channels.param import Name
from ..errors import ParameterError, unknown
from ..facts import Facts
from ..units import count, kHz, mV_or_pA, share
from ..values import value
from .epoch import LETTERS, AnyEpoch


@value
class Protocol:
    """What the rig is told to do: trial ⊃ sweep ⊃ epoch, in Clampex's words."""

    name: Name
    label: str
    mode: Literal["vc", "cc"]
    """Mode: voltage clamp or current clamp."""
    epochs: tuple[AnyEpoch, ...]
    holding: mV_or_pA = 0.0
    """Holding: the level before, between and after the epochs."""
    n_sweeps: count = 1
    """Sweeps: how many are recorded, one after the other from the same start."""
    rate: kHz = 40.0
    """Rate: samples that the digitizer takes each millisecond."""
    lead: share = 0.0
    """Lead: share of the sweep at holding before A and again after the last epoch; Clampex has 1/64."""
    scale: str = ""
    """The fact of a cell that current levels are multiples of, until `fitted` to one ("rheobase")."""
    analysis: str = ""
    """The analysis that reads its recordings best, by name."""
    see: str = ""
    why: str = ""
    try_: str = ""

    @model_validator(mode="after")
    def _fits_the_table(self) -> "Protocol":
        if not 1 <= len(self.epochs) <= len(LETTERS):
            raise ValueError(f"Protocol {self.name!r}: must have 1 to {len(LETTERS)} epochs, not {len(self.epochs)}")
        return self

    @property
    def level_unit(self) -> str:
        """Unit of command and holding."""
        return "mV" if self.mode == "vc" else "pA"

    def fitted(self, facts: Facts) -> "Protocol":
        """This protocol with its levels in absolute units, scaled by the cell's fact that `scale` names."""
        if not self.scale:
            return self
        if self.scale not in facts:
            raise ParameterError(f"protocol {self.name!r}: {unknown('fact', self.scale, facts)}")
        unit = facts[self.scale]
        epochs = tuple(
            replace(e, level=_rounded(e.level * unit), level_delta=_rounded(e.level_delta * unit)) for e in self.epochs
        )
        return replace(self, epochs=epochs, holding=_rounded(self.holding * unit), scale="")

    def bounds(self, sweep: int) -> tuple[int, ...]:
        """Sample at which each epoch of `sweep` begins, and the one after the last epoch's end."""
        lengths = [max(0, round(e.duration_in(sweep) * self.rate)) for e in self.epochs]
        return tuple(accumulate(lengths, initial=int(self.n_samples * self.lead)))

    @cached_property
    def n_samples(self) -> int:
        """Samples in a sweep: all sweeps are as long as the longest."""
        sweeps = np.arange(self.n_sweeps)
        lengths = [np.rint((e.duration + sweeps * e.duration_delta) * self.rate) for e in self.epochs]
        longest = float(np.sum(np.maximum(0, lengths), axis=0).max())
        return ceil(longest / (1 - 2 * self.lead) - 1e-9 * longest)

    def command(self, sweep: int) -> NDArray[np.float64]:
        """The command of one sweep, shape (n_samples,), mV or pA; sample k holds from k to k + 1."""
        out = np.full(self.n_samples, self.holding)
        at = self.bounds(sweep)
        before = self.holding
        for epoch, start, stop in zip(self.epochs, at, at[1:], strict=False):
            if stop > start:
                out[start:stop] = epoch.waveform(np.arange(stop - start) / self.rate, before, sweep)
                before = float(out[stop - 1])
        return out

    def window(self, letter: str, sweep: int = 0) -> slice:
        """The samples of epoch `letter` in `sweep`."""
        k = LETTERS.find(letter.upper()) if len(letter) == 1 else -1
        if not 0 <= k < len(self.epochs):
            raise unknown("epoch", letter, LETTERS[: len(self.epochs)])
        at = self.bounds(sweep)
        return slice(at[k], at[k + 1])

    @property
    def stimulus(self) -> str:
        """Letter of the epoch under test: the first that moves from sweep to sweep, else the farthest from holding."""
        moving = [k for k, e in enumerate(self.epochs) if e.level_delta]
        far = max(range(len(self.epochs)), key=lambda k: abs(self.epochs[k].level - self.holding))
        return LETTERS[moving[0] if moving and self.n_sweeps > 1 else far]

    def levels(self) -> tuple[float, ...]:
        """The level of the stimulus epoch in each sweep, mV or pA."""
        epoch = self.epochs[LETTERS.index(self.stimulus)]
        return tuple(epoch.level_in(sweep) for sweep in range(self.n_sweeps))


def _rounded(level: float) -> float:
    return float(f"{level:.2g}")
