"""Cells of many segments, and electrodes that are not ideal: what the kernel of `tree_run.py` is given and leaves."""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from ..cells import Cell
from ..experiment import Experiment
from ..rigs import Rig
from . import both
from .amplifier import circuit
from .circuit import Circuit
from .march import FEW, LONGEST, METHODS, THREADS, pool
from .pools import numbers as numbers_of
from .rows import ORIGIN, PER_MV, Array, exponential
from .simd import WIDTH
from .single import BLOCK
from .tree_arrays import Tree, tabulated, tree
from .tree_plan import DOUBLES, G, V, X, Z, packed
from .tree_run import run_tree
from .wash import Wash
from .watch import Progress, Watch

FINE, COARSE, GONE = 0.25, 1.0, 16.0
"""Most of a step times the electrode's rate, for an error of 10⁻⁴ in the transient of a clamp; in current clamp, and
where between two samples so many time constants pass that nothing of it is seen."""
AWAY = 1 / 16
"""The same of a loop that runs away: at the amplifier's limits a membrane that fires goes beyond them with the step."""
STIFF, JUMPY = 20.0, 8.0
"""Most of a step times the rate along the cable, in current and in voltage clamp. Extrapolation is stable to 26, but
then the finest waves of a jump linger: 20 leaves them 0.87 of their height in a step, 8 a third."""
OPEN = 25.0
"""The same of a membrane whose every channel is open, which it is for moments only."""
MOST = 2.0**40
"""Steps in an interval, beyond which nobody waits."""
DAMPING = 1
"""Steps after a jump of the command in voltage clamp that two halves of backward Euler take the place of."""


class Paths(NamedTuple):
    """What a run leaves of the recorded places; mV, pA, 0…1."""

    v: Array
    """(places, sweeps, samples)"""
    x: Array
    """(sweeps, samples, slots of all places), or empty."""
    z: Array
    """(states of the circuit, sweeps, samples)"""
    axial: Array
    """(sweeps, samples) what leaves the electrode's place along the cell, of an ideal clamp."""
    inside: bool


class Setting(NamedTuple):
    """A cell with an electrode in it."""

    tree: Tree
    circuit: Circuit
    site: int
    is_limited: bool = False
    """Whether the states of the circuit are held in their bounds though it does not run away."""

    @property
    def is_bounded(self) -> bool:
        """Whether the states of the circuit are held in their bounds."""
        return self.is_limited or self.runs_away

    @property
    def runs_away(self) -> bool:
        """Whether a compensation of the amplifier swings ever wider on this cell."""
        return self.circuit.runs_away(self.tree.branches.c[self.site])

    @property
    def opened(self) -> float:
        """The fastest rate (1/ms) of a membrane whose every ohmic channel is open."""
        return max(float(each.g[each.law == 0].sum() / each.c) for each in self.tree.membranes)

    def parts(self, interval: float, parts: int, method: str) -> int:
        """Steps in an interval: more where anything of the circuit is too fast for `accurate`, or a loop runs away."""
        if method != "accurate" and not self.is_bounded:
            return parts
        electrode = self.circuit.speed(self.tree.branches.c[self.site])
        fine = FINE if self.circuit.clamps and electrode * interval < GONE else COARSE
        fine = AWAY if self.is_bounded else fine
        stiff = JUMPY if self.circuit.clamps else STIFF
        least = interval * max(electrode / fine, self.tree.branches.speed / stiff, self.opened / OPEN)
        if self.tree.schemes and method == "accurate":
            least = max(least, interval / LONGEST - 1e-9)
        while parts < min(least, MOST):
            parts *= 2
        return parts


@lru_cache(64)
def setting(cell: Cell, rig: Rig, mode: str) -> Setting:
    """The arrays of a cell in a rig."""
    arrays = tree(cell)
    section, segment = cell.place(rig.site)
    return Setting(arrays, circuit(rig, mode), arrays.branches.first[section] + segment)


