"""One segment under an electrode that is not ideal: what the amplifier sees of it."""

from collections.abc import Mapping

import numpy as np

from ..experiment import Experiment
from . import both
from .joined import system
from .march import Traces
from .rows import Array
from .tree import Setting, setting
from .tree_signals import places, split


def is_point(experiment: Experiment) -> bool:
    """Whether it is one segment under a real electrode that does not run away."""
    cell, rig = experiment.cell, experiment.rig
    if cell.n_segments > 1 or rig.is_ideal or any(channel.scheme for channel in cell.sections[0].channels):
        return False
    if both.moves(cell):
        return False
    there = setting(cell, rig, experiment.protocol.mode)
    return there.circuit.held or settles(there)


def settles(there: Setting) -> bool:
    """Whether the circuit by itself comes to rest."""
    matrix, _ = system(there.circuit, float(there.tree.branches.c[there.site]))
    rates = np.linalg.eigvals(matrix)
    return bool(rates.real.max() <= 1e-9 * np.abs(rates).max())


def shunted(there: Setting, rows: Mapping[str, Array]) -> dict[str, Array]:
    """The signals of a membrane held at the command, with what the seal leaks."""
    leak = np.tensordot(there.circuit.i_pip, np.stack([rows["v"], rows["command"]]), 1)
    return {**rows, "i_m": rows["i_m"] + leak}


def seen(
    experiment: Experiment, there: Setting, traces: Traces, rows: Mapping[str, Array], units: Mapping[str, str]
) -> tuple[dict[str, Array], dict[str, str]]:
    """The signals of the membrane and those of the amplifier; in voltage clamp `i_m` flows through the pipette."""
    made, kinds = dict(rows), dict(units)
    for prefix in places(experiment):
        if prefix:
            asked = {signal for site, signal in map(split, experiment.record) if f"{site}." == prefix}
            chosen = [name for name in rows if name != "command" and (not asked or "" in asked or name in asked)]
            made |= {prefix + name: rows[name] for name in chosen}
            kinds |= {prefix + name: units[name] for name in chosen}
    inside = np.concatenate([traces.z, traces.v[None], rows["command"][None]])
    if experiment.protocol.mode == "vc":
        made["i_m"] = np.tensordot(there.circuit.i_pip, inside, 1)
    if experiment.rig.r_s_mohm:
        made["v_pip"], kinds["v_pip"] = np.tensordot(there.circuit.v_pip, inside, 1), "mV"
    return made, kinds
