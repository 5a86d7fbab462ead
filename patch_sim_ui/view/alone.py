"""A channel by itself: an experiment on a membrane that has only this channel and a leak, under voltage steps."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from patch_sim.cells import CELLS, Cell
from patch_sim.channels import Channel
from patch_sim.experiment import Experiment
from patch_sim.protocols import PROTOCOLS, Step

from .edits import with_channel

MEMBRANE, STEPS = "model_cell", "iv_curve"
"""The library's cell that has a leak and nothing else, and its family of voltage steps."""
SECTION = CELLS[MEMBRANE].sections[0].name
LONGEST, SHORTEST = 2000.0, 10.0
"""ms that a step lasts."""
FAR = 100.0
SAMPLES = 3000
"""Of a step, about."""
RATES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""kHz, of which every one is made of whole steps of the solver."""
V = np.arange(-140.0, 60.1, 5.0)


def path_of(channel: Channel) -> str:
    """Where the channel is in its experiment."""
    return f"cell.sections.{SECTION}.channels.{channel.name}"


@lru_cache(128)
def alone(channel: Channel) -> Experiment:
    """The channel in the membrane, in the solutions of a cell that has it, at the temperature of its rates."""
    bare = CELLS[MEMBRANE]
    leak = [one.name for one in bare.sections[0].channels]
    user = next((cell for cell in CELLS.values() if channel.name in {c.name for c in cell.channels}), bare)
    celsius = user.celsius if channel.q10 == 1 and user is not bare else channel.t_ref
    cell = replace(bare, ions=user.ions, celsius=celsius)
    if channel.name in leak:
        return stepped(cell, channel)
    inserted = with_channel(Experiment.of(cell, STEPS), SECTION, channel.name).cell
    return stepped(inserted, channel)


def stepped(cell: Cell, channel: Channel) -> Experiment:
    """The steps that show what the channel does: from where it is closed and ready to where it is open."""
    falling, slowest = shape(cell, channel)
    holding = -40.0 if falling else -100.0 if channel.gates or channel.scheme else -70.0
    first, delta, n = (-140.0, 10.0, 10) if falling else (-80.0, 10.0, 14)
    duration = float(f"{min(LONGEST, max(SHORTEST, 4 * slowest)):.1g}")
    rate = max(rate for rate in RATES if rate <= max(RATES[0], SAMPLES / duration))
    around = max(1.0, duration / 20)
    epochs = (Step(holding, around), Step(first, duration, level_delta=delta), Step(holding, around))
    protocol = replace(
        PROTOCOLS[STEPS], epochs=epochs, holding=holding, n_sweeps=n, rate=rate, scale="", needs=(), analysis=STEPS
    )
    return Experiment.of(cell, protocol)


def shape(cell: Cell, channel: Channel) -> tuple[bool, float]:
    """Whether hyperpolarization opens it, and the time constant (ms) of its slowest gate at such steps.

    A gate that is more than `FAR` times slower than the fastest is left out: on its scale nothing else would be seen.
    """
    at = {"ca": 1e-4, **cell.at(channel)}
    if channel.scheme:
        return False, 2.5 if channel.family.startswith("nav") else 500.0
    of_v = [gate for gate in channel.gates if "v" in gate.names]
    falls, taus = [], [0.0]
    with np.errstate(all="ignore"):
        for gate in of_v:
            inf, tau = np.broadcast_arrays(*gate.curves(V, at))
            falls.append(bool(inf[-1] < inf[0]))
            speed = channel.phi(gate, cell.celsius)
            seen = V <= -40 if falls[-1] else V >= -40
            if falls[-1] and not all(falls):
                seen = V >= 0
            taus.append(float(np.median(tau[seen])) / speed)
    fastest = min((tau for tau in taus if tau), default=0.0)
    return bool(falls) and all(falls), max(tau for tau in taus if tau <= FAR * fastest)
