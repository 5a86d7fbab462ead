"""What one waits for: the import, the first simulation of a process, and the first after installing."""

import os
import subprocess
import sys
import tempfile
import time

IMPORT = "import patch_sim"
FIRST = "from patch_sim import Experiment, simulate; simulate(Experiment.of('squid_axon', 'action_potential'))"
ALL = "from patch_sim.engine.warm import compile_kernels; compile_kernels()"


def seconds(code: str, cache: str | None = None) -> float:
    """Wall time of a fresh process; with `cache` numba keeps its machine code there."""
    environment = os.environ | ({"NUMBA_CACHE_DIR": cache} if cache else {})
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return time.perf_counter() - begin


def report(repeats: int = 3) -> None:
    """Print least seconds; what compiles is run once."""
    with tempfile.TemporaryDirectory() as cold:
        rows = {
            "python alone": [seconds("pass") for _ in range(repeats)],
            "import patch_sim": [seconds(IMPORT) for _ in range(repeats)],
            "first simulation, nothing compiled": [seconds(FIRST, cold)],
            "every other kernel": [seconds(ALL, cold)],
            "first simulation": [seconds(FIRST, cold) for _ in range(repeats)],
            "every kernel from the cache": [seconds(ALL, cold)],
        }
    for name, times in rows.items():
        print(f"start  {name:36s}{min(times):8.2f} s", flush=True)
