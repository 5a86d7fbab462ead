"""What an analysis found, on the page and as CSV."""

import asyncio
import json
from io import StringIO

import httpx
import numpy as np
import pandas as pd
import pytest

from patch_sim.analysis import ANALYSES, Result
from patch_sim.engine.simulate import simulate
from patch_sim.experiment import Experiment
from patch_sim.fields import edit
from patch_sim.figure import Figure
from patch_sim_ui import csv_route, samples_route
from patch_sim_ui.state.record import chosen, failed, record
from patch_sim_ui.store import STORE, Store
from patch_sim_ui.view.results import MOST_ROWS, fitting, key, sheet, spec


def test_every_recording_has_a_page(experiment: Experiment) -> None:
    outcome = record(experiment, "")
    assert outcome.fault == ""
    assert STORE.get(outcome.token) is not None
    assert outcome.analysis in ANALYSES
    assert len(outcome.sheet.rows) == len(outcome.sheet.sweeps)
    assert all(len(row) == len(outcome.sheet.columns) for row in outcome.sheet.rows)
    assert all(0 <= sweep < experiment.protocol.n_sweeps for sweep in outcome.sheet.sweeps)
    json.dumps(outcome.figure, allow_nan=False)


def test_one_spike_is_one_row() -> None:
    outcome = record(Experiment.of("squid_axon", "action_potential"), "")
    assert len(outcome.sheet.rows) == 1
    assert outcome.sheet.numbers[0].text == "1"


def test_an_analysis_that_does_not_fit_gives_way() -> None:
    iv = Experiment.of("squid_axon", "iv_curve")
    assert chosen(iv, "spikes") == "iv_curve"
    names = [choice.name for choice in fitting(iv)]
    assert names[0] == "iv_curve"
    assert set(names) == {name for name, a in ANALYSES.items() if a.fits(iv)}


def test_a_fault_is_told_and_nothing_is_kept() -> None:
    impossible = edit(Experiment.of("squid_axon", "iv_curve"), "protocol.rate", 5000.0)
    outcome = record(impossible, "")
    assert "digitizer" in outcome.fault
    assert outcome.token == ""


def test_what_is_not_finite_is_never_written() -> None:
    nan = float("nan")
    assert key("Rate", nan, "Hz").text == "–"
    table = {"Sweep": (np.array([1.0]), ""), "Peak": (np.array([nan]), "mV")}
    result = Result({}, table, Figure("", ("", ""), ("", "")), "why")
    assert sheet(result).rows == ((1.0, None),)
    assert sheet(result).note == "why"


def test_a_long_sheet_says_that_it_is_cut() -> None:
    n = MOST_ROWS + 5
    result = Result({}, {"Time": (np.arange(float(n)), "ms")}, Figure("", ("", ""), ("", "")))
    assert len(sheet(result).rows) == MOST_ROWS
    assert f"of {n} rows" in sheet(result).note


def test_points_of_the_figure_know_their_sweeps() -> None:
    recording = simulate(Experiment.of("squid_axon", "iv_curve"))
    drawn = spec(ANALYSES["iv_curve"].run(recording).figure, recording.n_sweeps)
    points = [trace for trace in drawn["traces"] if trace["mark"] == "points"]
    assert points
    assert points[0]["sweeps"] == list(range(17))
    labels = [trace["label"] for trace in drawn["traces"] if trace["label"]]
    assert len(set(labels)) == len(labels)


@pytest.fixture
def store() -> Store:
    """A store of its own."""
    return Store()


def download(store: Store, path: str) -> httpx.Response:
    """What the route answers."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=csv_route.app(store.get))
        async with httpx.AsyncClient(transport=transport, base_url="http://rig") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_traces_and_sheet_come_as_csv(store: Store) -> None:
    recording = simulate(Experiment.of("squid_axon", "iv_curve"))
    token = store.put(recording)
    answer = download(store, f"/csv/{token}/traces?signals=i_m,command")
    assert answer.headers["content-disposition"] == 'attachment; filename="squid_axon_iv_curve_traces.csv"'
    lines = answer.text.splitlines()
    assert len(lines) == 1 + recording.time.size
    assert lines[0].split(",")[:2] == ["time_ms", "i_m_pA_1"]
    assert len(lines[0].split(",")) == 1 + 2 * 17
    some = download(store, f"/csv/{token}/traces?signals=i_m,command&sweeps=0,16").text.splitlines()
    assert some[0] == "time_ms,i_m_pA_1,i_m_pA_17,command_mV_1,command_mV_17"
    assert some[1001].split(",")[2] == lines[1001].split(",")[17]
    first = [float(x) for x in lines[1 + 1000].split(",")]
    assert first[:2] == pytest.approx([recording.time[1000], recording["i_m"][0, 1000]], rel=1e-6)
    table = pd.read_csv(StringIO(download(store, f"/csv/{token}/iv_curve").text))
    assert len(table) == 17
    assert "V (mV)" in table.columns


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nothing/traces", 404),
        ("{}/traces?signals=x", 400),
        ("{}/traces?sweeps=17", 400),
        ("{}/spikes", 400),
        ("{}/nonsense", 400),
    ],
)
def test_a_download_that_cannot_be_says_why(store: Store, path: str, code: int) -> None:
    token = store.put(simulate(Experiment.of("squid_axon", "iv_curve")))
    answer = download(store, f"/csv/{path.format(token)}")
    assert answer.status_code == code
    assert answer.json()["message"]


def test_an_analysis_that_cannot_answer_keeps_the_recording() -> None:
    outcome = record(edit(Experiment.of("squid_axon", "iv_curve"), "protocol.epochs.B.duration", 0.0), "iv_curve")
    assert outcome.token
    assert "at least 3 samples" in outcome.sheet.note
    assert outcome.fault == ""


def test_a_fault_that_nobody_foresaw_is_told() -> None:
    assert "ZeroDivisionError: nothing left" in failed(ZeroDivisionError("nothing left\nat all")).fault


def test_the_page_asks_from_which_samples_a_number_came() -> None:
    store = Store()
    experiment = Experiment.of("squid_axon", "iv_curve")
    token = store.put(simulate(experiment))

    async def ask(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=samples_route.app(store.get))
        async with httpx.AsyncClient(transport=transport, base_url="http://patch") as client:
            return await client.get(path)

    found = asyncio.run(ask(f"/samples/{token}/iv_curve")).json()
    outcome = record(experiment, "")
    assert len(found["values"]) == len(outcome.sheet.numbers)
    assert len(found["columns"]) == len(outcome.sheet.columns)
    largest, peaks = found["values"][0], found["columns"][2]
    assert largest["spans"][0] in peaks["spans"]
    assert (largest["signal"], largest["unit"]) == ("i_m", "pA")
    sweep, start, stop = largest["spans"][0]
    assert start == stop
    assert outcome.sheet.numbers[0].origin == f"peak of sweep {sweep + 1}, {start:g} ms"
    assert found["columns"][0] is None
    assert asyncio.run(ask(f"/samples/{token}/spikes")).status_code == 400
    assert asyncio.run(ask(f"/samples/{token}/nothing")).status_code == 400
    assert asyncio.run(ask("/samples/gone/iv_curve")).status_code == 404


def test_a_number_that_no_sample_tells_says_where_it_is_from() -> None:
    outcome = record(Experiment.of("squid_axon", "na_activation"), "")
    origins = {number.label: number.origin for number in outcome.sheet.numbers}
    assert origins["Reversal"] == "from the concentrations of the solutions"
    assert origins["V½"].startswith("fit to the peaks of ")
