"""How the segments of a cell hang together: nodes, what joins them, and the order in which they are eliminated."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import pi

import numpy as np
from numpy.typing import NDArray

from ..cells import Cell, Section
from .rows import Array
from .tables import Index

Near = list[list[tuple[int, float]]]


@dataclass(frozen=True, eq=False)
class Branches:
    """Segments are the first nodes, section after section; the points where three or more meet are the last."""

    first: tuple[int, ...]
    """The first segment of every section."""
    segments: int
    c: Array
    """(nodes,) pF; 0 where branches meet."""
    ends: NDArray[np.int64]
    """(links, 2) pairs of nodes that are joined."""
    links: Array
    """The conductances (nS) between them."""
    near: Near
    """Of every node its neighbors, with the conductances."""
    order: Index
    """All nodes but one, each after everything beyond it: far from the middle first, so that a cable is eliminated from
    both ends and no step waits for the one before."""
    up: Index
    """Where each of `order` leads."""
    link: Array

    @property
    def n(self) -> int:
        """Number of nodes."""
        return self.c.size

    def beside(self, node: int) -> tuple[list[int], list[float]]:
        """The neighbors of a node, and the conductances to them."""
        return [other for other, _ in self.near[node]], [g for _, g in self.near[node]]

    @property
    def middle(self) -> int:
        """Where the elimination of an unbranched cable ends, which goes from both its ends; 0 of any other cell."""
        ahead = np.arange(self.n - 1)
        if self.n < 3 or self.ends.tolist() != np.stack([ahead, ahead + 1], axis=1).tolist():
            return 0
        return int(self.up[-1])

    @property
    def along(self) -> Array:
        """(nodes - 1,) the conductances from each segment of an unbranched cable to the next; else none."""
        return self.links if self.middle else np.zeros(0)

    @property
    def laplacian(self) -> Array:
        """(nodes,) the sum of the conductances that meet in each node."""
        total = np.zeros(self.n)
        for side in self.ends.T:
            np.add.at(total, side, self.links)
        return total

    @property
    def speed(self) -> float:
        """A bound of the fastest rate (1/ms) at which charge spreads from segment to segment."""
        inside = slice(0, self.segments)
        return float(2 * (self.laplacian[inside] / self.c[inside]).max())


def half(section: Section) -> float:
    """Conductance (nS) from the middle of a segment to its end."""
    # Ω·cm · µm / µm² is 10⁴ Ω.
    return 1e5 * pi * section.diameter**2 / (2 * section.r_a_ohm_cm * section.length / section.n)


@lru_cache(64)
def branches(cell: Cell) -> Branches:
    """The nodes of a cell."""
    index = {section.name: k for k, section in enumerate(cell.sections)}
    first = np.cumsum([0] + [section.n for section in cell.sections])
    joined: list[tuple[int, int, float]] = []
    meeting: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)

    def point(k: int, at: float) -> tuple[int, int] | int:
        """The segment at a place of section k, or (section, end)."""
        section = cell.sections[k]
        while at == 0 and section.parent:
            k, at = index[section.parent], section.at
            section = cell.sections[k]
        if at in (0, 1):
            return k, int(at)
        return int(first[k]) + min(int(at * section.n), section.n - 1)

    for k, section in enumerate(cell.sections):
        g = half(section)
        a, b = int(first[k]), int(first[k + 1]) - 1
        joined += [(i, i + 1, g / 2) for i in range(a, b)]
        begin = point(k, 0.0)
        if isinstance(begin, int):
            joined.append((begin, a, g))
        else:
            meeting[begin].append((a, g))
        meeting[k, 1].append((b, g))
    c = [section.capacitance / section.n for section in cell.sections for _ in range(section.n)]
    segments = len(c)
    for there in meeting.values():
        if len(there) == 2:
            (a, ga), (b, gb) = there
            joined.append((a, b, ga * gb / (ga + gb)))
        elif len(there) > 2:
            joined += [(a, len(c), g) for a, g in there]
            c.append(0.0)
    near: Near = [[] for _ in c]
    for a, b, g in joined:
        near[a].append((b, g))
        near[b].append((a, g))
    order, up, link = eliminated(near)
    return Branches(
        first=tuple(first[:-1].tolist()),
        segments=segments,
        c=np.array(c),
        ends=np.array([(a, b) for a, b, _ in joined], np.int64).reshape(-1, 2),
        links=np.array([g for *_, g in joined], float),
        near=near,
        order=order,
        up=up,
        link=link,
    )


def eliminated(near: Near) -> tuple[Index, Index, Array]:
    """Nodes by their distance from the middle of the tree, farthest first, with what each leads to."""

    def spread(root: int) -> list[tuple[int, int, float]]:
        found, known = [(root, root, 0.0)], {root}
        for node, _, _ in found:
            for other, g in near[node]:
                if other not in known:
                    known.add(other)
                    found.append((other, node, g))
        return found

    end = spread(0)[-1][0]
    along = {node: parent for node, parent, _ in spread(end)}
    path = [spread(end)[-1][0]]
    while path[-1] != end:
        path.append(along[path[-1]])
    found = spread(path[len(path) // 2])[:0:-1]
    return (
        np.array([node for node, _, _ in found], np.uint64),
        np.array([parent for _, parent, _ in found], np.uint64),
        np.array([g for *_, g in found], float),
    )
