"""Curves of the Library: steady states and time constants of gates and schemes, over voltage or calcium."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patch_sim.cells import Cell
from patch_sim.channels import Channel, Gate
from patch_sim.engine.simulate import simulate
from patch_sim.experiment import Experiment
from patch_sim_ui.theme import ramp

from .library import hue
from .numbers import written

Array = NDArray[np.float64]
Spec = dict[str, Any]
V = np.linspace(-130.0, 80.0, 169)
CA = np.geomspace(1e-5, 1e-1, 161)
"""mM."""
LEVELS = (1e-4, 1e-3, 1e-2)
"""mM of calcium at which a gate of voltage and calcium is drawn."""
SPREAD = 60.0
"""Time constants that differ by more are drawn on a logarithmic axis."""
SHARE = 0.5
"""A state that never holds this share of the channels is not drawn, unless it conducts."""
POINTS = 150
"""Of a current."""
GAINS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
OTHERS = ("k", "na", "ca", "k2", "drug")


def curves_of(channel: Channel, cell: Cell, usual: Cell) -> list[Spec]:
    """The graphs of a channel in `cell`; `usual` is the cell as it was before any slider moved, and sets the axes."""
    if channel.scheme:
        return _scheme(channel, cell, usual)
    found: list[Spec] = []
    of_v = [gate for gate in channel.gates if "v" in gate.names or "ca" not in gate.names]
    of_ca = [gate for gate in channel.gates if gate not in of_v]
    for gates, axis in ((of_v, "v"), (of_ca, "ca")):
        if gates:
            found += _pair(channel, gates, axis, cell, usual)
    return found


def _pair(channel: Channel, gates: list[Gate], axis: str, cell: Cell, usual: Cell) -> list[Spec]:
    lines: dict[str, list[Spec]] = {"inf": [], "tau": []}
    first: list[float] = []
    look = _looks(channel, gates, cell)
    for gate in gates:
        for ca in LEVELS if {"v", "ca"} <= gate.names else (None,):
            inf, tau = _gate(channel, gate, axis, cell, ca)
            where = f" at {written(1e3 * ca)} µM" if ca else ""
            dash = look[gate.name]["dash"] or bool(ca and ca != LEVELS[1])
            lines["inf"].append(_line(f"{gate.name}_∞{where}", inf, look[gate.name]["color"], dash))
            if not gate.instantaneous:
                lines["tau"].append(_line(f"τ_{gate.name}{where}", tau, look[gate.name]["color"], dash))
                first += _gate(channel, gate, axis, usual, ca)[1].tolist()
    if axis == "v" and len(gates) == len(channel.gates) and (len(gates) > 1 or gates[0].power > 1):
        lines["inf"].insert(0, _product(channel, cell))
    x = {"label": "V", "unit": "mV", "log": False} if axis == "v" else {"label": "[Ca²⁺]", "unit": "µM", "log": True}
    at = _rounded(V if axis == "v" else 1e3 * CA)
    top = max([1.0, *(max(line["y"]) for line in lines["inf"])])
    steady = {"x": x, "xs": at, "y": {"label": "open fraction", "unit": "", "log": False, "range": [0.0, top]}}
    over = "" if axis == "v" else " over calcium"
    found = [{"title": f"Steady state{over}", "group": axis, "lines": lines["inf"], **steady}]
    flat = all(min(line["y"]) == max(line["y"]) for line in lines["tau"])
    if lines["tau"] and not (flat and axis == "ca"):
        times = _times(lines["tau"], first)
        found.append(
            {"title": f"Time constant{over}", "group": axis, "x": x, "xs": at, "y": times, "lines": lines["tau"]}
        )
    return found


def _gate(channel: Channel, gate: Gate, axis: str, cell: Cell, ca: float | None) -> tuple[Array, Array]:
    """Steady state, and time constant at the cell's temperature."""
    now = next(one for one in cell.sections[0].channels if one.name == channel.name)
    mine = next(one for one in now.gates if one.name == gate.name)
    at: dict[str, Any] = {"ca": LEVELS[0], **cell.at(now)}
    if ca:
        at["ca"] = ca
    v = V
    if axis == "ca":
        v, at["ca"] = np.zeros_like(CA), CA
    with np.errstate(all="ignore"):
        inf, tau = np.broadcast_arrays(*mine.curves(v, at))
    return np.clip(inf, 0, None), tau / now.phi(mine, cell.celsius)


def _looks(channel: Channel, gates: list[Gate], cell: Cell) -> dict[str, Spec]:
    """Gates that open with depolarization in the hue of the ion, those that close in that of inactivation, dashed."""
    own = hue(channel)
    colors = {False: [own, *(other for other in OTHERS if other != own)], True: ["h", "leak", *OTHERS]}
    found: dict[str, Spec] = {}
    alone = all(_falls(channel, gate, cell) for gate in gates)
    for gate in gates:
        falls = _falls(channel, gate, cell) and not alone
        found[gate.name] = {"color": f"var(--q-{colors[falls].pop(0)})", "dash": falls}
    return found


def _falls(channel: Channel, gate: Gate, cell: Cell) -> bool:
    axis = "v" if "v" in gate.names or "ca" not in gate.names else "ca"
    inf, _ = _gate(channel, gate, axis, cell, None)
    return bool(inf[-1] < inf[0])


