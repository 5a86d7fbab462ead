"""Writes ``cells.md``, what the cells state of themselves and what is measured: ``python docs/cells.py``.

Measuring takes some minutes; a test compares what needs no measuring.
"""

from pathlib import Path

from patch_sim import CELLS
from patch_sim.cells import Cell
from patch_sim.prove import Proof, prove
from patch_sim.recorded import RECORDED
from patch_sim_ui.view.library_words import band_text, label_of, places, sources, tolerance
from patch_sim_ui.view.numbers import written

TARGET = Path(__file__).with_suffix(".md")
HEAD = """# Cells and their facts

What each cell states of itself, how far a measurement may lie from it, and what was measured when this page was
written; `tests/facts/test_facts.py` proves all of them. How each is measured stands in `patch_sim/prove.py`. The
Library of the app measures them while you look. `python docs/cells.py` writes this page.
"""
BESIDE = """## Beside recordings

The facts above are the models' own. Here they stand beside what is recorded from such cells: mean ± what the source
gives, or a range. The models are published ones, of one compartment and often of densities without an area, so that
some lie outside; each of those, in bold, says why. Other facts and cells have no recording that could be found.
"""
COLUMNS = "| fact | unit | stated | tolerance | measured |\n|---|---|---:|---:|---:|"


def stated(cell: Cell) -> list[str]:
    """The lines of a cell's facts, up to what is measured."""
    lines = []
    for name, expected in cell.facts.items():
        label, unit = label_of(cell, name)
        said = tolerance(cell.facts.tolerance(name))
        lines.append(f"| {label} (`{name}`) | {unit} | {written(expected, 5)} | {said} |")
    return lines


def title(cell: Cell) -> list[str]:
    """A cell's heading, and where it comes from."""
    links = [f"[{one.text}](<{one.href}>)" if one.href else one.text for one in sources(cell.source)]
    return [f"## {cell.label}", "", f"`{cell.name}`, {written(cell.celsius, 3)} °C. {'; '.join(links)}", "", COLUMNS]


def proven(proof: Proof) -> str:
    """What is measured, in bold where it is outside."""
    said = places(proof.measured, proof.tolerance)
    return f" {said if proof.holds else f'**{said}**'} |"


def beside() -> list[str]:
    """What is recorded from real cells beside what the models state; those outside are in bold, with the reason."""
    lines = [
        *BESIDE.splitlines(),
        "",
        "| cell | fact | recorded | stated | why outside | source |",
        "|---|---|---:|---:|---|---|",
    ]
    for name, bands in RECORDED.items():
        cell = CELLS[name]
        for fact, band in bands.items():
            label, unit = label_of(cell, fact)
            said = written(cell.facts[fact], 4)
            said = said if band.holds(cell.facts[fact]) else f"**{said}**"
            lines.append(f"| {cell.label} | {label} | {band_text(band)} {unit} | {said} | {band.why} | {band.source} |")
    return lines


def page() -> str:
    """The page, everything measured."""
    lines = [HEAD.rstrip("\n")]
    for cell in CELLS.values():
        facts = [line + proven(proof) for line, proof in zip(stated(cell), prove(cell), strict=True)]
        lines += ["", *title(cell), *facts]
    return "\n".join([*lines, "", *beside()]) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
