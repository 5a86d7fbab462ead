"""A cell of many segments as arrays: the numbers of its sections behind each other."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..cells import Cell
from . import both, schemes
from .branches import Branches, branches
from .rows import ROWS, Array, Scheme
from .simd import WIDTH, aligned
from .tables import Index, Membrane, membrane


@dataclass(frozen=True, eq=False)
class Tree:
    """A cell as the kernel reads it; the numbers of its sections stand behind each other."""

    membranes: tuple[Membrane, ...]
    """One segment of each section."""
    branches: Branches
    spec: Index
    """(sections, 22), see `tree_spec.py`."""
    ends: Index
    factors: Index
    law: Index
    g: Array
    e: Array
    states: int
    """Slots of all segments."""
    direct: bool
    """Whether something follows v at once."""
    kinds: tuple[Membrane, ...]
    """Membranes of which each has a table of its own; those of other sections equal one of them."""

    @property
    def pools(self) -> int:
        """Most pools of a section."""
        return max(len(arrays.basins) for arrays in self.membranes)

    @property
    def schemes(self) -> bool:
        """Whether there are Markov schemes."""
        return any(arrays.schemes for arrays in self.membranes)

    @property
    def both(self) -> Index:
        """(gates of both, 3): of every section slot, pool, 1 if it has no time constant."""
        spots = [
            (slot, pool, gating.instantaneous) for arrays in self.membranes for slot, pool, gating in both.of(arrays)
        ]
        return np.array(spots, np.uint64).reshape(-1, 3)

    def tables(self, scheme: Scheme, step: float) -> Array:
        """The rows of cubics of all sections, flat: of each kind those of v, of its schemes and of concentrations."""
        return np.concatenate([part.reshape(-1) for arrays in self.kinds for part in parts_of(arrays, scheme, step)])

    def slots(self, section: int, segment: int) -> slice:
        """Where a segment's states stand."""
        _, _, _, _, _, start, width, *_ = self.spec[section].tolist()
        return slice(start + segment * width, start + (segment + 1) * width)

    def spread(self, x: Array) -> Array:
        """(states · sweeps,): the states of (sweeps, states) with the sweeps of every segment beside each other."""
        parts = []
        for _, n, _, _, _, start, width, *_ in self.spec.tolist():
            section = x[:, start : start + n * width].reshape(len(x), n, width)
            parts.append(section.transpose(1, 0, 2).reshape(-1))
        return np.concatenate(parts)

    def gathered(self, x: Array, wide: int) -> Array:
        """(sweeps, states), the inverse of `spread`."""
        parts = []
        for _, n, _, _, _, start, width, *_ in self.spec.tolist():
            section = x[start * wide : (start + n * width) * wide].reshape(n, wide, width)
            parts.append(section.transpose(1, 0, 2).reshape(wide, n * width))
        return np.concatenate(parts, axis=1)

    def steady(self, v: Array) -> Array:
        """(states,) after a long time at `v` (nodes,)."""
        x = np.zeros(self.states)
        for arrays, (first, n, _, _, _, start, width, *_) in zip(self.membranes, self.spec.tolist(), strict=True):
            x[start : start + n * width] = arrays.steady(v[first : first + n]).T.reshape(-1)
        return x


def parts_of(arrays: Membrane, scheme: Scheme, step: float) -> list[Array]:
    """The tables of a membrane: over v, of schemes, over concentrations, over v and calcium."""
    of_schemes = [schemes.table(arrays.schemes, step)] if arrays.schemes else []
    of_levels = [arrays.levels(scheme, step)] if arrays.basins else []
    of_both = [both.rows(gating, scheme, step) for _, _, gating in both.of(arrays)]
    over_v = arrays.table(scheme, step)
    if row_of(arrays) < WIDTH**2:
        over_v = over_v[..., : WIDTH // 2]
    return [over_v, *of_schemes, *of_levels, *of_both]


def row_of(arrays: Membrane) -> int:
    """Doubles in a row of the table over v: half of a block where all there is to it are four gates."""
    few = arrays.blocks == arrays.instant == 1 and not arrays.basins and not arrays.schemes
    return WIDTH**2 // 2 if few and max(arrays.slots.tolist()) < WIDTH // 2 else arrays.blocks * WIDTH**2


@lru_cache(32)
def tree(cell: Cell) -> Tree:
    """The arrays of a cell."""
    made = tuple(membrane(cell.segment(section)) for section in cell.sections)
    shape = branches(cell)
    spec = np.zeros((len(made), 22), np.uint64)
    start = rows = factors = pools = states = boths = end = 0
    tables: dict[object, tuple[int, int, int, int]] = {}
    kinds: list[Membrane] = []
    for k, (arrays, section) in enumerate(zip(made, cell.sections, strict=True)):
        row = sum(schemes.doubles(kinetics) for kinetics in arrays.schemes)
        level_row = (arrays.basins[-1].end - arrays.basins[0].first) * WIDTH**2 if arrays.basins else 0
        if arrays.tabulated not in tables:
            of_schemes = end + ROWS * row_of(arrays)
            of_levels = of_schemes + ROWS * row
            of_both = of_levels + ROWS * level_row
            tables[arrays.tabulated] = (end, of_schemes, of_levels, of_both)
            kinds.append(arrays)
            end = of_both + both.DOUBLES * len(both.of(arrays))
        table, of_schemes, of_levels, of_both = tables[arrays.tabulated]
        spec[k] = (
            shape.first[k], section.n, table, arrays.blocks, arrays.instant, start, arrays.width, rows,
            rows + arrays.g.size, factors, len(arrays.basins), pools, of_levels, level_row, len(arrays.schemes), states,
            of_schemes, row, len(both.of(arrays)), boths, of_both, row_of(arrays),
        )  # fmt: skip
        start += section.n * arrays.width
        rows += arrays.g.size
        factors += arrays.factors.size
        pools += len(arrays.basins)
        states += len(arrays.schemes)
        boths += len(both.of(arrays))
    offsets = np.cumsum([0] + [arrays.factors.size for arrays in made[:-1]]).astype(np.uint64)
    return Tree(
        membranes=made,
        branches=shape,
        spec=spec,
        ends=np.concatenate([arrays.ends + offset for arrays, offset in zip(made, offsets, strict=True)]),
        factors=np.concatenate([arrays.factors for arrays in made]),
        law=np.concatenate([arrays.law for arrays in made]),
        g=np.concatenate([arrays.g for arrays in made]),
        e=np.concatenate([arrays.e for arrays in made]),
        states=start,
        direct=any(arrays.instant < arrays.blocks for arrays in made),
        kinds=tuple(kinds),
    )


@lru_cache(16)
def tabulated(arrays: Tree, kinds: tuple[tuple[Scheme, float], ...]) -> Array:
    """The tables of one or two steps behind each other."""
    return aligned(np.concatenate([arrays.tables(scheme, step) for scheme, step in kinds]))