def wanted(experiment: Experiment) -> bool:
    """Whether it needs more than an isopotential membrane under an ideal electrode, or has a gate of v and calcium."""
    return experiment.cell.n_segments > 1 or not experiment.rig.is_ideal or both.moves(experiment.cell)


def march_tree(
    there: Setting,
    command: Array,
    interval: float,
    parts: int,
    method: str,
    v: Array,
    x: Array,
    z: Array,
    places: list[tuple[int, int]],
    holding: float = 0.0,
    record: bool = True,
    progress: Progress | None = None,
    wash: Wash | None = None,
) -> Paths:
    """Solve every sweep of `command` (sweeps, samples; mV or pA, held over a sample), `parts` steps an interval.

    `v` (sweeps, nodes), `x` (sweeps, states) and `z` (sweeps, states of the circuit) are those at the first sample;
    they become those after the last interval. `places` are (section, segment); `holding` is the command before.
    With `progress` the run goes in stretches, equal to one run to the last bit; Cancelled if it says False.
    `wash` says what drugs leave of the conductances; each sweep has its own then, and goes by itself.
    """
    arrays, electrode, site, _ = there
    shape = arrays.branches
    staggered = method != "accurate"
    sweeps, samples = command.shape
    h = interval / parts
    fast = electrode.speed(shape.c[site]) * h
    own = max(0.5, 1 - 1 / fast) if fast > 0 else 0.5
    # Of both steps that the kernel knows: how long, and how v and the circuit are weighted at the end of it.
    kinds = [(h, 0.5, own), (h / 2, 1.0, 1.0)] if staggered else [(h, 0.5, 0.5), (h / 2, 0.5, 0.5)]
    stamps = np.stack([electrode.stamp(*kind) for kind in kinds])
    mass, base = np.zeros((2, 2, -(-shape.n // WIDTH) * WIDTH))
    for k, (each, theta, _) in enumerate(kinds):
        mass[k, : shape.n] = shape.c / (theta * each)
        base[k, : shape.n] = mass[k, : shape.n] + shape.laplacian
    steps = ((METHODS[method].scheme, h),) if staggered else ((exponential, h / 2), (exponential, h / 4))
    tables = tabulated(arrays, steps)
    damping = DAMPING if staggered and electrode.clamps and shape.speed * h > 2 else 0
    joints = [shape.beside(node) for node in range(shape.segments, shape.n)]
    beside, beside_g = shape.beside(site) if electrode.held else ([], [])
    rows = [(shape.first[section] + segment, section) for section, segment in places]
    kept = sum(arrays.membranes[section].width for section, _ in places) if record else 0
    v_out, z_out = np.empty((len(places), sweeps, samples)), np.empty((electrode.n, sweeps, samples))
    axial = np.empty((sweeps if electrode.held else 0, samples))
    x_out = np.empty((sweeps, samples, kept))
    several = sweeps >= FEW - 1 and not wash
    wide = WIDTH if several else 1
    width = ceil(sweeps / max(ceil(sweeps / WIDTH), min(THREADS, ceil(sweeps / WIDTH)))) if several else 1
    lanes = shape.n * wide
    room, filled = lanes + WIDTH, int(arrays.pools > 0)
    flows = [numbers_of(each.basins, each.fluxes) for each in arrays.membranes]
    widest = max(each.width for each in arrays.membranes)
    x_size = arrays.states * wide
    spare = {"x": x_size + WIDTH * widest, "z": electrode.n * WIDTH, "fresh": electrode.n, "tile": WIDTH * widest}
    integers = {
        "spec": arrays.spec,
        "ends": arrays.ends,
        "factors": arrays.factors,
        "order": shape.order,
        "up": shape.up,
        "joint_ends": np.cumsum([len(nodes) for nodes, _ in joints]),
        "joints": np.array([node for nodes, _ in joints for node in nodes]),
        "beside": np.array(beside),
        "places": np.array(rows),
        "law": arrays.law,
        "pool_spots": np.concatenate([spots for _, spots in flows]),
        "both_spots": arrays.both,
        "scheme_spots": np.concatenate([each.spots for each in arrays.membranes]),
    }
    numbers = {
        "wide": wide, "sections": len(arrays.spec), "segments": shape.segments, "nodes": shape.n, "lanes": lanes,
        "stride": mass.shape[1], "states": electrode.n, "site": site, "stamp": stamps.shape[1],
        "held": int(electrode.held), "n_places": len(rows), "n_joints": len(joints), "n_beside": len(beside),
        "times": max(arrays.direct * (1 if staggered else 2), filled * (1 if staggered else 3)), "x_size": x_size,
        "other": tables.size // len(steps), "bounded": int(there.is_bounded), "room": room, "filled": filled,
        "middle_node": shape.middle,
    }  # fmt: skip
    doubles = {
        "base": base, "mass": mass, "stamps": stamps, "link": shape.link, "along": shape.along,
        "g": arrays.g, "e": arrays.e,
        "shares": np.array([g / sum(gs) for _, gs in joints for g in gs]), "beside_g": np.array(beside_g),
        "flow": np.concatenate([flow for flow, _ in flows]), "lengths": np.array([h, h / 2]),
        "pool_g": np.zeros(arrays.pools * room), "pool_j": np.zeros(arrays.pools * room),
        "pool_s": np.zeros(arrays.pools * room),
        "work": np.zeros(max([k.n for each in arrays.membranes for k in each.schemes], default=0) + WIDTH),
        "scales": np.array([PER_MV, ORIGIN]), "bounds": electrode.bounds, "before": np.full(WIDTH, float(holding)),
    }  # fmt: skip
    for name in DOUBLES:
        size = spare.get(name.partition("_")[0], lanes if name[0] in "vbdmt" else WIDTH)
        doubles.setdefault(name, np.zeros(size))
    command = np.ascontiguousarray(command)
    if not command.flags.writeable:  # to numba a read-only array is another type
        command = command.copy()

    def run(first: int) -> int:
        count = min(width, sweeps - first)
        chosen = np.minimum(first + np.arange(wide), first + count - 1)
        mine = doubles | {"v": v[chosen].T, "x": arrays.spread(x[chosen]), "z": z[chosen].T}
        m, plan = packed(mine, integers, numbers | {"live": count})
        reached = samples
        stretches = watch.stretches(samples, parts * shape.n * count, count)
        alone = wash.of(first) if wash else None
        for since, until in alone.cut(stretches) if alone else stretches:
            if alone:
                m[plan[G] :][: arrays.g.size] = arrays.g * alone.left(since)[:, 0]
            reached = run_tree(
                m, plan, tables, np.uint64(first), parts, staggered, damping, command, np.uint64(since),
                np.uint64(until), v_out, z_out, axial, x_out, record,
            )  # fmt: skip
            if reached < until:
                break
        here = slice(first, first + count)
        begin = plan[[V, X, Z]].tolist()
        v[here] = m[begin[0] : begin[0] + lanes].reshape(shape.n, wide)[:, :count].T
        x[here] = arrays.gathered(m[begin[1] : begin[1] + x_size], wide)[:count]
        z[here] = m[begin[2] : begin[2] + electrode.n * wide].reshape(electrode.n, wide)[:, :count].T
        if reached < samples:
            v_out[:, here, min(reached + BLOCK, samples) - 1 :] = np.nan
        return reached

    watch = Watch(progress, sweeps * samples)
    begins = range(0, sweeps, width)
    try:
        reached = [run(0)] if len(begins) == 1 else list(pool().map(run, begins))
    finally:
        watch.end()
    return Paths(v_out, x_out, z_out, axial, min(reached) == samples)
