"""What a form may change, and what it refuses."""

from dataclasses import replace

import numpy as np
import pytest

from patch_sim.engine.problems import problems
from patch_sim.engine.simulate import simulate
from patch_sim.experiment import Experiment
from patch_sim.fields import get
from patch_sim.protocols import PresweepTrain, UserList
from patch_sim_ui.view import edits, table_edits
from patch_sim_ui.view.edits import Refused, changed

G = "cell.sections.soma.channels.nav_hh.g_max"


@pytest.fixture
def iv() -> Experiment:
    """The squid's I-V."""
    return Experiment.of("squid_axon", "iv_curve")


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (G, "\u22125", "must be at least 0; still 120 mS/cm²"),
        (G, "abc", "must be a number"),
        (G, "", "must be a number"),
        (G, "nan", "must be a number"),
        (G, "1e999", "must be a finite number"),
        (G, "1e9", "must lie between 0 and 100000 mS/cm²"),
        ("cell.celsius", "500", "must lie between −5 and 60 °C; still 6.3 °C"),
        ("cell.ions.k.out", "0", "must be above 0; still 16.345 mM"),
        ("protocol.n_sweeps", "2.5", "must be a whole number; still 17"),
        ("protocol.n_sweeps", "0", "must lie between 1 and 10000"),
        ("protocol.mode", "zz", "still vc"),
        ("cell.sections.soma.channels.leak.e_rev", "", "give an ion or an e_rev"),
        ("protocol.label", "x", "no such field"),
        ("", "1", "no such field"),
        ("cell.sections.*.c_m", "1", "no such field"),
    ],
)  # fmt: skip
def test_a_refused_text_says_the_rule_and_what_stays(iv: Experiment, path: str, text: str, rule: str) -> None:
    with pytest.raises(Refused, match=rule.replace("(", r"\(")):
        changed(iv, path, text)


def test_a_good_text_is_taken(iv: Experiment) -> None:
    assert get(changed(iv, G, "60,5"), G) == 60.5
    assert get(changed(iv, "protocol.n_sweeps", "5"), "protocol.n_sweeps") == 5
    assert changed(iv, "protocol.mode", "cc").protocol.mode == "cc"


def test_each_mode_has_its_own_holding(iv: Experiment) -> None:
    """−70 mV are not −70 pA: the squid rests at no current, and the I-V's steps are not a family of currents."""
    current = changed(iv, "protocol.mode", "cc")
    assert simulate(changed(current, "protocol.n_sweeps", "1"))["v"] == pytest.approx(-65.0, abs=0.1)
    assert {*current.protocol.levels(), current.protocol.holding} == {0.0}
    assert [epoch.duration for epoch in current.protocol.epochs] == [epoch.duration for epoch in iv.protocol.epochs]
    assert changed(current, "protocol.mode", "vc") == iv
    other = changed(changed(current, "protocol.n_sweeps", "5"), "protocol.mode", "vc").protocol
    assert (other.n_sweeps, other.holding, set(other.levels())) == (5, -65.0, {-65.0})
    pulse = changed(Experiment.of("squid_axon", "action_potential"), "protocol.mode", "i0")
    assert pulse.protocol.epochs == changed(pulse, "protocol.mode", "cc").protocol.epochs
    assert changed(pulse, "protocol.mode", "cc") == Experiment.of("squid_axon", "action_potential")


def test_a_list_and_a_presweep_train_go_with_the_mode(iv: Experiment) -> None:
    train = PresweepTrain(2, baseline_level=-70.0, step_level=16.0, post_level=-70.0)
    for listed, left in ((UserList("B.level", (-70.0, 16.0)), False), (UserList("B.duration", (1.0, 2.0)), True)):
        protocol = replace(iv.protocol, n_sweeps=2, presweep=train, user_list=listed)
        found = changed(replace(iv, protocol=protocol), "protocol.mode", "cc").protocol
        assert found.user_list == (listed if left else None)
        assert found.presweep == replace(train, baseline_level=0.0, step_level=0.0, post_level=0.0)


def test_an_own_reversal_can_be_given_and_taken_back(iv: Experiment) -> None:
    path = "cell.sections.soma.channels.kv_hh.e_rev"
    own = changed(iv, path, "-90")
    assert get(own, path) == -90
    assert changed(own, path, "") == edits.restored(own, path) == iv


def test_back_to_the_library(iv: Experiment) -> None:
    assert edits.restored(changed(iv, G, "1"), G) == iv


