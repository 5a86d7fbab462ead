"""What is recorded from real cells of each kind, beside which a model's facts are read: bands, and why it lies outside.

Models are published with facts of their own, which `Cell.facts` states and a test proves. How far these are from cells
in a slice is another question, and answered here: means with what their source gives after ±, most of it as the
database NeuroElectro lists it, or a range of general knowledge.
"""

from dataclasses import dataclass

PIKE = "Pike et al. 2000, rat hippocampus (NeuroElectro 8577)"
STAFF = "Staff et al. 2000, rat CA1 (NeuroElectro 1065)"
TANAKA = "Tanaka 2011, rat somatosensory cortex (NeuroElectro 1496)"
NIGRA = "dopaminergic neurons of the substantia nigra (NeuroElectro 5362)"
KNOWN = "general knowledge"

DENSITY = "the paper gives densities; the area is ours, and smaller than a cell with its dendrites"
TRAUB = "sodium and delayed rectifier are those of Traub & Miles for all cells of the family"


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, the unit being the fact's; `why` says why the model lies outside, if it does."""

    low: float
    high: float
    source: str
    why: str = ""

    def holds(self, value: float) -> bool:
        """Whether `value` lies within."""
        return self.low <= value <= self.high


def near(mean: float, by: float, source: str, why: str = "") -> Band:
    """The band of a mean ± something."""
    return Band(mean - by, mean + by, source, why)


RECORDED: dict[str, dict[str, Band]] = {
    "ca1_pyramidal": {
        "v_rest": near(-62, 5.5, PIKE),
        "r_in": near(113, 49, PIKE, "the search stops at the edge; 0.2 MΩ beyond"),
        "tau_m": near(22, 11, PIKE),
        "threshold": near(-46.3, 2.7, STAFF, "without an axon the spike begins later; 0.04 mV beyond"),
        "spike_height": near(93, 13, STAFF),
        "half_width": near(0.95, 0.13, STAFF),
        "rheobase": near(213, 94, STAFF, "channels that open early enough for the threshold need less; 7 pA beyond"),
        "sag": Band(0.1, 0.25, KNOWN),
    },
    "l5_pyramidal": {
        "v_rest": near(-64.8, 8.7, TANAKA),
        "r_in": near(48.7, 29.5, TANAKA),
        "tau_m": near(11.7, 5.1, TANAKA),
        "threshold": near(-50.6, 10.5, TANAKA),
        "half_width": near(0.72, 0.29, TANAKA),
    },
    "regular_spiking": {
        "v_rest": near(-73, 2.6, TANAKA),
        "r_in": near(51, 28, TANAKA),
    },
    "fast_spiking": {
        "half_width": Band(0.25, 0.4, KNOWN, f"{TRAUB}: a spike of 0.6 ms, where Kv3 makes narrow ones"),
    },
    "wang_buzsaki": {
        "v_rest": near(-58, 1, PIKE, "a leak at −65 mV sets it, as the paper has it"),
        "r_in": near(148, 34, PIKE, DENSITY),
        "tau_m": near(9, 1, PIKE, "the published leak makes 10 ms, gates at rest the remainder"),
        "half_width": Band(0.4, 0.7, KNOWN),
    },
    "purkinje": {
        "pacing_rate": Band(41, 53, "J Physiol 548:53; BNID 111175", "rates are those of 22 °C"),
        "r_in": Band(20, 100, KNOWN, "an isolated soma of 1257 µm², without its dendrites"),
        "half_width": Band(0.2, 0.4, KNOWN, "rates are those of 22 °C"),
    },
    "dopaminergic": {
        "pacing_rate": near(1.9, 0.2, NIGRA, "without NMDA receptors; with them 1.77 Hz"),
        "r_in": Band(300, 500, KNOWN, "the model's leak is 0.01 mS/cm², a fifth of what it takes"),
        "threshold": near(-36.2, 0.4, NIGRA, "as the published model has it; 3 mV below"),
        "spike_height": near(59.3, 6, f"{NIGRA}, no ± given: a tenth", "as published, with an overshoot of 58 mV"),
    },
    "subthalamic": {
        "pacing_rate": Band(5, 20, KNOWN, "calcium in a layer of 10 µm as published; of 30 µm it fires at 11.4 Hz"),
        "r_in": Band(100, 300, KNOWN),
    },
    "thalamic_relay": {
        "v_rest": Band(-75, -60, KNOWN),
        "r_in": near(68, 3, "Le Masson, in the notes of the published model", "3 nS of potassium leak, our choice"),
        "tau_m": Band(15, 35, KNOWN, "leaks of 0.02 mS/cm² in all, as published"),
        "rebound_spikes": Band(2, 6, KNOWN, "nine, as the published model has it"),
    },
    "thalamic_reticular": {
        "v_rest": Band(-80, -70, KNOWN, "the published leak reverses at −90 mV"),
        "r_in": Band(100, 300, KNOWN),
        "tau_m": Band(15, 30, KNOWN),
    },
}
"""By cell and fact."""
