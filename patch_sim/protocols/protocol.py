"""A protocol: a holding level, epochs A…J and sweeps, and the command that they make."""

from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from math import ceil
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from ..channels.param import Name
from ..errors import ParameterError, unknown
from ..facts import Facts
from ..units import count, kHz, ms, mV_or_pA, seconds, share
from ..values import value
from .epoch import LETTERS, AnyEpoch, Epoch, Stretch
from .leak import LeakSubtraction
from .needs import Patched, lacking
from .presweep import PresweepTrain
from .scale import conditioned, from_rest, held, scaled, unit_of
from .statement import statement
from .user_list import UserList


@value
class Protocol:
    """What the rig is told to do: trial ⊃ sweep ⊃ epoch, in Clampex's words."""

    name: Name
    label: str
    mode: Literal["vc", "i0", "cc"]
    """Mode: voltage clamp, current clamp, or I = 0, in which no command reaches the cell."""
    epochs: tuple[AnyEpoch, ...]
    holding: mV_or_pA = 0.0
    """Holding: the level before, between and after the epochs."""
    n_sweeps: count = 1
    """Sweeps: how many are recorded in each run."""
    rate: kHz = 40.0
    """Rate: samples that the digitizer takes each millisecond."""
    lead: share = 0.0
    """Lead: share of the sweep at holding before A and again after the last epoch; Clampex has 1/64."""
    sweep_duration: ms = 0.0
    """Sweep duration: from its first sample to its last; 0 is as long as the epochs of the longest sweep."""
    inter_sweep: Literal["holding", "last_epoch"] = "holding"
    """Inter-sweep level: holding, or the level of the last epoch, in which the next sweep then begins."""
    interval_s: seconds = 0.0
    """Sweep interval: from the start of a sweep to the start of the next; 0 is no longer than the sweep itself."""
    rests: Literal["reset", "continue"] = "reset"
    """Rests: reset begins each sweep in the steady state at holding; continue lets the cell go on in the intervals."""
    n_runs: count = 1
    """Runs: how often all sweeps are repeated; the recording is their mean."""
    keep_runs: bool = False
    """Keep runs: each by itself, beside their mean."""
    presweep: PresweepTrain | None = None
    """Presweep train: pulses that condition the cell before every sweep."""
    p_n: LeakSubtraction | None = None
    """P/N leak subtraction, in voltage clamp."""
    user_list: UserList | None = None
    """Values of their own for one number, of an epoch or about the sweep, a value for each sweep."""
    scale: str = ""
    """The fact of a cell that levels are relative to, until `fitted` to one.

    In current clamp they are multiples of "rheobase", of "firing_onset" or of the "pulse_threshold" for their duration,
    or mV of deflection over "r_in"; in voltage clamp the cell's "holding" stands for the protocol's own, and
    with "from_holding" all levels move with it."""
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

    def __str__(self) -> str:
        """A sentence for a methods section.

        >>> from patch_sim import PROTOCOLS
        >>> str(PROTOCOLS["iv_curve"]).split("; ")[1]
        'steps from −100 to 60 mV in 10 mV increments for 20 ms'
        """
        return statement(self)

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

    def can_be_fitted(self, facts: Facts) -> bool:
        """Whether a cell with these facts gives the protocol its levels."""
        return self.scale in ("", "holding", "from_holding") or self.scale in facts

    def fitted(self, facts: Facts) -> "Protocol":
        """This protocol with its levels in absolute units, by the cell's fact that `scale` names.

        In voltage clamp levels at this protocol's holding go to the cell's, where it states one, and the others stay,
        or go with them by "from_holding". In current clamp all levels are scaled, and counted from `i_hold` where the
        cell has that fact.
        """
        if not self.scale:
            return self
        if not self.can_be_fitted(facts):
            raise ParameterError(f"protocol {self.name!r}: {unknown('fact', self.scale, facts)}")
        if self.scale == "holding":
            holding = facts.get("holding", self.holding)
            epochs = tuple(held(epoch, self.holding, holding) for epoch in self.epochs)
            train = conditioned(self.presweep, lambda level: holding if level == self.holding else level)
        elif self.scale == "from_holding":
            holding = facts.get("holding", self.holding)
            epochs = tuple(epoch.shifted(holding - self.holding) for epoch in self.epochs)
            train = conditioned(self.presweep, lambda level: level + holding - self.holding)
        else:
            unit = unit_of(self.scale, facts)
            holding = from_rest(self.holding * unit, facts)
            train = conditioned(self.presweep, lambda level: from_rest(level * unit, facts))
            epochs = tuple(scaled(epoch, self.scale, facts) for epoch in self.epochs)
        return replace(self, epochs=epochs, holding=holding, presweep=train, scale="")

    def epochs_in(self, sweep: int) -> tuple[Epoch, ...]:
        """The epochs with the user list's value for `sweep` (from 0)."""
        return self.user_list.applied(self.epochs, sweep) if self.user_list else self.epochs

    @property
    def parts(self) -> dict[str, Any]:
        """What is about a sweep and may be listed, by name."""
        return {"presweep": self.presweep, "p_n": self.p_n, "interval_s": self.interval_s}

    def presweep_in(self, sweep: int) -> PresweepTrain | None:
        """The presweep train with the user list's value for `sweep` (from 0)."""
        return self.user_list.part("presweep", self.presweep, sweep) if self.user_list else self.presweep

    def p_n_in(self, sweep: int) -> LeakSubtraction | None:
        """P/N with the user list's value for `sweep` (from 0)."""
        return self.user_list.part("p_n", self.p_n, sweep) if self.user_list else self.p_n

    def interval_in(self, sweep: int) -> float:
        """Seconds from the start of `sweep` (from 0) to that of the next, by the user list; 0 is no longer than it."""
        return self.user_list.part("interval_s", self.interval_s, sweep) if self.user_list else self.interval_s

    def bounds(self, sweep: int) -> tuple[int, ...]:
        """Sample at which each epoch of `sweep` begins, and the one after the last epoch's end."""
        lengths = [max(0, round(e.duration_in(sweep) * self.rate)) for e in self.epochs_in(sweep)]
        at = accumulate(lengths, initial=int(self.n_samples * self.lead))
        return tuple(min(sample, self.n_samples) for sample in at)

    @cached_property
    def longest(self) -> float:
        """Samples that the epochs take in the sweep in which they take most."""
        sweeps = np.arange(self.n_sweeps)
        listed = LETTERS.find(self.user_list.letter) if self.user_list and self.user_list.field == "duration" else -1
        total = np.zeros(self.n_sweeps)
        for place, epoch in enumerate(self.epochs):
            lengths = epoch.duration + sweeps * epoch.duration_delta
            if place == listed:
                lengths = np.array([self.epochs_in(sweep)[place].duration for sweep in sweeps])
            total += 0.0 if epoch.skipped else np.maximum(0, np.rint(lengths * self.rate))
        return float(total.max())

    @cached_property
    def n_samples(self) -> int:
        """Samples in a sweep: all sweeps are as long as the longest, or as `sweep_duration` says."""
        if self.sweep_duration:
            return max(1, round(self.sweep_duration * self.rate))
        return ceil(self.longest / (1 - 2 * self.lead) - 1e-9 * self.longest)

    @property
    def held_at(self) -> float:
        """What the cell is held at between epochs and sweeps: holding, or no current at I = 0."""
        return 0.0 if self.mode == "i0" else self.holding

    def level_before(self, sweep: int) -> float:
        """The level at which `sweep` begins, and the membrane has been for a long time, mV or pA."""
        return self.level_after(sweep - 1) if sweep > 0 else self.held_at

    def level_after(self, sweep: int) -> float:
        """The level from the end of the last epoch of `sweep` on, mV or pA."""
        on = [epoch for epoch in self.epochs_in(sweep) if not epoch.skipped]
        last = on and self.inter_sweep == "last_epoch" and self.mode != "i0"
        return on[-1].level_after(sweep) if last else self.held_at

    def command(self, sweep: int, seed: int = 0, run: int = 0) -> NDArray[np.float64]:
        """The command of one sweep, shape (n_samples,), mV or pA; sample k holds from k to k + 1.

        Only noise depends on `seed`, the experiment's, and on `run` (from 0).
        """
        out = np.full(self.n_samples, self.level_after(sweep))
        if self.mode == "i0":
            return out
        at = self.bounds(sweep)
        before = self.level_before(sweep)
        out[: at[0]] = before
        for place, epoch in enumerate(self.epochs_in(sweep)):
            if epoch.skipped:
                continue
            start, stop = at[place : place + 2]
            if stop > start:
                stretch = Stretch(stop - start, 1 / self.rate, before, sweep, (seed, place, run))
                out[start:stop] = epoch.waveform(stretch)
            before = epoch.level_after(sweep)
        return out

    def window(self, letter: str, sweep: int = 0) -> slice:
        """The samples of epoch `letter` in `sweep`."""
        k = LETTERS.find(letter.upper()) if isinstance(letter, str) and len(letter) == 1 else -1
        if not 0 <= k < len(self.epochs):
            raise unknown("epoch", letter, LETTERS[: len(self.epochs)])
        at = self.bounds(sweep)
        return slice(at[k], at[k + 1])

    @property
    def stimulus(self) -> str:
        """Letter of the epoch under test: the first that moves from sweep to sweep, else the farthest from holding.

        Where all levels are at holding it is the first that changes within itself, such as a chirp.
        """
        listed = self.user_list.letter if self.user_list and self.user_list.names(self.epochs) else ""
        on = [k for k, e in enumerate(self.epochs) if not e.skipped] or [0]
        moving = [k for k in on if self.epochs[k].level_delta or LETTERS[k] == listed]
        far = max(on, key=lambda k: (abs(self.epochs[k].level - self.holding), not self.epochs[k].constant))
        return LETTERS[moving[0] if moving and self.n_sweeps > 1 else far]

    def levels(self) -> tuple[float, ...]:
        """The level of the stimulus epoch in each sweep, mV or pA."""
        if self.mode == "i0":
            return (0.0,) * self.n_sweeps
        place = LETTERS.index(self.stimulus)
        return tuple(self.epochs_in(sweep)[place].level_in(sweep) for sweep in range(self.n_sweeps))
