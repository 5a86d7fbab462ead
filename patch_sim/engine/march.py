"""Current clamp: sweeps through the kernels, one at a time or sixteen together, over the cores of the machine."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from math import ceil
from typing import NamedTuple

import numpy as np

from .lanes import LANES
from .rows import ORIGIN, PER_MV, Array, Scheme, crank_nicolson, exponential, rates
from .runge_kutta import runge_kutta_lanes, runge_kutta_one
from .simd import WIDTH
from .single import BLOCK
from .staggered import propagate_lanes, propagate_one
from .tables import Membrane


class Method(NamedTuple):
    """A way to solve: its kernels, and what the rows of the table hold for it."""

    one: Callable[..., tuple[int, int, int]]
    many: Callable[..., tuple[int, int, int]]
    scheme: Scheme


METHODS = {
    "accurate": Method(runge_kutta_one, runge_kutta_lanes, rates),
    "fast": Method(propagate_one, propagate_lanes, crank_nicolson),
    "neuron": Method(propagate_one, propagate_lanes, exponential),
}

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
    finest: int
    """Most steps that were needed for one sampling interval."""
    again: int
    """Blocks of 64 samples that were made again with half the step."""
    inside: bool
    """False if v left the table, beyond which nothing is known: the rest of v is then NaN."""


class Lanes(NamedTuple):
    """What may differ between sweeps: conductances (rows, sweeps) nS, reversals mV, capacitances (sweeps,) pF."""

    g: Array
    e: Array
    c: Array


def alike(membrane: Membrane, sweeps: int) -> Lanes:
    """The same membrane in every sweep."""
    return Lanes(
        np.repeat(membrane.g[:, None], sweeps, axis=1),
        np.repeat(membrane.e[:, None], sweeps, axis=1),
        np.full(sweeps, membrane.c),
    )


THREADS = os.cpu_count() or 1


@cache
def pool() -> ThreadPoolExecutor:
    """Threads for the kernels, which hold no lock of Python."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="patch_sim")


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
) -> Traces:
    """Solve every sweep of `command` (sweeps, samples; pA, held from sample to sample), `parts` steps an interval (ms).

    `v` (sweeps,) and `x` (sweeps, slots) are the states at the first sample; they become those after the last interval.
    `fast` and `neuron` hold x half a step earlier than v. Without `record` only v is kept.
    """
    chosen = METHODS[method]
    sweeps, samples = command.shape
    kept = (len(membrane.gates), len(membrane.channels) + 1) if record else (0, 0)
    v_out = np.empty((sweeps, samples))
    gates = np.empty((kept[0], sweeps, samples))
    currents = np.empty((kept[1], sweeps, samples))
    kernel, width = (chosen.one, 1) if sweeps < FEW else (chosen.many, share(sweeps))
    table = membrane.table(chosen.scheme, 0.0 if chosen.scheme is rates else interval / parts)
    g, e, c = map(np.ascontiguousarray, values or alike(membrane, sweeps))
    flat = np.ascontiguousarray(command).reshape(-1)
    if not flat.flags.writeable:  # to numba a read-only array is another type, and would compile every kernel again
        flat = flat.copy()

    def run(first: int) -> tuple[int, int, int]:
        count = min(width, sweeps - first)
        finest, again, reached = kernel(
            first, count, interval, parts, table, ORIGIN, PER_MV, membrane.instant,
            membrane.ends, membrane.factors, membrane.channel_ends, membrane.slots, g, e, c,
            flat, v, x, v_out.reshape(-1), gates.reshape(-1), currents.reshape(-1), record,
        )  # fmt: skip
        if reached < samples:
            v_out[first : first + count, min(reached + BLOCK, samples) - 1 :] = np.nan
        return finest, again, reached

    starts = range(0, sweeps, width)
    reports = [run(0)] if len(starts) == 1 else list(pool().map(run, starts))
    finest, again, reached = zip(*reports, strict=True)
    return Traces(v_out, gates, currents, max(finest), sum(again), min(reached) == samples)
