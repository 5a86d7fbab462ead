"""What the Membrane Test does to a cell at each of its stages: the rig, the pulse, and what is going on, in words."""

from dataclasses import dataclass, replace

import numpy as np

from patch_sim.analysis.library.membrane_test import held_inside, long_enough
from patch_sim.experiment import Experiment
from patch_sim.protocols import PROTOCOLS
from patch_sim.rigs import RIGS, TROUBLES, Rig, in_force

STAGES = ("bath", "patch", "cell")
SAMPLED = 50.0
"""kHz."""
SEALING, BREAKING = 4000.0, 400.0
"""ms in which a seal forms and in which a patch breaks."""
AMPLITUDES, HOLDINGS, RATES = (1.0, 50.0), (-120.0, 60.0), (1.0, 20.0)
"""mV either way, mV, pulses a second."""


@dataclass(frozen=True)
class Pulse:
    """What its user sets of it."""

    amplitude: float = -10.0
    """mV of the step."""
    holding: float | None = None
    """mV; none is the cell's own, and 0 before there is a seal."""
    rate: float = 15.0
    """Pulses a second, where the machine keeps up."""


def followed(asked: Experiment, found: tuple[float, float, float, float]) -> Experiment:
    """The test as Ra, Rm, Hold and Tau ask for it."""
    ra, rm, hold, tau = found
    return held_inside(long_enough(asked, tau), ra, rm, hold)


def said(rig: Rig, stage: str, since: float) -> str:
    """What goes on at a stage, `since` ms after it began, in a few words."""
    if stage == "bath":
        return "The pipette is in the bath."
    if stage == "patch":
        tight = rig.r_seal_gohm or np.inf
        return "A seal is forming …" if since < SEALING else "Gigaseal." if tight >= 1 else "No seal: less than 1 GΩ."
    return "Breaking in …" if since < BREAKING else "Whole cell."


def made(rig: Rig) -> list[str]:
    """The troubles that a rig was brought into before the test."""
    return [one.label for one in in_force(TROUBLES.values(), rig, RIGS[rig.name])] if rig.name in RIGS else []


def pulsed(experiment: Experiment, stage: str, since: float, pulse: Pulse) -> Experiment:
    """The Membrane Test of a cell, `since` ms after its stage began."""
    protocol = replace(PROTOCOLS["membrane_test"].fitted(experiment.cell.facts), n_runs=1, rate=SAMPLED)
    held = protocol.holding if pulse.holding is None else pulse.holding
    if stage == "bath" or (stage == "patch" and since < SEALING):  # nothing is held before there is a seal
        held = 0.0
    levels = (held, held + pulse.amplitude, held)
    epochs = tuple(replace(epoch, level=level) for epoch, level in zip(protocol.epochs, levels, strict=True))
    protocol = replace(protocol, holding=held, epochs=epochs)
    return replace(experiment, protocol=protocol, rig=staged(experiment.rig, stage, since), seed=0, record=())


def based(rig: Rig) -> Rig:
    """The rig, or in place of an electrode without resistance a usual one."""
    return rig if rig.r_s_mohm else replace(RIGS["whole_cell"], noise=rig.noise, cutoff=rig.cutoff)


def staged(rig: Rig, stage: str, since: float) -> Rig:
    """The rig at a stage: its pipette in the bath, sealing on the cell, or broken in; without what hides transients.

    A seal forms exponentially from twice the pipette's resistance to what the rig or a good seal has; a patch breaks
    in the same way from its own resistance to the rig's access.
    """
    rig = based(rig)
    plain = replace(rig, c_set=0.0, correction=0.0, prediction=0.0, cutoff=min(rig.cutoff, 0.4 * SAMPLED))
    patch, pipette = RIGS["cell_attached"].r_s_mohm, 0.5 * rig.r_s_mohm  # access is two to three times a pipette
    seal = rig.r_seal_gohm or RIGS["cell_attached"].r_seal_gohm
    assert seal
    if stage == "bath":
        return replace(plain, r_s_mohm=patch, r_seal_gohm=1e-3 * pipette)
    if stage == "patch":
        return replace(plain, r_s_mohm=patch, r_seal_gohm=between(2e-3 * pipette, seal, since / SEALING))
    return replace(plain, r_s_mohm=between(patch, rig.r_s_mohm, since / BREAKING))


def between(start: float, end: float, share: float) -> float:
    """From `start` to `end` by a share of the way, on a scale of ratios.

    >>> between(1.0, 100.0, 0.5), between(1.0, 100.0, 3.0)
    (10.0, 100.0)
    """
    return end if share >= 1 else start * (end / start) ** share
