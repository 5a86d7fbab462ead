"""The Membrane Test: pulse after pulse through the rig, averaged and measured, as its window draws them.

A message is JSON: `stage`, the `rig` that is tested, `said` (what is going on there), `values` and `true` by name,
`step` (mV), `trace` ({t, i}: the smallest and largest of each bucket, ms and pA) with `close` (the first milliseconds
of the step) and `fit` on it.
Each pulse is simulated by itself, from the steady state at holding, with noise of its own. On a cell the test does what
its user would: it lasts long enough for the transient to end, and commands so that the membrane itself is at holding.
"""

import json
from collections import deque
from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np

from patch_sim.analysis import ANALYSES
from patch_sim.analysis.library.membrane_test import STILL, held_inside, long_enough, truth
from patch_sim.engine.simulate import simulate
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.protocols import PROTOCOLS
from patch_sim.recording import Recording
from patch_sim.rigs import RIGS, TROUBLES, Rig, in_force

from .frames import extremes
from .live import Session

STAGES = ("bath", "patch", "cell")
PERIOD = 60.0
"""ms from pulse to pulse, where the machine keeps up."""
RATE = 50.0
AVERAGES = (1, 4, 8, 20)
SEALING, BREAKING = 4000.0, 400.0
"""ms in which a seal forms and in which a patch breaks."""
DEVELOPING = 15_000.0
"""ms in which a trouble comes to its full size."""
HOLDS, STEPS = 0.05, 0.02
"""mV of holding and share of the step by which a command has to be off for the test to follow."""
SURE = 4
"""Pulses that have to be averaged for the test to follow them."""
BUCKETS = 200
CLOSE = 2.0
"""ms around the step that are drawn sample by sample."""
HIDDEN = "No transient stands out: a clogged pipette, a leak or noise hides how the cell charges."
NAMES = ("Ra", "Rm", "Cm", "Tau", "Hold", "Rt")