def test_channels_come_and_go(iv: Experiment) -> None:
    without = edits.without_channel(iv, "soma", "kv_hh")
    assert [c.name for c in without.cell.sections[0].channels] == ["nav_hh", "leak"]
    again = edits.with_channel(without, "soma", "kv_hh")
    assert {c.name for c in again.cell.sections[0].channels} == {"nav_hh", "kv_hh", "leak"}
    for section, name in (("soma", "nav_hh"), ("dend", "kv_hh"), ("soma", "kv")):
        with pytest.raises(Refused):
            edits.with_channel(iv, section, name)


def test_an_added_channel_resets_to_the_library(iv: Experiment) -> None:
    cell = edits.without_channel(iv, "soma", "kv_hh")
    again = edits.with_channel(cell, "soma", "kv_hh")
    path = "cell.sections.soma.channels.kv_hh.g_max"
    assert edits.restored(changed(again, path, "1"), path) == again


def test_epochs_come_and_go(iv: Experiment) -> None:
    longer = table_edits.with_epoch(iv, "D", "step")
    assert longer.protocol.epochs[3].level == iv.protocol.holding
    assert table_edits.with_epoch(longer, "D", "off") == iv
    assert table_edits.with_epoch(iv, "B", "step") == iv
    for letter, kind in (("E", "step"), ("Z", "step"), ("AB", "step"), ("", "off"), ("D", "nonsense")):
        with pytest.raises(Refused):
            table_edits.with_epoch(iv, letter, kind)


def test_the_last_epoch_stays(iv: Experiment) -> None:
    one = table_edits.with_epoch(table_edits.with_epoch(iv, "C", "off"), "B", "off")
    with pytest.raises(Refused, match="must have 1 to 10 epochs"):
        table_edits.with_epoch(one, "A", "off")


def test_a_type_keeps_what_it_shares_and_off_keeps_all(iv: Experiment) -> None:
    pulses = table_edits.with_epoch(iv, "B", "pulse")
    b = pulses.protocol.epochs[1]
    assert (b.kind, b.level, b.duration, b.level_delta) == ("pulse", -100.0, 20.0, 10.0)
    assert table_edits.with_epoch(table_edits.with_epoch(iv, "B", "off"), "B", "step") == iv


def test_epochs_move_and_are_copied_and_removed(iv: Experiment) -> None:
    a, b, c = iv.protocol.epochs
    assert table_edits.moved_epoch(iv, "B", "left").protocol.epochs == (b, a, c)
    assert table_edits.moved_epoch(iv, "C", "right") == iv
    assert table_edits.with_copy(iv, "A").protocol.epochs == (a, a, b, c)
    assert table_edits.without_epoch(iv, "A").protocol.epochs == (b, c)
    full = iv
    for _ in range(7):
        full = table_edits.with_copy(full, "B")
    for broken in (lambda: table_edits.with_copy(full, "A"), lambda: table_edits.moved_epoch(iv, "E", "left")):
        with pytest.raises(Refused):
            broken()


def test_a_user_list_starts_with_what_is_and_takes_numbers(iv: Experiment) -> None:
    listed = table_edits.with_listed(iv, "B.level")
    assert listed.protocol.user_list == UserList("B.level", tuple(float(v) for v in range(-100, 61, 10)))
    np.testing.assert_array_equal(listed.protocol.command(3), iv.protocol.command(3))
    mine = table_edits.with_values(listed, "−20, 0; 40")
    assert mine.protocol.user_list == UserList("B.level", (-20.0, 0.0, 40.0))
    assert mine.protocol.n_sweeps == 3
    for text, values in (("1;2;3,5", (1, 2, 3.5)), ("1,5\t-2,5", (1.5, -2.5)), ("1,2,3", (1, 2, 3)), ("1, 2", (1, 2))):
        assert table_edits.with_values(listed, text).protocol.user_list == UserList("B.level", values)
    assert problems(mine) == ()
    assert table_edits.with_listed(mine, "").protocol.user_list is None
    for broken in (lambda: table_edits.with_values(listed, "1, x"), lambda: table_edits.with_listed(iv, "B.nothing")):
        with pytest.raises(Refused):
            broken()


def test_leak_subtraction_is_switched(iv: Experiment) -> None:
    on = table_edits.switched_leak(iv)
    assert on.protocol.p_n is not None
    assert changed(on, "protocol.p_n.n", "8").protocol.p_n.n == 8
    assert table_edits.switched_leak(on) == iv


def test_another_protocol_keeps_the_cells_changes(iv: Experiment) -> None:
    mine = changed(iv, G, "60")
    picked = edits.picked(mine, "squid_axon", "action_potential")
    assert get(picked, G) == 60
    assert picked.protocol == Experiment.of("squid_axon", "action_potential").protocol
    with pytest.raises(Refused, match="did you mean"):
        edits.picked(iv, "squid_axon", "iv_curv")
