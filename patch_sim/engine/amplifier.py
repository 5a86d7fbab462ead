"""The amplifier between command and pipette, as the matrices of a circuit.

Voltage clamp. The pipette's potential P goes to its target with the amplifier's own time constant; the target is the
command, sped up by prediction p and raised by correction c of the current F that is fed back with a lag:

    target = (u − p W)/(1 − p) + c R F,   W' = (u − W)/((1 − p) R C),   F' = (I − F)/lag

with R and C those that are set for the whole cell. W is a cell of R and C that charges beside the real one, and what it
takes is not recorded: I = (P − v)/R_s + P/R_seal + (c_pip − c_fast) P' + c_glass G' − c_slow S' − C W', where the slow
part of the pipette's capacitance is at G' = (P − G)/tau_glass and its compensation at S' = (P − S)/tau_slow. Where no
capacitance of the pipette is left and nothing is corrected, P is its target at once.

Current clamp. c_pip P' = J − (P − v)/R_s − P/R_seal − c_glass G' + c_neutral (P − Y)/lag with Y' = (P − Y)/lag:
neutralization is a capacitance less, seen with a lag. Recorded is P less the bridge's drop, P − R_b J. The current J is
the command; slow injection adds K (v_slow − M) to it, where M is a slow mean of what is recorded (of a bridge beyond
the resistance, as far as that) and K large: the first part of it comes with the command (`Rig.added`), the second here.
"""

from dataclasses import replace

import numpy as np

from ..rigs import SLOW_GAIN, Rig
from .circuit import Circuit
from .rows import Array

RISE = 0.005
"""ms: time constant of a headstage, of the fast transient that a pipette's capacitance leaves; The Axon Guide, 5th
edition (Molecular Devices 2020) has 0.5–10 µs for it."""
LOW, HIGH = -120.0, 80.0
"""mV: a loop that runs away drives the pipette from one of these to the other: within what rates are tabulated
for, with the room that a step may overshoot by."""
MOST = (-140.0, 100.0)
"""mV: within which a correction is held that would throw the membrane off what rates are tabulated for."""
KNIFE = 1e-6
"""A gain nearer than this to the one where a loop has no steady state is taken to be that far beyond it."""
USUAL = 0.1
"""GΩ: resistance of the cell on which slow injection has the time constant that it is set to."""


def circuit(rig: Rig, mode: str) -> Circuit:
    """The circuit of a rig in voltage clamp ("vc") or current clamp."""
    leak, shunt = (1 / r if r else 0.0 for r in (rig.r_seal_gohm, rig.r_shunt_gohm))
    if rig.r_s_mohm:
        return (voltage_clamp if mode == "vc" else current_clamp)(rig, 1e3 / rig.r_s_mohm, leak, shunt)
    row, none = np.array, np.empty(0)
    if mode == "vc":
        shown = leak + shunt - (1 / rig.leak_gohm if rig.leak_gohm else 0.0)
        return Circuit(
            none.reshape(0, 0), none, none, none, 0.0, 0.0, row([0.0, 1.0]), row([0.0, shown]), clamps=True, held=True
        )
    names = ["m"] if rig.v_slow is not None else []
    rows = dict(zip((*names, "v", "u"), np.eye(len(names) + 2), strict=True))
    given = rows["u"] - SLOW_GAIN * rows["m"] if names else rows["u"]
    slope = {name: (rows["v"] - rows[name]) / averaging(rig) for name in names}
    into = given - (leak + shunt) * rows["v"]
    return assembled(names, slope, into, rows["v"], into, clamps=False, bounds=[(-np.inf, np.inf)] * len(names))


def limited(whole: Circuit) -> Circuit:
    """The circuit whose pipette goes no farther than the membrane may."""
    bounds = whole.bounds.copy()
    bounds[(bounds == (LOW, HIGH)).all(axis=1)] = MOST
    return replace(whole, bounds=bounds)


def averaging(rig: Rig) -> float:
    """ms: time constant of the mean that slow injection compares; the loop is as much faster as its gain is large."""
    return 1e3 * rig.tau_inject_s * (1 + SLOW_GAIN * USUAL)


