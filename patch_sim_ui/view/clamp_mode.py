"""Another clamp mode for a protocol: each mode has its own holding and levels, and mV are never read as pA."""

from dataclasses import replace
from typing import Literal

from patch_sim.cells import Cell
from patch_sim.experiment import Experiment
from patch_sim.protocols import PROTOCOLS, Epoch, Protocol
from patch_sim.protocols.scale import conditioned
from patch_sim.units import units_of

Mode = Literal["vc", "i0", "cc"]


def in_mode(experiment: Experiment, mode: Mode) -> Experiment:
    """`experiment` in another mode; what the library's protocol became by it becomes the library's on the way back."""
    cell, protocol = experiment.cell, experiment.protocol
    if (mode == "vc") == (protocol.mode == "vc"):
        return replace(experiment, protocol=replace(protocol, mode=mode))
    usual = PROTOCOLS.get(protocol.name)
    if usual and usual.mode == mode and usual.can_be_fitted(cell.facts):
        usual = usual.fitted(cell.facts)
        if moved(usual, protocol.mode, cell) == protocol:
            return replace(experiment, protocol=usual)
    return replace(experiment, protocol=moved(protocol, mode, cell))


def moved(protocol: Protocol, mode: Mode, cell: Cell) -> Protocol:
    """`protocol` taken from voltage to current clamp, or back, with its times and all its levels at holding.

    A current clamp holds with the cell's `i_hold`, or none; a voltage clamp at the cell's holding, else at rest.
    """
    facts = cell.facts
    in_vc = facts.get("holding", facts.get("v_rest", cell.v_init))
    holding = in_vc if mode == "vc" else facts.get("i_hold", 0.0)
    listed = protocol.user_list
    if listed and listed.names(protocol.epochs):
        epoch = protocol.epochs[ord(listed.letter) - ord("A")]
        listed = None if listed.field in levels_of(epoch) else listed
    elif listed and listed.letter == "presweep" and listed.field.endswith("_level"):
        listed = None
    return replace(
        protocol,
        mode=mode,
        holding=holding,
        epochs=tuple(replace(epoch, **levels_of(epoch)).shifted(holding) for epoch in protocol.epochs),
        presweep=conditioned(protocol.presweep, lambda _: holding),
        user_list=listed,
    )


def levels_of(epoch: Epoch) -> dict[str, float]:
    """Its fields in the unit of the command, each at nothing."""
    return {name: 0.0 for name, unit in units_of(type(epoch)).items() if unit.symbol == "mV|pA"}
