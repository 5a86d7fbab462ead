"""The command line, as people call it."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from patch_sim import PROTOCOLS
from patch_sim.cli import main
from patch_sim.io import write_protocol


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def test_list_names_every_shelf() -> None:
    code, text = call("list")
    assert code == 0
    for word in (
        "channels:",
        "nav_hh",
        "cells:",
        "squid_axon",
        "protocols:",
        "iv_curve",
        "rigs:",
        "ideal",
        "analyses:",
    ):
        assert word in text


def test_list_of_one_kind() -> None:
    code, text = call("list", "channels")
    assert code == 0
    assert "nav_hh" in text
    assert "squid_axon" not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("kv_hh", ["n^4", "0.1·x/(1 − exp(−x))", "36.0 mS/cm²", "n_half", "holds", "doi:10.1113"]),
        ("squid_axon", ["v_rest", "holds", "6.3 °C"]),
        ("iv_curve", ["n_sweeps", "see:", "why:", "try:"]),
        ("ideal", ["Ideal electrode", "source:"]),
        ("spikes", ["20.0 mV/ms"]),
    ],
)
def test_show(name: str, words: list[str]) -> None:
    code, text = call("show", name)
    assert code == 0
    assert all(word in text for word in words), text
    assert "FAILS" not in text


def test_show_as_json() -> None:
    code, text = call("show", "leak", "--json")
    assert code == 0
    assert '"g_max": 0.3' in text


def test_run_writes_a_table_that_pandas_reads(tmp_path: Path) -> None:
    out = tmp_path / "spike.csv"
    code, text = call("run", "squid_axon", "action_potential", "--out", str(out))
    assert code == 0
    assert "First peak" in text
    table = pd.read_csv(out, index_col="time_ms")
    assert 39 <= table["v_mV_1"].max() <= 41
    assert {"i_nav_hh_pA_1", "nav_hh.m_1", "command_pA_1"} <= set(table.columns)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run", "squid", "action"], "patch-sim: no cell 'squid'; did you mean 'squid_axon'?"),
        (["run", "squid_axon", "action_pot"], "patch-sim: no protocol 'action_pot'; did you mean 'action_potential'?"),
        (["run", "squid_axon", "iv_curve", "--rig", "idel"], "patch-sim: no rig 'idel'; did you mean 'ideal'?"),
        (["show", "nav_h"], "patch-sim: no entry 'nav_h'; did you mean 'nav_hh'?"),
        (["list", "channel"], "patch-sim: no kind of entry 'channel'; did you mean 'channels'?"),
    ],
)
def test_a_wrong_name_is_one_line_and_exit_code_2(words: list[str], message: str) -> None:
    code, text = call(*words)
    assert code == 2
    assert text.strip() == message


def test_traces_are_not_written_under_the_name_of_another_format(tmp_path: Path) -> None:
    out = tmp_path / "spike.abf"
    code, text = call("run", "squid_axon", "action_potential", "--out", str(out))
    assert code == 2
    assert "must end in .csv" in text
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    out = tmp_path / "missing" / "spike.csv"
    code, text = call("run", "squid_axon", "action_potential", "--out", str(out))
    assert code == 2
    assert str(out.parent) in text


def test_as_a_module_it_prints_no_traceback() -> None:
    command = [sys.executable, "-m", "patch_sim", "run", "squid", "action"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "did you mean" in done.stderr


def test_a_terminal_of_few_letters_gets_question_marks() -> None:
    command = [sys.executable, "-m", "patch_sim", "show", "kv_hh"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, check=False)
    assert done.returncode == 0, done.stderr
    assert b"?" in done.stdout


def test_run_says_what_half_the_step_changes() -> None:
    code, text = call("run", "squid_axon", "action_potential", "--error")
    assert code == 0
    assert "With half the step (0.005 ms)" in text
    assert "times of spikes" in text


def test_a_run_that_is_interrupted_leaves_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("patch_sim.engine.watch.Watch.tell", interrupt)
    code, text = call("run", "squid_axon", "action_potential")
    assert code == 130
    assert text.strip() == "patch-sim: stopped; nothing is kept"


def test_a_protocol_is_converted_and_run_from_its_file(tmp_path: Path) -> None:
    mine, out = tmp_path / "mine.json", tmp_path / "again.json"
    write_protocol(PROTOCOLS["iv_curve"], mine)
    code, text = call("convert", str(mine), str(out))
    assert code == 0
    assert "steps from −100 to 60 mV in 10 mV increments" in text
    assert out.read_bytes() == mine.read_bytes()
    assert call("run", "squid_axon", str(out)) == call("run", "squid_axon", "iv_curve")
    code, text = call("convert", str(mine), str(tmp_path / "mine.abf"))
    assert code == 2
    assert "a protocol is written to a file that ends in .json" in text
