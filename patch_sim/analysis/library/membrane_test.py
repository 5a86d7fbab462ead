"""Membrane test: access resistance, membrane resistance and capacitance from the answer to a small step."""

from dataclasses import replace
from functools import lru_cache
from math import ceil, isfinite
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from patch_sim.analysis.analysis import Analysis, Result
from patch_sim.analysis.membrane import Answers, Membrane, last_part, membrane_of, quiet_part, unfiltered
from patch_sim.analysis.samples import Samples
from patch_sim.engine.bessel import analog_poles
from patch_sim.engine.simulate import simulate
from patch_sim.errors import ProtocolMismatch
from patch_sim.experiment import Experiment
from patch_sim.figure import Figure, Trace
from patch_sim.protocols import LETTERS
from patch_sim.recording import Recording
from patch_sim.rigs import RIGS, Rig
from patch_sim.units import positive_ms
from patch_sim.values import value

MOST_SHIFT = 40.0
"""mV that a holding current may move the membrane from the command by, for it to be made up for."""
LASTS, LONGEST = 8.0, 400.0
"""Time constants that a step has to last, and ms that it lasts at most."""
STILL = "No transient stands out: a pipette in the bath, or a seal."
MOVES = "The current still moves at the end of the step: Rm depends on how long it lasts."


@value
class MembraneTest(Analysis):
    """Ra, Rm, Cm, Tau and Hold of each sweep, with what the simulator knows of them beside the first.

    The current is fitted by an exponential, as the rig's filter shows it, from `skip` after the step on, and
    extrapolated to the step. Truth is the series resistance that is not corrected, the capacitance of the cell, and
    what the cell itself answers to the same step without an electrode. What flows over the access keeps the membrane of
    a cell that holds a current from the command: `held_inside` is the same test for the membrane itself.
    """

    name: ClassVar[str] = "membrane_test"
    label: ClassVar[str] = "Membrane test"
    modes: ClassVar[tuple[str, ...]] = ("vc",)
    source: ClassVar[str] = (
        "exact solution of a resistance before a resistance and a capacitance; as Clampex reports it"
    )

    skip: positive_ms = 0.03
    """Skip: time after the step that belongs to the pipette's own transient."""

    def fits(self, experiment: Experiment) -> bool:
        """One step of the same size in every sweep, there and back."""
        protocol = experiment.protocol
        epochs = [epoch for epoch in protocol.epochs if not epoch.skipped]
        if protocol.mode != "vc" or len(epochs) not in (2, 3) or protocol.n_sweeps >= 1000:
            return False
        steps = {epoch.kind for epoch in epochs} == {"step"} and not any(epoch.level_delta for epoch in epochs)
        return steps and epochs[0].level != epochs[1].level

    def measure(self, recording: Recording) -> Result:
        """A row for each sweep."""
        found = [self.membrane(recording, sweep) for sweep in range(recording.n_sweeps)]
        first, experiment = found[0], recording.experiment
        values = numbers(first)
        on = recording.window(experiment.protocol.stimulus).start
        at = recording.time[on:] - recording.time[on]
        shown = at < max(1.0, 2 * first.span[1])
        x, y = self.curve(experiment, first)
        read = self.read(recording, found)
        return Result(
            values=values,
            table={
                "Sweep": (np.arange(1.0, len(found) + 1), ""),
                **{
                    name: (np.array([numbers(each)[name][0] for each in found]), unit)
                    for name, (_, unit) in values.items()
                },
            },
            figure=Figure(
                "Membrane test",
                ("Time since the step", "ms"),
                ("I", "pA"),
                (
                    Trace(at[shown], recording["i_m"][0, on:][shown], "I_m"),
                    Trace(x, y, "exponential"),
                ),
            ),
            samples={name: one[0] for name, one in read.items()},
            cells=read,
            note=(MOVES if first.moves else "") if first.fit else note(experiment.rig),
            true=truth(experiment),
        )

    def read(self, recording: Recording, found: list[Membrane]) -> dict[str, Samples]:
        """Where each number of each sweep was read."""
        t, sweeps = recording.time, range(len(found))
        windows = [recording.window(recording.experiment.protocol.stimulus, sweep) for sweep in sweeps]
        quiet = Samples.within("mean", "i_m", t, [quiet_part(w.start) for w in windows])
        late = [slice(w.stop - last_part(recording["i_m"][0, w]), w.stop) for w in windows]
        steady = Samples.within("mean", "i_m", t, late)
        on = np.array([t[w.start] for w in windows])
        spans = np.array([each.span if each.fit else (np.nan, np.nan) for each in found])
        fit = Samples.over("exponential", "i_m", sweeps, on + spans[:, 0], on + spans[:, 1])
        return {"Ra": fit, "Rm": steady, "Cm": fit, "Tau": fit, "Hold": quiet, "Rt": steady}

    def membrane(self, recording: Recording, sweep: int) -> Membrane:
        """What a sweep says."""
        protocol, rig = recording.experiment.protocol, recording.experiment.rig
        window = recording.window(protocol.stimulus, sweep)
        command = recording.command[sweep]
        if window.start < 2 or window.stop - window.start < 16:
            raise ProtocolMismatch("a membrane test needs samples before its step and 16 in it")
        step = float(command[window.start] - command[window.start - 1])
        if not step:
            raise ProtocolMismatch(f"a membrane test needs a step of the command into epoch {protocol.stimulus}")
        # What relaxes under an ideal electrode is channels, and no transient.
        skip = self.skip if rig.r_s_mohm else np.inf
        return membrane_of(
            recording.time,
            recording["i_m"][sweep],
            window.start,
            window.stop,
            step,
            skip,
            low_pass(recording.experiment),
        )

    def curve(self, experiment: Experiment, found: Membrane) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What was fitted, as the rig's filter shows it: ms since the step, pA; nothing where there is no fit."""
        if not found.fit:
            return np.zeros(0), np.zeros(0)
        rate = experiment.protocol.rate
        x = np.arange(round(found.span[1] * rate) + 1) / rate
        ones, decays, squares = low_pass(experiment)(x, np.array([0.0, 1.0, 2.0]) / found.fit["tau"]).transpose(1, 0, 2)
        y = found.fit["end"] * ones[0] + found.fit["drift"] * ones[1]
        y += found.fit["size"] * decays[0] + found.fit["bend"] * squares[0]
        kept = slice(round(found.span[0] * rate), None)
        return x[kept], found.hold + y[kept]


