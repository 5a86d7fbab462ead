"""The lens between values and forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patch_sim import CHANNELS, Experiment, ParameterError, PatchSimError, UnknownNameError
from patch_sim.channels import Channel
from patch_sim.fields import controls, edit, get, insert, move, remove

EXPERIMENT = Experiment.of("squid_axon", "iv_curve")
G_NA = "cell.sections.soma.channels.nav_hh.g_max"


def test_an_edit_is_a_new_value() -> None:
    edited = edit(EXPERIMENT, G_NA, 60.0)
    assert get(edited, G_NA) == 60.0
    assert get(EXPERIMENT, G_NA) == 120.0
    assert edit(edited, G_NA, 120.0) == EXPERIMENT


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("cell.ions.k.out", 20.0),
        ("cell.ions.k.in", 380.0),
        ("protocol.epochs.B.level", -90.0),
        ("protocol.holding", -80.0),
        ("cell.sections.soma.channels.nav_hh.gates.m.alpha.rate", 2.0),
        ("cell.sections.soma.channels.kv_hh.enabled", False),
        ("solver.method", "fast"),
    ],
)
def test_paths(path: str, value: object) -> None:
    assert get(edit(EXPERIMENT, path, value), path) == value


def test_a_star_is_every_item() -> None:
    edited = edit(EXPERIMENT, "cell.sections.*.channels.*.g_max", 1.0)
    assert [channel.g_max for channel in edited.cell.sections[0].channels] == [1.0] * 3


def test_insert_remove_move() -> None:
    path = "cell.sections.soma.channels"
    extra = Channel("extra", "Extra", 1.0, e_rev=-60.0)
    grown = insert(EXPERIMENT, path, extra)
    assert [c.name for c in get(grown, path)] == ["nav_hh", "kv_hh", "leak", "extra"]
    assert remove(grown, f"{path}.extra") == EXPERIMENT
    assert [c.name for c in get(move(grown, f"{path}.extra", 0), path)] == ["extra", "nav_hh", "kv_hh", "leak"]
    with pytest.raises(ParameterError, match="'leak' is there twice"):
        insert(EXPERIMENT, path, CHANNELS["leak"])


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("cell.celcius", "did you mean 'celsius'"),
        ("cell.sections.soma.channels.nav.g_max", "did you mean 'nav_hh'"),
        ("protocol.epochs.Q.level", "A, B, C"),
        ("cell.celsius.more", "has no fields"),
        ("", "no field"),
        ("__class__", "no field"),
    ],
)
def test_a_path_that_leads_nowhere_is_named(path: str, hint: str) -> None:
    with pytest.raises(UnknownNameError, match=hint):
        edit(EXPERIMENT, path, 1.0)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (G_NA, -1.0, "Channel.g_max = -1 mS/cm²: must be at least 0"),
        ("cell.celsius", 500.0, "Cell.celsius = 500 °C: must lie between -5 and 60 °C"),
        ("protocol.n_sweeps", 0, "Protocol.n_sweeps = 0: must lie between 1 and 10000"),
        ("protocol.n_sweeps", 10**400, f"Protocol.n_sweeps = {str(10**400)[:57]}…: must be a finite number"),
        ("solver.dt", 1e-9, "Solver.dt = 1e-09 ms: must lie between 0.0001 and 1 ms"),
        ("protocol.n_sweeps", 2.5, "Protocol.n_sweeps = 2.5: must be a whole number"),
        ("protocol.mode", "xx", "Protocol.mode = 'xx': must be 'vc', 'i0' or 'cc'"),
        ("cell.sections", (), "Cell 'squid_axon': must have at least one section"),
        ("protocol.epochs", (), "Protocol 'iv_curve': must have 1 to 10 epochs, not 0"),
    ],
)
def test_a_refused_value_says_where_what_and_the_rule(path: str, value: object, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        edit(EXPERIMENT, path, value)
    assert str(caught.value) == message


@given(st.text(max_size=60), st.one_of(st.none(), st.floats(), st.integers(), st.text(max_size=10), st.booleans()))
def test_any_edit_is_a_value_or_an_error_of_ours(path: str, value: object) -> None:
    with pytest.raises(PatchSimError):
        edit(EXPERIMENT, path, value)


@given(st.one_of(st.none(), st.floats(), st.integers(), st.text(max_size=10), st.booleans(), st.lists(st.floats())))
def test_any_value_for_any_row_is_taken_or_refused(value: object) -> None:
    for row in controls(EXPERIMENT, EXPERIMENT)[::7]:
        try:
            edited = edit(EXPERIMENT, row.path, value)
        except PatchSimError:
            continue
        assert isinstance(edited, Experiment)


def test_units_follow_the_mode() -> None:
    rows = {row.path: row.unit for row in controls(EXPERIMENT)}
    assert rows["protocol.epochs.B.level"] == "mV"
    rows = {row.path: row.unit for row in controls(edit(EXPERIMENT, "protocol.mode", "cc"))}
    assert rows["protocol.epochs.B.level"] == "pA"


def test_a_slider_reaches_its_value() -> None:
    rows = {row.path: row for row in controls(edit(EXPERIMENT, G_NA, 9000.0), EXPERIMENT)}
    assert rows[G_NA].span == (0.0, 9000.0)
    assert rows[G_NA].default == 120.0


def test_a_param_is_a_row_with_its_own_name_unit_and_range() -> None:
    (row,) = (row for row in controls(CHANNELS["im"]) if row.path.startswith("params."))
    assert (row.path, row.label, row.unit, row.lo, row.value) == ("params.tau_max.value", "tau_max", "ms", 0, 1000.0)
    assert row.span == (0.0, 4000.0)
    assert row.help.startswith("Scale of the time constant")
    with pytest.raises(ParameterError, match="tau_max' = -5 ms: must be at least 0"):
        edit(CHANNELS["im"], row.path, -5.0)


def test_the_ends_of_a_range_are_allowed() -> None:
    assert get(edit(EXPERIMENT, "solver.dt", 1.0), "solver.dt") == 1.0
    assert get(edit(EXPERIMENT, "cell.sections.soma.c_m", 1000.0), "cell.sections.soma.c_m") == 1000.0


def test_a_slider_of_a_positive_quantity_ends_above_zero() -> None:
    rows = {row.path: row for row in controls(EXPERIMENT, EXPERIMENT)}
    assert rows["cell.sections.soma.c_m"].span[0] == pytest.approx(0.05)
