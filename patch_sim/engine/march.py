"""Current clamp: sweeps through the kernels, one at a time or sixteen together, over the cores of the machine."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from . import schemes
from .adaptive import adaptive_one
from .adaptive_live import adaptive_one_live
from .buffers import empty
from .circuit import Circuit
from .coupled import coupled_accurate, coupled_staggered
from .joined import mean_current, steps, window
from .lanes import LANES
from .packed import Packed, pack
from .pools import numbers
from .rows import ORIGIN, PER_MV, Array, Scheme, crank_nicolson, exponential, rates
from .runge_kutta import joined_accurate, runge_kutta_one
from .runge_kutta_lanes import runge_kutta_lanes, runge_kutta_lanes_live
from .simd import WIDTH, aligned
from .single import BLOCK
from .staggered import joined_staggered, propagate_one
from .staggered_lanes import propagate_lanes, propagate_lanes_live
from .tables import Membrane
from .wash import Wash
from .watch import Progress, Watch

Kernel = Callable[..., tuple[int, int, int]]


class Method(NamedTuple):
    """A way to solve: its kernels for one sweep and for many, and what the rows of the table hold for it."""

    one: Kernel
    many: Kernel
    many_live: Kernel
    """For membranes with pools."""
    scheme: Scheme
    coupled: Kernel
    """For membranes with Markov schemes."""
    joined: Kernel
    """Of one sweep through an electrode that is not ideal."""


RUNGE_KUTTA = (runge_kutta_one, runge_kutta_lanes, runge_kutta_lanes_live)
STAGGERED = (propagate_one, propagate_lanes, propagate_lanes_live)
METHODS = {
    "accurate": Method(*RUNGE_KUTTA, rates, coupled_accurate, joined_accurate),
    "fast": Method(*STAGGERED, crank_nicolson, coupled_staggered, joined_staggered),
    "neuron": Method(*STAGGERED, exponential, coupled_staggered, joined_staggered),
}
ADAPTIVE = Method(adaptive_one, adaptive_one, adaptive_one_live, rates, coupled_accurate, adaptive_one)

LONGEST = 0.0125
"""ms: the longest step of `accurate` where there are Markov schemes, whose rates are faster than those of gates."""
TOGETHER = 16
"""A step of states that move together takes so many times that of gates."""
FINEST_TOGETHER = 64
"""Most divisions of that step."""
FEW = 5
"""Eight lanes cost as much as three to five single sweeps; below this number sweeps run one by one."""


class Traces(NamedTuple):
    """What a run leaves; mV, pA and 0…1."""

    v: Array
    """(sweeps, samples)"""
    gates: Array
    """(gates, sweeps, samples)"""
    currents: Array
    """(channels + 1, sweeps, samples), the last the sum of all."""
    levels: Array
    """(pools, sweeps, samples) mM."""
    finest: int
    """Most steps that were needed for one sampling interval."""
    again: int
    """Blocks of 64 samples that were made again with half the step."""
    inside: bool
    """False if v or a concentration left its table, beyond which nothing is known: the rest of v is then NaN."""
    z: Array = np.empty((0, 0, 0))
    """(states, sweeps, samples) of the electrode's circuit."""


class Electrode(NamedTuple):
    """What stands between the command and the membrane."""

    circuit: Circuit
    z: Array
    """(sweeps, states) at the first sample; they become those after the last."""
    holding: float
    """The command before the first sample, mV or pA."""


class Lanes(NamedTuple):
    """What may differ between sweeps: conductances (rows, sweeps) nS, reversals mV, capacitances (sweeps,) pF."""

    g: Array
    e: Array
    c: Array


def alike(membrane: Membrane, sweeps: int) -> Lanes:
    """The same membrane in every sweep."""
    if sweeps == 1:
        return Lanes(membrane.g[:, None], membrane.e[:, None], np.full(1, membrane.c))
    return Lanes(
        np.repeat(membrane.g[:, None], sweeps, axis=1),
        np.repeat(membrane.e[:, None], sweeps, axis=1),
        np.full(sweeps, membrane.c),
    )


