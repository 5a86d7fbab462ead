"""Writes ``presets.md``, the table of presets and cells: ``python docs/presets.py``."""

from pathlib import Path

from patch_sim import CELLS, PROTOCOLS

TARGET = Path(__file__).with_suffix(".md")
HEAD = """# Presets on cells

Each preset gives the result that it is named for on every cell that has what it needs; `tests/laws/test_presets.py`
proves it for each mark below. Levels follow the cell: voltages of rest are its `holding`; currents are multiples of its
`rheobase`, `firing_onset` or `pulse_threshold`, or deflections over its `r_in`, on top of `i_hold` where a cell paces.
`python docs/presets.py` writes this page.
"""


def page() -> str:
    """The page: presets down, cells across, and the reason for each gap."""
    mark = {(c, p): not PROTOCOLS[p].lacks(CELLS[c]) for c in CELLS for p in PROTOCOLS}
    numbers = {name: str(k + 1) for k, name in enumerate(CELLS)}
    lines = [HEAD, "| preset | mode | " + " | ".join(numbers.values()) + " |", "|---|---|" + "---|" * len(CELLS)]
    for name, protocol in PROTOCOLS.items():
        cells = " | ".join("●" if mark[c, name] else "–" for c in CELLS)
        lines.append(f"| {protocol.label} | {protocol.mode.upper()} | {cells} |")
    lines += ["", *(f"{numbers[name]}. {cell.label} (`{name}`)" for name, cell in CELLS.items()), "", "## Gaps", ""]
    for cell in CELLS.values():
        reasons: dict[str, list[str]] = {}
        for protocol in PROTOCOLS.values():
            if protocol.lacks(cell):
                reasons.setdefault(protocol.lacks(cell), []).append(protocol.label)
        lines += [f"- {cell.label} lacks {reason}: {', '.join(labels)}." for reason, labels in reasons.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
