"""Blocks of samples of all lanes: commands come in [sweep, sample], signals go out so, and lanes lie beside each other
in between.
"""

from .lanes import WIDE
from .simd import inlined, kernel, load, soon, splat, store
from .single import BLOCK, EIGHT, FOUR, ONE, ZERO, U
from .transpose import transpose

SHEET = WIDE * U(BLOCK) + EIGHT
"""Doubles from one signal to the next in a block of samples of all lanes; so many go out at a time, in runs that memory
takes quickly. The eight that are left empty keep the signals of a sample out of each other's lines of the cache."""


@kernel
def fetch(command, at, count, samples, n, wide):
    """wide[sample, lane] = command[at + lane * samples + sample] for `n` samples, the last sweep beyond `count`."""
    for half in range(ZERO, WIDE, EIGHT):
        for k in range(ZERO, U(n), EIGHT):
            if half + EIGHT <= U(count) and k + EIGHT <= U(n):
                transpose(command, at + half * U(samples) + k, U(samples), wide, k * WIDE + half, WIDE)
            else:
                for lane in range(half, half + EIGHT):
                    row = at + min(lane, U(count - 1)) * U(samples)
                    for j in range(k, min(k + EIGHT, U(n))):
                        wide[j * WIDE + lane] = command[row + j]


@kernel
def deliver(wide, offset, target, at, count, samples, n, long):
    """target[at + lane * samples + sample] = wide[offset + sample * 16 + lane] for `n` samples of `count` lanes."""
    row = U(BLOCK)
    for half in range(ZERO, U(count), EIGHT):
        for k in range(ZERO, U(n), EIGHT):
            for lane in range(half, half + EIGHT):
                soon(target, at + lane * U(samples) + k)
            transpose(wide, offset + k * WIDE + half, WIDE, long, half * row + k, row)
    # One sweep after the other: straight to `target`, the transposes take twice as long.
    whole = U(n - n % 8)
    for lane in range(U(count)):
        place = at + lane * U(samples)
        for k in range(ZERO, whole, EIGHT):
            store(target, place + k, load(long, lane * row + k))
        for k in range(whole, U(n)):
            target[place + k] = long[lane * row + k]


@inlined
def keep_slots(by_slot, states, sample, slots, n, spots, pools, wide):
    """Keep what is recorded of all lanes at a sample, and what the currents of pools are made from."""
    for k in range(n):
        keep_slot(by_slot, states, slots[k], sample, wide)
    for p in range(pools):
        flux = spots[p * FOUR + U(3)]
        keep_slot(by_slot, states, spots[p * FOUR + ONE] * EIGHT, sample, wide)
        if flux:
            keep_slot(by_slot, states, flux, sample, wide)
            keep_slot(by_slot, states, flux + ONE, sample, wide)


@inlined
def keep_slot(by_slot, states, q, sample, wide):
    """Keep one."""
    for half in range(ZERO, wide, EIGHT):
        store(states, q * SHEET + sample + half, load(by_slot, q * WIDE + half))


@kernel
def expand(
    first, count, sweeps, samples, start, n, states, levels_at, voltages, slots, ends, factors, channel_ends, g, e,
    law, spots, flow, gates_out, currents_out, currents, long,
):  # fmt: skip
    """Write gates and currents of `n` samples from `start` on; `states` is [slot, sample, lane]."""
    page = U(sweeps * samples)
    at = U(first * samples + start)
    for q in range(U(slots.shape[0])):
        deliver(states, slots[q] * SHEET, gates_out, q * page + at, count, samples, n, long)
    channels = U(channel_ends.shape[0])
    fixed = spots.shape[0] == 0
    for here in range(ZERO, U(n) * WIDE, EIGHT):
        half = here & EIGHT
        v = load(voltages, here)
        total = splat(0.0)
        r = ZERO
        k = ZERO
        for channel in range(channels):
            current = splat(0.0)
            while r < channel_ends[channel]:
                opened = load(g, r * WIDE + half)
                while k < ends[r]:
                    opened = opened * load(states, factors[k] * SHEET + here)
                    k += ONE
                if fixed or law[r] == ZERO:
                    current = current + opened * (v - load(e, r * WIDE + half))
                elif law[r] & ONE:
                    current = current + opened * (v - load(states, spots[law[r] >> ONE, 1] * EIGHT * SHEET + here))
                else:
                    p = (law[r] >> ONE) - ONE
                    q = spots[p, 3]
                    c = load(states, (levels_at + p) * SHEET + here)
                    rise, fall = load(states, q * SHEET + here), load(states, (q + ONE) * SHEET + here)
                    if flow[p, 4] > 0.0:
                        current = current + opened * (c * rise - flow[p, 3] * fall)
                    else:
                        current = current + opened * (flow[p, 3] * rise - c * fall)
                r += ONE
            store(currents, channel * SHEET + here, current)
            total = total + current
        store(currents, channels * SHEET + here, total)
    for channel in range(channels + ONE):
        deliver(currents, channel * SHEET, currents_out, channel * page + at, count, samples, n, long)
