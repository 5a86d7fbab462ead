"""Pages that are written by a program are those that it writes now."""

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_the_table_of_presets_is_current() -> None:
    page = runpy.run_path(str(DOCS / "presets.py"))["page"]()
    assert (DOCS / "presets.md").read_text(encoding="utf-8") == page, "run: python docs/presets.py"
