"""What a rig will do to an experiment, in numbers, before it is run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, pi, sqrt

import numpy as np

from ..cells import Cell
from ..errors import PatchSimError
from ..experiment import Experiment
from ..protocols import Protocol
from ..rigs import RIGS, Rig
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


BALANCED = 1e-3
"""Share of the series resistance that a balanced bridge may leave."""
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
    >>> lines[0].is_warning, lines[0].text[:33]
    (True, 'Voltage error of at most 110 mV a')
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
    largest = abs(through(experiment.cell, remaining(rig), *peak(experiment.cell, experiment.protocol)))
    if largest > min(limits):
        helps = rig.gain > 1 and largest <= min(1e3 * rig.range_na, rig.most_current or largest)
        yield Finding(
            f"The largest current, up to {current(largest)}, is beyond what is recorded: {current(min(limits))}.",
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
    left = remaining(rig)
    ideal, command = peak(cell, experiment.protocol)
    if ideal and not setting(cell, rig, "vc").runs_away:  # of a loop that swings to its limits no error is small
        largest = abs(through(cell, left, ideal, command))
        error = 1e-3 * left * largest
        text = (
            f"Voltage error of at most {written(error)} mV at the largest current "
            f"({written(left, 3)} MΩ left × {current(largest)})."
        )
        needed = 100 * (1 - tolerable(cell, ideal, command) / rig.r_s_mohm)
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
                f"{text} To keep it under {TOLERATED:g} mV takes {needed:.1f} % correction; more than "
                f"{MOST:g} % makes an amplifier ring.",
                True,
            )
    sped = left * (1 - 1e-2 * rig.prediction if rig.c_set else 1.0)
    if sped and cell.n_segments == 1:
        charging = 1e-3 * rig.r_s_mohm * cell.capacitance
        lag = 1e-3 * rig.lag if rig.correction else 0.0
        corner = follows(charging, 1e-3 * sped * cell.capacitance, lag)
        yield Finding(f"The clamp follows to {frequency(corner)}{' with the lag of its correction' if lag else ''}.")
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
    if rig.bridge_mohm and abs(left) < BALANCED * rig.r_s_mohm:
        yield Finding(f"The bridge is balanced: the drop over the {written(rig.r_s_mohm, 3)} MΩ is taken away.")
    elif largest:
        is_much = abs(error) > 1.0
        yield Finding(
            f"The drop over the pipette adds {written(error)} mV "
            f"({written(left, 3)} MΩ not balanced × {current(largest)}).",
            is_much,
            "Balance the bridge" if is_much else "",
            (("rig.bridge_mohm", rig.r_s_mohm),) if is_much else (),
        )
    tau = 1e-3 * rig.r_s_mohm * max(0.0, rig.c_pip - rig.c_neutral)
    if tau:
        yield Finding(f"The pipette's capacitance cuts off at {frequency(1 / (2 * pi * tau))} (τ {time(tau)}).")


def _sampling(experiment: Experiment) -> Iterator[Finding]:
    rig, rate = experiment.rig, experiment.protocol.rate
    if rig.cutoff:
        ratio = rate / rig.cutoff
        text = f"{written(ratio, 3)} samples in a period of the filter's corner."
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
def peak(cell: Cell, protocol: Protocol) -> tuple[float, float]:
    """The largest current (pA) that an ideal clamp would record and its command (mV); 0 where not known quickly."""
    if cell.n_segments > 1 or protocol.n_samples * protocol.n_sweeps > QUICK:
        return 0.0, 0.0
    plain = replace(protocol, n_runs=1, presweep=None, p_n=None, rests="reset", inter_sweep="holding")
    try:
        recording = simulate(Experiment(cell, plain, RIGS["ideal"]))
    except PatchSimError:
        return 0.0, 0.0
    at = int(np.abs(recording["i_m"]).argmax())
    return float(recording["i_m"].flat[at]), float(recording.command.flat[at])


def remaining(rig: Rig) -> float:
    """Series resistance that correction leaves, MΩ."""
    return max(0.0, rig.r_s_mohm - 1e-2 * rig.correction * rig.r_set_mohm)


def through(cell: Cell, mohm: float, ideal: float, command: float) -> float:
    """What of an `ideal` clamp's current (pA) at `command` (mV) can pass a series resistance.

    The membrane is taken for the conductance that it has at the command, at the far end of its driving force: current
    and error are upper bounds, and the error stays below the driving force however large the resistance is.
    """
    drive = driving(cell, ideal, command)
    return ideal / (1 + 1e-3 * mohm * abs(ideal) / drive) if drive > 0 else ideal


def tolerable(cell: Cell, ideal: float, command: float) -> float:
    """The series resistance (MΩ) that keeps the error at `TOLERATED`."""
    drive = driving(cell, ideal, command)
    share = 1 - TOLERATED / drive if drive > TOLERATED else 1.0
    return 1e3 * TOLERATED / abs(ideal) / share


def driving(cell: Cell, ideal: float, command: float) -> float:
    """From `command` to the farthest reversal potential that a current of this sign can have, mV."""
    at = [cell.e_rev(channel) for section in cell.sections for channel in section.channels if channel.enabled]
    if not at:
        return 0.0
    return command - min(at) if ideal > 0 else max(at) - command


def follows(charging: float, left: float, lag: float) -> float:
    """The frequency (kHz) at which the membrane follows the command to −3 dB.

    `charging` is R_s C without correction and `left` what correction leaves of it, all in ms; fed back with a `lag`,
    V/command = (1 + lag s) / (1 + (lag + left) s + charging lag s²).

    >>> round(follows(0.1, 0.1, 0.0), 3), round(follows(0.1, 0.02, 0.01), 1)
    (1.592, 6.8)
    """
    a = (charging * lag) ** 2
    b = (lag + left) ** 2 - 2 * charging * lag - 2 * lag**2
    squared = 2 / (b + sqrt(b * b + 4 * a))  # of the angular frequency: the positive root of a x² + b x = 1
    return sqrt(squared) / (2 * pi)


def written(number: float, digits: int = 2) -> str:
    """Some digits, without an exponent.

    >>> written(453.7), written(0.0213), written(1404.0), written(12345.6, 3)
    ('450', '0.021', '1400', '12300')
    """
    text = f"{float(f'{number:.{digits}g}'):.9f}"
    return text.rstrip("0").rstrip(".")


def current(pa: float) -> str:
    """A current with its unit, from pA.

    >>> current(1404.0), current(22.4)
    ('1.4 nA', '22.4 pA')
    """
    return f"{written(1e-3 * pa, 3)} nA" if abs(pa) >= 1e3 else f"{written(pa, 3)} pA"


def frequency(khz: float) -> str:
    """A frequency with its unit, from kHz.

    >>> frequency(0.0875), frequency(15.92)
    ('87.5 Hz', '15.9 kHz')
    """
    return f"{written(khz, 3)} kHz" if khz >= 1 else f"{written(1e3 * khz, 3)} Hz"


def time(ms: float) -> str:
    """A time constant with its unit, from ms.

    >>> time(1.819), time(0.1)
    ('1.82 ms', '100 µs')
    """
    return f"{written(ms, 3)} ms" if ms >= 1 else f"{written(1e3 * ms, 3)} µs"
