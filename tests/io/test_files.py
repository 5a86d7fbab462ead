"""Protocol files: JSON and back, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from patch_sim import PROTOCOLS, FormatError, ParameterError
from patch_sim.io import read_protocol, write_protocol
from patch_sim.protocols import EPOCHS, LeakSubtraction, PresweepTrain, Protocol, Step, UserList

WHOLE = Protocol(
    "mine", "Mine", "vc", (Step(-70, 5), *(kind(0, 20) for kind in list(EPOCHS.values())[:9])), holding=-70.0,
    n_sweeps=2, p_n=LeakSubtraction(holding=-90.0), user_list=UserList("A.level", (1.0, 2.0)), sweep_duration=500.0,
    rests="continue", interval_s=1.0, n_runs=3, keep_runs=True, inter_sweep="last_epoch", lead=1 / 64,
    presweep=PresweepTrain(7, step_level=30.0),
)  # fmt: skip


@pytest.mark.parametrize("protocol", [*PROTOCOLS.values(), WHOLE], ids=lambda p: p.name)
def test_json_and_back(protocol: Protocol, tmp_path: Path) -> None:
    write_protocol(protocol, tmp_path / "p.json")
    assert read_protocol(tmp_path / "p.json") == protocol


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"format": "patch_sim protocol", "version": 1, "protocol": {"label": "\\ud800"}}', "half a character"),
        ("[1]", "no protocol"),
        ("{}", "no protocol"),
        ('{"format": "patch_sim protocol", "version": 2, "protocol": {}}', "version 2; this program reads version 1"),
    ],
)
def test_what_is_no_protocol_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(text)
    with pytest.raises(FormatError, match=message):
        read_protocol(tmp_path / "p.json")


@pytest.mark.parametrize(
    "plain", ["null", "[]", "{}", '{"name": "x", "label": "X", "mode": "vc", "epochs": [{"kind": 1}]}']
)
def test_a_refused_value_is_named(plain: Any, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(f'{{"format": "patch_sim protocol", "version": 1, "protocol": {plain}}}')
    with pytest.raises(ParameterError, match="Protocol"):
        read_protocol(tmp_path / "p.json")


def test_other_endings_and_missing_files_are_refused(tmp_path: Path) -> None:
    for name, message in (("p.pro", r"ends in \.json or \.abf"), ("p.json", "No such file"), ("p.abf", "No such file")):
        with pytest.raises(FormatError, match=message):
            read_protocol(tmp_path / name)
