"""Writes ``cells.md``, what the cells state of themselves and what is measured: ``python docs/cells.py``.

Measuring takes some minutes; a test compares what needs no measuring.
"""

from dataclasses import replace
from pathlib import Path

from patch_sim import CELLS, DRUGS
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
TEA = """## Under tetraethylammonium

How much wider at half height the first spike is in 10 mM TEA, at 1.5 times the current that keeps the cell firing; a
test measures each. The layer-5 cell's spikes end by Kv3 nearly alone: 0.1 mM, which takes a third of it, widens them by
an eighth, and from 0.2 mM on its persistent sodium and calcium currents hold it at −26 mV, where it makes no spike.
"""
BROADER = {
    "squid_axon": 1.41,
    "regular_spiking": 1.45,
    "regular_spiking_fit": 1.46,
    "fast_spiking": 1.42,
    "fast_spiking_fit": 1.48,
    "intrinsically_bursting": 1.50,
    "low_threshold_spiking": 1.47,
    "wang_buzsaki": 6.94,
    "connor_stevens": 1.36,
    "thalamic_relay": 1.37,
    "thalamic_reticular": 1.40,
    "purkinje": 1.84,
    "dopaminergic": 1.42,
    "subthalamic": 1.31,
    "ca1_pyramidal": 1.38,
    "nociceptor": 1.34,
}
"""Half-width under 10 mM TEA over that without."""
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


def under_tea() -> list[str]:
    """What TEA does to every cell's spike, and the channels that it blocks there."""
    lines = [
        *TEA.splitlines(),
        "",
        "| cell | half-width | what is left of its channels |",
        "|---|---:|---|",
    ]
    drug = replace(DRUGS["tea"], concentration=1e4)
    for name, wider in BROADER.items():
        cell = CELLS[name]
        left = [(one.label, drug.left(one)) for one in cell.sections[0].channels if drug.left(one) < 1]
        said = ", ".join(f"{label} {100 * share:.0f} %" for label, share in left)
        lines.append(f"| {cell.label} | × {wider:.2f} | {said} |")
    return lines


def page() -> str:
    """The page, everything measured."""
    lines = [HEAD.rstrip("\n")]
    for cell in CELLS.values():
        facts = [line + proven(proof) for line, proof in zip(stated(cell), prove(cell), strict=True)]
        lines += ["", *title(cell), *facts]
    return "\n".join([*lines, "", *beside(), "", *under_tea()]) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
