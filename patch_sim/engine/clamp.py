"""Ideal voltage clamp, solved exactly: at constant v every gate relaxes by itself.

x(t) = x∞ + (x(0) − x∞) exp(−s t) for as long as the command holds one level, with the exact rates and no time step.
The current is the sum of the ionic currents; an ideal clamp charges the membrane with an impulse at each step, which
has no place in a sampled trace and is left out. A sample at a step has the new v and the gates of the old.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import exp, expm1
from typing import Any

import numpy as np

from . import flows
from .buffers import empty
from .march import THREADS, Traces, pool
from .rows import Array
from .schemes import Kinetics, State, conserved
from .simd import WIDTH, kernel, load, splat, store, zeros
from .single import EIGHT, ONE, ZERO, U
from .tables import Membrane
from .wash import Wash
from .watch import Progress, Watch

AT_ONCE = 1_000_000
"""Samples between two looks at the progress: about 50 ms with twenty gates."""
LEVELS = 4096
"""Levels of the command whose propagators of a scheme are kept."""
KEPT = 512
"""Levels of the command at which the rates of a gate are kept."""
MANY = 150_000
"""Samples from which the threads of a pool save more than they cost; 50 000 take 0.2 ms, as may waiting for one."""


@kernel
def relax(sweep, sweeps, samples, interval, begins, firsts, steady, speed, x, gates_out):
    """Write the gates of one sweep; `begins` (segments + 1,) are flat indices, `steady`, `speed` (gates, segments).

    From eight samples to the next by x ← x∞ (1 − P) + P x, a sum of positive numbers, so that no error builds up.
    """
    spill = zeros(8)
    page = U(sweeps) * U(samples)
    for q in range(x.shape[0]):
        if speed[q, firsts[sweep]] < 0.0:  # the state of a scheme
            continue
        now = x[q]
        base = U(q) * page
        for segment in range(firsts[sweep], firsts[sweep + 1]):
            begin = U(begins[segment])
            end = U(begins[segment + 1])
            goal = steady[q, segment]
            rate = speed[q, segment] * interval
            if rate == 0.0:  # instantaneous
                now = goal
            for k in range(min(EIGHT, end - begin)):
                spill[k] = now * exp(-rate * k) - goal * expm1(-rate * k)
            row = load(spill, ZERO)
            keep = splat(exp(-rate * 8.0))
            gain = splat(-goal * expm1(-rate * 8.0))
            for at in range(begin, end, EIGHT):
                if at + EIGHT <= end:
                    store(gates_out, base + at, row)
                else:
                    store(spill, ZERO, row)
                    for k in range(end - at):
                        gates_out[base + at + k] = spill[k]
                row = gain + keep * row
            length = np.float64(end - begin)
            now = now * exp(-rate * length) - goal * expm1(-rate * length)


@kernel
def sum_currents(sweep, sweeps, samples, command, ends, factors, channel_ends, g, e, gates_out, currents_out):
    """Write the current of every channel and their sum, g prod(x) (v - e), for one sweep of at least eight samples."""
    page = U(sweeps * samples)
    begin = U(sweep * samples)
    sum_page = U(channel_ends.shape[0]) * page
    for start in range(0, samples, 16):  # two vectors, so that one multiplies while the other waits
        at = begin + U(min(start, samples - 8))  # the last eight overlap those before
        after = begin + U(min(start + 8, samples - 8))
        v, v_after = load(command, at), load(command, after)
        total, total_after = splat(0.0), splat(0.0)
        r = ZERO
        k = ZERO
        for channel in range(U(channel_ends.shape[0])):
            current, current_after = splat(0.0), splat(0.0)
            while r < channel_ends[channel]:
                open_now, open_after = splat(g[r]), splat(g[r])
                while k < ends[r]:
                    gate = factors[k] * page
                    open_now = open_now * load(gates_out, gate + at)
                    open_after = open_after * load(gates_out, gate + after)
                    k += ONE
                current = current + open_now * (v - e[r])
                current_after = current_after + open_after * (v_after - e[r])
                r += ONE
            store(currents_out, channel * page + at, current)
            store(currents_out, channel * page + after, current_after)
            total = total + current
            total_after = total_after + current_after
        store(currents_out, sum_page + at, total)
        store(currents_out, sum_page + after, total_after)


@kernel
def hold(
    first, last, sweeps, samples, interval, begins, firsts, steady, speed, x, command, ends, factors, channel_ends,
    g, e, gates_out, currents_out,
):  # fmt: skip
    """Gates and currents of the sweeps `first` to `last`."""
    for sweep in range(first, last):
        relax(sweep, sweeps, samples, interval, begins, firsts, steady, speed, x, gates_out)
        sum_currents(sweep, sweeps, samples, command, ends, factors, channel_ends, g, e, gates_out, currents_out)


def clamp(
    arrays: Membrane,
    command: Array,
    interval: float,
    holding: float,
    gates: Array | None = None,
    progress: Progress | None = None,
    wash: Wash | None = None,
) -> Traces:
    """Every sweep of `command` (sweeps, samples; mV, held from sample to sample) after a long time at `holding` mV.

    With `gates` (gates,) every sweep begins with these instead. Behind the gates stand the hidden factors of fluxes.
    Gates know nothing of drugs; `wash` says what these leave of the currents as they come and go.
    """
    sweeps, samples = command.shape
    if samples < WIDTH:  # vectors are read whole
        padded = np.pad(command, ((0, 0), (0, WIDTH - samples)), mode="edge")
        longer = clamp(arrays, padded, interval, holding, gates, wash=wash)
        cut = {name: getattr(longer, name)[..., :samples] for name in ("gates", "currents", "levels")}
        return longer._replace(v=command, **cut)
    flat = np.ascontiguousarray(command).reshape(-1)
    if not flat.flags.writeable:  # to numba a read-only array is another type
        flat = flat.copy()
    fresh = np.empty(flat.size, dtype=bool)
    np.not_equal(flat[1:], flat[:-1], out=fresh[1:])
    fresh[::samples] = True
    begins = np.flatnonzero(fresh)
    firsts = np.searchsorted(begins, np.arange(sweeps + 1) * samples)
    steady, speed = relaxation(arrays, np.append(flat[begins], holding))
    x = (steady[:, -1] if gates is None else gates).copy()
    begins = np.append(begins, flat.size)
    gates_out = empty(len(arrays.gatings), sweeps, samples)
    relax_schemes(arrays, flat, interval, begins, firsts, x, gates_out)
    currents = empty(len(arrays.channels) + 1, sweeps, samples)
    position = np.empty(arrays.blocks * WIDTH, np.uint64)
    position[arrays.slots] = np.arange(len(arrays.gatings))
    factors = position[arrays.factors]

    watch = Watch(progress, flat.size)

    def run(first: int, last: int) -> None:
        hold(
            first, last, sweeps, samples, interval, begins, firsts, steady, speed, x, flat, arrays.ends, factors,
            arrays.channel_ends, arrays.g, arrays.e, gates_out.reshape(-1), currents.reshape(-1),
        )  # fmt: skip
        watch.tell((last - first) * samples)

    shares = min(THREADS, sweeps) if flat.size >= MANY else 1
    if progress is not None:
        shares = max(shares, min(sweeps, flat.size // AT_ONCE))
    if shares == 1:
        run(0, sweeps)
    else:
        bounds = np.linspace(0, sweeps, shares + 1).astype(int).tolist()
        try:
            list(pool().map(run, bounds[:-1], bounds[1:]))
        finally:
            watch.end()
    if wash:
        currents = flows.currents(arrays, command, lambda slot: gates_out[int(position[slot])], wash)
    none = np.empty((0, sweeps, samples))
    return Traces(command, gates_out, currents, none, 0, 0, True)


def relax_schemes(
    arrays: Membrane, flat: Array, interval: float, begins: Array, firsts: Array, x: Array, gates_out: Array
) -> None:
    """Write the states of every scheme, exactly: x(t) = exp(Q t) x(0) for as long as the command holds a level.

    A train of samples is made by doubling: the first half of it, moved on by half of its time, is the second.
    """
    samples = gates_out.shape[-1]
    for kinetics, at in schemes_of(arrays):
        steps: dict[float, list[Array]] = {}
        for sweep in range(len(firsts) - 1):
            now = x[at : at + kinetics.n]
            for segment in range(firsts[sweep], firsts[sweep + 1]):
                begin, end = begins[segment] - sweep * samples, begins[segment + 1] - sweep * samples
                v = float(flat[begins[segment]])
                if v not in steps:
                    if len(steps) > LEVELS:
                        steps.clear()
                    some = begins[segment : min(segment + LEVELS, len(begins) - 1)].astype(np.intp)
                    ahead = np.unique(flat[some])
                    made = zip(ahead.tolist(), kinetics.propagator(ahead, interval), strict=True)
                    steps.update((level, [p]) for level, p in made)
                train, powers = now[:, None], steps[v]
                k = 0
                while train.shape[1] <= end - begin:
                    if k == len(powers):
                        powers.append(conserved(powers[-1] @ powers[-1]))
                    train = np.concatenate([train, powers[k] @ train], axis=1)
                    k += 1
                gates_out[at : at + kinetics.n, sweep, begin:end] = train[:, : end - begin]
                now = train[:, end - begin]


def schemes_of(arrays: Membrane) -> Iterator[tuple[Kinetics, int]]:
    """Every scheme, and where its states begin among the gatings."""
    firsts = [k for k, gating in enumerate(arrays.gatings) if isinstance(gating, State) and gating.index == 0]
    return zip(arrays.schemes, firsts, strict=True)


def relaxation(arrays: Membrane, v: Array) -> tuple[Array, Array]:
    """(gates, levels) steady states and rates s (1/ms; 0 if instantaneous, −1 of a scheme) at levels of the command."""
    # To find equal levels takes as long as to evaluate the rates at a few hundred.
    levels, place = np.unique(v, return_inverse=True) if arrays.schemes or v.size > KEPT else (v, None)
    steady, speed = np.empty((2, len(arrays.gatings), levels.size))
    for q, gating in enumerate(arrays.gatings):
        if isinstance(gating, State):
            steady[q], speed[q] = gating.steady(levels), -1.0
            continue
        steady[q], speed[q] = relaxing(gating, levels) if levels.size > KEPT else known(gating, levels.tobytes())
    if place is None:
        return steady, speed
    return np.ascontiguousarray(steady[:, place]), np.ascontiguousarray(speed[:, place])


@lru_cache(512)
def known(gating: Any, levels: bytes) -> tuple[Array, Array]:
    """The same of one gate, kept while its rates and the levels stay."""
    return relaxing(gating, np.frombuffer(levels))


def relaxing(gating: Any, levels: Array) -> tuple[Array, Array]:
    """The same of one gate."""
    a, s = gating.rates(levels)
    return a if gating.instantaneous else a / s, s
