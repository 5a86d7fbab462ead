"""W1 to W4: the squid membrane, in every method and beside every peer."""

from collections.abc import Callable

import numpy as np

from patch_sim.engine.clamp import clamp
from patch_sim.engine.march import Lanes, Traces, march
from patch_sim.engine.tables import membrane
from patch_sim.units import PER_UM2

from . import reference, workloads
from .ledger import Ledger
from .peers import Peer, timed
from .workloads import DT, SQUID, V_START, Array, CurrentClamp

METHODS = ("fast", "accurate", "neuron")
WORK = {"w1": workloads.W1, "w2": workloads.W2, "w4": workloads.W4}
FINE = 16
"""Parts of the step that the truth of W2 and W4 is made with."""


def current_clamp(work: CurrentClamp, method: str, record: bool, parts: int = 1) -> Callable[[], Traces]:
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


def voltage_clamp() -> Callable[[], Traces]:
    """A run of the exact clamp with all gates and currents."""
    arrays, command = membrane(SQUID), workloads.w3_command()
    return lambda: clamp(arrays, command, workloads.W3_INTERVAL, workloads.W3_HOLDING)


class Errors:
    """How far v (sweeps, samples) is from the truth: mV of each sweep, µs of last spikes, sweeps with a wrong count."""

    def __init__(self, v: Array, truth: Array):
        self.mv = np.abs(v - truth).max(axis=1)
        spikes = [(reference.spike_times(a), reference.spike_times(b)) for a, b in zip(v, truth, strict=True)]
        self.wrong = sum(a.size != b.size for a, b in spikes)
        self.last = max((abs(a[-1] - b[-1]) * 1e3 for a, b in spikes if a.size == b.size and a.size), default=0.0)

    def __str__(self) -> str:
        most = np.percentile(self.mv, 99)
        return f"{self.mv.max():10.4f} mV {most:10.4f} mV {self.last:10.3f} µs {self.wrong:4d}"


def table(name: str, best: dict[str, float], notes: dict[str, str]) -> None:
    """Print one workload's rows."""
    first = next(iter(best.values()))
    for key, seconds in best.items():
        print(f"{name:3s} {key:24s}{seconds * 1e3:10.2f} ms {seconds / first:9.2f}  {notes.get(key, '')}", flush=True)


def report(name: str, peers: dict[str, Peer], repeats: int, ledger: Ledger) -> None:
    """Print W1, W2 or W4."""
    work = WORK[name]
    runs = {method: current_clamp(work, method, False) for method in METHODS}
    if name != "w4":  # 600 MB
        runs |= {f"{method}, all signals": current_clamp(work, method, True) for method in METHODS[:2]}
    best = timed(runs, peers, name, repeats)
    if name == "w1":
        truth = reference.current_clamp(name, work)
    else:
        truth = current_clamp(work, "accurate", False, FINE)().v
    errors = {key: Errors(run().v, truth) for key, run in runs.items() if "," not in key}
    for key, peer in peers.items():
        if (v := peer.recorded(name)) is not None:
            errors[key] = Errors(v[:, : truth.shape[1]], truth)
    table(name, best, {key: str(error) for key, error in errors.items()})
    accurate = errors["accurate"]
    if name == "w1":
        ledger.most("w1 accurate", best["accurate"] * 1e3, 3, "ms")
        ledger.most("w1 accurate, largest error", accurate.mv.max(), 0.02, "mV")
        ledger.most("w1 accurate, last of 55 spikes", accurate.last, 0.1, "µs")
        ledger.ratio(best, name, "accurate", "NEURON", 11)
        ledger.ratio(best, name, "accurate", "Jaxley", 1)
        ledger.ratio(best, name, "fast", "NEURON", 20)
        ledger.ratio(best, name, "fast", "Jaxley", 4)
    elif name == "w2":
        ledger.most("w2 accurate", best["accurate"] * 1e3, 20, "ms")
        ledger.most("w2 accurate, sweeps with a wrong count of spikes", accurate.wrong, 0)
        ledger.most("w2 accurate, last spikes", accurate.last, 0.1, "µs")
        ledger.ratio(best, name, "fast", "NEURON", 40)
        ledger.ratio(best, name, "fast", "Jaxley", 8)
    else:
        ledger.ratio(best, name, "fast", "NEURON", 40)
        ledger.ratio(best, name, "fast", "Jaxley", 6)
        ledger.ratio(best, name, "accurate", "NEURON", 15)
        ledger.ratio(best, name, "accurate", "Jaxley", 2)
        ledger.least("w4 accurate, cells within 0.02 mV", 100 * np.mean(accurate.mv <= 0.02), 99, "%")
        ledger.most("w4 accurate, cells with a wrong count of spikes", accurate.wrong, 0)
    for method in METHODS[:2] if name != "w4" else ():
        more = 100 * (best[f"{method}, all signals"] / best[method] - 1)
        ledger.most(f"{name} {method}, all signals recorded, more by", more, 30, "%")


def report_clamp(peers: dict[str, Peer], repeats: int, ledger: Ledger) -> None:
    """Print W3."""
    best = timed({"exact": voltage_clamp()}, peers, "w3", 10 * repeats)
    truth = reference.voltage_clamp()
    relative = float(np.abs(voltage_clamp()().currents[-1] - truth).max() / np.abs(truth).max())
    table("w3", best, {"exact": f"{relative:10.1e} of the peak"})
    ledger.most("w3 exact, all gates and currents", best["exact"] * 1e3, 0.4, "ms")
    ledger.most("w3 exact, largest error of the peak", relative, 1e-12)
