"""The Membrane Test: pulse after pulse through the rig, averaged and measured, as its window draws them.

A message is JSON: `stage`, the `rig` that is tested, `said` (what is going on there), `values` and `true` by name,
`step` (mV), `steady` (pA), `charge` (fC) and `span` (ms) of the fit, `trace` ({t, i}, ms and pA), with `close` (the
first milliseconds of the step) and `fit` on it, whose time begins at the step.
Each pulse is simulated by itself, from the steady state at holding, with noise of its own. On a cell the test does what
its user would: it lasts long enough for the transient to end, and commands so that the membrane itself is at holding.
"""

import json
from collections import deque
from dataclasses import replace
from math import ceil, isfinite
from typing import Any

import numpy as np

from patch_sim.analysis.library.membrane_test import MOVES, STILL, MembraneTest, note, numbers, truth
from patch_sim.engine.rig_check import follows
from patch_sim.engine.simulate import simulate
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.recording import Recording
from patch_sim.rigs import TROUBLES

from .live import Session
from .pulse import AMPLITUDES, BREAKING, HOLDINGS, RATES, SAMPLED, STAGES, Pulse, based, followed, made, pulsed, said

AVERAGES = (1, 4, 8, 20)
DEVELOPING = 15_000.0
"""ms in which a trouble comes to its full size."""
HOLDS, STEPS = 0.05, 0.02
"""mV of holding and share of the step by which a command has to be off for the test to follow."""
SURE = 4
"""Pulses that have to be averaged for the test to follow them."""
BUCKETS = 200
CLOSE = 2.0
"""ms after either edge of the step that are drawn sample by sample."""
CORRECTED = 80.0
"""% of correction that most rigs can do, of which the window says what it would give."""
CLOSEST = 10.0
"""ms of the step that are drawn so at most."""
BEFORE = 0.2
"""ms before an edge that are too."""
HIDDEN = "No transient stands out: a clogged pipette, a leak or noise hides how the cell charges."
EXCITED = (
    "A step up opens channels, and what they carry hides how the cell charges: step down (−10 mV), or start lower."
)
NAMES = ("Ra", "Rm", "Cm", "Tau", "Hold", "Rt")
LONGEST = 1e6
"""ms: longer than any step."""


class MembraneSession(Session):
    """A Membrane Test that goes on: its stage, and the last pulses."""

    keeps_time = True

    def __init__(self, experiment: Experiment) -> None:
        super().__init__(experiment)
        self.stage = "cell"
        self.average = 8
        self.trouble = ""
        self.pulse = Pulse()
        self._since, self._owed = BREAKING, 1e3 / self.pulse.rate
        self._troubled = 0.0
        self._follows = (np.nan, np.nan, np.nan, np.nan)
        self._seed = 0
        self._recent: deque[np.ndarray] = deque()
        self._last: Experiment | None = None

    def hear(self, text: str) -> None:
        """A stage, an average, a trouble or a property of the pulse, beside what every session hears."""
        super().hear(text)
        try:
            said = json.loads(text)
        except ValueError:
            return
        match said:
            case {"stage": stage} if stage in STAGES and stage != self.stage:
                self.stage, self._since = stage, 0.0
            case {"average": int(average)} if average in AVERAGES:
                self.average = average
            case {"trouble": trouble} if (trouble == "" or trouble in TROUBLES) and trouble != self.trouble:
                self.trouble, self._troubled = trouble, 0.0
            case {"amplitude": int(mv) | float(mv)} if AMPLITUDES[0] <= abs(mv) <= AMPLITUDES[1]:
                self.pulse = replace(self.pulse, amplitude=float(mv))
            case {"holding": None}:
                self.pulse = replace(self.pulse, holding=None)
            case {"holding": int(mv) | float(mv)} if HOLDINGS[0] <= mv <= HOLDINGS[1]:
                self.pulse = replace(self.pulse, holding=float(mv))
            case {"rate": int(hz) | float(hz)} if RATES[0] <= hz <= RATES[1]:
                self.pulse = replace(self.pulse, rate=float(hz))

    def advance(self, ms: float, number: int = 1) -> bytes | None:
        """The next pulse as soon as it is due; None before, or where `fault` says why."""
        with self._lock:
            self._owed += ms
            if self._owed < 1e3 / self.pulse.rate:
                return None
            self._since, self._troubled = self._since + self._owed, self._troubled + self._owed
            self._owed = 0.0
            try:
                return self._pulse(number)
            except PatchSimError as error:
                self.fault = str(error)
                return None

    def _pulse(self, number: int) -> bytes:
        stage = self.stage
        share = round(min(1.0, self._troubled / DEVELOPING), 2)  # of a rig in between several pulses are averaged
        wrong = TROUBLES[self.trouble].at(based(self.wanted.rig), share) if self.trouble else self.wanted.rig
        asked = pulsed(replace(self.wanted, rig=wrong), stage, self._since, self.pulse)
        still = followed(asked, self._follows) if stage == "cell" else asked
        self._seed += 1
        recording = simulate(replace(still, seed=self._seed))
        self.fault = ""
        if self._last != still:
            self._recent.clear()
        self._last = still
        self._recent.append(recording["i_m"][0])
        while len(self._recent) > self.average:
            self._recent.popleft()
        mean = {**recording.signals, "i_m": np.mean(self._recent, axis=0)[None]}
        told = measured(replace(recording, experiment=still, signals=mean), asked, stage)
        if stage == "cell" and len(self._recent) >= min(SURE, self.average) and self._since > BREAKING:
            self._follow(asked, still, told["values"])
        return json.dumps(
            {
                "number": number,
                "stage": stage,
                "rig": based(asked.rig).label,
                "said": said(asked.rig, stage, self._since),
                "breaks": stage == "cell" and self._since < BREAKING,
                "made": made(self.wanted.rig),
                "trouble": {"name": self.trouble, "share": share},
                "averaged": len(self._recent),
                **told,
            }
        ).encode()

    def _follow(self, asked: Experiment, still: Experiment, values: dict[str, float | None]) -> None:
        """From now on command as these readings ask for, where that is another command."""
        ra, rm, hold, tau = (np.nan if (x := values[name]) is None else x for name in ("Ra", "Rm", "Hold", "Tau"))
        better = followed(asked, (ra, rm, hold, tau))
        now, then = still.protocol, better.protocol
        steps = [one.epochs[1].level - one.holding for one in (now, then)]
        if (
            abs(then.holding - now.holding) > HOLDS
            or abs(steps[1] / steps[0] - 1) > STEPS
            or (then.epochs[1].duration > now.epochs[1].duration)
        ):
            self._follows = (ra, rm, hold, tau)


