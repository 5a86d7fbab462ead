"""The paths of a tree's recorded places as signals by name."""

from collections.abc import Iterable

import numpy as np

from ..cells import Cell
from ..experiment import Experiment
from .flows import currents
from .rows import Array
from .tables import Membrane
from .tree import Paths, Setting
from .wash import Wash

Signals = tuple[dict[str, Array], dict[str, str]]


def places(experiment: Experiment) -> dict[str, tuple[int, int]]:
    """Prefix of the signals → (section, segment): the middle of every section, and what `record` asks for."""
    cell = experiment.cell
    found = {f"{section.name}." if k else "": (k, section.n // 2) for k, section in enumerate(cell.sections)}
    for text in experiment.record:
        site, _ = split(text)
        found.setdefault(f"{site}.", cell.place(site))
    return found


def split(text: str) -> tuple[str, str]:
    """A place and a signal, or all of them: "dend(0.9).v", "dend(0.9)"."""
    if ")" in text:
        site, _, rest = text.partition(")")
        return f"{site})", rest.removeprefix(".")
    site, _, signal = text.partition(".")
    return site, signal


def available(cell: Cell, section: int) -> tuple[str, ...]:
    """Signals of a segment of a section, without prefix."""
    channels = cell.sections[section].channels
    gates = [f"{channel.name}.{gate.name}" for channel in channels for gate in channel.gates]
    states = [f"{channel.name}.{state}" for channel in channels for state in channel.states]
    pools = [pool.signal for pool in cell.sections[section].pools]
    return ("v", "i_m", *(f"i_{channel.name}" for channel in channels), *gates, *states, *pools)


def recorded(experiment: Experiment) -> list[tuple[int, int]]:
    """The places that a run keeps: those of `places`, and the electrode's."""
    chosen = list(dict.fromkeys(places(experiment).values()))
    site = experiment.cell.place(experiment.rig.site)
    return chosen if site in chosen else [*chosen, site]


def signals(experiment: Experiment, there: Setting, command: Array, paths: Paths, wash: Wash | None = None) -> Signals:
    """Signals by name with their units; `i_m` in voltage clamp is what flows through the pipette."""
    kept = recorded(experiment)
    begins = np.cumsum([0] + [there.tree.membranes[section].width for section, _ in kept])

    def at(place: tuple[int, int]) -> Signals:
        p = kept.index(place)
        x = np.moveaxis(paths.x[:, :, begins[p] : begins[p + 1]], 2, 0)
        return local(there.tree.membranes[place[0]], paths.v[p], x, wash and wash.within(place[0], experiment.cell))

    rows: dict[str, Array] = {}
    units: dict[str, str] = {}
    for prefix, place in places(experiment).items():
        made, kinds = at(place)
        names = asked(experiment, prefix, made)
        rows |= {prefix + name: made[name] for name in names}
        units |= {prefix + name: kinds[name] for name in names}
        if not prefix:
            rows["command"], units["command"] = command, experiment.protocol.level_unit
    site = experiment.cell.place(experiment.rig.site)
    seen = np.concatenate([paths.z, paths.v[kept.index(site)][None], command[None]])
    if experiment.protocol.mode == "vc":
        rows["i_m"] = np.tensordot(there.circuit.i_pip, seen, 1)
        if there.circuit.held:
            rows["i_m"] += paths.axial + at(site)[0]["i_m"]
    if experiment.rig.r_s_mohm:
        rows["v_pip"], units["v_pip"] = np.tensordot(there.circuit.v_pip, seen, 1), "mV"
    return rows, units


def asked(experiment: Experiment, prefix: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that a place records: what `record` says, or all of them."""
    said = {signal for site, signal in map(split, experiment.record) if f"{site}." == prefix}
    return [name for name in names if not said or "" in said or name in said]


def besides(experiment: Experiment, rows: dict[str, Array], units: dict[str, str]) -> None:
    """Give a cell of one segment the signals of the places that it records: each is that segment."""
    known = [name for name in rows if name != "command"]
    for prefix in filter(None, places(experiment)):
        for name in asked(experiment, prefix, known):
            rows[prefix + name], units[prefix + name] = rows[name], units[name]


def local(arrays: Membrane, v: Array, x: Array, wash: Wash | None = None) -> Signals:
    """What one segment's v (sweeps, samples) and states (slots, sweeps, samples) make."""
    flowing = currents(arrays, v, x.__getitem__, wash)
    made = {"v": v, "i_m": flowing[-1]}
    made |= {f"i_{name}": row for name, row in zip(arrays.channels, flowing, strict=False)}
    kinds = dict.fromkeys(made, "pA") | {"v": "mV"} | dict.fromkeys(arrays.gates, "")
    gates = {name: np.ascontiguousarray(x[slot]) for name, slot in zip(arrays.gates, arrays.slots, strict=False)}
    levels = {b.signal: np.ascontiguousarray(x[arrays.concentrations + p]) for p, b in enumerate(arrays.basins)}
    return made | gates | levels, kinds | dict.fromkeys(levels, "mM")