def voltage_clamp(rig: Rig, access: float, leak: float, shunt: float) -> Circuit:
    """The circuit that holds the pipette; `access`, `leak` and `shunt` are conductances, nS."""
    net, lag = rig.c_pip - rig.c_fast, 1e-3 * rig.lag
    models, corrects = bool(rig.c_set), bool(rig.correction)
    has = {"p": corrects or net, "f": corrects, "w": models, "g": rig.c_glass, "s": rig.c_slow}
    names = [name for name in has if has[name]]
    rows: dict[str, Array] = dict(zip((*names, "v", "u"), np.eye(len(names) + 2), strict=True))
    nothing = np.zeros(len(names) + 2)
    target, taken = rows["u"], nothing
    slope: dict[str, Array] = {}
    if models:
        left = 1 - 0.01 * rig.prediction
        target = (rows["u"] - (1 - left) * rows["w"]) / left
        taken = (rows["u"] - rows["w"]) * (1e3 / (left * rig.r_set_mohm))
        slope["w"] = taken / rig.c_set
    if corrects:
        gain = 1e-5 * rig.correction * rig.r_set_mohm
        if abs(gain * (access + leak) - 1) < KNIFE:
            gain = (1 + KNIFE) / (access + leak)
        target = target + gain * rows["f"]
    pipette = rows.get("p", target)
    charging = nothing
    if "p" in rows:
        slope["p"] = (target - pipette) / RISE
        charging = net * slope["p"]
    for name, c, sign, tau in (("g", rig.c_glass, 1, rig.tau_glass), ("s", rig.c_slow, -1, rig.tau_slow)):
        if name in rows:
            slope[name] = (pipette - rows[name]) / (1e-3 * tau)
            charging = charging + sign * c * slope[name]
    measured = access * (pipette - rows["v"]) + leak * pipette + charging - taken
    if corrects:
        slope["f"] = (measured - rows["f"]) / lag
    shown = measured - rows["u"] / rig.leak_gohm if rig.leak_gohm else measured
    most = abs(HIGH - LOW) / gain if corrects else np.inf
    into = access * (pipette - rows["v"]) - shunt * rows["v"]
    bounds = {"p": (LOW, HIGH), "f": (-most, most)}
    free = (-np.inf, np.inf)
    return assembled(names, slope, into, pipette, shown, clamps=True, bounds=[bounds.get(n, free) for n in names])


def current_clamp(rig: Rig, access: float, leak: float, shunt: float) -> Circuit:
    """The circuit that drives a current into the pipette."""
    has = {"p": rig.c_pip, "y": rig.c_neutral and rig.c_pip, "g": rig.c_glass, "m": rig.v_slow is not None}
    names = [name for name in has if has[name]]
    rows: dict[str, Array] = dict(zip((*names, "v", "u"), np.eye(len(names) + 2), strict=True))
    slope: dict[str, Array] = {}
    given = rows["u"] - SLOW_GAIN * rows["m"] if "m" in rows else rows["u"]
    glass = 1e3 * rig.c_glass / rig.tau_glass
    beside = glass * rows["g"] if "g" in rows else np.zeros(len(names) + 2)
    # Without a capacitance the pipette's node has no memory.
    pipette = rows.get("p", (given + access * rows["v"] + beside) / (access + leak + glass))
    through = access * (pipette - rows["v"])
    if "y" in rows:
        slope["y"] = (pipette - rows["y"]) / (1e-3 * rig.lag)
    if "g" in rows:
        slope["g"] = (pipette - rows["g"]) / (1e-3 * rig.tau_glass)
    if "p" in rows:
        fed = rig.c_neutral * slope["y"] if "y" in rows else np.zeros(len(names) + 2)
        slope["p"] = (given - through - leak * pipette - glass * pipette + beside + fed) / rig.c_pip
    seen = pipette - 1e-3 * rig.bridge_mohm * given
    if "m" in rows:
        known = pipette - 1e-3 * min(rig.bridge_mohm, rig.r_s_mohm) * given
        slope["m"] = (known - rows["m"]) / averaging(rig)
    bounds = [(-np.inf, np.inf) if name == "m" else (LOW, HIGH) for name in names]
    return assembled(names, slope, through - shunt * rows["v"], seen, through, clamps=False, bounds=bounds)


def assembled(
    names: list[str],
    slope: dict[str, Array],
    into: Array,
    seen: Array,
    current: Array,
    clamps: bool,
    bounds: list[tuple[float, float]],
) -> Circuit:
    """The matrices of rows over (states, v, u): each state's slope, what flows into the cell, what is read off."""
    n = len(names)
    slopes = np.array([slope[name] for name in names]).reshape(n, n + 2)
    return Circuit(
        a=slopes[:, :n].copy(),
        b=slopes[:, n].copy(),
        d=slopes[:, n + 1].copy(),
        p=into[:n].copy(),
        q=float(into[n]),
        r=float(into[n + 1]),
        v_pip=seen,
        i_pip=current,
        clamps=clamps,
        bounds=np.array(bounds).reshape(n, 2),
        injects="m" in names,
        names=tuple(names),
    )
