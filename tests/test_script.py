"""A script owes its reader the arrays of the page, to the last bit."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from patch_sim import CHANNELS, Experiment, simulate
from patch_sim.errors import PatchSimError
from patch_sim.fields import edit, insert, remove
from patch_sim.protocols import PROTOCOLS, Step
from patch_sim.script import TAIL, to_script

SOMA = "cell.sections.soma.channels"
SQUID = Experiment.of("squid_axon", "action_potential")


@pytest.mark.parametrize(
    ("experiment", "says"),
    [
        (SQUID, 'Experiment.of("squid_axon", "action_potential")'),
        (edit(SQUID, f"{SOMA}.nav_hh.g_max", 60.5), f'edit(experiment, "{SOMA}.nav_hh.g_max", 60.5)'),
        (insert(SQUID, SOMA, CHANNELS["ika"]), f'insert(experiment, "{SOMA}", CHANNELS["ika"])'),
        (remove(SQUID, f"{SOMA}.leak"), f'remove(experiment, "{SOMA}.leak")'),
        (edit(edit(SQUID, "solver.method", "fast"), "protocol.epochs.B.duration", 2.0), '"solver.method", "fast"'),
        (insert(SQUID, "protocol.epochs", Step(0, 5)), "from_link("),
        (insert(SQUID, SOMA, replace(CHANNELS["ika"], name="my_own", label="Mine")), "from_link("),
        (replace(SQUID, seed=7), "seed=7"),
    ],
)
def test_a_script_gives_the_same_arrays(experiment: Experiment, says: str, tmp_path: Path) -> None:
    script = to_script(experiment)
    assert says in script
    (tmp_path / "script.py").write_text(script)
    found = runpy.run_path(str(tmp_path / "script.py"))
    assert found["experiment"] == experiment
    ours, theirs = simulate(experiment), found["recording"]
    assert ours.signals.keys() == theirs.signals.keys()
    assert all(np.array_equal(ours[name], theirs[name]) for name in ours.signals)


@pytest.mark.parametrize("cell", ["squid_axon", "fast_spiking", "thalamic_relay", "l5_pyramidal"])
def test_every_preset_with_changes_comes_back_from_its_script(cell: str, tmp_path: Path) -> None:
    found = 0
    for name in PROTOCOLS:
        try:
            preset = Experiment.of(cell, name)
        except PatchSimError:
            continue  # its levels cannot be fitted to this cell
        changed = edit(edit(preset, "cell.celsius", 21.5), "protocol.holding", preset.protocol.holding + 1)
        (tmp_path / "script.py").write_text(to_script(changed).replace(TAIL, ""))
        assert runpy.run_path(str(tmp_path / "script.py"))["experiment"] == changed
        found += 1
    assert found > 15
