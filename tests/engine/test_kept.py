"""What numba keeps: one process compiles, the others wait and load what it leaves."""

import subprocess
import sys
from pathlib import Path

KERNEL = """
from patch_sim.engine.simd import kernel

@kernel
def mean(x, n):
    total = 0.0
    for k in range(n):
        total += x[k]
    return total / n
"""
CALL = """
import numpy as np
from ours import mean
assert mean(np.array([1.0, 2.0, 6.0]), 3) == 3.0
print(len(mean.signatures), sum(mean._cache_misses.values()))
"""


def test_of_processes_that_want_the_same_kernel_one_compiles(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(KERNEL)
    start = [sys.executable, "-c", CALL]
    both = [subprocess.Popen(start, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[0].split() for process in both]
    assert [signatures for signatures, _ in said] == ["1", "1", "1"]
    assert sorted(compiled for _, compiled in said) == ["0", "0", "1"]


def test_a_kernel_that_fails_to_compile_keeps_no_other_from_trying(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(KERNEL.replace("total / n", "total / nothing"))
    fails = "from numba.core.errors import NumbaError\nfor _ in range(2):\n    try:\n        mean(np.ones(3), 3)\n"
    fails += "    except NumbaError as fault:\n        print(type(fault).__name__, mean._cache._turn.is_locked)\n"
    call = CALL.split("assert")[0] + fails
    done = subprocess.run([sys.executable, "-c", call], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert done.stdout.split() == ["TypingError", "False"] * 2
