"""What in a cell is fastest: where no step is short enough, that is what should be looked at."""

import numpy as np

from ..cells import Cell
from ..channels import Pool
from ..channels.channel import SOUND

SHORTEST = 1e-4
"""ms: the shortest step that a solver can be asked for."""


def said(cell: Cell) -> str:
    """The fastest of the cell in words, if it is faster than any step; nothing if it is not.

    >>> from patch_sim import CELLS
    >>> said(CELLS["squid_axon"])
    ''
    """
    v, found = np.arange(SOUND[0], SOUND[1], 1.0), [(SHORTEST, "")]
    for section in cell.sections:
        for channel in section.channels:
            for gate in channel.gates if channel.enabled else ():
                if not gate.instantaneous:
                    with np.errstate(all="ignore"):
                        tau = np.min(gate.curves(v, cell.at(channel))[1]) / channel.phi(gate, cell.celsius)
                    found.append((float(tau), f"the gate {channel.name}.{gate.name}"))
        found += [(removed(pool), f"the removal of {pool.signal}") for pool in section.pools]
    tau, name = min(found)
    return f"; {name} has a time constant of {tau:.3g} ms, faster than any step" if name else ""


def removed(pool: Pool) -> float:
    """The time constant (ms) with which a layer near its rest returns to it."""
    return 1 / (1 / pool.tau + pool.v_max * pool.k_m / (pool.rest + pool.k_m) ** 2)
