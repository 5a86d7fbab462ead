"""The method `neuron` against NEURON itself, all along a train of 55 spikes: secondorder 2, hh without its tables.

Runs where `neuron` is installed (``uv sync --group peers``).
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import workloads
from patch_sim.engine.march import march
from patch_sim.engine.tables import membrane

PEER = Path(workloads.__file__).with_name("peer.py")


@pytest.mark.peers
def test_every_sample_is_that_of_neuron(tmp_path: Path) -> None:
    file = tmp_path / "v.npy"
    subprocess.run([sys.executable, PEER], input=f"w1 {file}\n", text=True, check=True, capture_output=True)
    theirs = np.load(file)
    arrays, command = membrane(workloads.SQUID), workloads.W1.command
    start = np.full(1, workloads.V_START)
    ours = march(arrays, command, workloads.DT, 1, "neuron", start, arrays.steady(workloads.V_START)[None], None).v
    assert np.ptp(theirs) > 100
    assert np.abs(ours - theirs[:, : ours.shape[1]]).max() < 2e-5
