"""Other simulators in processes of their own, and the least time of each run among rounds of all of them."""

import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from .workloads import Array

PEERS = {"NEURON": "peer.py", "Jaxley": "peer_jaxley.py", "Arbor": "peer_arbor.py"}
ROUND = 5.0
"""s: a peer whose run takes longer is not asked again."""


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

    def recorded(self, *words: str) -> Array | None:
        """(sweeps, samples) of v in mV, or what the workload records."""
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/v.npy"
            return None if self.run(*words, path) is None else np.load(path)


def timed(
    runs: Mapping[str, Callable[[], object]], peers: Mapping[str, Peer], name: str, repeats: int
) -> dict[str, float]:
    """Least seconds of each, one after the other in every round; each run twice, so that it finds its own caches."""
    best: dict[str, float] = {}
    for _ in range(repeats):
        for key, run in runs.items():
            for _ in range(2):
                begin = time.perf_counter()
                run()
                best[key] = min(best.get(key, np.inf), time.perf_counter() - begin)
        for key, peer in peers.items():
            if best.get(key, 0.0) < ROUND and (seconds := peer.run(name)) is not None:
                best[key] = min(best.get(key, np.inf), seconds)
    return best
