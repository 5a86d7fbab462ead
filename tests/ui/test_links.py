"""Links in the app: an experiment opened from an address, or brought back after the server forgot it."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim import Experiment
from patch_sim.fields import edit
from patch_sim.link import to_link
from patch_sim.protocols.epochs.waveform import Waveform
from patch_sim_ui.state.bench import FIRST, Bench
from patch_sim_ui.state.moves import history, move
from patch_sim_ui.view.code import code

OTHER = edit(Experiment.of("squid_axon", "repetitive_firing"), "cell.celsius", 9.0)


def holding(samples: np.ndarray) -> Experiment:
    """The first experiment with these samples as its command."""
    return replace(FIRST, protocol=replace(FIRST.protocol, epochs=(Waveform.of(samples, 0.01),)))


@pytest.fixture
def bench() -> Bench:
    """A bench as a new tab has it."""
    return Bench(_reflex_internal_init=True)


def test_a_link_is_opened_and_run(bench: Bench) -> None:
    assert bench.open_link(to_link(OTHER)) is Bench.follow
    assert history(bench).now == OTHER
    assert bench.head.protocol == "repetitive_firing"
    bench.undo()
    assert history(bench).now == FIRST


def test_every_change_is_in_the_link(bench: Bench) -> None:
    bench.edit("cell.celsius", "8")
    assert bench.link == to_link(history(bench).now)
    kept = bench.link
    bench.slide("cell.celsius", "9")
    assert bench.link == kept  # until the slider is let go
    bench.edit("cell.celsius", "9")
    assert bench.link != kept


def test_a_kept_experiment_is_restored_only_where_nothing_is_known(bench: Bench) -> None:
    bench.restore_link(to_link(OTHER))
    assert history(bench).now == OTHER
    bench.restore_link(to_link(FIRST))
    assert history(bench).now == OTHER


def test_what_is_edited_before_the_tab_can_restore_is_carried_over(bench: Bench) -> None:
    """A connection that drops: the edit waits, and reaches a server that has forgotten the tab before the link does."""
    bench.edit("cell.celsius", "8")
    bench.restore_link(to_link(edit(OTHER, "cell.sections.soma.channels.nav_hh.g_max", 90.0)))
    now = history(bench).now
    assert now.protocol == OTHER.protocol
    assert now.cell.celsius == 8
    assert now.cell.sections[0].channels[0].g_max == 90


@pytest.mark.parametrize("kept", ["", to_link(OTHER)])
def test_continuous_goes_on_where_the_server_knows_nothing_of_it(bench: Bench, kept: str) -> None:
    assert bench.restore_link(kept, "live") is None, "nothing is recorded beside it"
    assert bench.live
    assert history(bench).now == (OTHER if kept else FIRST)
    assert "started anew" in bench.status
    bench.go_on()
    bench.restore_link(kept, "live")
    assert not bench.live, "who has left stays away"
    assert "started anew" not in bench.status


def test_so_does_the_membrane_test(bench: Bench) -> None:
    bench.restore_link(to_link(OTHER), "membrane")
    assert bench.membrane
    assert history(bench).now == OTHER
    bench.leave_membrane()
    bench.restore_link(to_link(OTHER), "membrane")
    assert not bench.membrane


@pytest.mark.parametrize("text", ["", "1.a.b", "nonsense", 5, None, "x" * 1_000_000])
def test_a_mangled_link_says_so_and_changes_nothing(bench: Bench, text: object) -> None:
    bench.open_link(text)
    assert bench.fault.startswith("This link cannot be opened")
    assert history(bench).now == FIRST


def test_a_link_of_another_library_says_so(bench: Bench) -> None:
    version, _, edits = to_link(OTHER).split(".")
    assert bench.open_link(f"{version}.00000000.{edits}") is None, "it waits for its reader"
    assert "library has changed" in bench.fault
    assert history(bench).now == OTHER


def test_what_is_too_long_for_a_link_says_so_and_is_kept_by_the_tab(bench: Bench) -> None:
    """As a voltage ramp of 100 000 samples is; full random doubles are too much for the tab as well, and say so."""
    long = holding(np.round(np.random.default_rng(1).normal(0, 20, 100_000), 2))
    move(bench, history(bench).committed(long))
    assert bench.link == ""
    assert "a link has at most 100,000" in bench.unlinked
    assert "this tab keeps it" in bench.unlinked.lower()
    new = Bench(_reflex_internal_init=True)
    new.restore_link(bench.kept)
    assert history(new).now == long
    new.undo()
    assert (new.kept, new.unlinked) == ("", "")
    assert new.link == to_link(FIRST)
    move(bench, history(bench).committed(holding(np.random.default_rng(1).normal(0, 20, 100_000))))
    assert (bench.link, bench.kept) == ("", "")
    assert "save it as a file" in bench.unlinked


def test_share_makes_the_link_of_an_untouched_experiment(bench: Bench) -> None:
    assert bench.link == ""
    bench.make_link()
    assert bench.link == to_link(FIRST)


def test_an_address_becomes_a_code() -> None:
    made = code("http://localhost:3000/#x=" + to_link(OTHER))
    assert made.side > 20
    assert made.path.count("M") > 200
    assert code("x" * 5000).path == ""
