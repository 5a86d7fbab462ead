"""What a channel, a drug, an ion does for a cell, in a sentence: what the page says when one rests on its name."""

from patch_sim.channels import Channel
from patch_sim.drugs import Drug

from .library_words import about

ROLES = {
    "nav": "Opens within a fraction of a millisecond of depolarization and then inactivates: it makes the spike rise, "
    "and its recovery sets how soon the next one can come.",
    "nav_r": "Opens and inactivates at more positive potentials than other sodium channels, so that it carries "
    "the spike "
    "of sensory neurons that sit depolarized.",
    "kv": "Opens late during the spike and brings the membrane back; while it is still open, the next spike is harder.",
    "kv1": "Opens just below threshold and hardly inactivates: it delays the first spike and forbids slow "
    "depolarization.",
    "kv3": "Opens only at the top of the spike and closes at once: narrow spikes that can follow each other quickly.",
    "kv4": "Opens below threshold and inactivates, a transient brake that delays the first spike and spaces "
    "slow firing.",
    "kv7": "Opens slowly near threshold without inactivating: it holds rest and makes firing adapt.",
    "erg": "Recovers from inactivation faster than it closes: it grows after a spike and ends plateaus and bursts.",
    "kir": "Open at potassium's reversal and blocked from inside above it: it holds rest there and lets go when "
    "driven.",
    "sk": "Opens with calcium alone: the calcium of a spike feeds the hyperpolarization that follows it.",
    "bk": "Opens with calcium and depolarization together: it ends the spike and makes the fast "
    "hyperpolarization after it.",
    "ahp": "Follows calcium over hundreds of milliseconds: a hyperpolarization that sums over spikes and slows firing.",
    "hcn": "Opens when hyperpolarized, inward at rest: it makes the sag, helps the rebound and paces.",
    "cav1": "Opens near spike's foot and hardly inactivates: calcium for plateaus and for what calcium sets off.",
    "cav2_1": "Opens during the spike: the calcium that releases transmitter and feeds BK and SK.",
    "cav2_2": "Opens during the spike and partly inactivates: calcium of terminals and dendrites.",
    "cav3": "Inactivated at rest and freed by hyperpolarization: it makes the low spike under a rebound burst.",
    "can": "An inward current that calcium opens: activity that keeps itself going after the stimulus.",
    "leak": "Always open: with it rest, input resistance and time constant are set before any gate moves.",
}  # fmt: skip
"""By family (`patch_sim.channels.FAMILIES`)."""
IONS = {
    "na": "Kept low inside by the pump: its reversal, far above rest, is where the spike's peak is drawn to.",
    "k": "Kept high inside: its reversal, a little below rest, is where rest is drawn to; more of it outside "
    "depolarizes.",
    "ca": "Ten thousand times rarer inside: a small inflow is a large change, which other channels read.",
    "cl": "Near equilibrium in many cells: its reversal decides whether inhibition hyperpolarizes or only shunts.",
}


def of_channel(channel: Channel) -> str:
    """What it does; what its file says of it where its family has no words here."""
    return ROLES.get(channel.family) or about("channels", channel)[0]


def of_drug(drug: Drug) -> str:
    """What its file says of it."""
    return about("drugs", drug)[0]


def of_ion(name: str) -> str:
    """What its gradient does; nothing of an ion without words here."""
    return IONS.get(name, "")
