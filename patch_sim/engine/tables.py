"""Cell → arrays: the only place where densities become absolute and where objects meet the kernels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..cells import Cell
from ..units import PER_UM2
from .rows import Array, Gating, Scheme, table
from .simd import WIDTH

Index = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Membrane:
    """One isopotential membrane as the kernels read it; absolute units (nS, pF, mV, ms, pA)."""

    channels: tuple[str, ...]
    gates: tuple[str, ...]
    """``<channel>.<gate>``."""
    gatings: tuple[Gating, ...]
    slots: Index
    """Where each gate stands in the state: gates with a time constant first, the instantaneous in blocks behind."""
    instant: int
    """The first block of instantaneous gates."""
    blocks: int
    ends: Index
    """Conductance row r is g[r] times the product of the slots factors[ends[r − 1]:ends[r]]; powers repeat a slot."""
    factors: Index
    channel_ends: Index
    """Channel k owns the rows channel_ends[k − 1]:channel_ends[k]."""
    g: Array
    """(rows,) nS; 0 where the channel is switched off, whose gates still follow v."""
    e: Array
    """(rows,) mV."""
    c: float
    """pF."""

    def table(self, scheme: Scheme, step: float = 0.0) -> Array:
        """The rows of cubics of every gate, for a scheme that may depend on the step (ms)."""
        return table(tuple(zip(self.slots.tolist(), self.gatings, strict=True)), self.blocks, scheme, step)

    def steady(self, v: ArrayLike) -> Array:
        """(8 blocks, …) the state of all gates after a long time at `v`."""
        v = np.asarray(v, dtype=float)
        x = np.zeros((self.blocks * WIDTH, *v.shape))
        for slot, gating in zip(self.slots, self.gatings, strict=True):
            x[slot] = gating.steady(v)
        return x

    def current(self, v: ArrayLike, x: Array) -> Array:
        """Ionic current (pA, outward positive) at `v` with the gates `x`, both of one trailing shape."""
        total = np.zeros_like(v, dtype=float)
        start = 0
        for r, end in enumerate(self.ends.tolist()):
            total += self.g[r] * x[self.factors[start:end]].prod(0) * (v - self.e[r])
            start = end
        return total


def membrane(cell: Cell) -> Membrane:
    """The arrays of a cell of one section."""
    (section,) = cell.sections
    size = section.area * PER_UM2
    flat = [(channel, gate) for channel in section.channels for gate in channel.gates]
    gatings = tuple(
        Gating(gate, channel.phi(gate, cell.celsius), cell.at(channel).only(gate.names)) for channel, gate in flat
    )
    slow = sum(not gate.instantaneous for _, gate in flat)
    instant = -(-slow // WIDTH)
    places = {False: iter(range(slow)), True: iter(range(instant * WIDTH, instant * WIDTH + len(flat) - slow))}
    slots = [next(places[gate.instantaneous]) for _, gate in flat]
    place = {(channel.name, gate.name): slot for (channel, gate), slot in zip(flat, slots, strict=True)}
    factors: list[int] = []
    ends: list[int] = []
    channel_ends: list[int] = []
    rows: list[tuple[float, float]] = []
    for channel in section.channels:
        for weight, gates in channel.products:
            for gate in gates:
                factors += [place[channel.name, gate.name]] * gate.power
            ends.append(len(factors))
            rows.append((weight * channel.g_max * size * channel.enabled, cell.e_rev(channel)))
        channel_ends.append(len(ends))
    g, e = np.array(rows).reshape(-1, 2).T
    return Membrane(
        channels=tuple(channel.name for channel in section.channels),
        gates=tuple(f"{channel.name}.{gate.name}" for channel, gate in flat),
        gatings=gatings,
        slots=np.array(slots, np.uint64),
        instant=instant,
        blocks=instant + -(-(len(flat) - slow) // WIDTH),
        ends=np.array(ends, np.uint64),
        factors=np.array(factors, np.uint64),
        channel_ends=np.array(channel_ends, np.uint64),
        g=np.ascontiguousarray(g),
        e=np.ascontiguousarray(e),
        c=section.capacitance,
    )
