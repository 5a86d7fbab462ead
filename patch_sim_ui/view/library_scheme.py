"""A Markov scheme as a picture: its states in rows, and the transitions between them with their rates."""

from dataclasses import dataclass

from patch_sim.channels import Scheme

from .formulas import formula, rate

ACROSS, DOWN = 64.0, 60.0
RADIUS = 17.0


@dataclass(frozen=True)
class State:
    """A state at its place."""

    name: str
    x: str
    y: str
    foot: str
    """Where its name is written."""
    conducts: bool


@dataclass(frozen=True)
class Way:
    """A transition as a line between two states, ending at their edges, as the path of an SVG."""

    d: str


@dataclass(frozen=True)
class Step:
    """A transition with its rate, and the way back."""

    start: str
    end: str
    rate: str
    back: str


@dataclass(frozen=True)
class SchemePlot:
    """The picture and its table."""

    states: tuple[State, ...] = ()
    ways: tuple[Way, ...] = ()
    steps: tuple[Step, ...] = ()
    width: float = 0.0
    height: float = 0.0


def scheme_plot(scheme: Scheme) -> SchemePlot:
    """States along chains of transitions: the first in the first row, each other below the state it leads from."""
    at = _places(scheme)
    conducts = {one.state for one in scheme.conducting}
    x0, y0 = min(x for x, _ in at.values()), min(y for _, y in at.values())
    places = {name: ((x - x0) * ACROSS + RADIUS + 2, (y - y0) * DOWN + RADIUS + 2) for name, (x, y) in at.items()}
    states = tuple(_state(name, *places[name], name in conducts) for name in scheme.states)
    ways = tuple(_way(places[t.start], places[t.end]) for t in scheme.transitions)
    steps = tuple(
        Step(t.start.upper(), t.end.upper(), formula(rate(t.rate)), formula(rate(t.back)) if t.back else "")
        for t in scheme.transitions
    )
    width = max(x for x, _ in places.values()) + RADIUS + 2
    height = max(y for _, y in places.values()) + RADIUS + 2
    return SchemePlot(states, ways, steps, width, height)


def _state(name: str, x: float, y: float, conducts: bool) -> State:
    return State(name.upper(), f"{x:g}", f"{y:g}", f"{y + 4:g}", conducts)


def _places(scheme: Scheme) -> dict[str, tuple[float, float]]:
    """Column and row of every state."""
    next_to: dict[str, list[str]] = {name: [] for name in scheme.states}
    for t in scheme.transitions:
        next_to[t.start].append(t.end)
        next_to[t.end].append(t.start)
    at: dict[str, tuple[float, float]] = {}
    row = 0
    while len(at) < len(scheme.states):
        free = [name for name in scheme.states if name not in at]
        start = next((name for name in free if any(other in at for other in next_to[name])), free[0])
        column = min((at[other][0] for other in next_to[start] if other in at), default=0.0)
        chain, here = [start], start
        while following := [n for n in next_to[here] if n not in at and n not in chain]:
            here = min(following, key=lambda n: scheme.states.index(n))
            chain.append(here)
        for k, name in enumerate(chain):
            at[name] = (column + k, float(row))
        row += 1
    return at


def _way(start: tuple[float, float], end: tuple[float, float]) -> Way:
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / far * (RADIUS + 1), dy / far * (RADIUS + 1)
    return Way(f"M{start[0] + ux:.1f} {start[1] + uy:.1f}L{end[0] - ux:.1f} {end[1] - uy:.1f}")
