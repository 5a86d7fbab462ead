"""What one waits for: the import, the first simulation of a process, and the first after installing."""

import os
import subprocess
import sys
import tempfile
import time

from .ledger import Ledger

IMPORT = "import patch_sim"
NOUNS = "from patch_sim import CELLS, CHANNELS, PROTOCOLS, RIGS, Experiment, Recording"
FIRST = "from patch_sim import Experiment, simulate; simulate(Experiment.of('squid_axon', 'action_potential'))"
ALL = "from patch_sim.engine.warm import compile_kernels; compile_kernels()"


def seconds(code: str, cache: str | None = None) -> tuple[float, float]:
    """Wall time of a fresh process, and that of processors; with `cache` numba keeps its machine code there."""
    environment = os.environ | ({"NUMBA_CACHE_DIR": cache} if cache else {})
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user has byte code
    begin, spent = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    after = os.times()
    used = after.children_user + after.children_system - spent.children_user - spent.children_system
    return time.perf_counter() - begin, used


def report(ledger: Ledger, repeats: int = 3) -> None:
    """Print least seconds; what compiles is run once."""
    seconds(f"{NOUNS}; import patch_sim.engine.warm")  # so that byte code is there
    with tempfile.TemporaryDirectory() as cold:
        rows = {
            "python alone": [seconds("pass") for _ in range(repeats)],
            "import patch_sim": [seconds(IMPORT) for _ in range(repeats)],
            "import all its nouns": [seconds(NOUNS) for _ in range(repeats)],
            "first simulation, nothing compiled": [seconds(FIRST, cold)],
            "every other kernel": [seconds(ALL, cold)],
            "first simulation": [seconds(FIRST, cold) for _ in range(repeats)],
            "every kernel from the cache": [seconds(ALL, cold)],
        }
    least = {name: min(times) for name, times in rows.items()}
    for name, (wall, used) in least.items():
        print(f"start  {name:36s}{wall:8.2f} s {used:8.2f} s of processors", flush=True)
    ledger.most("import patch_sim", least["import patch_sim"][0], 0.35, "s")
    ledger.most("first simulation of a process", least["first simulation"][0], 2.5, "s")
    cold_start = least["first simulation, nothing compiled"][0]
    ledger.most("first simulation, nothing compiled", cold_start, 15, "s")
    ledger.most("every kernel, nothing compiled", cold_start + least["every other kernel"][0], 30, "s")
