"""Run the workloads, patch_sim and other simulators in turn, and print minima of the times with the errors.

``python -m benchmarks [--repeats 7] [--peer PYTHON] [--only w1,w5,rs,n13,sparse,start]``; PYTHON is an interpreter with
some of `neuron`, `jaxley` and `arbor`. ``uv sync --group peers`` puts the first into this one; an environment of its
own has all, by ``uv venv peers`` and ``uv pip install --python peers neuron jaxley arbor``. Times vary with the load of
the machine: compare ratios.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from patch_sim.engine.clamp import clamp
from patch_sim.engine.march import Lanes, Traces, march
from patch_sim.engine.tables import membrane
from patch_sim.units import PER_UM2

from . import axon, cost, neuron13, reference, sparse, startup, workloads
from .workloads import DT, SQUID, V_START, Array, CurrentClamp

Run = Callable[[], Traces | axon.Paths]
METHODS = ("fast", "accurate", "neuron")


PEERS = {"NEURON 9": "peer.py", "Jaxley": "peer_jaxley.py", "Arbor": "peer_arbor.py"}


class Peer:
    """Another simulator in another process."""

    def __init__(self, python: str, script: str):
        """Start it; `works` is False if the interpreter has it not."""
        path = str(Path(__file__).with_name(script))
        self.process = subprocess.Popen(
            [python, path], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.works = self.run("w1") is not None

    def run(self, *words: str) -> float | None:
        """Seconds of one run, or None."""
        assert self.process.stdin
        assert self.process.stdout
        try:
            print(*words, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            return None
        answer = self.process.stdout.readline().strip()
        return float(answer) if answer else None


def current_clamp(work: CurrentClamp, method: str, record: bool, parts: int = 1) -> Run:
    """A run of the kernels on `work`; it starts at −65 mV with gates at rest there."""
    arrays = membrane(SQUID)
    command = work.command
    sweeps = len(command)
    lanes = Lanes(
        work.g * SQUID.area * PER_UM2, np.repeat(arrays.e[:, None], sweeps, axis=1), np.full(sweeps, arrays.c)
    )

    def run() -> Traces:
        x = np.repeat(arrays.steady(V_START)[None], sweeps, axis=0)
        return march(arrays, command, DT, parts, method, np.full(sweeps, V_START), x, lanes, record)

    return run


def voltage_clamp() -> Run:
    """A run of the exact clamp with all gates and currents."""
    arrays, command = membrane(SQUID), workloads.w3_command()
    return lambda: clamp(arrays, command, workloads.W3_INTERVAL, workloads.W3_HOLDING)


def timed(runs: dict[str, Run], peers: dict[str, Peer], name: str, repeats: int) -> dict[str, float]:
    """Least seconds of each, one after the other in every round; each run twice, so that it finds its own caches."""
    best: dict[str, float] = {}
    for _ in range(repeats):
        for key, run in runs.items():
            for _ in range(2):
                begin = time.perf_counter()
                run()
                best[key] = min(best.get(key, np.inf), time.perf_counter() - begin)
        for key, peer in peers.items():
            if (seconds := peer.run(name)) is not None:
                best[key] = min(best.get(key, np.inf), seconds)
    return best


def errors(v: Array, truth: Array) -> str:
    """Largest error, its 99th percentile over the sweeps, last spike, and sweeps with a wrong count of spikes."""
    worst = np.abs(v - truth).max(axis=1)
    spikes = [(reference.spike_times(a), reference.spike_times(b)) for a, b in zip(v, truth, strict=True)]
    wrong = sum(a.size != b.size for a, b in spikes)
    last = max((abs(a[-1] - b[-1]) * 1e3 for a, b in spikes if a.size == b.size and a.size), default=0.0)
    return f"{worst.max():10.4f} mV {np.percentile(worst, 99):10.4f} mV {last:10.3f} µs {wrong:4d}"


def report(name: str, best: dict[str, float], accuracy: dict[str, str]) -> None:
    """Print one workload's rows."""
    first = next(iter(best.values()))
    for key, seconds in best.items():
        print(f"{name}  {key:24s}{seconds * 1e3:10.2f} ms {seconds / first:9.2f}  {accuracy.get(key, '')}", flush=True)


