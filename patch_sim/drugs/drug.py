"""What a drug is: a substance that takes a share of some channels' conductance away, or of a gate of theirs."""

from pydantic import model_validator

from ..channels import FAMILIES, Channel, Gate
from ..channels.param import Name
from ..units import positive, proportion, uM
from ..values import value

Products = tuple[tuple[float, tuple[Gate, ...]], ...]
"""An open fraction: weighted products of gates."""


@value
class Effect:
    """What a drug does to a family of channels, or to a channel of this name, which then counts alone.

    Of the conductance, 1 − most · cʰ/(cʰ + ic50ʰ) is left at the concentration c. With a `gate` it is not the
    conductance that goes, but this gate: the other channels stay as they are, open whatever it does.
    """

    name: Name
    ic50: uM
    """IC50: the concentration of half the block."""
    hill: positive = 1.0
    """Hill: how steeply the block grows with the concentration."""
    most: proportion = 1.0
    """Most: the share that is blocked by any amount."""
    gate: str = ""
    """The gate that it takes away; nothing of a blocker."""

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
    """A substance at a concentration; its effect is at equilibrium, and does not depend on voltage or state."""

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

    def effect(self, channel: Channel) -> Effect | None:
        """What it does to the channel, if anything; the channel's name goes before its family."""
        known = {effect.name: effect for effect in self.effects}
        found = known.get(channel.name) or known.get(channel.family)
        return found if found and found.gate in ("", *(gate.name for gate in channel.gates)) else None

    def left(self, channel: Channel) -> float:
        """The share of the channel's conductance that the drug leaves."""
        effect = self.effect(channel)
        return effect.left(self.concentration) if self.enabled and effect and not effect.gate else 1.0

    def kept(self, channel: Channel) -> float:
        """The share of channels that keep the gate which the drug takes away."""
        effect = self.effect(channel)
        return effect.left(self.concentration) if self.enabled and effect and effect.gate else 1.0

    def without(self, channel: Channel, products: Products) -> Products:
        """The open fraction `products` of the channel, in a share of which the gate is gone.

        As many products at any concentration, so that a dose changes their weights alone.
        """
        effect, kept = self.effect(channel), self.kept(channel)
        if not (effect and effect.gate):
            return products
        gone = [(w, tuple(g for g in gates if g.name != effect.gate)) for w, gates in products]
        whole = [(w * kept, gates) for w, gates in products]
        return (*whole, *((w * (1 - kept), gates) for w, gates in gone))
