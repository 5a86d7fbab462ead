"""The four workloads: the membrane of Hodgkin & Huxley (1952) under current and voltage clamp.

W1  one sweep of 1 s, 10 µA/cm² from 100 to 900 ms, at 25 µs
W2  32 such sweeps, 0 to 31 µA/cm²
W3  17 sweeps of 30 ms in voltage clamp, −100 to +60 mV from −70 between 5 and 25 ms, at 10 µs
W4  1000 cells, 40 sodium × 25 potassium conductances, 200 ms with 10 µA/cm² from 20 to 180 ms, at 25 µs
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patch_sim.cells import Cell, Section
from patch_sim.channels import Channel, Exp, Gate, Linoid, Sigmoid

Array = NDArray[np.float64]

SIDE = 17.841241161527712  # µm: π · side² = 1000 µm², so that 1 µA/cm² is 10 pA
DT = 0.025
V_START = -65.0
NAV = Channel(
    name="nav",
    label="Sodium",
    g_max=120.0,
    e_rev=50.0,
    gates=(
        Gate("m", 3, alpha=Linoid(1.0, -40.0, 10.0), beta=Exp(4.0, -65.0, -18.0)),
        Gate("h", 1, alpha=Exp(0.07, -65.0, -20.0), beta=Sigmoid(1.0, -35.0, 10.0)),
    ),
)
KV = Channel(
    name="kv",
    label="Potassium",
    g_max=36.0,
    e_rev=-77.0,
    gates=(Gate("n", 4, alpha=Linoid(0.1, -55.0, 10.0), beta=Exp(0.125, -65.0, -80.0)),),
)
LEAK = Channel(name="leak", label="Leak", g_max=0.3, e_rev=-54.387)
SQUID = Cell(name="squid", label="Squid axon", sections=(Section("soma", SIDE, SIDE, (NAV, KV, LEAK)),), celsius=6.3)

G_NA, G_K = (g.ravel() for g in np.meshgrid(np.linspace(80, 160, 40), np.linspace(20, 52, 25), indexing="ij"))


class CurrentClamp(NamedTuple):
    """Sweeps of one current step; `g` (channels, sweeps) in mS/cm² where the cells differ."""

    duration: float
    on: float
    off: float
    density: Array
    """µA/cm² of each sweep."""
    g: Array

    @property
    def command(self) -> Array:
        """(sweeps, samples) in pA."""
        t = np.arange(round(self.duration / DT) + 1) * DT
        return 10.0 * self.density[:, None] * ((t > self.on - DT / 2) & (t < self.off - DT / 2))


def squids(n: int) -> Array:
    """The conductances of `n` cells that are alike."""
    return np.repeat([[120.0], [36.0], [0.3]], n, axis=1)


W1 = CurrentClamp(1000.0, 100.0, 900.0, np.array([10.0]), squids(1))
W2 = CurrentClamp(1000.0, 100.0, 900.0, np.arange(32.0), squids(32))
W4 = CurrentClamp(200.0, 20.0, 180.0, np.full(1000, 10.0), np.stack([G_NA, G_K, np.full(1000, 0.3)]))

W3_INTERVAL, W3_HOLDING = 0.01, -70.0
W3_LEVELS = np.arange(-100.0, 61.0, 10.0)


def w3_command() -> Array:
    """(17, 3000) in mV."""
    t = np.arange(3000) * W3_INTERVAL
    inside = (t > 5 - W3_INTERVAL / 2) & (t < 25 - W3_INTERVAL / 2)
    return np.where(inside, W3_LEVELS[:, None], W3_HOLDING)