def measured(recording: Recording, asked: Experiment, stage: str) -> dict[str, Any]:
    """What the window shows of a pulse; truth is that of the test as it was `asked`, whatever was commanded for it."""
    experiment = recording.experiment
    is_cell = stage == "cell"
    # Before there is a cell nothing is charged, and there is nothing to fit.
    found = (MembraneTest() if is_cell else MembraneTest(skip=LONGEST)).membrane(recording, 0)
    values = {name: number for name, (number, _) in numbers(found).items()}
    known = truth(asked)
    true = {name: known[name][0] for name in NAMES if name in known}
    if not is_cell:
        leak = experiment.rig.r_seal_gohm or np.inf
        true = {"Rt": 1 / (1e-3 / leak + 1 / true["Rt"])} if "Rt" in true else {}
    window = recording.window(experiment.protocol.stimulus)
    current, time = recording["i_m"][0], recording.time
    shown = drawn(current, (window.start, window.stop))
    closely = min(max(CLOSE, ceil(found.span[1])), CLOSEST)
    near = slice(window.start - round(BEFORE * SAMPLED), window.start + round(closely * SAMPLED) + 1)
    x, y = MembraneTest().curve(experiment, found)
    step = float(np.ptp(recording.command[0])) * np.sign(asked.protocol.epochs[1].level - asked.protocol.holding)
    charge = found.tau * (found.fit["size"] + found.fit["bend"] / 2)
    fault = MOVES if found.moves else ""
    return {
        "values": {name: clean(number) for name, number in values.items()},
        "true": {name: clean(number) for name, number in true.items()},
        "step": asked.protocol.epochs[1].level - asked.protocol.holding,
        "holding": asked.protocol.holding,
        "shift": clean(experiment.protocol.holding - asked.protocol.holding),
        "steady": clean(1e3 * step / found.total if found.total else np.nan),
        "charge": clean(charge),
        "span": [clean(end) for end in found.span] if found.fit else None,
        "follows": clamped(found.ra, found.cm, asked.rig.lag) if is_cell else None,
        "on": float(time[window.start]),
        "closely": closely,
        "trace": {"t": rounded(time[shown]), "i": rounded(current[shown])},
        "close": {"t": rounded(time[near] - time[window.start]), "i": rounded(current[near])},
        "fit": {"t": rounded(x), "i": rounded(y)},
        "note": (fault if found.fit else unfitted(asked)) if is_cell else "",
    }


def unfitted(asked: Experiment) -> str:
    """Why no exponential was found on a cell."""
    if (why := note(asked.rig)) != STILL:
        return why
    protocol, channels = asked.protocol, asked.cell.sections[0].channels
    is_active = any(channel.enabled and (channel.gates or channel.scheme) for channel in channels)
    return EXCITED if is_active and protocol.epochs[1].level > protocol.holding else HIDDEN


def clamped(ra: float, cm: float, lag: float) -> list[float | None]:
    """The frequencies (kHz) that a clamp follows to through `ra` (MΩ), and with `CORRECTED` of it corrected."""
    charging = 1e-3 * ra * cm
    left = (1 - 1e-2 * CORRECTED) * charging
    return [clean(follows(charging, charging, 0.0)), clean(follows(charging, left, 1e-3 * lag))]


def drawn(current: np.ndarray, edges: tuple[int, int]) -> np.ndarray:
    """The samples that are drawn: all after an edge of the step, elsewhere smallest and largest of each bucket."""
    size = max(2, current.size // BUCKETS)
    full = current.size - current.size % size
    boxes, first = current[:full].reshape(-1, size), np.arange(0, full, size)
    kept = np.zeros(current.size, bool)
    kept[first + boxes.argmin(axis=1)] = kept[first + boxes.argmax(axis=1)] = kept[full:] = True
    for edge in edges:
        kept[max(0, edge - round(BEFORE * SAMPLED)) : edge + round(CLOSE * SAMPLED)] = True
    kept[[0, -1]] = True
    return np.flatnonzero(kept)


def clean(number: float) -> float | None:
    """A number for JSON; None where there is none."""
    return float(f"{number:.6g}") if isfinite(number) else None


def rounded(array: np.ndarray) -> list[float]:
    """Five digits of each, for JSON."""
    return [float(f"{x:.5g}") for x in array]