@lru_cache(4)
def coupled_tables(membrane: Membrane, step: float, extrapolated: bool) -> tuple[Array, Array, Array]:
    """The propagators that `coupled.py` wants: of gates, of schemes, and of what follows pools."""
    steps = (step / 2, step / 4) if extrapolated else (step,)
    gates = aligned(np.stack([membrane.table(exponential, part) for part in steps]))
    states = aligned(np.stack([schemes.table(membrane.schemes, part) for part in steps]))
    return gates, states, aligned(np.stack([membrane.levels(exponential, part) for part in steps]))


class Plan(NamedTuple):
    """What the kernels read of a membrane, whatever its command."""

    parts: int
    table: Array
    levels: Array | tuple[Array, ...]
    packing: Packed
    flow: Array
    spots: np.ndarray | tuple[np.ndarray, ...]


@lru_cache(16)
def planned(membrane: Membrane, scheme: Scheme, interval: float, parts: int, few: bool = False) -> Plan:
    """For `parts` steps in an interval (ms), or more where `accurate` needs them; short rows for `few` gates.

    Half a row of the table lets twice as many stand in the fastest memory, of which one core has some 32 kB.
    """
    flow, spots = numbers(membrane.basins, membrane.fluxes)
    packing = pack(membrane.ends, membrane.factors, membrane.law, len(spots), membrane.width)
    if not membrane.schemes:
        step = 0.0 if scheme is rates else interval / parts
        table = membrane.table(scheme, step)
        if few and membrane.blocks == 1 and not membrane.basins and max(membrane.slots.tolist()) < WIDTH // 2:
            table = aligned(table[..., : WIDTH // 2])
        return Plan(parts, table, membrane.levels(scheme, step), packing, flow, spots)
    if scheme is rates:
        parts = max(parts, ceil(interval / LONGEST - 1e-9))
    table, *levels = coupled_tables(membrane, interval / parts, scheme is rates)
    return Plan(parts, table, tuple(levels), packing, flow, (membrane.spots, spots))


THREADS = os.cpu_count() or 1


@cache
def pool() -> ThreadPoolExecutor:
    """Threads for the kernels, which hold no lock of Python."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="patch_sim")


if hasattr(os, "register_at_fork"):  # a forked process inherits the pool without its threads, and would wait forever
    os.register_at_fork(after_in_child=pool.cache_clear)


def share(sweeps: int) -> int:
    """Sweeps that run together: as many as lanes, or fewer where that leaves work for every thread.

    Up to eight lanes cost half of sixteen, so that no group is smaller than eight for the threads' sake.
    """
    groups = max(ceil(sweeps / LANES), min(THREADS, ceil(sweeps / WIDTH)))
    return ceil(sweeps / groups)


def march(
    membrane: Membrane,
    command: Array,
    interval: float,
    parts: int,
    method: str,
    v: Array,
    x: Array,
    values: Lanes | None = None,
    record: bool = True,
    clamped: bool = False,
    progress: Progress | None = None,
    tolerance: float = 0.01,
    electrode: Electrode | None = None,
    wash: Wash | None = None,
    carry: Array | None = None,
) -> Traces:
    """Solve every sweep of `command` (sweeps, samples; pA, held from sample to sample), `parts` steps an interval (ms).

    `v` (sweeps,) and `x` (sweeps, slots) are the states at the first sample; they become those after the last interval.
    `fast` and `neuron` hold x half a step earlier than v. Without `record` only v is kept. If `clamped` the command is
    v itself, in mV: of a membrane with pools and by `accurate` only, the others' gates would be half a step too early.
    With `progress` the run goes in stretches, equal to one run to the last bit; Cancelled if it says False.
    `tolerance` (mV) is that of `adaptive`, which chooses its own steps and goes sweep by sweep. Through an `electrode`
    the command is in mV where that clamps. `wash` says what drugs leave of the conductances as they come and go.
    `carry` (sweeps, 2) is what else a kernel knows after the last interval, for a run that goes on; 0 steps: nothing.
    """
    chosen = ADAPTIVE if method == "adaptive" else METHODS[method]
    sweeps, samples = command.shape
    kept = (len(membrane.slots), len(membrane.channels) + 1) if record else (0, 0)
    v_out = empty(sweeps, samples)
    gates = empty(kept[0], sweeps, samples)
    currents = empty(kept[1], sweeps, samples)
    many = chosen.many_live if membrane.basins else chosen.many
    kernel, width = (chosen.one, 1) if sweeps < FEW else (many, share(sweeps))
    few = electrode is None and chosen is not ADAPTIVE
    plan = planned(membrane, chosen.scheme, interval, parts, few)
    parts = plan.parts
    if membrane.schemes:
        kernel, width = chosen.coupled, 1
    g, e, c = map(np.ascontiguousarray, values or alike(membrane, sweeps))
    flat = np.ascontiguousarray(command).reshape(-1)
    if not flat.flags.writeable:  # to numba a read-only array is another type, and would compile every kernel again
        flat = flat.copy()

    fresh = carry is None or not carry[0, 1]
    known = np.empty((sweeps, 2)) if carry is None else carry
    if fresh:
        known[:] = np.stack([v, np.full(sweeps, float(parts))], axis=1)
    joint: tuple[object, ...] = ()
    if chosen is ADAPTIVE:
        kernel, width, joint = many, 1, (float(tolerance),)
    z_out = np.empty((0, 0, 0))
    if electrode:
        circuit, z, holding = electrode
        kernel, width, h = chosen.joined, 1, interval / parts
        half = plan.table if chosen.scheme is rates else membrane.table(chosen.scheme, 0.5 * h)
        z_out = np.empty((circuit.n, sweeps, samples))
        finer = window(circuit, membrane.c, h)
        joint = (steps(circuit, membrane.c, h), z, z_out.reshape(-1), float(holding), finer, half)
        if fresh:
            known[:, 0] = mean_current(circuit, membrane.c, h, v, x[:, -1] if membrane.basins else v, z, holding)
    watch = Watch(progress, sweeps * samples)
    work = TOGETHER if membrane.schemes else 1
    begun_v, begun_x, begun_known = v.copy(), x.copy(), known.copy()

    def attempt(first: int, plan: Plan) -> tuple[int, int, int]:
        count, parts = min(width, sweeps - first), plan.parts
        finest, again = parts, 0
        stretches = watch.stretches(samples, parts * count * work, count, chosen is ADAPTIVE)
        for since, until in wash.cut(stretches) if wash else stretches:
            fine, more, reached = kernel(
                first, count, interval, parts, plan.table, ORIGIN, PER_MV, membrane.instant,
                membrane.ends, membrane.factors, membrane.channel_ends, membrane.slots,
                membrane.law, plan.levels, plan.packing, plan.spots, plan.flow, clamped,
                g * wash.left(since) if wash else g, e, c, flat, v, x, known, since, until,
                v_out.reshape(-1), gates.reshape(-1), currents.reshape(-1), record, *joint,
            )  # fmt: skip
            finest, again = max(finest, fine), again + more
            if reached < until:
                v_out[first : first + count, min(reached + BLOCK, samples) - 1 :] = np.nan
                return finest, again, reached
        return finest, again, samples

    def run(first: int) -> tuple[int, int, int]:
        finest, again, reached = attempt(first, plan)
        if not (membrane.schemes and again):
            return finest, again, reached
        # A sweep of Markov schemes whose steps were too long is made anew with half the step: its tables are of one.
        wasted, finer = 0, plan.parts
        while again and finer < plan.parts * FINEST_TOGETHER:
            wasted, finer = wasted + reached // BLOCK + 1, 2 * finer
            v[first], x[first], known[first] = begun_v[first], begun_x[first], begun_known[first]
            finest, again, reached = attempt(first, planned(membrane, chosen.scheme, interval, finer))
        return finest, wasted, reached

    starts = range(0, sweeps, width)
    try:
        reports = [run(0)] if len(starts) == 1 else list(pool().map(run, starts))
    finally:
        watch.end()
    finest, again, reached = zip(*reports, strict=True)
    signals = gates[: len(membrane.gates)], currents, gates[len(gates) - len(membrane.basins) :]
    redone = 0 if chosen is ADAPTIVE else sum(again)  # to refuse a step is its way to work
    return Traces(v_out, *signals, max(finest), redone, min(reached) == samples, z_out)
