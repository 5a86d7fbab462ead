"""Cell → arrays: the only place where densities become absolute and where objects meet the kernels."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..cells import Cell, Section
from ..channels import Channel, Gate, Ion
from ..channels import Scheme as Markov
from ..constants import ZERO_CELSIUS, F, R
from ..units import PER_UM2
from . import pools
from .fluxes import Factor, Shape
from .levels import C_MAX, C_MIN, Placed
from .once import once
from .pools import Basin
from .rows import Array, Gating, Scheme, table
from .schemes import Kinetics, State
from .simd import WIDTH
from .slots import arrange

Index = NDArray[np.uint64]
CALCIUM = "ca_i"
"""The pool that gates of calcium follow."""


@dataclass(frozen=True, eq=False)
class Membrane:
    """One isopotential membrane as the kernels read it; absolute units (nS, pF, mV, ms, pA, mM)."""

    channels: tuple[str, ...]
    gates: tuple[str, ...]
    """``<channel>.<gate>``."""
    gatings: tuple[Gating | State | Factor | Shape, ...]
    """What is tabulated: the gates, and behind them what the law of Goldman, Hodgkin & Katz makes of v."""
    slots: Index
    """Where each gate stands in the state: of v first, those with a time constant before the instantaneous, then those
    that follow a pool; behind the gates, where each concentration stands."""
    instant: int
    """The first block of instantaneous gates of v."""
    blocks: int
    """Blocks of gates of v."""
    ends: Index
    """Conductance row r is g[r] times the product of the slots factors[ends[r − 1]:ends[r]]; powers repeat a slot."""
    factors: Index
    channel_ends: Index
    """Channel k owns the rows channel_ends[k − 1]:channel_ends[k]."""
    law: Index
    """0 where a row's reversal is fixed; 1 + 2 p where it is the Nernst potential of pool p, 2 + 2 p where the row is
    that of its flux."""
    g: Array
    """(rows,) nS; 0 where the channel is switched off, whose gates still follow v."""
    e: Array
    """(rows,) mV; what a pool's ion would have at its rest."""
    c: float
    """pF."""
    basins: tuple[Basin, ...] = ()
    follows: tuple[int, ...] = ()
    """The pool that each gate follows, or −1."""
    fluxes: tuple[int, ...] = ()
    """Of each pool the first of four slots of its ion's flux (Goldman–Hodgkin–Katz), or 0 if no row has that law."""
    schemes: tuple[Kinetics, ...] = ()
    """Whose states move together; to the tables of gates they do not move."""
    spots: Index = field(default_factory=lambda: np.empty((0, 2), np.uint64))
    """(schemes, 2): the first slot of each, and how many."""

    @property
    def width(self) -> int:
        """Slots of the state."""
        return (self.basins[-1].end + 2) * WIDTH if self.basins else self.blocks * WIDTH

    @property
    def concentrations(self) -> int:
        """The slot of the first concentration; the others follow."""
        return self.width - 2 * WIDTH

    @property
    def places(self) -> dict[str, tuple[int, ...]]:
        """The slots of every gate and pool by name, so that another membrane can go on from this one's state."""
        found: dict[str, tuple[int, ...]] = {
            name: (slot,) for name, slot in zip(self.gates, self.slots.tolist(), strict=False)
        }
        for p, basin in enumerate(self.basins):
            found[basin.signal] = (self.concentrations + p, self.concentrations + WIDTH + p)
        if self.basins:
            found["v"] = (self.width - 1,)
        return found

    @property
    def tabulated(self) -> tuple[object, ...]:
        """What its tables are made of: equal for membranes that can share them."""
        nernst = tuple((b.potential, b.charge, b.other, b.inside, b.celsius) for b in self.basins)
        return tuple(self.slots.tolist()), self.gatings, self.follows, self.blocks, nernst, self.schemes

    def table(self, scheme: Scheme, step: float = 0.0) -> Array:
        """The rows of cubics of every gate of v, for a scheme that may depend on the step (ms)."""
        return table(self._placed(-1), self.blocks, scheme, step)

    def levels(self, scheme: Scheme, step: float = 0.0) -> Array:
        """The rows of cubics of all that follows a pool."""
        placed = tuple(pair for p in range(len(self.basins)) for pair in self._placed(p))
        return pools.table(self.basins, placed, scheme, step)

    def _placed(self, pool: int) -> Placed:
        gates = zip(self.slots.tolist(), self.gatings, self.follows, strict=False)
        return tuple((slot, gating) for slot, gating, follows in gates if follows == pool)

    def steady(self, v: ArrayLike) -> Array:
        """(width, …) the state after a long time at `v`."""
        v = np.asarray(v, dtype=float)
        x = np.zeros((self.width, *v.shape))
        self.settle(x, v, -1, None)
        for p in sorted(range(len(self.basins)), key=lambda p: self.basins[p].signal != CALCIUM):
            # What feeds a pool falls as it fills; and calcium's gates make others depend on it, never it on them.
            low, high = np.full((2, *v.shape), np.log([[C_MIN], [C_MAX]]).reshape(2, *(1,) * v.ndim))
            for _ in range(60):
                middle = 0.5 * (low + high)
                rising = self.change(p, v, self.settle(x, v, p, np.exp(middle))) > 0
                low, high = np.where(rising, middle, low), np.where(rising, high, middle)
            self.settle(x, v, p, np.exp(0.5 * (low + high)))
            x[self.concentrations + WIDTH + p] = x[self.concentrations + p]
        if self.basins:
            x[-1] = v
        return x

    def settle(self, x: Array, v: ArrayLike, pool: int, c: Array | None, instant: bool = False) -> Array:
        """`x` with what follows `pool` (−1: v alone) at its steady state, or only what has no time constant."""
        for slot, gating in self._placed(pool):
            if gating.instantaneous or not instant:
                x[slot] = gating.steady(v, c)
        if c is not None:
            basin = self.basins[pool]
            x[basin.potential] = basin.nernst(c)
            x[self.concentrations + pool] = c
        return x

    def current(self, v: ArrayLike, x: Array, pool: int | None = None) -> Array:
        """Ionic current (pA, outward positive) at `v` in the state `x`: of all rows, or of those of one pool's ion."""
        v = np.asarray(v, dtype=float)
        total, starts = np.zeros(v.shape), [0, *self.ends.tolist()]
        for r, law in enumerate(self.law.tolist()):
            start, end = starts[r], starts[r + 1]
            if pool is not None and (law + 1) // 2 != pool + 1:
                continue
            opened = self.g[r] * x[self.factors[start:end]].prod(0)
            total += opened * self.drive(r, v, x.__getitem__)
        return total

    def drive(self, row: int, v: Array, state: Callable[[int], Array]) -> Array:
        """What the open conductance of a row is multiplied by: v − E (mV), or the flux of its ion (mM)."""
        law = int(self.law[row])
        if law == 0:
            return v - self.e[row]
        if law % 2:
            return v - state(self.basins[law // 2].potential)
        basin, q, c = self.basins[law // 2 - 1], self.fluxes[law // 2 - 1], state(self.concentrations + law // 2 - 1)
        within, without = (c, basin.other) if basin.inside else (basin.other, c)
        return within * state(q) - without * state(q + 1)

    def change(self, pool: int, v: ArrayLike, x: Array) -> Array:
        """d[ion]/dt of a pool, mM/ms."""
        basin = self.basins[pool]
        current = self.current(v, x, pool)
        return basin.gain * current + basin.removal(x[self.concentrations + pool])


@once(64)
def membrane(cell: Cell) -> Membrane:
    """The arrays of a cell of one section."""
    (section,) = cell.sections
    kinetics = {
        channel.name: _kinetics(cell, channel, channel.scheme) for channel in section.channels if channel.scheme
    }
    flat = [(channel, gate) for channel in section.channels for gate in channel.gates]
    flat_states = [(channel, name) for channel in section.channels for name in channel.states]
    gatings: tuple[Gating | State | Factor | Shape, ...] = (
        *(_gating(cell, section, channel, gate) for channel, gate in flat),
        *(State(k, index) for k in kinetics.values() for index in range(k.n)),
    )
    rest = {ion.name: ion for ion in cell.solutions}
    pool_of = {pool.ion: 1 + 2 * p for p, pool in enumerate(section.pools)}
    laws = sorted({channel.ion for channel in section.channels if channel.law != "ohmic"})
    hidden: list[tuple[str, Factor | Shape]] = [
        (ion, Factor(rest[ion], cell.celsius)) for ion in laws if ion not in pool_of
    ]
    hidden += [(ion, Shape(rest[ion].charge, cell.celsius, k)) for ion in laws if ion in pool_of for k in range(4)]
    gatings += tuple(factor for _, factor in hidden)
    calcium = next((p for p, pool in enumerate(section.pools) if pool.signal == CALCIUM), -1)
    follows = tuple(calcium if gating.follows_calcium else -1 for gating in gatings)
    slow = sum(not g.instantaneous and p < 0 for g, p in zip(gatings, follows, strict=True)) - len(flat_states)
    fast = sum(g.instantaneous and p < 0 for g, p in zip(gatings, follows, strict=True))
    instant = max(-(-slow // WIDTH), int(bool(hidden)))  # slot 0 stands for none among the fluxes
    spots: list[tuple[int, int]] = []
    for k in kinetics.values():
        spots.append((instant * WIDTH, k.n))
        instant += -(-k.n // WIDTH)
    of_state = iter([first + index for first, n in spots for index in range(n)])
    blocks = instant + -(-fast // WIDTH)
    behind = iter(range(instant * WIDTH, blocks * WIDTH))
    slots = [
        next(of_state) if isinstance(g, State) else next(behind) if p < 0 and g.instantaneous else 0
        for g, p in zip(gatings, follows, strict=True)
    ]
    number = {(channel.name, gate.name): q for q, (channel, gate) in enumerate(flat)}
    moving = [q for q in range(len(flat)) if follows[q] < 0 and not gatings[q].instantaneous]
    products = [
        [number[channel.name, gate.name] for gate in gates]
        for channel in section.channels
        for _, gates in cell.products(channel)
    ]
    lanes = {q: slot % WIDTH for q, slot in enumerate(slots) if slot}
    for q, slot in arrange(moving, products, lanes).items():
        slots[q] = slot
    basins: list[Basin] = []
    ions = {ion.name: ion for ion in cell.ions}
    for p, pool in enumerate(section.pools):
        first = basins[-1].end if basins else blocks
        mine = [q for q, other in enumerate(follows) if other == p]
        basin, found = pools.basin(pool, ions[pool.ion], cell.celsius, section.area, first, [gatings[q] for q in mine])
        basins.append(basin)
        for q, slot in zip(mine, found, strict=True):
            slots[q] = slot
    end = basins[-1].end * WIDTH if basins else 0
    names = [(channel.name, gate.name) for channel, gate in flat] + [(c.name, state) for c, state in flat_states]
    place = dict(zip(names, slots, strict=False))
    flux: dict[str, int] = {}
    for (ion, _), slot in zip(hidden, slots[len(names) :], strict=True):
        flux.setdefault(ion, slot)
    factors: list[int] = []
    ends: list[int] = []
    channel_ends: list[int] = []
    rows: list[tuple[float, float]] = []
    law: list[int] = []
    for channel in section.channels:
        for weight, particles in _products(cell, channel):
            for name, power in particles:
                factors += [place[channel.name, name]] * power
            if channel.law == "ohmic":
                law.append(pool_of.get(channel.ion, 0) if channel.e_rev is None else 0)
            elif channel.ion in pool_of:
                law.append(pool_of[channel.ion] + 1)
            else:
                law.append(0)
                factors.append(flux[channel.ion])
            ends.append(len(factors))
            strength = cell.left(channel) * _strength(channel, rest, cell.celsius)
            rows.append((weight * strength * (section.area * PER_UM2) * channel.enabled, cell.e_rev(channel)))
        channel_ends.append(len(ends))
    g, e = np.array(rows).reshape(-1, 2).T
    return Membrane(
        channels=tuple(channel.name for channel in section.channels),
        gates=tuple(".".join(name) for name in names),
        gatings=gatings,
        slots=np.array(slots + [end + p for p in range(len(basins))], np.uint64),
        instant=instant,
        blocks=blocks,
        ends=np.array(ends, np.uint64),
        factors=np.array(factors, np.uint64),
        channel_ends=np.array(channel_ends, np.uint64),
        law=np.array(law, np.uint64),
        g=np.ascontiguousarray(g),
        e=np.ascontiguousarray(e),
        c=section.capacitance,
        basins=tuple(basins),
        follows=follows,
        fluxes=tuple(flux.get(pool.ion, 0) for pool in section.pools),
        schemes=tuple(kinetics.values()),
        spots=np.array(spots, np.uint64).reshape(-1, 2),
    )


def _products(cell: Cell, channel: Channel) -> list[tuple[float, list[tuple[str, int]]]]:
    """The open fraction as weighted products of gates with their powers, or of single states."""
    if channel.scheme:
        return [(c.weight, [(c.state, 1)]) for c in channel.scheme.conducting]
    return [(weight, [(gate.name, gate.power) for gate in gates]) for weight, gates in cell.products(channel)]


def _strength(channel: Channel, ions: dict[str, Ion], celsius: float) -> float:
    """Conductance, mS/cm², or what multiplies the flux of a channel of another law, µA/cm² for each mM."""
    growth = channel.growth(celsius, ions.values())
    if channel.law == "ohmic":
        return growth * channel.g_max
    ion = ions[channel.ion]
    if channel.law == "ghk_flux":
        return growth * channel.permeability * ion.charge * F
    return growth * channel.g_max * 1e3 * R * (celsius + ZERO_CELSIUS) / (ion.charge * F * ion.out)


def _gating(cell: Cell, section: Section, channel: Channel, gate: Gate) -> Gating:
    """A gate at the cell's temperature; [Ca] is among what it reads only where it does not change."""
    names = gate.names - {"ca"} if any(pool.signal == CALCIUM for pool in section.pools) else gate.names
    return Gating(gate, channel.phi(gate, cell.celsius), cell.at(channel).only(names))


def _kinetics(cell: Cell, channel: Channel, scheme: Markov) -> Kinetics:
    """A scheme at the cell's temperature."""
    return Kinetics(scheme, channel.q10 ** ((cell.celsius - channel.t_ref) / 10), cell.at(channel).only(scheme.names))