def low_pass(experiment: Experiment) -> Answers:
    """What the rig's filter leaves of exponentials, by the partial fractions of its poles."""
    rig = experiment.rig
    if not rig.cutoff:
        return unfiltered
    poles = analog_poles(rig.cutoff, int(rig.poles))
    others = np.subtract.outer(poles, poles) + np.eye(poles.size)
    shares = (np.prod(np.abs(poles)) / np.prod(others, axis=1))[poles.imag > 0, None]
    poles = poles[poles.imag > 0, None]  # the others are their conjugates, and add the same real part

    def answers(t: NDArray[np.float64], rates: NDArray[np.float64]) -> NDArray[np.float64]:
        own, over = np.exp(poles * t), 1 / (poles + rates)
        whole, moved = shares * over, shares * over**2
        decays = np.exp(-rates[:, None] * t)
        gain, lag = (-2 * each.sum(axis=0).real[:, None] for each in (whole, moved))
        first = gain * decays + 2 * (whole.T @ own).real
        return np.stack([first, (lag + gain * t) * decays + 2 * (moved.T @ own).real])

    return answers


def numbers(found: Membrane) -> dict[str, tuple[float, str]]:
    """The readings as Clampex names them."""
    return {
        "Ra": (found.ra, "MΩ"), "Rm": (found.rm, "MΩ"), "Cm": (found.cm, "pF"), "Tau": (found.tau, "ms"),
        "Hold": (found.hold, "pA"), "Rt": (found.total, "MΩ"),
    }  # fmt: skip


