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
from ..units import count, kHz, mV_or_pA, share, units_of
from ..values import value
from .epoch import LETTERS, AnyEpoch, Epoch
from .needs import Patched, lacking


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
    """The fact of a cell that levels are relative to, until `fitted` to one: multiples of "rheobase" or "firing_onset",
    in current clamp mV of deflection over "r_in", in voltage clamp the "holding" that stands for this one's."""
    needs: tuple[str, ...] = ()
    """What a cell must have for the named result: facts, ions, families of channels; "nav|nav_r" is either."""
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

    def lacks(self, cell: Patched) -> str:
        """What `cell` lacks for the protocol's named result, in words; nothing where it fits."""
        return lacking(self.needs, cell)

    def fits(self, cell: Patched) -> bool:
        """Whether `cell` has all that the protocol needs."""
        return not self.lacks(cell)

    def fitted(self, facts: Facts) -> "Protocol":
        """This protocol with its levels in absolute units, by the cell's fact that `scale` names.

        In voltage clamp levels at this protocol's holding go to the cell's, where it states one, and the others stay.
        In current clamp all levels are scaled, and counted from `i_hold` where the cell has that fact.
        """
        if not self.scale:
            return self
        if self.mode == "vc" and self.scale == "holding":
            return self._held(facts.get("holding", self.holding))
        if self.scale not in facts:
            raise ParameterError(f"protocol {self.name!r}: {unknown('fact', self.scale, facts)}")
        unit = 1e3 / facts["r_in"] if self.scale == "r_in" else facts[self.scale]
        rest = facts.get("i_hold", 0.0)
        epochs = tuple(
            replace(
                epoch,
                **{name: _rounded(getattr(epoch, name) * unit) for name in _currents(epoch) if name != "level"},
                level=round(rest + _rounded(epoch.level * unit), 6),
            )
            for epoch in self.epochs
        )
        return replace(self, epochs=epochs, holding=round(rest + _rounded(self.holding * unit), 6), scale="")

    def _held(self, holding: float) -> "Protocol":
        epochs = tuple(
            replace(e, level=holding) if e.level == self.holding and not e.level_delta else e for e in self.epochs
        )
        return replace(self, epochs=epochs, holding=holding, scale="")

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


def _currents(epoch: Epoch) -> list[str]:
    """The fields of `epoch` that are levels or differences of them."""
    return [name for name, unit in units_of(type(epoch)).items() if unit.symbol == "mV|pA"]


def _rounded(level: float) -> float:
    return float(f"{level:.2g}")
