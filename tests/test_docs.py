"""Pages that are written by a program are those that it writes now."""

import runpy
from pathlib import Path

from patch_sim import CELLS

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_the_table_of_presets_is_current() -> None:
    page = runpy.run_path(str(DOCS / "presets.py"))["page"]()
    assert (DOCS / "presets.md").read_text(encoding="utf-8") == page, "run: python docs/presets.py"


def test_the_table_of_cells_states_what_the_cells_state() -> None:
    script = runpy.run_path(str(DOCS / "cells.py"))
    lines = (DOCS / "cells.md").read_text(encoding="utf-8").splitlines()
    stated = [line.rsplit("|", 2)[0] + "|" if "(`" in line else line for line in lines]
    expected = script["HEAD"].splitlines()
    for cell in CELLS.values():
        expected += ["", *"\n".join(script["title"](cell)).splitlines(), *script["stated"](cell)]
    expected += ["", *script["beside"](), "", *script["under_tea"]()]
    assert stated == expected, "run: python docs/cells.py"
