"""Layers that a cell may be given: where an ion's own currents change its concentration."""

from dataclasses import replace

from ..channels import Pool
from ..errors import unknown
from .cell import Cell
from .perfusion import with_ions

SHELL = Pool("ca", depth=0.1, tau=80.0, rest=1e-4, fraction=0.05)
"""Calcium under the membrane, of which buffers leave a twentieth free (as in Hay et al. 2011, ModelDB 139653)."""
CLEFT = Pool("k", depth=0.03, tau=50.0, rest=3.5, side="out", k_m=2.0)
"""Potassium in the space between an axon and its glia, 300 Å wide (Frankenhaeuser & Hodgkin 1956).

A pump, if it is given one, is half full at 2 mM outside, as the sodium-potassium pump of ModelDB 222321.
"""
LAYERS = {pool.signal: pool for pool in (SHELL, CLEFT)}
"""By the signal of their concentration."""


def with_layer(cell: Cell, section: str, signal: str) -> Cell:
    """`cell` with the layer in one of its sections, at rest at the concentration that the cell has there.

    UnknownNameError if there is no such layer or section.

    >>> from patch_sim import CELLS
    >>> with_layer(CELLS["squid_axon"], "soma", "k_o").pools[0].rest
    16.345
    """
    if signal not in LAYERS:
        raise unknown("layer", signal, LAYERS)
    if section not in [one.name for one in cell.sections]:
        raise unknown("section", section, [one.name for one in cell.sections])
    pool = LAYERS[signal]
    salty = with_ions(cell, [pool.ion])
    ion = next(ion for ion in salty.ions if ion.name == pool.ion)
    resting = replace(pool, rest=ion.in_ if pool.side == "in" else ion.out)
    sections = tuple(
        replace(one, pools=(*one.pools, resting)) if one.name == section else one for one in salty.sections
    )
    return replace(salty, sections=sections)


def settled(cell: Cell, ion: str) -> Cell:
    """`cell` with every layer of the ion at rest at the concentration that it has on that side."""
    known = next(one for one in cell.ions if one.name == ion)

    def rested(pool: Pool) -> Pool:
        return replace(pool, rest=known.in_ if pool.side == "in" else known.out) if pool.ion == ion else pool

    return replace(cell, sections=tuple(replace(s, pools=tuple(map(rested, s.pools))) for s in cell.sections))
