"""An experiment as the Python that makes it, for whoever wants to go on from the page in a notebook or a script."""

from collections.abc import Iterator
from typing import Any

from .channels import CHANNELS
from .errors import PatchSimError
from .experiment import Experiment
from .fields import controls, edit, get, insert, remove
from .link import to_link

HEAD = "from patch_sim import Experiment, simulate\n"
TAIL = "\nrecording = simulate(experiment)\n"


def to_script(experiment: Experiment) -> str:
    """Python that runs the experiment: the library's, by name, and every edit as a line.

    What cannot be said in edits, such as a channel of one's own, comes as a link. Run, the script gives equal arrays.

    >>> print(to_script(Experiment.of("squid_axon", "iv_curve")))
    from patch_sim import Experiment, simulate
    <BLANKLINE>
    experiment = Experiment.of("squid_axon", "iv_curve")
    <BLANKLINE>
    recording = simulate(experiment)
    <BLANKLINE>
    """
    cell, protocol, rig = experiment.cell.name, experiment.protocol.name, experiment.rig.name
    others = [*([f"rig={rig!r}"] if rig != "ideal" else []), *([f"seed={experiment.seed}"] if experiment.seed else [])]
    try:
        start = Experiment.of(cell, protocol, rig, experiment.seed)
        lines, end = _edits(start, experiment)
    except PatchSimError:
        lines, end = [], None
    if end != experiment:
        text = f'experiment = from_link("{to_link(experiment)}").experiment\n'
        return f"{HEAD}from patch_sim.link import from_link\n\n{text}{TAIL}"
    called = ", ".join([f'"{cell}"', f'"{protocol}"', *others]).replace("'", '"')
    imports = "".join(
        f"from patch_sim.{module} import {', '.join(names)}\n"
        for module, known in (("channels", ("CHANNELS",)), ("fields", ("edit", "insert", "remove")))
        if (names := [name for name in known if any(f"{name}(" in line or f"{name}[" in line for line in lines)])
    )
    made = "".join(f"experiment = {line}\n" for line in lines)
    return f"{HEAD}{imports}\nexperiment = Experiment.of({called})\n{made}{TAIL}"


def _edits(start: Experiment, goal: Experiment) -> tuple[list[str], Experiment]:
    """The edits that lead from `start` towards `goal`, as calls, and the experiment that they make."""
    lines, now = [], start
    for section in goal.cell.sections:
        path = f"cell.sections.{section.name}.channels"
        old, new = [[channel.name for channel in get(e, path)] for e in (start, goal)]
        for name in old:
            if name not in new:
                now = remove(now, f"{path}.{name}")
                lines.append(f'remove(experiment, "{path}.{name}")')
        for name in new:
            if name not in old:
                now = insert(now, path, CHANNELS[name])
                lines.append(f'insert(experiment, "{path}", CHANNELS["{name}"])')
    for path, value in _changes(now, goal):
        try:
            now = edit(now, path, value)
        except PatchSimError:
            return lines, now
        lines.append(f'edit(experiment, "{path}", {_literal(value)})')
    return lines, now


def _changes(now: Experiment, goal: Experiment) -> Iterator[tuple[str, Any]]:
    """Path and value of every field that differs."""
    old = {control.path: control.value for control in controls(now)}
    for control in controls(goal):
        if control.path in old and old[control.path] != control.value:
            yield control.path, control.value


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
