"""What a drug is: a substance in the bath that takes a share of some channels' conductance away."""

from pydantic import model_validator

from ..channels import FAMILIES, Channel
from ..channels.param import Name
from ..units import positive, proportion, uM
from ..values import value


@value
class Effect:
    """What a drug does to a family of channels, or to a channel of this name, which then counts alone.

    Of the conductance, 1 − most · cʰ/(cʰ + ic50ʰ) is left at the concentration c.
    """

    name: Name
    ic50: uM
    """IC50: the concentration of half the block."""
    hill: positive = 1.0
    """Hill: how steeply the block grows with the concentration."""
    most: proportion = 1.0
    """Most: the share that is blocked by any amount."""

    @property
    def target(self) -> str:
        """The family in words, or the channel's name."""
        return FAMILIES.get(self.name, self.name)

    def left(self, concentration: float) -> float:
        """The share of the conductance that is left at a concentration, µM.

        >>> Effect("nav", ic50=0.005).left(0.005)
        0.5
        """
        return 1 - self.most / (1 + (self.ic50 / concentration) ** self.hill)


@value
class Drug:
    """A substance in the bath at a concentration; block is at equilibrium, and does not depend on voltage or state."""

    name: Name
    label: str
    effects: tuple[Effect, ...]
    concentration: uM
    """Concentration: in the bath."""
    enabled: bool = True
    """Enabled: whether it is in the bath."""
    source: str = ""

    @model_validator(mode="after")
    def _has_distinct_effects(self) -> "Drug":
        names = [effect.name for effect in self.effects]
        if not names or len(set(names)) < len(names):
            raise ValueError(f"Drug {self.name!r}: needs effects, each on another target, not {names}")
        return self

    def left(self, channel: Channel) -> float:
        """The share of the channel's conductance that the drug leaves."""
        if not self.enabled:
            return 1.0
        known = {effect.name: effect for effect in self.effects}
        effect = known.get(channel.name) or known.get(channel.family)
        return effect.left(self.concentration) if effect else 1.0
