"""What a stream carries on from one experiment to the next: potentials, gates, pools, the electrode's states."""

import numpy as np

from ..experiment import Experiment
from .rest import start
from .rows import Array
from .tables import Membrane, membrane
from .tree import setting, wanted
from .tree_arrays import tree
from .tree_rest import tree_start, whole

WHOLE = 1e-6
"""Most by which the shares of a scheme's states may differ from 1 in sum."""


def at_rest(experiment: Experiment) -> tuple[Array, Array, Array]:
    """v of every node, the states of the membranes and of the electrode, at holding."""
    cell, protocol = experiment.cell, experiment.protocol
    if wanted(experiment):
        v, x, z = tree_start(cell, experiment.rig, protocol.mode, protocol.holding)
        return v.copy(), x.copy(), z.copy()
    if protocol.mode == "vc":
        return np.array([protocol.holding]), membrane(cell).steady(protocol.holding), np.empty(0)
    v, x = start(cell, protocol.holding, experiment.solver.method, experiment.solver.dt)
    return np.array([v]), x.copy(), np.empty(0)


def injects(experiment: Experiment) -> bool:
    """Whether the last of the circuit's states is the mean of slow injection."""
    return experiment.rig.v_slow is not None and experiment.protocol.mode == "cc"


def segments(experiment: Experiment) -> list[tuple[str, int, str, float]]:
    """What the cell is made of, and what a stream can go on with only as long as it stays."""
    return [(section.name, section.n, section.parent, section.at) for section in experiment.cell.sections]


def steady(experiment: Experiment, v: Array) -> Array:
    """Gates and pools at rest at `v`."""
    if wanted(experiment):
        return tree(experiment.cell).steady(v)
    return membrane(experiment.cell).steady(v[0])


def membranes(experiment: Experiment) -> list[tuple[Membrane, int]]:
    """The membrane of every segment and where its states begin."""
    if not wanted(experiment):
        return [(membrane(experiment.cell), 0)]
    arrays = tree(experiment.cell)
    return [
        (each, arrays.slots(k, segment).start)
        for k, (each, section) in enumerate(zip(arrays.membranes, experiment.cell.sections, strict=True))
        for segment in range(section.n)
    ]


def electrode(experiment: Experiment, old: Experiment, v: Array, command: float, z: Array) -> Array:
    """The electrode's states, those that it had in `z` under `old` where it has them still."""
    if not wanted(experiment):
        return np.empty(0)
    there = setting(experiment.cell, experiment.rig, experiment.protocol.mode)
    known = setting(old.cell, old.rig, old.protocol.mode).circuit.names if wanted(old) else ()
    had = dict(zip(known, z, strict=True))
    fresh = whole(there, command, v)[2]
    return np.array([had.get(name, start) for name, start in zip(there.circuit.names, fresh, strict=True)])


def states(experiment: Experiment, old: Experiment, v: Array, x: Array) -> Array:
    """Gates and pools as they were in `x` under `old`, those that were not there at rest at `v`."""
    fresh = steady(experiment, v)
    carried = fresh.copy()
    for (ours, first), (theirs, there) in zip(membranes(experiment), membranes(old), strict=True):
        places = theirs.places
        for name, slots in ours.places.items():
            for slot, other in zip(slots, places.get(name, ()), strict=False):
                carried[first + slot] = x[there + other]
        for spot, n in ours.spots.tolist():
            those = slice(first + spot, first + spot + n)
            if abs(carried[those].sum() - 1) > WHOLE:  # states of the scheme came or went
                carried[those] = fresh[those]
    return carried
