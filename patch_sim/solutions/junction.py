"""The potential between two solutions that meet, at the tip of a pipette."""

from math import log

from ..constants import ZERO_CELSIUS, F, R
from .solution import Solution


def junction_potential(pipette: Solution, bath: Solution, celsius: float) -> float:
    """Liquid junction potential of the bath relative to the pipette, mV (Henderson's equation).

    The potential of a membrane is what was recorded minus it, where the offset was nulled in the bath. Of solutions
    whose ions carry the same current on both sides it is 0.

    >>> kcl = Solution.of("kcl", "KCl", "pipette", "", k=145.0, cl=145.0)
    >>> round(junction_potential(kcl, Solution.of("nacl", "NaCl", "bath", "", na=145.0, cl=145.0), 20.0), 3)
    4.283
    """
    drift = spread = inside = outside = 0.0
    for side, solution in ((1.0, pipette), (-1.0, bath)):
        for ion in solution.species:
            carried = ion.mobility * ion.concentration
            drift += side * ion.charge * carried
            spread += side * ion.charge**2 * carried
            inside += ion.charge**2 * carried * (side > 0)
            outside += ion.charge**2 * carried * (side < 0)
    scale = 1e3 * R * (celsius + ZERO_CELSIUS) / F
    # Where both carry the same, log(outside/inside)/spread goes to −1/outside.
    ratio = log(outside / inside) / spread if abs(spread) > 1e-9 * outside else -1 / outside
    return -scale * drift * ratio
