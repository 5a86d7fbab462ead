"""How the kernel for trees finds its numbers: one array of doubles, one of integers, and the tables.

Kernels that call each other pass few arrays, because each costs as much as the work on a small cell. `plan` begins with
where everything stands: of what is named first in the array of doubles `m`, then in `plan` itself; then come numbers.
"""

from collections.abc import Mapping

import numpy as np

from .rows import Array
from .simd import aligned
from .single import U
from .tables import Index

DOUBLES = (
    "v", "b", "diagonal", "middle", "total", "drive", "x", "z", "fresh", "now", "before", "tile", "rounded",
    "fractions", "v_old", "x_old", "z_old", "v_whole", "x_whole", "z_whole", "base", "mass", "stamps", "link", "along",
    "g", "e",
    "shares", "beside_g", "scales", "bounds", "flow", "lengths", "pool_g", "pool_j", "pool_s", "work",
)  # fmt: skip
INTEGERS = (
    "spec",
    "ends",
    "factors",
    "order",
    "up",
    "joint_ends",
    "joints",
    "beside",
    "places",
    "law",
    "pool_spots",
    "scheme_spots",
    "both_spots",
)
NUMBERS = (
    "wide", "live", "sections", "segments", "nodes", "lanes", "stride", "states", "site", "stamp", "held", "n_places",
    "n_joints", "n_beside", "times", "x_size", "other", "bounded", "room", "filled", "middle_node",
)  # fmt: skip
(
    V, B, DIAGONAL, MIDDLE, TOTAL, DRIVE, X, Z, FRESH, NOW, BEFORE, TILE, ROUNDED,
    FRACTIONS, V_OLD, X_OLD, Z_OLD, V_WHOLE, X_WHOLE, Z_WHOLE, BASE, MASS, STAMPS, LINK, ALONG, G, E,
    SHARES, BESIDE_G, SCALES, BOUNDS, FLOW, LENGTHS, POOL_G, POOL_J, POOL_S, WORK,
    SPEC, ENDS, FACTORS, ORDER, UP, JOINT_ENDS, JOINTS, BESIDE, PLACES, LAW, POOL_SPOTS, SCHEME_SPOTS, BOTH_SPOTS,
    WIDE, LIVE, SECTIONS, SEGMENTS, NODES, LANES, STRIDE, STATES, SITE, STAMP, HELD, N_PLACES,
    N_JOINTS, N_BESIDE, TIMES, X_SIZE, OTHER, BOUNDED, ROOM, FILLED, MIDDLE_NODE,
) = map(U, range(len(DOUBLES) + len(INTEGERS) + len(NUMBERS)))  # fmt: skip


def packed(
    doubles: Mapping[str, Array], integers: Mapping[str, Index], numbers: Mapping[str, int]
) -> tuple[Array, Index]:
    """`m` and `plan`: every array of doubles begins at a multiple of eight, so that none shares a cache line."""
    begins, end = [], 0
    for name in DOUBLES:
        begins.append(end)
        end += -(-doubles[name].size // 8) * 8 + 8
    m = aligned(np.zeros(end))
    for name, begin in zip(DOUBLES, begins, strict=True):
        m[begin : begin + doubles[name].size] = doubles[name].reshape(-1)
    head = len(DOUBLES) + len(INTEGERS) + len(NUMBERS)
    places, body = [], []
    for name in INTEGERS:
        places.append(head)
        body.append(integers[name].reshape(-1))
        head += integers[name].size
    front = np.array([*begins, *places, *(numbers[name] for name in NUMBERS)], np.uint64)
    return m, np.concatenate([front, *(part.astype(np.uint64) for part in body)])
