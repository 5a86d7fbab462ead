"""Ions: concentrations on both sides of the membrane, and the potential at which one is at rest."""

from math import log

from ..constants import ZERO_CELSIUS, F, R
from ..units import mM, valence
from ..values import value


@value
class Ion:
    """An ion species; ``e_rev(celsius)`` is its Nernst potential."""

    name: str
    charge: valence
    """Charge: of one ion, in elementary charges."""
    out: mM
    """Out: concentration in the bath."""
    in_: mM
    """In: concentration in the cell or the pipette."""

    def e_rev(self, celsius: float) -> float:
        """Nernst potential, mV (inside minus outside).

        >>> round(Ion("k", 1, out=3.5, in_=140.0).e_rev(37.0), 3)
        -98.591
        """
        return nernst(self.charge, self.out, self.in_, celsius)


def nernst(z: int, out: float, in_: float, celsius: float) -> float:
    """E = RT/zF · ln(out/in), mV; concentrations in mM."""
    return 1e3 * R * (celsius + ZERO_CELSIUS) / (z * F) * log(out / in_)
