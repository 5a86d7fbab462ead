"""W5: an action potential along an axon of 1000 compartments, 10 mm × 1 µm, 50 ms at 25 µs; and what electrodes cost.

200 pA from 1 to 3 ms into the first compartment; the arrival is that at −20 mV in the one 9 mm away. The truth is the
fourth-order method at a sixteenth of the step, which is that of NEURON at half a microsecond to 0.5 µs.
"""

from collections.abc import Callable

import numpy as np

from patch_sim.cells import Cell, Section
from patch_sim.engine.tree import Paths, march_tree, setting
from patch_sim.engine.tree_rest import tree_start
from patch_sim.rigs import Rig

from .ledger import Ledger
from .peers import Peer, timed
from .squid import METHODS, current_clamp, table
from .workloads import DT, KV, LEAK, NAV, SQUID, V_START, W1, W2, Array, CurrentClamp

AXON = Cell("axon", "Axon", (Section("axon", 1.0, 10_000.0, (NAV, KV, LEAK), n=1000),), celsius=6.3)
START = Rig("start", "Start", site="axon(0)")
PLACES = [(0, 100), (0, 500), (0, 900)]
RIGS = {"R": Rig("r", "R", r_s_mohm=10.0), "RC": Rig("rc", "RC", r_s_mohm=10.0, c_pip=5.0)}
CELLS = {"w1": W1, "w2": W2}


def axon(method: str, parts: int = 1) -> Callable[[], Paths]:
    """A run of W5."""
    there = setting(AXON, START, "cc")
    rest = tree_start(AXON, START, "cc", 0.0)
    t = np.arange(2001) * DT
    command = 200.0 * ((t > 1 - DT / 2) & (t < 3 - DT / 2))[None]

    def run() -> Paths:
        v, x, z = (part[None].copy() for part in rest)
        return march_tree(there, command, DT, parts, method, v, x, z, PLACES, record=False)

    return run


def arrival(v: Array) -> float:
    """Upward crossing of −20 mV, ms."""
    k = int(np.argmax(v > -20.0)) - 1
    return float((k + (-20.0 - v[k]) / (v[k + 1] - v[k])) * DT)


def through(rig: Rig, work: CurrentClamp, method: str, record: bool) -> Callable[[], Paths]:
    """A run of W1 or W2 through an electrode."""
    there = setting(SQUID, rig, "cc")
    sweeps = len(work.command)
    parts = there.parts(DT, 1, method)
    gates = there.tree.steady(np.array([V_START]))

    def run() -> Paths:
        v, z = np.full((sweeps, 1), V_START), np.full((sweeps, there.circuit.n), V_START)
        x = np.repeat(gates[None], sweeps, axis=0)
        return march_tree(there, work.command, DT, parts, method, v, x, z, [(0, 0)], record=record)

    return run


def report(peers: dict[str, Peer], repeats: int, ledger: Ledger) -> None:
    """Print the times of W5 and by how much the action potential comes too late, in µs."""
    runs = {method: axon(method) for method in METHODS}
    best = timed(runs, peers, "w5", repeats)
    truth = arrival(axon("accurate", 16)().v[-1, 0])
    late = {key: 1e3 * (arrival(run().v[-1, 0]) - truth) for key, run in runs.items()}
    for key, peer in peers.items():
        if (v := peer.recorded("w5")) is not None:
            late[key] = 1e3 * (arrival(v[-1]) - truth)
    table("w5", best, {key: f"{error:10.2f} µs late" for key, error in late.items()})
    ledger.ratio(best, "w5", "fast", "NEURON", 9)
    ledger.ratio(best, "w5", "fast", "Jaxley", 4)
    ledger.ratio(best, "w5", "fast", "Arbor", 2.4)
    ledger.most("w5 fast, error of the arrival", abs(late["fast"]), 35, "µs")


def report_electrodes(repeats: int) -> None:
    """Print what an electrode costs on one segment, beside none."""
    for name, work in CELLS.items():
        for method in ("fast", "accurate"):
            for record in (False, True):
                runs: dict[str, Callable[[], object]] = {"ideal": current_clamp(work, method, record)}
                for key, rig in RIGS.items():
                    runs[key] = through(rig, work, method, record)
                print(f"{name} {method}{', all signals' if record else ''}")
                table("", timed(runs, {}, name, repeats), {})
