"""What a rig will do to an experiment, in numbers, before it is run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, pi

import numpy as np

from ..cells import Cell
from ..errors import PatchSimError
from ..experiment import Experiment
from ..protocols import Protocol
from ..rigs import RIGS
from .problems import problems
from .simulate import simulate
from .tree import setting

TOLERATED = 5.0
"""mV of error at which voltages are no longer those of the command: a slope factor of a channel is 5 to 10."""
MOST = 95.0
"""% of correction that a rig may be trusted to keep without ringing."""
QUICK = 400_000
"""Samples of an ideal run that is made to know the largest current."""
FINE = 5.0
"""Samples in a period of the corner; The Axon Guide, 5th edition (Molecular Devices 2020)."""


OUTSIDE = 1000.0
"""MΩ of series resistance beyond which no electrode is in a cell."""


@dataclass(frozen=True)
class Finding:
    """A line of the check."""

    text: str
    is_warning: bool = False
    remedy: str = ""
    """What would help, in a word or two, and the fields that it sets."""
    edits: tuple[tuple[str, float], ...] = ()


def rig_check(experiment: Experiment) -> tuple[Finding, ...]:
    """Voltage error, bandwidth, and filter against sampling; nothing of an ideal rig or of what cannot be run.

    >>> lines = rig_check(Experiment.of("squid_axon", "iv_curve", "whole_cell"))
    >>> lines[0].is_warning, lines[0].text[:48]
    (True, 'Voltage error 450 mV at the largest current (10 ')
    """
    if problems(experiment):
        return ()
    found = _clamp(experiment) if experiment.protocol.mode == "vc" else _bridge(experiment)
    return (*_loop(experiment), *found, *_range(experiment), *_sampling(experiment))


def _loop(experiment: Experiment) -> Iterator[Finding]:
    rig, mode = experiment.rig, experiment.protocol.mode
    if rig.r_s_mohm and setting(experiment.cell, rig, mode).runs_away:
        over = rig.c_pip and abs(rig.c_pip - rig.c_fast) > 0.1 * rig.c_pip and mode == "vc"
        yield Finding(
            "The compensation feeds back more than it takes: it will oscillate to the amplifier's limits."
            + (" Compensate the pipette's capacitance first." if over else ""),
            True,
            "Compensate" if over else "",
            (("rig.c_fast", rig.c_pip),) if over else (),
        )


def _range(experiment: Experiment) -> Iterator[Finding]:
    rig = experiment.rig
    limits = [limit for limit in (rig.limit("vc"), rig.most_current) if limit]
    if experiment.protocol.mode != "vc" or not limits:
        return
    largest = peak(experiment.cell, experiment.protocol)
    if largest > min(limits):
        helps = rig.gain > 1 and largest <= min(1e3 * rig.range_na, rig.most_current or largest)
        yield Finding(
            f"The largest current, {1e-3 * largest:.3g} nA, is beyond what is recorded: {1e-3 * min(limits):.3g} nA.",
            True,
            "Gain 1" if helps else "",
            (("rig.gain", 1.0),) if helps else (),
        )


def _clamp(experiment: Experiment) -> Iterator[Finding]:
    cell, rig = experiment.cell, experiment.rig
    if not rig.r_s_mohm:
        return
    if rig.r_s_mohm >= OUTSIDE:
        yield Finding("The pipette is not in the cell: the current is that of a patch, or of the bath.")
        return
    corrected = 1e-2 * rig.correction * rig.r_set_mohm
    left = max(0.0, rig.r_s_mohm - corrected)
    largest = peak(cell, experiment.protocol)
    error = 1e-3 * left * largest
    if largest:
        text = (
            f"Voltage error {written(error)} mV at the largest current ({left:.3g} MΩ left × {1e-3 * largest:.3g} nA)."
        )
        needed = 100 * (1 - TOLERATED / (1e-3 * rig.r_s_mohm * largest))
        if error <= TOLERATED:
            yield Finding(text)
        elif needed <= MOST:
            percent = float(min(MOST, 5 * ceil(needed / 5)))
            yield Finding(
                f"{text} {percent:g} % correction keeps it under {TOLERATED:g} mV.",
                True,
                f"Set {percent:g} %",
                (("rig.r_set_mohm", rig.r_s_mohm), ("rig.correction", percent)),
            )
        else:
            yield Finding(
                f"{text} No correction keeps it under {TOLERATED:g} mV: it would take {needed:.1f} %.",
                True,
            )
    sped = left * (1 - 1e-2 * rig.prediction if rig.c_set else 1.0)
    if sped and cell.n_segments == 1:
        tau = 1e-3 * sped * cell.capacitance
        yield Finding(f"The clamp follows to {1 / (2 * pi * tau):.3g} kHz (τ {1e3 * tau:.3g} µs).")
    if rig.c_pip != rig.c_fast:
        yield Finding(
            f"{rig.c_pip - rig.c_fast:.3g} pF of the pipette are not compensated: a fast transient at every step.",
            abs(rig.c_pip - rig.c_fast) > 0.1 * rig.c_pip,
            "Compensate",
            (("rig.c_fast", rig.c_pip),),
        )


def _bridge(experiment: Experiment) -> Iterator[Finding]:
    rig = experiment.rig
    if not rig.r_s_mohm:
        return
    protocol = experiment.protocol
    sweeps = {0, protocol.n_sweeps - 1}
    largest = max(float(np.abs(protocol.command(sweep, experiment.seed)).max()) for sweep in sweeps)
    left = rig.r_s_mohm - rig.bridge_mohm
    error = 1e-3 * left * largest
    if largest:
        is_much = abs(error) > 1.0
        yield Finding(
            f"The drop over the pipette adds {written(error)} mV ({left:.3g} MΩ not balanced × {largest:.3g} pA).",
            is_much,
            "Balance the bridge" if is_much else "",
            (("rig.bridge_mohm", rig.r_s_mohm),) if is_much else (),
        )
    tau = 1e-3 * rig.r_s_mohm * max(0.0, rig.c_pip - rig.c_neutral)
    if tau:
        yield Finding(f"The pipette's capacitance cuts off at {1 / (2 * pi * tau):.3g} kHz (τ {1e3 * tau:.3g} µs).")


def _sampling(experiment: Experiment) -> Iterator[Finding]:
    rig, rate = experiment.rig, experiment.protocol.rate
    if rig.cutoff:
        ratio = rate / rig.cutoff
        text = f"{ratio:.3g} samples in a period of the filter's corner."
        if ratio >= FINE:
            yield Finding(text)
        else:
            corner = float(f"{rate / FINE:.2g}")
            yield Finding(
                f"{text} At least {FINE:g}, or noise folds back.",
                True,
                f"Set {corner:g} kHz",
                (("rig.cutoff", corner),),
            )
    elif rig.chained(experiment.protocol.mode) and (rig.noise or rig.noise_v):
        corner = float(f"{min(10.0, rate / FINE):.2g}")
        yield Finding(
            f"No filter: all noise up to {rate / 2:g} kHz is recorded.",
            True,
            f"Filter at {corner:g} kHz",
            (("rig.cutoff", corner),),
        )


@lru_cache(64)
def peak(cell: Cell, protocol: Protocol) -> float:
    """The largest current (pA) that an ideal clamp would record, 0 where that is not known quickly."""
    if cell.n_segments > 1 or protocol.n_samples * protocol.n_sweeps > QUICK:
        return 0.0
    plain = replace(protocol, n_runs=1, presweep=None, p_n=None, rests="reset", inter_sweep="holding")
    try:
        return float(np.abs(simulate(Experiment(cell, plain, RIGS["ideal"]))["i_m"]).max())
    except PatchSimError:
        return 0.0


def written(number: float) -> str:
    """Two digits, without an exponent.

    >>> written(453.7), written(0.0213)
    ('450', '0.021')
    """
    return f"{float(f'{number:.2g}'):g}"
