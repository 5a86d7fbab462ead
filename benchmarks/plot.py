"""Lines on two logarithmic axes, as SVG."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

WIDTH, HEIGHT, EDGE = 640, 420, 60
COLORS = ("#0072b2", "#009e73", "#e69f00", "#d55e00", "#cc79a7", "#56b4e9")
LEAST = 1e-6
"""What is smaller is drawn there."""

Lines = Mapping[str, Sequence[tuple[float, float]]]


def panel(lines: Lines, x_label: str, y_label: str, left: float = 0, top: float = 0) -> str:
    """One plot, its corner at (`left`, `top`)."""
    places = [(log10(x), log10(max(y, LEAST))) for line in lines.values() for x, y in line]
    (x0, x1), (y0, y1) = ((floor(min(side)), ceil(max(side))) for side in zip(*places, strict=True))

    def across(x: float) -> float:
        return round(left + EDGE + (log10(x) - x0) / (x1 - x0) * (WIDTH - 2 * EDGE), 1)

    def down(y: float) -> float:
        return round(top + HEIGHT - EDGE - (log10(max(y, LEAST)) - y0) / (y1 - y0) * (HEIGHT - 2 * EDGE), 1)

    right, bottom = left + WIDTH - EDGE, top + HEIGHT - EDGE
    parts = []
    for k in range(x0, x1 + 1):
        x = across(10.0**k)
        parts.append(f'<path d="M{x} {top + EDGE}V{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{10.0**k:g}</text>')
    for k in range(y0, y1 + 1):
        y = down(10.0**k)
        parts.append(f'<path d="M{left + EDGE} {y}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left + EDGE - 6}" y="{y + 4}" text-anchor="end">{10.0**k:g}</text>')
    parts.append(f'<text x="{left + WIDTH / 2}" y="{top + HEIGHT - 14}" text-anchor="middle">{x_label}</text>')
    parts.append(f'<text x="{left + EDGE}" y="{top + EDGE - 34}">{y_label}</text>')
    for k, (name, line) in enumerate(lines.items()):
        color = COLORS[k]
        points = [(across(x), down(y)) for x, y in line]
        path = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{color}"/>' for x, y in points]
        parts.append(f'<text x="{left + EDGE + 120 * k}" y="{top + EDGE - 12}" fill="{color}">{name}</text>')
    return "\n".join(parts)


def page(panels: Sequence[str], columns: int = 1) -> str:
    """The file of panels drawn at `corner`s."""
    width, height = WIDTH * columns, HEIGHT * ceil(len(panels) / columns)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">'
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="white"/>', *panels, "</svg>\n"])


def corner(k: int, columns: int) -> tuple[float, float]:
    """Where the panel `k` begins."""
    return WIDTH * (k % columns), HEIGHT * (k // columns)
