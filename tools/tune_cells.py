"""Search the conductances of cells that no paper gives for one compartment, so that they behave as recorded ones do.

``python -m tools.tune_cells ca1_pyramidal`` prints what least squares find from the starting values below, and what a
cell with it does, beside the band of recordings. It takes a minute or two; the values found, rounded, stand in the
cells' entries.
"""

import sys
from dataclasses import replace

import numpy as np
from scipy.optimize import least_squares

from patch_sim import CELLS, Experiment, simulate
from patch_sim.analysis.measure import spikes
from patch_sim.cells import Cell
from patch_sim.channels import Channel
from patch_sim.engine.rest import rest
from patch_sim.engine.tables import membrane
from patch_sim.errors import PatchSimError
from patch_sim.facts import Facts
from patch_sim.measures import r_in, rheobase, sag, tau_m
from patch_sim.protocols import Protocol, Step

Band = tuple[float, float]
Range = tuple[float, float, float]

BANDS: dict[str, dict[str, Band]] = {
    # NeuroElectro 8577 (Pike et al. 2000) and 1065 (Staff et al. 2000), rat CA1; sag from general knowledge.
    "ca1_pyramidal": {
        "v_rest": (-63.0, -61.0),
        "r_in": (104.0, 122.0),
        "tau_m": (20.0, 24.0),
        "threshold": (-47.5, -45.5),
        "spike_height": (90.0, 95.0),
        "half_width": (0.83, 0.95),
        "rise": (297.0, 381.0),
        "fall": (-103.0, -95.0),
        "rheobase": (213.0, 283.0),
        "sag": (0.1, 0.25),
    },
    # NeuroElectro 1496 (Tanaka 2011), thick-tufted cells of rat layer 5: mean and one standard deviation.
    "l5_pyramidal": {
        "v_rest": (-73.5, -56.1),
        "r_in": (19.2, 78.2),
        "tau_m": (6.6, 16.8),
        "threshold": (-61.1, -40.1),
        "spike_height": (92.9, 102.9),
        "half_width": (0.43, 1.01),
    },
}
"""What was recorded; mV, MΩ, ms, mV/ms, pA."""
RANGES: dict[str, dict[str, Range]] = {
    "ca1_pyramidal": {
        "nav_ca1": (2.5, 22.0, 100.0),
        "nav_ca1.shift": (3.0, 3.5, 8.0),
        "kv_ca1": (1.0, 20.0, 40.0),
        "ika_ca1": (4.8, 6.0, 192.0),
        "im_ca1": (0.006, 0.01, 2.4),
        "ih_ca1": (0.005, 0.02, 0.2),
        "leak": (0.004, 0.011, 0.14),
        "leak.e_rev": (-85.0, -54.0, -45.0),
        "side": (74.0, 78.0, 84.0),
    },
    "l5_pyramidal": {
        "nav_hay": (200.0, 700.0, 2040.0),
        "kv3": (20.0, 100.0, 693.0),
        "kv_korngreen": (0.2, 2.2, 22.0),
        "ih": (0.02, 0.1, 0.8),
        "leak": (0.01, 0.05, 0.1),
        "leak.e_rev": (-95.0, -62.0, -50.0),
        "side": (80.0, 87.0, 94.0),
    },
}
"""Where the search begins, between its limits: conductances (mS/cm²), shifts and reversals (mV), the side (µm).

Conductances are searched on a logarithmic scale. The sodium channels of CA1 open at least 3 mV later than published:
unshifted, those open at rest leave next to no current to rheobase once the input resistance is right."""


ROUNDS = {"ca1_pyramidal": 25, "l5_pyramidal": 5}
"""At most so many steps of the search; CA1 ends by itself, layer 5 once it is well inside the bands."""


def varied(cell: Cell, values: dict[str, float]) -> Cell:
    """The cell with conductances, shifts and reversals of the channels named, and the side of its membrane."""

    def changed(channel: Channel) -> Channel:
        found: dict[str, object] = {}
        if channel.name in values:
            found["g_max"] = values[channel.name]
        if f"{channel.name}.e_rev" in values:
            found["e_rev"] = values[f"{channel.name}.e_rev"]
        params = tuple(replace(p, value=values.get(f"{channel.name}.{p.name}", p.value)) for p in channel.params)
        return replace(channel, params=params, **found)

    (soma,) = cell.sections
    side = values.get("side", soma.diameter)
    soma = replace(soma, diameter=side, length=side, channels=tuple(changed(c) for c in soma.channels))
    return replace(cell, sections=(soma,), facts=Facts())


def measured(cell: Cell) -> dict[str, float]:
    """What the bands speak of, as the facts of cells define it."""
    v_rest = rest(membrane(cell), 0.0, cell.v_init)
    if v_rest is None:
        return {}
    found = {"v_rest": v_rest, "r_in": r_in(cell), "tau_m": tau_m(cell), "rheobase": rheobase(cell)}
    steps = (Step(0.0, 10.0), Step(1.5 * found["rheobase"], 200.0))
    recording = simulate(Experiment.of(cell, Protocol("spike", "Spike", "cc", steps, rate=100.0)))
    v = recording["v"][0]
    spike = spikes(recording.time, v)[0]
    around = np.gradient(v, recording.time)[np.abs(recording.time - spike.peak_at) < 3.0]
    found |= {"threshold": spike.threshold, "spike_height": spike.amplitude, "half_width": spike.half_width}
    found |= {"rise": float(around.max()), "fall": float(around.min())}
    return found | {"sag": sag(cell)}


def away(found: dict[str, float], bands: dict[str, Band]) -> np.ndarray:
    """How far each measure lies from the middle of its band, in half bands; 30 where it cannot be measured."""
    far = [(found.get(name, np.inf) - (low + high) / 2) / ((high - low) / 2) for name, (low, high) in bands.items()]
    return np.clip(far, -30.0, 30.0)


def tune(name: str, rounds: int) -> dict[str, float]:
    """The values of what `RANGES` names with which the measures lie nearest to the middle of their bands."""
    cell, ranges, bands = CELLS[name], RANGES[name], BANDS[name]
    logarithmic = ["." not in key and key != "side" for key in ranges]
    scaled = [
        [float(np.log(x)) if log else x / 20 for x in ranges[key]] for key, log in zip(ranges, logarithmic, strict=True)
    ]
    low, first, high = np.array(scaled).T

    def read(x: np.ndarray) -> dict[str, float]:
        return {key: float(np.exp(y) if log else y * 20) for key, y, log in zip(ranges, x, logarithmic, strict=True)}

    def residuals(x: np.ndarray) -> np.ndarray:
        try:
            return away(measured(varied(cell, read(x))), bands)
        except (PatchSimError, IndexError):
            return away({}, bands)

    best = least_squares(residuals, first, bounds=(low, high), loss="soft_l1", diff_step=0.02, max_nfev=rounds)
    return {key: float(f"{value:.3g}") for key, value in read(best.x).items()}


def report(name: str, values: dict[str, float]) -> None:
    """Print what was found and what a cell with it does."""
    for key, value in values.items():
        print(f"{key:16} {value:g}")
    found = measured(varied(CELLS[name], values))
    for key, (low, high) in BANDS[name].items():
        print(f"{key:16} {found[key]:9.4g}   {low:g} to {high:g} {'' if low <= found[key] <= high else 'outside'}")


if __name__ == "__main__":
    for chosen in sys.argv[1:] or BANDS:
        report(chosen, tune(chosen, ROUNDS[chosen]))
