"""Any channel of the library, put into the squid axon, runs under both clamps and with every method."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import CELLS, CHANNELS, PROTOCOLS, Experiment, ParameterError, simulate
from patch_sim.cells import Cell, Section, with_ions
from patch_sim.channels import Channel, Ion, Pool
from patch_sim.experiment import Solver
from patch_sim.fields import insert
from patch_sim.protocols import Step

SQUID = CELLS["squid_axon"]
SALTY = replace(SQUID, ions=(*SQUID.ions, Ion("ca", 2, out=10.0, in_=1e-4), Ion("cl", -1, out=560.0, in_=52.0)))
NEW = [channel for name, channel in CHANNELS.items() if name not in ("nav_hh", "kv_hh", "leak")]
OF_CALCIUM = pytest.mark.parametrize("channel", [c for c in NEW if "ca" in c.needs], ids=lambda c: c.name)
FED = [c for c in NEW if "ca" in c.needs]
"""Those that a pool of calcium feeds: gates of calcium alone, of voltage and calcium, and what carries calcium."""


@pytest.mark.parametrize("protocol", ["action_potential", "iv_curve"])
@pytest.mark.parametrize("method", ["accurate", "fast", "neuron"])
@pytest.mark.parametrize("channel", NEW, ids=[channel.name for channel in NEW])
def test_it_runs(channel: Channel, method: str, protocol: str) -> None:
    cell = insert(SALTY, "sections.soma.channels", channel)
    recording = simulate(replace(Experiment.of(cell, protocol), solver=Solver(method=method)))  # ty: ignore
    assert all(np.isfinite(signal).all() for signal in recording.signals.values())
    assert np.ptp(recording[f"i_{channel.name}"]) > 0


@pytest.mark.parametrize("channel", NEW, ids=[channel.name for channel in NEW])
def test_it_runs_on_a_branch_and_behind_an_electrode(channel: Channel) -> None:
    """Beside a pool of calcium where one can feed it, in a dendrite, and with the pipette on the other compartment."""
    (soma,) = SALTY.sections
    pools = (Pool("ca", 0.5, 20.0, 1e-4),) if channel in FED else ()
    feeding = tuple(c for c in (CHANNELS["ical"],) if pools and c != channel)
    dend = Section("dend", 2.0, 50.0, (channel, CHANNELS["leak"], *feeding), pools, parent="soma")
    brief = replace(PROTOCOLS["action_potential"], epochs=(Step(0.0, 1.0), Step(300.0, 4.0)), scale="")
    for cell in (replace(SALTY, sections=(soma, dend)), insert(SALTY, "sections.soma.channels", channel)):
        recording = simulate(replace(Experiment.of(cell, brief, "whole_cell"), solver=Solver(method="fast")))
        assert all(np.isfinite(signal).all() for signal in recording.signals.values())
        prefix = "dend." if "dend.v" in recording.signals else ""
        assert np.ptp(recording[f"{prefix}i_{channel.name}"]) > 0
        assert not pools or not prefix or np.ptp(recording["dend.ca_i"]) > 0


@pytest.mark.parametrize("channel", FED, ids=lambda c: c.name)
@pytest.mark.parametrize("protocol", ["action_potential", "iv_curve"])
def test_it_runs_where_calcium_changes(channel: Channel, protocol: str) -> None:
    (soma,) = SALTY.sections
    channels = (*soma.channels, channel, *(c for c in (CHANNELS["ical"],) if c != channel))
    cell = replace(SALTY, sections=(replace(soma, channels=channels, pools=(Pool("ca", 0.5, 20.0, 1e-4),)),))
    recording = simulate(Experiment.of(cell, protocol))
    assert all(np.isfinite(signal).all() for signal in recording.signals.values())
    assert np.ptp(recording["ca_i"]) > 1e-5


@pytest.mark.parametrize("cell", CELLS.values(), ids=list(CELLS))
def test_every_cell_takes_ih(cell: Cell) -> None:
    """Its reversal rests on sodium and potassium, which a cell without them gets from the usual solutions."""
    kept = replace(cell.sections[0], channels=tuple(c for c in cell.sections[0].channels if c.name != "ih"))
    bare = replace(cell, sections=(kept, *cell.sections[1:]))
    grown = insert(with_ions(bare, CHANNELS["ih"].needs), f"sections.{kept.name}.channels", CHANNELS["ih"])
    assert -60 < grown.e_rev(CHANNELS["ih"]) < -20


@OF_CALCIUM
def test_a_channel_of_calcium_needs_calcium(channel: Channel) -> None:
    with pytest.raises(ParameterError, match=f"channel '{channel.name}' needs the ion 'ca'"):
        insert(SQUID, "sections.soma.channels", channel)
