"""What a solution is: every ion in it, those that pass through channels and those that do not."""

from typing import Literal

from pydantic import model_validator

from ..channels.param import Name
from ..errors import unknown
from ..units import mM
from ..values import value
from .mobility import MOBILITIES


@value
class Species:
    """A kind of ion in a solution."""

    name: Name
    concentration: mM
    """Concentration: of free ions."""

    @model_validator(mode="after")
    def _is_known(self) -> "Species":
        if self.name not in MOBILITIES:
            raise ValueError(f"Species: {unknown('ion', self.name, MOBILITIES)}")
        return self

    @property
    def charge(self) -> int:
        """Of one ion, in elementary charges."""
        return MOBILITIES[self.name][0]

    @property
    def mobility(self) -> float:
        """Relative to that of potassium."""
        return MOBILITIES[self.name][1]


@value
class Solution:
    """What a cell or a pipette is filled with, or bathed in; its charges balance."""

    name: Name
    label: str
    side: Literal["bath", "pipette"]
    species: tuple[Species, ...]
    source: str = ""

    @model_validator(mode="after")
    def _is_neutral(self) -> "Solution":
        names = [species.name for species in self.species]
        if len(set(names)) < len(names):
            raise ValueError(f"Solution {self.name!r}: an ion is there twice")
        surplus = sum(species.charge * species.concentration for species in self.species)
        if abs(surplus) > 0.5:
            raise ValueError(f"Solution {self.name!r}: {surplus:+.3g} mM of charge; cations and anions must balance")
        return self

    @classmethod
    def of(
        cls, name: str, label: str, side: Literal["bath", "pipette"], source: str, **concentrations: float
    ) -> "Solution":
        """A solution with its ions in mM by name.

        >>> Solution.of("saline", "Saline", "bath", "", na=150.0, cl=150.0)["na"]
        150.0
        """
        species = tuple(Species(ion, concentration) for ion, concentration in concentrations.items())
        return cls(name, label, side, species, source)

    def __contains__(self, ion: object) -> bool:
        return any(species.name == ion for species in self.species)

    def __getitem__(self, ion: str) -> float:
        for species in self.species:
            if species.name == ion:
                return species.concentration
        raise unknown("ion", ion, [species.name for species in self.species])
