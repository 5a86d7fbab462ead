"""What no membrane can do: rates that leave their range at this cell's temperature, reversal or calcium.

A channel is refused where its rates are unsound at 20 °C in usual solutions. Here it is in a cell, and v goes further.
"""

from collections.abc import Iterator

from ..cells import Cell
from ..channels import Channel
from ..experiment import Experiment
from .once import once
from .rig_faults import Fault
from .rows import V_MAX, V_MIN

COMMANDED, FREE = (-200.0, 200.0), (float(round(V_MIN)), float(round(V_MAX)))
"""mV: how far a voltage command takes a membrane, as `problems` allows, and how far it gets by itself."""


def faults(experiment: Experiment) -> Iterator[Fault]:
    """(path, what is wrong, the rule) of every channel in the membrane whose rates are unsound in it."""
    yield from _faults(experiment.cell, COMMANDED if experiment.protocol.mode == "vc" else FREE)


@once(64)
def _faults(cell: Cell, span: tuple[float, float]) -> tuple[Fault, ...]:
    found: list[Fault] = []
    for section in cell.sections:
        for channel in section.channels:
            fault = channel.fault(cell.at(channel), *span) if channel.enabled else ""
            if fault:
                what, _, rule = fault.partition("; ")
                what += f" in this cell at {cell.celsius:g} °C"
                found.append((f"cell.sections.{section.name}.channels.{channel.name}{_row(channel, what)}", what, rule))
    return tuple(found)


def _row(channel: Channel, what: str) -> str:
    """Where the fault stands in the form: beside the formula that it names."""
    for gate in channel.gates:
        if what.startswith(f"gate {gate.name!r}"):
            given = "tau" if " has tau" in what and gate.tau is not None else "alpha" if gate.alpha else "inf"
            return f".gates.{gate.name}.{given}.text"
    return ""
