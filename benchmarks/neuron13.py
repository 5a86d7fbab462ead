"""A neuron of 13 channels, 18 gates and a layer of calcium: what a step of it costs.

Its gates are sigmoids with bell-shaped time constants, one of them of calcium; three channels carry calcium, whose
Nernst potential and layer are live. 4 µA/cm² from 20 to 180 ms of 200, sampled at 25 µs.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial

import numpy as np

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS as LIBRARY
from patch_sim.channels import Channel, Expr, Gate, Ion, Pool, Sigmoid
from patch_sim.constants import ZERO_CELSIUS, F, R
from patch_sim.engine.march import Traces, march
from patch_sim.engine.simd import WIDTH
from patch_sim.engine.tables import Membrane, membrane

from .ledger import Ledger
from .peers import timed
from .workloads import DT, SIDE, Array

DURATION, LEVEL, V_START = 200.0, 40.0, -70.0  # ms, pA (10 pA are 1 µA/cm²), mV
CELSIUS = 12.5e-3 * 2 * F / R - ZERO_CELSIUS  # where RT/2F is 12.5 mV
INFLOW = 2e-5  # mM/ms for 1 µA/cm²
LANES = 16

# Half and slope of inf; least time constant, height, middle and two slopes of its bell.
GATES = {
    "nat.m": (-38, 7.0, 0.02, 0.3, -40, 15, 15),
    "nat.h": (-62, -6.5, 0.15, 4.0, -60, 12, 12),
    "kdr.n": (-25, 9.0, 0.3, 5.0, -30, 18, 18),
    "nap.m": (-50, 5.0, 0.1, 1.0, -45, 20, 20),
    "nap.h": (-52, -10.0, 100.0, 900.0, -50, 25, 25),
    "nar.m": (-40, 6.0, 0.1, 0.5, -40, 15, 15),
    "nar.h": (-55, -7.0, 0.5, 10.0, -60, 15, 15),
    "ih.r": (-80, -7.0, 20.0, 600.0, -78, 14, 12),
    "ka.m": (-45, 8.0, 0.2, 1.5, -45, 15, 15),
    "ka.h": (-75, -6.0, 5.0, 30.0, -65, 15, 15),
    "km.p": (-35, 9.0, 5.0, 120.0, -38, 18, 18),
    "kir.r": (-85, -8.0, 0.3, 2.0, -80, 15, 15),
    "cal.m": (-12, 7.0, 0.3, 3.0, -15, 15, 15),
    "cat.m": (-55, 6.5, 0.5, 4.0, -50, 15, 15),
    "cat.h": (-80, -6.0, 8.0, 40.0, -70, 15, 15),
    "can.m": (-20, 7.0, 0.3, 3.0, -20, 15, 15),
    "can.h": (-50, -10.0, 20.0, 60.0, -45, 18, 18),
}
# mS/cm², reversal (mV; none: calcium's), and the power of each gate.
CHANNELS = {
    "nat": (60.0, 55.0, {"m": 3, "h": 1}),
    "kdr": (12.0, -85.0, {"n": 4}),
    "leak": (0.05, -65.0, {}),
    "nap": (0.05, 55.0, {"m": 1, "h": 1}),
    "nar": (0.3, 55.0, {"m": 1, "h": 1}),
    "ih": (0.03, -35.0, {"r": 1}),
    "ka": (3.0, -85.0, {"m": 3, "h": 1}),
    "km": (0.1, -85.0, {"p": 1}),
    "kir": (0.05, -85.0, {"r": 1}),
    "kca": (0.8, -85.0, {"q": 2}),
    "cal": (0.25, None, {"m": 2}),
    "cat": (0.1, None, {"m": 2, "h": 1}),
    "can": (0.1, None, {"m": 2, "h": 1}),
}
SWITCH = Gate("q", 2, inf=Expr("ca**2/(ca**2 + 9e-8)"), tau=Expr("10"))


def gate(name: str, power: int) -> Gate:
    """One gate of the table, by ``<channel>.<gate>``."""
    half, slope, least, height, middle, up, down = GATES[name]
    bell = f"{least} + {height}/(exp((v - {middle})/{up}) + exp(-(v - {middle})/{down}))"
    return Gate(name.partition(".")[2], power, inf=Sigmoid(1.0, half, slope), tau=Expr(bell.replace("- -", "+ ")))


def channel(name: str) -> Channel:
    """One channel of the table."""
    g_max, e_rev, powers = CHANNELS[name]
    gates = tuple(SWITCH if name == "kca" else gate(f"{name}.{q}", power) for q, power in powers.items())
    return Channel(name, name, g_max, ion="" if e_rev is not None else "ca", e_rev=e_rev, gates=gates)


SOMA = Section(
    "soma",
    SIDE,
    SIDE,
    tuple(map(channel, CHANNELS)),
    (Pool("ca", depth=0.1, tau=80.0, rest=1e-4, fraction=INFLOW * 0.1 * 2 * F / 10.0),),
)
NEURON = Cell("neuron13", "Neuron", (SOMA,), (Ion("ca", 2, out=2.0, in_=1e-4),), CELSIUS, V_START)


def command(sweeps: int) -> Array:
    """(sweeps, samples) in pA."""
    t = np.arange(round(DURATION / DT) + 1) * DT
    return np.repeat(LEVEL * ((t > 20 - DT / 2) & (t < 180 - DT / 2))[None], sweeps, axis=0)


@cache
def prepared() -> tuple[Membrane, Array]:
    """The arrays and the state at the start."""
    arrays = membrane(NEURON)
    start = arrays.settle(arrays.steady(V_START), np.asarray(V_START), 0, np.asarray(1e-4))
    start[arrays.concentrations + WIDTH] = 1e-4
    return arrays, start


def run(method: str, sweeps: int = 1, parts: int = 1, record: bool = False, tolerance: float = 0.01) -> Traces:
    """`sweeps` that are alike, from gates at rest at −70 mV and the pool at its own rest."""
    arrays, start = prepared()
    x = np.repeat(start[None], sweeps, axis=0)
    start_v = np.full(sweeps, V_START)
    return march(arrays, command(sweeps), DT, parts, method, start_v, x, record=record, tolerance=tolerance)


def with_scheme(method: str) -> Traces:
    """One sweep with the resurgent sodium channel of 13 states in place of that of two gates."""
    channels = tuple(LIBRARY["nar_markov"] if c.name == "nar" else c for c in SOMA.channels)
    ions = (*NEURON.ions, Ion("na", 1, out=140.0, in_=16.0))
    arrays = membrane(replace(NEURON, sections=(replace(SOMA, channels=channels),), ions=ions))
    x = arrays.steady(V_START)[None].copy()
    return march(arrays, command(1), DT, 1, method, np.full(1, V_START), x, record=False)


def least(runs: Mapping[str, Callable[[], Traces]], repeats: int) -> dict[str, float]:
    """ns of a step of a sweep, each the least of many short runs."""
    best = timed(runs, {}, "n13", 4 * repeats)
    return {key: best[key] * 1e9 / run().v.size for key, run in runs.items()}


def report(repeats: int, ledger: Ledger) -> None:
    """Print what a step costs, alone and among sixteen, one thread each; and the orders."""
    runs: dict[str, Callable[[], Traces]] = {}
    for method in ("fast", "accurate", "neuron"):
        runs[f"{method}, one"] = partial(run, method)
        runs[f"{method}, one, all signals"] = partial(run, method, record=True)
        runs[f"{method}, sixteen"] = partial(run, method, LANES)
        runs[f"{method}, sixteen, all signals"] = partial(run, method, LANES, record=True)
    truth = run("accurate", parts=16, record=True)
    found = least(runs, repeats)
    for key, one in runs.items():
        error = np.abs(one().v - truth.v).max()
        print(f"n13  {key:28s}{found[key]:8.1f} ns a step and sweep  {error:10.4f} mV", flush=True)
    for key, limit in (("fast, one", 105), ("accurate, one", 200), ("fast, sixteen", 40), ("accurate, sixteen", 85)):
        ledger.most(f"n13 {key}", found[key], limit, "ns")
        more = 100 * (found[f"{key}, all signals"] / found[key] - 1)
        ledger.most(f"n13 {key}, all signals recorded, more by", more, 30, "%")
    for method, order in (("fast", 1.95), ("accurate", 3.9)):
        coarse, fine = (run(method, parts=parts, record=True) for parts in (1, 2))
        for name in ("v", "levels"):
            one, two = (np.abs(getattr(traces, name) - getattr(truth, name)).max() for traces in (coarse, fine))
            ledger.least(f"n13 {method}, order in {name}", float(np.log2(one / two)), order)
    for method in ("fast", "accurate"):
        taken = least({method: partial(with_scheme, method)}, repeats)[method]
        print(f"n13  {method + ', Markov nar':28s}{taken:8.1f} ns for each 25 µs", flush=True)
