"""The epoch table as a spreadsheet, files into it and out of it: what is refused stands beside its cell."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from patch_sim import CELLS, PROTOCOLS, Experiment
from patch_sim.engine.problems import problems
from patch_sim.io import protocol_json
from patch_sim.io.apart import MOST
from patch_sim.protocols import EPOCHS, Protocol, Step
from patch_sim_ui import open_route
from patch_sim_ui.opened import OPENED, Opened
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.moves import history
from patch_sim_ui.view import edits, table_edits
from patch_sim_ui.view.edits import Refused
from patch_sim_ui.view.form import form

IV = Experiment.of("squid_axon", "iv_curve")
LEVEL = "protocol.epochs.A.level"


def test_a_block_goes_right_and_down_and_makes_epochs() -> None:
    made = table_edits.pasted(IV, LEVEL, "\u221290\t-20\t\t10,5\r\n0\t5\t0\t0\r\n1\t2\t3\t4\r\n")
    assert [epoch.level for epoch in made.protocol.epochs] == [-90.0, -20.0, IV.protocol.epochs[2].level, 10.5]
    assert [epoch.level_delta for epoch in made.protocol.epochs] == [0.0, 5.0, 0.0, 0.0]
    assert [epoch.duration for epoch in made.protocol.epochs] == [1.0, 2.0, 3.0, 4.0]


@pytest.mark.parametrize("text", ["-80\t0\t-80\r5\t5\t5", "-80\t0\t-80\t\t\n5\t5\t5\t\t\n\t\t\t\t\n\n" + "\t\n" * 9])
def test_what_a_spreadsheet_leaves_around_a_block_is_no_part_of_it(text: str) -> None:
    made = table_edits.pasted(IV, LEVEL, text)
    assert [epoch.level for epoch in made.protocol.epochs] == [-80.0, 0.0, -80.0]
    assert [epoch.level_delta for epoch in made.protocol.epochs] == [5.0, 5.0, 5.0]


@pytest.mark.parametrize("text", ["-80 0 5", "-80,0,5", "-80;0;5", "-80 mV", "A\tB", "1.000,5", "1 2000"])
def test_what_is_no_number_is_not_made_one(text: str) -> None:
    with pytest.raises(Refused, match="must be a number") as refused:
        table_edits.pasted(IV, LEVEL, text)
    assert refused.value.path == LEVEL


def test_rows_of_some_types_are_rows_of_the_block() -> None:
    pulses = table_edits.with_epoch(IV, "B", "pulse")
    made = table_edits.pasted(pulses, "protocol.epochs.B.duration_delta", "1\n8\n2\n5")
    epoch = made.protocol.epochs[1]
    assert (epoch.duration_delta, epoch.period, epoch.width, epoch.digital) == (1.0, 8.0, 2.0, 5)


@pytest.mark.parametrize(
    ("path", "text", "where", "message"),
    [
        (LEVEL, "1\tx", "protocol.epochs.B.level", "'x' was pasted: must be a number"),
        (LEVEL, "1\n2\n-3", "protocol.epochs.A.duration", "'-3' was pasted: must be at least 0"),
        (LEVEL, "1\nnan", "protocol.epochs.A.level_delta", "must be a number"),
        (LEVEL, "\t".join(["1"] * 11), LEVEL, "11 columns: a table has ten epochs, A to J"),
        (LEVEL, "\n".join(["1"] * 6), LEVEL, "6 lines: the table has 5 rows from here on"),
        ("protocol.holding", "1\t2", "", "no cell of the table"),
    ],
)
def test_a_block_that_cannot_be_changes_nothing_and_names_its_cell(
    path: str, text: str, where: str, message: str
) -> None:
    with pytest.raises(Refused, match=message) as refused:
        table_edits.pasted(IV, path, text)
    assert refused.value.path == where


def bench() -> Any:
    return Bench(_reflex_internal_init=True)  # ty: ignore


def now(made: Any) -> Experiment:
    return history(made).now


def test_a_refused_block_is_said_in_the_row_of_its_cell_and_a_good_one_clears_it() -> None:
    made = bench()
    before = now(made)
    made.paste(LEVEL, "1\n2\n-3")
    assert now(made) == before
    assert "'-3' was pasted" in made.course.epoch_rows[2].error
    made.paste(LEVEL, "-75\n2\n3")
    assert not any(row.error for row in made.course.epoch_rows)
    assert now(made).protocol.epochs[0].level == -75.0
    made.undo()
    assert now(made) == before, "a block is one step back"


def test_a_user_list_of_a_hundred_values() -> None:
    made = bench()
    made.choose_list("B.level")
    made.fill_list(", ".join(f"{-100.5 + k}" for k in range(100)))
    assert now(made).protocol.n_sweeps == 100
    made.fill_list("1, x")
    assert made.course.listed.error.startswith("must be a number")
    made.fill_list("1, 2")
    assert made.course.listed.error == ""
    made.edit("protocol.n_sweeps", "3")
    assert "2 values for 3 sweeps" in made.course.listed.error


def test_a_presweep_train_has_its_rows() -> None:
    made = bench()
    made.switch_presweep()
    assert [row.label for row in made.course.train][:2] == ["Pulses", "Baseline level"]
    made.edit("protocol.presweep.step_level", "900")
    assert "900 mV as its step level" in next(row.error for row in made.course.train if row.label == "Step level")
    made.switch_presweep()
    assert made.course.train == ()
    assert made.line.problem == ""


def test_a_protocol_of_ones_own_stays_in_the_menu_and_on_other_cells() -> None:
    own = Protocol("abf_mine", "Mine", "vc", (Step(-60.0, 10.0),), holding=-80.0)
    made = table_edits.with_protocol(IV, own)
    assert form(made, {}, {}).protocols[0].choices[0].name == "abf_mine"
    other = edits.picked(made, "wang_buzsaki", "abf_mine")
    assert (other.protocol, other.cell) == (own, CELLS["wang_buzsaki"])
    assert edits.picked(made, "squid_axon", "iv_curve").protocol == IV.protocol


def test_a_protocol_is_opened_and_saved() -> None:
    made = bench()
    made.open_protocol(OPENED.put(PROTOCOLS["fi_curve"]))
    assert now(made).protocol == PROTOCOLS["fi_curve"].fitted(CELLS["squid_axon"].facts)
    saved = made.save_protocol()
    assert "fi_curve.json" in str(saved)
    whole = Experiment.of("regular_spiking", "fi_curve")
    made.open_protocol(OPENED.put(whole))
    assert history(made).now == whole
    made.undo()
    made.open_protocol("nothing")
    assert "forgotten" in made.fault


@pytest.mark.parametrize("rate", ["25", "30", "33.3", "0.403226"])
def test_a_rate_keeps_the_solver_in_step(rate: str) -> None:
    spikes = Experiment.of("squid_axon", "action_potential")
    made = edits.changed(spikes, "protocol.rate", rate)
    assert problems(made) == ()
    assert made.solver.dt <= spikes.solver.dt
    own = Protocol("p", "P", "cc", (Step(0.0, 50.0),), rate=float(rate))
    assert problems(table_edits.with_protocol(spikes, own)) == ()
    assert edits.changed(spikes, "protocol.rate", "20").solver == spikes.solver


def test_an_exact_clamp_takes_any_rate() -> None:
    assert problems(replace(IV, protocol=replace(IV.protocol, rate=33.3))) == ()


def test_samples_make_a_waveform_of_their_epoch() -> None:
    made = bench()
    stimulus = EPOCHS["waveform"].of([0.0, 10.0, -5.0], 2.0)
    made.edit("protocol.epochs.B.digital", "3")
    made.open_samples("B", OPENED.put(stimulus))
    epoch = now(made).protocol.epochs[1]
    assert (epoch.kind, epoch.duration, epoch.digital) == ("waveform", 6.0, 3)
    assert now(made).protocol.command(0)[now(made).protocol.window("B")].max() == 10.0
    for letter, token in (("B", "x"), ("J", OPENED.put(stimulus)), ("B", OPENED.put(PROTOCOLS["fi_curve"]))):
        made.fault = ""
        made.open_samples(letter, token)
        assert made.fault


def test_a_long_waveform_is_in_no_link() -> None:
    made = bench()
    noise = np.random.default_rng(0).normal(size=100_000)
    made.open_samples("B", OPENED.put(EPOCHS["waveform"].of(noise, 0.01)))
    assert made.link == ""
    made.undo()
    assert made.link


def test_what_was_read_is_taken_once_and_the_oldest_go() -> None:
    opened = Opened(cap=2)
    tokens = [opened.put(Step(0.0, float(k))) for k in range(3)]
    assert opened.take(tokens[0]) is None
    assert opened.take(tokens[1]) == Step(0.0, 1.0)
    assert opened.take(tokens[1]) is None


@pytest.fixture
def client() -> TestClient:
    return TestClient(open_route.app(OPENED.put))


def test_the_route_reads_a_protocol_and_a_stimulus(client: TestClient) -> None:
    said = client.post("/open/protocol?name=C:\\x\\p.json", content=protocol_json(PROTOCOLS["iv_curve"]))
    assert OPENED.take(said.json()["token"]) == PROTOCOLS["iv_curve"]
    said = client.post("/open/waveform?name=s.csv&column=2", content="t_ms,a,b\n0,1,2\n1,3,4\n2,5,6\n").json()
    assert said["columns"] == ["a", "b"]
    epoch = OPENED.take(said["token"])
    assert np.frombuffer(epoch.samples, "<f8").tolist() == [2.0, 4.0, 6.0]  # ty: ignore


@pytest.mark.parametrize(
    ("where", "content", "message"),
    [
        ("protocol?name=p.csv", b"", "must end in .json or .abf"),
        ("nothing?name=p.json", b"", "must end in"),
        ("protocol", b"", "without a name"),
        ("protocol?name=p.json", b"{", "not JSON"),
        ("protocol?name=p.abf", b"RIFF" + bytes(600), "no ABF file"),
        ("waveform?name=s.csv", b"t,i\n0,1\n1,nan\n", "finite"),
        ("waveform?name=s.csv&column=9", b"t,i\n0,1\n1,2\n", "no column 9"),
        ("waveform?name=s.csv&column=-1", b"t,i\n0,1\n1,2\n", "whole numbers"),
        ("waveform?name=s.abf&sweep=3", b"ABF ", "less than a header"),
    ],
)
def test_the_route_says_what_is_wrong(client: TestClient, where: str, content: bytes, message: str) -> None:
    said = client.post(f"/open/{where}", content=content)
    assert said.status_code == 400
    assert message in said.json()["message"]


def test_the_route_takes_no_more_than_its_limit(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(MOST // 10**6 + 2):
            yield bytes(10**6)

    for content in (bytes(MOST + 1), parts()):
        said = client.post("/open/waveform?name=s.csv", content=content)
        assert (said.status_code, said.json()) == (413, {"message": "s.csv: more than 20 MB"})
