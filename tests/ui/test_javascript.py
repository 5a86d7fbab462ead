"""What the browser computes by itself, run in node: the scope's pure functions, and frames as it reads them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from patch_sim import Experiment, simulate
from patch_sim_ui import frames

HERE = Path(__file__).parent / "js"
NODE = shutil.which("node", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])) or "node"


@pytest.mark.parametrize("name", ["scope", "cursors", "graph", "membrane", "views"])
def test_the_pure_functions_of_the_scope(name: str) -> None:
    done = subprocess.run([NODE, "--test", str(HERE / f"{name}.test.mjs")], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("protocol", ["iv_curve", "action_potential"])
def test_the_browser_reads_what_was_recorded(protocol):
    recording = simulate(Experiment.of("squid_axon", protocol))
    names = ["v", "i_m", "command"]
    done = subprocess.run(
        [NODE, str(HERE / "decode.mjs")],
        input=frames.encode(recording, names, points=4000),
        capture_output=True,
        check=True,
        timeout=600,
    )
    frame = json.loads(done.stdout)
    assert frame["levels"] == list(recording.experiment.protocol.levels())
    assert frame["unit"] == recording.experiment.protocol.level_unit
    for name in names:
        assert frame["signals"][name]["unit"] == recording.units[name]
        for (x, y), row in zip(frame["signals"][name]["sweeps"], recording[name], strict=True):
            span = float(np.ptp(recording[name]))
            np.testing.assert_allclose(np.interp(x, recording.time, row), y, atol=1e-3 * span)
            assert max(y) == pytest.approx(row.max(), abs=1e-6 * span)