class MembraneSession(Session):
    """A Membrane Test that goes on: its stage, and the last pulses."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__(experiment)
        self.stage = "cell"
        self.average = 8
        self.trouble = ""
        self._since, self._owed = BREAKING, PERIOD
        self._troubled = 0.0
        self._follows = (np.nan, np.nan, np.nan, np.nan)
        self._seed = 0
        self._recent: deque[np.ndarray] = deque()
        self._last: Experiment | None = None

    def hear(self, text: str) -> None:
        """A stage or an average, beside what every session hears."""
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

    def advance(self, ms: float, number: int = 1) -> bytes | None:
        """The next pulse as soon as it is due; None before, or where `fault` says why."""
        with self._lock:
            self._owed += ms
            if self._owed < PERIOD:
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
        share = min(1.0, self._troubled / DEVELOPING)
        wrong = TROUBLES[self.trouble].at(based(self.wanted.rig), share) if self.trouble else self.wanted.rig
        asked = pulsed(replace(self.wanted, rig=wrong), stage, self._since)
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


def followed(asked: Experiment, found: tuple[float, float, float, float]) -> Experiment:
    """The test as Ra, Rm, Hold and Tau ask for it."""
    ra, rm, hold, tau = found
    return held_inside(long_enough(asked, tau), ra, rm, hold)


def said(rig: Rig, stage: str, since: float) -> str:
    """What goes on at a stage, `since` ms after it began, in a few words."""
    if stage == "bath":
        return "The pipette is in the bath."
    if stage == "patch":
        tight = rig.r_seal_gohm or np.inf
        return "A seal is forming …" if since < SEALING else "Gigaseal." if tight >= 1 else "No seal: less than 1 GΩ."
    return "Breaking in …" if since < BREAKING else "Whole cell."


def made(rig: Rig) -> list[str]:
    """The troubles that a rig was brought into before the test."""
    return [one.label for one in in_force(TROUBLES.values(), rig, RIGS[rig.name])] if rig.name in RIGS else []


def pulsed(experiment: Experiment, stage: str, since: float) -> Experiment:
    """The Membrane Test of a cell, `since` ms after its stage began."""
    cell = experiment.cell
    protocol = replace(PROTOCOLS["membrane_test"].fitted(cell.facts), n_runs=1, rate=RATE)
    rig = staged(experiment.rig, stage, since)
    if stage == "bath" or (stage == "patch" and since < SEALING):  # nothing is held before there is a seal
        epochs = tuple(replace(epoch, level=epoch.level - protocol.holding) for epoch in protocol.epochs)
        protocol = replace(protocol, holding=0.0, epochs=epochs)
    return replace(experiment, protocol=protocol, rig=rig, seed=0, record=())


def based(rig: Rig) -> Rig:
    """The rig, or in place of an electrode without resistance a usual one."""
    return rig if rig.r_s_mohm else replace(RIGS["whole_cell"], noise=rig.noise, cutoff=rig.cutoff)


def staged(rig: Rig, stage: str, since: float) -> Rig:
    """The rig at a stage: its pipette in the bath, sealing on the cell, or broken in; without what hides transients.

    A seal forms exponentially from twice the pipette's resistance to what the rig or a good seal has; a patch breaks
    in the same way from its own resistance to the rig's access.
    """
    rig = based(rig)
    plain = replace(rig, c_set=0.0, correction=0.0, prediction=0.0, cutoff=min(rig.cutoff, 0.4 * RATE))
    patch, pipette = RIGS["cell_attached"].r_s_mohm, 0.5 * rig.r_s_mohm  # access is two to three times a pipette
    seal = rig.r_seal_gohm or RIGS["cell_attached"].r_seal_gohm
    assert seal
    if stage == "bath":
        return replace(plain, r_s_mohm=patch, r_seal_gohm=1e-3 * pipette)
    if stage == "patch":
        return replace(plain, r_s_mohm=patch, r_seal_gohm=between(2e-3 * pipette, seal, since / SEALING))
    return replace(plain, r_s_mohm=between(patch, rig.r_s_mohm, since / BREAKING))


def between(start: float, end: float, share: float) -> float:
    """From `start` to `end` by a share of the way, on a scale of ratios.

    >>> between(1.0, 100.0, 0.5), between(1.0, 100.0, 3.0)
    (10.0, 100.0)
    """
    return end if share >= 1 else start * (end / start) ** share


def measured(recording: Recording, asked: Experiment, stage: str) -> dict[str, Any]:
    """What the window shows of a pulse; truth is that of the test as it was `asked`, whatever was commanded for it."""
    experiment = recording.experiment
    result = ANALYSES["membrane_test"].run(recording)
    values = {name: result.values[name][0] for name in NAMES}
    known = truth(asked)
    true = {name: known[name][0] for name in NAMES if name in known}
    if stage != "cell":
        values |= dict.fromkeys(("Ra", "Rm", "Cm", "Tau"), np.nan)
        leak = experiment.rig.r_seal_gohm or np.inf
        true = {"Rt": 1 / (1e-3 / leak + 1 / true["Rt"])} if "Rt" in true else {}
    window = recording.window(experiment.protocol.stimulus)
    current, time = recording["i_m"], recording.time
    bucket = max(2, current.shape[1] // BUCKETS)
    pairs = extremes(current, bucket)[0]
    at = time[::bucket][: pairs.size // 2].repeat(2)
    near = slice(window.start - round(0.2 * RATE), window.start + round(CLOSE * RATE))
    fit = result.figure.traces[1]
    return {
        "values": {name: clean(number) for name, number in values.items()},
        "true": {name: clean(number) for name, number in true.items()},
        "step": asked.protocol.epochs[1].level - asked.protocol.holding,
        "holding": asked.protocol.holding,
        "shift": clean(experiment.protocol.holding - asked.protocol.holding),
        "on": float(time[window.start]),
        "trace": {"t": rounded(at), "i": rounded(pairs[: at.size])},
        "close": {"t": rounded(time[near] - time[window.start]), "i": rounded(current[0, near])},
        "fit": {"t": rounded(fit.x), "i": rounded(fit.y)} if stage == "cell" else {"t": [], "i": []},
        "note": (HIDDEN if result.note == STILL else result.note) if stage == "cell" else "",
    }


def clean(number: float) -> float | None:
    """A number for JSON; None where there is none."""
    return float(f"{number:.6g}") if isfinite(number) else None


def rounded(array: np.ndarray) -> list[float]:
    """Five digits of each, for JSON."""
    return [float(f"{x:.5g}") for x in array]
