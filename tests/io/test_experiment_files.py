"""Experiment files: all that a cell, a rig and a protocol can hold, to JSON and back."""

from dataclasses import replace
from pathlib import Path

import pytest

from patch_sim import CELLS, DRUGS, PROTOCOLS, Experiment, FormatError, ParameterError
from patch_sim.cells import with_layer
from patch_sim.channels import own
from patch_sim.fields import edit, insert
from patch_sim.io import read_experiment, read_protocol, write_experiment, write_protocol
from patch_sim.io.apart import setup_apart


@pytest.fixture
def whole() -> Experiment:
    """The squid's axon with a channel of one's own, a drug that washes in, potassium that accumulates, a real rig."""
    cell = with_layer(CELLS["squid_axon"], "soma", "k_o")
    cell = insert(cell, "sections.soma.channels", own(["nav_hh", "kv_hh", "leak"], "k"))
    cell = edit(cell, "sections.soma.channels.own.gates.m.inf.text", "1/(1 + exp(-(v - m_half)/5))")
    cell = insert(cell, "drugs", replace(DRUGS["ttx"], start_s=0.5))
    return Experiment.of(cell, "repetitive_firing", "whole_cell", seed=3)


def test_it_travels_whole(whole: Experiment, tmp_path: Path) -> None:
    write_experiment(whole, tmp_path / "e.json")
    assert read_experiment(tmp_path / "e.json") == whole
    assert setup_apart(tmp_path / "e.json") == whole
    assert read_protocol(tmp_path / "e.json") == whole.protocol


@pytest.mark.parametrize("name", CELLS)
def test_every_cell_travels(name: str, tmp_path: Path) -> None:
    protocol = next(one.name for one in PROTOCOLS.values() if one.can_be_fitted(CELLS[name].facts))
    experiment = Experiment.of(name, protocol)
    write_experiment(experiment, tmp_path / "e.json")
    assert read_experiment(tmp_path / "e.json") == experiment


def test_what_is_none_or_wrong_is_refused(whole: Experiment, tmp_path: Path) -> None:
    write_protocol(whole.protocol, tmp_path / "p.json")
    with pytest.raises(FormatError, match="a protocol, no experiment"):
        read_experiment(tmp_path / "p.json")
    write_experiment(whole, tmp_path / "e.json")
    text = (tmp_path / "e.json").read_text(encoding="utf-8")
    for good, bad in (("exp(-(v - m_half)/5)", "open(v)"), ('"depth": 0.03', '"depth": -1')):
        assert good in text
        (tmp_path / "bad.json").write_text(text.replace(good, bad), encoding="utf-8")
        with pytest.raises(ParameterError):
            read_experiment(tmp_path / "bad.json")
        with pytest.raises(FormatError):
            setup_apart(tmp_path / "bad.json")
