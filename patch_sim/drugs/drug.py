"""What a drug is: a substance that takes a share of some channels' conductance away, or of a gate of theirs."""

from math import exp

from pydantic import model_validator

from ..channels import FAMILIES, Channel, Gate
from ..channels.param import Name
from ..units import positive, proportion, seconds, uM
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
        if concentration < self.ic50:
            bound = (concentration / self.ic50) ** self.hill
            return 1 - self.most * bound / (1 + bound)
        return 1 - self.most / (1 + (self.ic50 / concentration) ** self.hill)


@value
class Drug:
    """A substance at a concentration; its effect is at equilibrium, and does not depend on voltage or state.

    It is there all the time, or is washed in, or out, at a time of the experiment, which is counted from the start of
    the first sweep of the first run and goes on through sweeps, intervals and runs: what counts from sweep to sweep is
    the protocol's sweep interval. The bath then follows with the time constant of its exchange.
    """

    name: Name
    label: str
    effects: tuple[Effect, ...]
    concentration: uM
    """Concentration: in the bath."""
    enabled: bool = True
    """Enabled: whether it is in the bath."""
    start_s: seconds = 0.0
    """Wash-in: when it comes, from the start of the first sweep; 0 is long before it."""
    stop_s: seconds = 0.0
    """Wash-out: when it goes, from the start of the first sweep; 0 is never."""
    exchange_s: seconds = 0.0
    """Exchange: time constant with which the bath follows when the drug comes or goes; 0 is at once."""
    source: str = ""

    @model_validator(mode="after")
    def _has_distinct_effects(self) -> "Drug":
        names = [effect.name for effect in self.effects]
        if not names or len(set(names)) < len(names):
            raise ValueError(f"Drug {self.name!r}: needs effects, each on another target, not {names}")
        return self

    def __str__(self) -> str:
        """Short name and concentration.

        >>> from patch_sim.drugs import DRUGS
        >>> str(DRUGS["ttx"])
        'TTX 1 µM'
        """
        short = self.label.partition(" (")[2].removesuffix(")") or self.label
        c = self.concentration
        scale, unit = (1e3, "nM") if c < 0.1 else (1.0, "µM") if c < 1e3 else (1e-3, "mM")
        return f"{short} {c * scale:.3g} {unit}"

    @property
    def moves(self) -> bool:
        """Whether it comes or goes during an experiment."""
        return self.enabled and bool(self.start_s or self.stop_s)

    def at(self, time: float) -> float:
        """The concentration in the bath (µM) at a time, ms from the start of the first sweep.

        >>> from patch_sim.drugs import DRUGS
        >>> from dataclasses import replace
        >>> ttx = replace(DRUGS["ttx"], start_s=1.0, stop_s=3.0, exchange_s=0.5)
        >>> [round(ttx.at(time), 3) for time in (900.0, 1500.0, 3000.0, 3500.0)]
        [0.0, 0.632, 0.982, 0.361]
        """
        if not self.enabled:
            return 0.0
        since, until = 1e-3 * time - self.start_s, 1e-3 * time - self.stop_s
        if not self.stop_s or until < 0:
            return self.concentration * (self._followed(since) if self.start_s else 1.0)
        reached = self._followed(self.stop_s - self.start_s) if self.start_s else 1.0
        return self.concentration * reached * (1 - self._followed(until))

    def _followed(self, since: float) -> float:
        """The share of a change that the bath has gone through `since` s after it."""
        if since < 0:
            return 0.0
        return 1 - exp(-since / self.exchange_s) if self.exchange_s else 1.0

    def effect(self, channel: Channel) -> Effect | None:
        """What it does to the channel, if anything; the channel's name goes before its family."""
        known = {effect.name: effect for effect in self.effects}
        found = known.get(channel.name) or known.get(channel.family)
        return found if found and found.gate in ("", *(gate.name for gate in channel.gates)) else None

    def left(self, channel: Channel) -> float:
        """The share of the channel's conductance that the drug leaves at first."""
        effect = self.effect(channel)
        return effect.left(self.at(0.0)) if effect and not effect.gate else 1.0

    def kept(self, channel: Channel) -> float:
        """The share of channels that at first keep the gate which the drug takes away."""
        effect = self.effect(channel)
        return effect.left(self.at(0.0)) if effect and effect.gate else 1.0

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
