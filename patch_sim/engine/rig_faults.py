"""What no rig can be set to: relations between the fields of a rig, and of a rig with its protocol."""

from collections.abc import Iterator

import numpy as np

from ..experiment import Experiment
from .rows import V_MAX, V_MIN

LEAST_R_S, LEAST_C_PIP = 0.01, 0.01
"""MΩ and pF: below them an electrode is ideal for every purpose, and only costs steps."""
MOST_SLOW = 150.0
"""mV that slow injection can be set to hold."""
MOST_SHIFT = 100.0
"""mV between what is commanded and what the pipette has: no electrode is used beyond."""

Fault = tuple[str, str, str]


def faults(experiment: Experiment) -> Iterator[Fault]:
    """(path, what is wrong, the rule) of every relation that is broken."""
    yield from _electrode(experiment)
    yield from _compensation(experiment)
    yield from _overshoot(experiment)
    yield from _chain(experiment)


def _electrode(experiment: Experiment) -> Iterator[Fault]:
    rig = experiment.rig
    if rig.c_pip and not rig.r_s_mohm:
        yield (
            "rig.c_pip",
            f"{rig.c_pip:g} pF behind a series resistance of 0",
            "an ideal electrode has no capacitance: give it a series resistance, or take the capacitance away",
        )
    for name, least, unit in (("r_s_mohm", LEAST_R_S, "MΩ"), ("c_pip", LEAST_C_PIP, "pF")):
        if 0 < getattr(rig, name) < least:
            yield f"rig.{name}", f"{getattr(rig, name):g} {unit}", f"must be 0 or at least {least:g} {unit}"
    if abs(rig.shift) > MOST_SHIFT:
        yield "rig.offset", f"{rig.shift:g} mV in all", f"offsets and junction are at most {MOST_SHIFT:g} mV together"
    if rig.c_glass and not rig.r_s_mohm:
        rule = "an ideal electrode has no capacitance: give it a series resistance, or take the capacitance away"
        yield "rig.c_glass", f"{rig.c_glass:g} pF behind a series resistance of 0", rule


def _compensation(experiment: Experiment) -> Iterator[Fault]:
    rig, needed = experiment.rig, "set the whole-cell R_s first: it says what is fed back"
    for name in ("c_set", "correction", "prediction"):
        if getattr(rig, name) and rig.r_set_mohm < LEAST_R_S:
            yield f"rig.{name}", f"a set R_s of {rig.r_set_mohm:g} MΩ", needed
    if 0 < rig.c_set < LEAST_C_PIP:
        yield "rig.c_set", f"{rig.c_set:g} pF", f"must be 0 or at least {LEAST_C_PIP:g} pF"
    if rig.prediction and not rig.c_set:
        yield "rig.prediction", "prediction without a whole-cell C", "set the whole-cell C first: prediction charges it"
    if not rig.r_s_mohm:
        for name in ("c_fast", "c_slow", "c_set", "correction", "prediction", "bridge_mohm", "c_neutral"):
            if getattr(rig, name):
                rule = "an electrode without series resistance has nothing to compensate: give it one, or switch it off"
                yield f"rig.{name}", "compensation of an ideal electrode", rule
    elif rig.c_neutral and not rig.c_pip:
        rule = "a pipette without capacitance has none to neutralize: give it one, or switch it off"
        yield "rig.c_neutral", "neutralization of 0 pF", rule
    if rig.v_slow is not None and abs(rig.v_slow - rig.shift) > MOST_SLOW:
        rule = f"the potential less offsets and junction must lie between -{MOST_SLOW:g} and {MOST_SLOW:g} mV"
        yield "rig.v_slow", f"{rig.v_slow - rig.shift:g} mV at the membrane", rule


def _overshoot(experiment: Experiment) -> Iterator[Fault]:
    cell, rig, protocol = experiment.cell, experiment.rig, experiment.protocol
    if not (rig.prediction and rig.c_set and rig.r_s_mohm) or protocol.mode != "vc" or cell.n_segments > 1:
        return
    times = rig.r_set_mohm * rig.c_set / (rig.r_s_mohm * cell.capacitance)
    for sweep in {0, protocol.n_sweeps - 1} if times > 1 else ():
        command = protocol.command(sweep, experiment.seed) - rig.shift
        jumps = np.diff(command, prepend=protocol.level_before(sweep) - rig.shift)
        reached = command + 0.01 * rig.prediction * (times - 1) * jumps
        if reached.max() > V_MAX or reached.min() < V_MIN:
            yield (
                "rig.prediction",
                f"{rig.prediction:g} % for {times:.3g} times the cell's R_s C overshoots by"
                f" {np.abs(reached - command).max():.0f} mV",
                f"the membrane must stay within {V_MIN:.0f} and {V_MAX:.0f} mV: set whole-cell C and R_s by Auto",
            )
            return


def _chain(experiment: Experiment) -> Iterator[Fault]:
    rig, protocol = experiment.rig, experiment.protocol
    if rig.cutoff >= protocol.rate / 2:
        yield (
            "rig.cutoff",
            f"a corner of {rig.cutoff:g} kHz at {protocol.rate:g} samples per ms",
            f"the corner must lie below half the sampling rate, {protocol.rate / 2:g} kHz",
        )
    if 0 < rig.cutoff < 1e-4 * protocol.rate:
        rule = f"the corner must be at least a ten-thousandth of the sampling rate, {1e-4 * protocol.rate:g} kHz"
        yield "rig.cutoff", f"a corner of {rig.cutoff:g} kHz", rule
    if rig.bits and not (rig.range_na if protocol.mode == "vc" else rig.range_v):
        name = "range_na" if protocol.mode == "vc" else "range_v"
        yield f"rig.{name}", f"{rig.bits} bits of no range", "a digitizer needs the range that its steps divide"