def note(rig: Rig) -> str:
    """Why there was no transient to fit."""
    if not rig.r_s_mohm:
        return "An ideal electrode charges the membrane at once: there is no transient to fit. Choose a rig."
    if rig.c_set:
        return "Whole-cell compensation takes the transient away: switch it off to measure."
    return STILL


def held_inside(experiment: Experiment, ra: float, rm: float, hold: float) -> Experiment:
    """The same test with all levels such that the membrane, not the pipette, is held and stepped as it says.

    From what a first pass has found: access and membrane (MΩ), and the current at holding (pA), which takes a second or
    third pass to settle where it depends on v. Nothing changes where the access is no small part of what there is.
    """
    protocol = experiment.protocol
    if not (0 < ra < rm and abs(ra * hold) < 1e3 * MOST_SHIFT):
        return experiment
    held = protocol.holding + 1e-3 * ra * hold
    epochs = tuple(replace(e, level=held + (e.level - protocol.holding) * (1 + ra / rm)) for e in protocol.epochs)
    return replace(experiment, protocol=replace(protocol, holding=held, epochs=epochs))


def long_enough(experiment: Experiment, tau: float) -> Experiment:
    """The same test with a step of eight time constants `tau` (ms), and no shorter than it is."""
    protocol = experiment.protocol
    place = LETTERS.index(protocol.stimulus)
    epochs = list(protocol.epochs)
    longer = ceil(LASTS * tau) if isfinite(tau) else 0
    epochs[place] = replace(epochs[place], duration=float(max(epochs[place].duration, min(longer, LONGEST))))
    return replace(experiment, protocol=replace(protocol, epochs=tuple(epochs)))


def truth(experiment: Experiment) -> dict[str, tuple[float, str]]:
    """What is known of the cell and the electrode: of a cell of several segments no capacitance is that of the step."""
    cell, rig = experiment.cell, experiment.rig
    rm, hold = alone(replace(experiment, rig=replace(RIGS["ideal"], site=rig.site), record=()))
    found = {"Ra": (rig.r_s_mohm * (1 - 0.01 * rig.correction * min(1.0, corrected(rig))), "MΩ"), "Hold": (hold, "pA")}
    if isfinite(rm):
        found["Rm"] = (rm, "MΩ")
        found["Rt"] = (found["Rm"][0] + found["Ra"][0], "MΩ")
    if cell.n_segments == 1:
        found["Cm"] = (cell.capacitance, "pF")
        if isfinite(rm):
            ra = found["Ra"][0]
            found["Tau"] = (1e-3 * cell.capacitance * ra * rm / (ra + rm), "ms")
    return found


@lru_cache(64)
def alone(experiment: Experiment) -> tuple[float, float]:
    """Membrane resistance (MΩ; NaN where nothing answers) and holding current (pA) of a cell under an ideal rig."""
    plain = {"n_runs": 1, "presweep": None, "p_n": None, "rests": "reset", "inter_sweep": "holding", "n_sweeps": 1}
    recording = simulate(replace(experiment, protocol=replace(experiment.protocol, **plain)))
    window = recording.window(recording.experiment.protocol.stimulus)
    current, command = recording["i_m"][0], recording.command[0]
    hold = float(current[window.start - 1])
    steady = float(current[window][-last_part(current[window]) :].mean()) - hold
    step = float(command[window.start] - command[window.start - 1])
    return 1e3 * step / steady if steady else float("nan"), hold


def corrected(rig: Rig) -> float:
    """The set series resistance as a share of the true one."""
    return rig.r_set_mohm / rig.r_s_mohm if rig.r_s_mohm else 0.0


MEMBRANE_TEST = MembraneTest()
