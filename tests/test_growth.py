"""A file is an entry: one new file in channels/library is a channel everywhere, with no other edit."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
IKIR = '''"""Inward rectifier: a channel that was not there before."""

from patch_sim.channels import Channel, Gate, Sigmoid
from patch_sim.facts import Facts

KIR_NEW = Channel(
    name="kir_new",
    label="K⁺ inward rectifier",
    ion="k",
    g_max=0.5,
    gates=(Gate("r", inf=Sigmoid(1.0, -90, -10)),),
    source="a test",
    facts=Facts(r_half=(-90.0, 0.1)),
)
'''
LOOK = """
import json
from patch_sim import CHANNELS, CELLS, Experiment, simulate
from patch_sim.fields import controls, insert
from patch_sim_ui.view.form import form
from patch_sim_ui.view.panels import panels

before = Experiment.of("squid_axon", "iv_curve")
after = insert(before, "cell.sections.soma.channels", CHANNELS["kir_new"])
cards = form(after, {}, {}).cards
print(json.dumps({
    "registry": "kir_new" in CHANNELS,
    "menu": [choice.name for choice in form(before, {}, {}).addable],
    "card": [[card.name, card.hue, card.g.unit, card.g.text] for card in cards if card.name == "kir_new"],
    "rows": [row.path for row in controls(after) if "kir_new" in row.path],
    "signals": [name for name in simulate(after).signals if "kir_new" in name],
    "scope": "kir_new" in repr(panels(after)),
}))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one more file."""
    root = tmp_path_factory.mktemp("grown")
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("patch_sim", "patch_sim_ui", "tests", "docs"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "patch_sim" / "channels" / "library" / "kir_new.py").write_text(IKIR, encoding="utf-8")
    return root


def call(root: Path, *words: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_is_in_the_registry_the_menu_the_form_the_signals_and_the_scope(grown: Path) -> None:
    pytest.importorskip("reflex", reason="the form is part of the web app: uv sync --group=ui")
    found = json.loads(call(grown, "-c", LOOK))
    assert found["registry"]
    assert "kir_new" in found["menu"]
    assert [card[0] for card in found["card"]] == ["kir_new"]
    assert found["card"][0][2:] == ["mS/cm²", "0.5"]
    assert any(path.endswith("kir_new.g_max") for path in found["rows"])
    assert found["signals"] == ["i_kir_new", "kir_new.r"]
    assert found["scope"]


def test_the_command_line_knows_it(grown: Path) -> None:
    assert "kir_new" in call(grown, "-m", "patch_sim", "list", "channels")
    assert "r_half = -90 ± 0.1: measured -90, holds" in call(grown, "-m", "patch_sim", "show", "kir_new")


def test_the_laws_and_facts_test_it(grown: Path) -> None:
    words = ["-m", "pytest", "tests/laws", "tests/facts", "-q", "-k", "kir_new", "-p", "no:cacheprovider"]
    report = call(grown, *words)
    assert "passed" in report
    assert int(report.split(" passed")[0].rsplit(maxsplit=1)[-1]) >= 4