def _product(channel: Channel, cell: Cell) -> Spec:
    """The open fraction in the end, as an area, magnified until it can be seen."""
    share = np.zeros_like(V)
    for weight, gates in channel.products:
        product = np.ones_like(V)
        for gate in gates:
            product = product * _gate(channel, gate, "v", cell, None)[0] ** gate.power
        share += weight * product
    peak = float(share.max())
    gain = 1 if peak > 0.5 else max((gain for gain in GAINS if gain * peak <= 0.5), default=1)
    name = "open" if channel.parts else "".join(f"{g.name}{_raised(g.power)}" for g in channel.gates)
    return _line(name + (f" ×{gain}" if gain > 1 else ""), gain * share, f"var(--q-{hue(channel)})", area=True)


def _raised(power: int) -> str:
    return "" if power == 1 else "⁰¹²³⁴⁵⁶⁷⁸⁹"[power]


def _scheme(channel: Channel, cell: Cell, usual: Cell) -> list[Spec]:
    """The share of channels in each state that matters, and the two slowest ways to it."""
    scheme = channel.scheme
    assert scheme
    x = {"label": "V", "unit": "mV", "log": False}

    def of(one: Cell) -> tuple[Array, Array]:
        now = next(c for c in one.sections[0].channels if c.name == channel.name)
        at = one.at(now)
        speeds = -np.sort(-np.linalg.eigvals(now.scheme.matrix(V, at)).real, axis=1)  # ty: ignore
        taus = -1 / (speeds[:, 1:3] * channel.q10 ** ((one.celsius - channel.t_ref) / 10))
        return now.scheme.steady(V, at), taus  # ty: ignore

    steady, taus = of(cell)
    conducts = {one.state for one in scheme.conducting}
    shown = [k for k, s in enumerate(scheme.states) if s in conducts or steady[:, k].max() > SHARE]
    colors = iter([*("leak", "h", "k2", "k", "ca", "drug") * 11])
    lines = []
    for k in shown:
        state = scheme.states[k]
        color = hue(channel) if state in conducts else next(colors)
        y, gain = steady[:, k], 1
        if state in conducts:
            gain = max((g for g in GAINS if g * float(y.max()) <= 1), default=1)
        name = state.upper() + (f" ×{gain}" if gain > 1 else "")
        lines.append(_line(name, gain * y, f"var(--q-{color})", state not in conducts))
    slow = [
        _line(name, taus[:, k], f"var(--q-{hue(channel)})", k == 1)
        for k, name in enumerate(("slowest", "second")[: taus.shape[1]])
    ]
    at = _rounded(V)
    share = {"label": "share of channels", "unit": "", "log": False, "range": [0.0, 1.0]}
    return [
        {"title": "Steady state", "group": "v", "x": x, "xs": at, "y": share, "lines": lines},
        {
            "title": "Time constants",
            "group": "v",
            "x": x,
            "xs": at,
            "y": _times(slow, of(usual)[1].ravel().tolist()),
            "lines": slow,
        },
    ]


def _times(lines: list[Spec], first: list[float]) -> Spec:
    """The axis of time constants: that of the first temperature, and longer only where the curves leave it."""
    here = [y for line in lines for y in line["y"]]
    tops = [max(line["y"]) for line in lines]
    log = max(tops) > SPREAD * min(tops)
    low = min(min(here), min(first))
    top = max(max(here), max(first))
    return {"label": "τ", "unit": "ms", "log": log, "range": [max(low, top * 1e-5) if log else 0.0, 1.05 * top]}


def clamped(experiment: Experiment, channel: str) -> Spec:
    """The channel's current under the steps of its experiment, from just before them to their end."""
    recording = simulate(experiment)
    protocol = experiment.protocol
    window = protocol.window("B")
    before = max(0, window.start - max(1, (window.stop - window.start) // 40))
    places = np.unique(np.linspace(before, window.stop - 1, POINTS).round().astype(int))
    early = np.arange(window.start, min(window.stop, window.start + POINTS // 3))
    kept = np.unique(np.concatenate([places, early]))
    n = recording.n_sweeps
    lines = [
        _line("", recording[f"i_{channel}"][k][kept], ramp(k, n), label=f"{written(level)} mV")
        for k, level in enumerate(protocol.levels())
    ]
    levels = protocol.levels()
    low, high = (f(min(line["y"]) if f is min else max(line["y"]) for line in lines) for f in (min, max))
    air = 0.05 * (high - low) or 1.0
    return {
        "title": "Under the clamp, ideal rig",
        "note": f"from {written(protocol.holding)} mV, steps to {written(levels[0])} … {written(levels[-1])} mV",
        "group": "t",
        "x": {"label": "t", "unit": "ms", "log": False},
        "xs": _rounded(recording.time[kept] - recording.time[window.start]),
        "y": {"label": "I", "unit": "pA", "log": False, "range": [min(0.0, low - air), max(0.0, high + air)]},
        "lines": lines,
    }


def _line(name: str, y: Array, color: str, dash: bool = False, area: bool = False, label: str = "") -> Spec:
    """A line of a graph; `name` stands on it, `label` is what it goes by without."""
    return {"name": name, "label": label or name, "y": _rounded(y), "color": color, "dash": dash, "area": area}


def _rounded(values: Array) -> list[float]:
    return [float(f"{value:.4g}") for value in np.nan_to_num(values)]
