"""Which hue each quantity has; the colors themselves are in assets/tokens.css."""

from collections.abc import Iterable

from patch_sim.channels import Channel

HUES = {"na": "na", "k": "k", "ca": "ca", "cl": "leak"}
RAMP_STOPS = 5


def hue_of_ion(ion: str) -> str:
    """The hue of an ion species."""
    return HUES.get(ion, "leak")


def hues(channels: Iterable[Channel]) -> dict[str, str]:
    """The hue of every channel, by its ion; potassium channels after the first have a second blue."""
    found: dict[str, str] = {}
    for channel in channels:
        hue = HUES.get(channel.ion) or ("h" if channel.gates or channel.scheme else "leak")
        found[channel.name] = "k2" if hue == "k" and "k" in found.values() else hue
    return found


def ramp(sweep: int, n_sweeps: int) -> str:
    """The color of a sweep, as CSS: the same mixture that the scope uses."""
    at = (RAMP_STOPS - 1) * sweep / (n_sweeps - 1) if n_sweeps > 1 else (RAMP_STOPS - 1) / 2
    stop = min(RAMP_STOPS - 2, int(at))
    return f"color-mix(in oklab, var(--ramp-{stop + 1}) {100 * (at - stop):.1f}%, var(--ramp-{stop}))"
