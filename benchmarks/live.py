"""What a user waits for while things move: a stretch of a stream, and the tables after a slider has moved."""

import time
from dataclasses import replace

import numpy as np

from patch_sim.engine import rows
from patch_sim.engine.rows import crank_nicolson
from patch_sim.engine.rows import rates as as_rates
from patch_sim.engine.stream import Stream
from patch_sim.engine.tables import membrane
from patch_sim.experiment import Experiment, Solver
from patch_sim.fields import edit
from patch_sim.protocols import Protocol, Step

from . import neuron13
from .ledger import Ledger
from .workloads import DT

BLOCK = 33.0
"""ms."""
BLOCKS = 300
CHANNEL = "cell.sections.soma.channels.kdr"


def experiment(method: str) -> Experiment:
    """The neuron of 13 channels with a current that does not end, at 20 kHz."""
    protocol = Protocol("on", "On", "cc", (Step(neuron13.LEVEL, BLOCK),), holding=neuron13.LEVEL, rate=20.0)
    return replace(
        Experiment.of("squid_axon", protocol),
        cell=neuron13.NEURON,
        solver=Solver(method, DT),  # ty: ignore
    )


def stream(ledger: Ledger) -> None:
    """Print the times of stretches in which everything is kept, and whether they are one run."""
    for method in ("fast", "accurate"):
        live = Stream(experiment(method))
        live.advance(BLOCK)
        times = []
        for _ in range(BLOCKS):
            begin = time.perf_counter()
            live.advance(BLOCK)
            times.append((time.perf_counter() - begin) * 1e3)
        half, most = np.percentile(times, (50, 99))
        print(f"33 ms  {method:12s} p50 {half:8.3f} ms  p99 {most:8.3f} ms", flush=True)
        ledger.most(f"33 ms of the neuron of 13 channels, {method}, p99", float(most), 1, "ms")
        parts, whole = Stream(experiment(method)), Stream(experiment(method))
        long = whole.advance(30 * 32.0).signals
        short = [parts.advance(32.0).signals for _ in range(30)]
        differ = sum(not np.array_equal(np.concatenate([part[name] for part in short]), long[name]) for name in long)
        ledger.most(f"30 blocks, {method}: signals that differ from one run", differ, 0)


def tables(ledger: Ledger) -> None:
    """Print what it takes to tabulate all gates, and one of them anew."""
    for name, scheme, step in (("fast", crank_nicolson, DT), ("accurate", as_rates, 0.0)):
        times = {"all gates": [], "after an edit": []}
        for k in range(7):
            rows.rows.cache_clear()
            rows.table.cache_clear()
            before = neuron13.NEURON
            after = edit(experiment(name), f"{CHANNEL}.g_max", 12.5 + 0.1 * k).cell
            other = edit(experiment(name), "cell.celsius", before.celsius + 0.01 * (k + 1)).cell
            for kind, cell in (("all gates", other), ("after an edit", after)):
                begin = time.perf_counter()
                membrane(cell).table(scheme, step)
                times[kind].append((time.perf_counter() - begin) * 1e3)
        for kind, found in times.items():
            print(f"table  {name + ', ' + kind:32s}{min(found):8.2f} ms", flush=True)
        ledger.most(f"tables of 13 channels after an edit, {name}", min(times["after an edit"]), 3, "ms")
