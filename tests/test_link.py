"""What a link owes its users: the whole experiment in few characters, and a clear word where it cannot be had."""

import json
import zlib
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patch_sim import CELLS, CHANNELS, PROTOCOLS, Experiment, FormatError, ParameterError, PatchSimError
from patch_sim.channels import Channel, Expr, Gate
from patch_sim.fields import edit, insert, remove
from patch_sim.link import VERSION, fingerprint, from_link, to_link
from patch_sim.protocols import Step
from patch_sim.values import to_plain

SOMA = "cell.sections.soma"
SQUID = Experiment.of("squid_axon", "iv_curve")
OWN = Channel("own", "My channel", 2.0, e_rev=-80.0, gates=(Gate("m", inf=Expr("1/(1+exp(-(v+40)/5))")),))


@pytest.mark.parametrize("cell", list(CELLS))
@pytest.mark.parametrize("protocol", list(PROTOCOLS))
def test_every_pair_of_the_library_travels(cell: str, protocol: str) -> None:
    try:
        experiment = Experiment.of(cell, protocol)
    except PatchSimError:
        return
    opened = from_link(to_link(experiment))
    assert opened.experiment == experiment
    assert not opened.changed


@pytest.mark.parametrize(
    "experiment",
    [
        edit(SQUID, f"{SOMA}.channels.nav_hh.g_max", 60.5),
        edit(SQUID, "protocol.epochs.B.level_delta", 5.0),
        edit(edit(SQUID, "cell.ions.k.out", 20.0), "solver.method", "fast"),
        insert(SQUID, f"{SOMA}.channels", CHANNELS["ih"]),
        insert(SQUID, f"{SOMA}.channels", replace(CHANNELS["ih"], g_max=0.7)),
        insert(SQUID, f"{SOMA}.channels", OWN),
        remove(SQUID, f"{SOMA}.channels.leak"),
        remove(SQUID, "protocol.epochs.A"),
        insert(SQUID, "protocol.epochs", Step(-70, 5)),
        replace(SQUID, cell=replace(SQUID.cell, name="my_cell")),
    ],
)
def test_edits_travel_and_the_link_stays_short(experiment: Experiment) -> None:
    link = to_link(experiment)
    opened = from_link(link)
    assert opened.experiment == experiment
    assert not opened.changed
    assert len(link) < (4000 if experiment.cell.name == "my_cell" else 600)


def test_a_link_says_when_the_library_has_changed_since() -> None:
    version, _, edits = to_link(SQUID).split(".")
    other = fingerprint(to_plain(edit(SQUID, "cell.celsius", 7.0)))
    opened = from_link(f"{version}.{other}.{edits}")
    assert opened.experiment == SQUID
    assert opened.changed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "was it cut off"),
        ("hello", "was it cut off"),
        ("9.abc.def", "version '9'"),
        (f"{VERSION}.a.b", "mangled|cut off"),
        (f"{VERSION}.a.!!!!", "mangled|cut off"),
        (to_link(SQUID)[:-5], "mangled|cut off"),
        ("x" * 1_000_000, "at most"),
    ],
)
def test_a_mangled_link_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        from_link(text)


def test_a_value_out_of_range_is_refused_with_its_rule() -> None:
    plain = to_plain(SQUID)
    plain["cell"]["celsius"] = 1e6
    plain["cell"]["name"] = "other"
    said = json.dumps(["other", "iv_curve", {"=": plain}])
    packed = urlsafe_b64encode(zlib.compress(said.encode(), 9, -15)).decode().rstrip("=")
    with pytest.raises(ParameterError, match="must lie between -5 and 60"):
        from_link(f"{VERSION}.a.{packed}")


@given(st.data())
def test_no_damage_does_more_than_refuse(data: st.DataObject) -> None:
    link = to_link(edit(SQUID, "cell.celsius", 8.0))
    at = data.draw(st.integers(0, len(link) - 1))
    put = data.draw(st.text(max_size=3))
    with suppress(PatchSimError):
        from_link(link[:at] + put + link[at + 1 :])