def report_neuron13(repeats: int) -> None:
    """Print what a step of the neuron of 13 channels costs, alone and among sixteen, one thread each."""
    runs: dict[str, tuple[Run, int]] = {}
    for method in METHODS:
        runs[f"{method}, one"] = (lambda m=method: neuron13.run(m), 1)
        runs[f"{method}, one, all signals"] = (lambda m=method: neuron13.run(m, record=True), 1)
        runs[f"{method}, sixteen"] = (lambda m=method: neuron13.run(m, neuron13.LANES), neuron13.LANES)
    best = timed({key: run for key, (run, _) in runs.items()}, {}, "n13", repeats)
    truth = neuron13.run("accurate", parts=16).v
    for key, (run, sweeps) in runs.items():
        traces = run()
        nanoseconds = best[key] * 1e9 / (traces.v.size)
        error = np.abs(traces.v - truth).max()
        print(f"n13  {key:28s}{nanoseconds:8.1f} ns a step and sweep of {sweeps:2d}  {error:10.4f} mV", flush=True)


def report_axon(peers: dict[str, Peer], repeats: int) -> None:
    """Print the times of W5 and by how much the action potential comes too late, in µs."""
    runs: dict[str, Run] = {method: axon.axon(method) for method in METHODS}
    neuron = {key: peer for key, peer in peers.items() if key.startswith("NEURON")}
    best = timed(runs, neuron, "w5", repeats)
    truth = axon.arrival(axon.axon("accurate", 16)().v[-1, 0])
    late = {key: axon.arrival(run().v[-1, 0]) - truth for key, run in runs.items()}
    for key, peer in neuron.items():
        with tempfile.TemporaryDirectory() as folder:
            peer.run("w5", f"{folder}/v.npy")
            late[key] = axon.arrival(np.load(f"{folder}/v.npy")[-1]) - truth
    report("w5", best, {key: f"{1e3 * error:10.2f} µs" for key, error in late.items()})


def report_electrodes(repeats: int) -> None:
    """Print what an electrode costs on one segment, beside none."""
    for name, work in axon.CELLS.items():
        for method in ("fast", "accurate"):
            for record in (False, True):
                runs: dict[str, Run] = {"ideal": current_clamp(work, method, record)}
                for key, rig in axon.RIGS.items():
                    runs[key] = axon.through(rig, work, method, record)
                best = timed(runs, {}, name, repeats)
                what = f"{method}{', all signals' if record else ''}"
                report(f"{name} {what}", best, {})


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--only", default="w1,w2,w3,w4,w5,rs,n13,sparse,cost,start")
    options = parser.parse_args()
    peers = (
        {key: Peer(options.peer, script) for key, script in PEERS.items()}
        if any(name[0] == "w" for name in options.only.split(","))
        else {}
    )
    available = {key: peer for key, peer in peers.items() if peer.works}
    print(f"{options.peer} has {', '.join(available) or 'no other simulator'}")
    print(f"\n{'':32s}least time     ratio    largest error  99 % of sweeps     last spike  wrong counts")
    for name in options.only.split(","):
        if name == "start":
            startup.report()
            continue
        if name == "cost":
            cost.report(options.repeats)
            continue
        if name == "sparse":
            sparse.report(options.repeats)
            continue
        if name == "n13":
            report_neuron13(options.repeats)
            continue
        if name == "w5":
            report_axon(available, options.repeats)
            continue
        if name == "rs":
            report_electrodes(options.repeats)
            continue
        if name == "w3":
            best = timed({"exact": voltage_clamp()}, available, name, options.repeats)
            truth = reference.voltage_clamp()
            relative = np.abs(voltage_clamp()().currents[-1] - truth).max() / np.abs(truth).max()
            report(name, best, {"exact": f"{relative:10.1e} of the peak"})
            continue
        work = {"w1": workloads.W1, "w2": workloads.W2, "w4": workloads.W4}[name]
        runs = {method: current_clamp(work, method, False) for method in METHODS}
        if name != "w4":  # 600 MB
            runs |= {f"{method}, all signals": current_clamp(work, method, True) for method in METHODS[:2]}
        best = timed(runs, available, name, options.repeats)
        fine = name == "w4"
        truth = current_clamp(work, "accurate", False, 16)().v if fine else reference.current_clamp(name, work)
        accuracy = {key: errors(run().v, truth) for key, run in runs.items() if "," not in key}
        for key, peer in available.items():
            with tempfile.TemporaryDirectory() as folder:
                peer.run(name, f"{folder}/v.npy")
                accuracy[key] = errors(np.load(f"{folder}/v.npy")[:, : truth.shape[1]], truth)
        report(name, best, accuracy)


if __name__ == "__main__":
    main()
