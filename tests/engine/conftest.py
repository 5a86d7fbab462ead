"""Membranes and currents for the tests of the engine."""

import numpy as np
import pytest

from patch_sim import CELLS
from patch_sim.cells import Cell, Section
from patch_sim.channels import Channel, Exp, Expr, Gate, Sigmoid


@pytest.fixture
def passive() -> Cell:
    """1000 µm² with 10 pF and 1 nS: a time constant of 10 ms and a resistance of 1 GΩ."""
    leak = Channel(name="leak", label="Leak", g_max=0.1, e_rev=-70.0)
    side = (1000 / np.pi) ** 0.5
    return Cell(name="passive", label="Passive", sections=(Section("soma", side, side, (leak,)),), v_init=-70.0)


@pytest.fixture
def many_gates() -> Cell:
    """The squid axon with ten more gates, one of them instantaneous: two blocks of eight, and one behind."""
    cell = CELLS["squid_axon"]
    (soma,) = cell.sections
    slow = tuple(
        Channel(
            name=f"slow_{k}",
            label=f"Slow {k}",
            g_max=0.05,
            e_rev=-80.0,
            gates=(
                Gate("a", 2, inf=Sigmoid(1.0, -40.0 + k, 6.0), tau=Expr(f"{2 + k} + 10/(1 + exp((v + 50)/9))")),
                Gate("b", 1, alpha=Exp(0.01, -60.0, -20.0), beta=Sigmoid(0.05, -30.0, 8.0)),
            ),
        )
        for k in range(5)
    )
    persistent = Channel(
        name="nap", label="Persistent", g_max=0.1, e_rev=50.0, gates=(Gate("p", 1, inf=Sigmoid(1.0, -50.0, 5.0)),)
    )
    channels = (persistent, *soma.channels, *slow)
    return Cell(
        name="many",
        label="Many gates",
        sections=(Section("soma", soma.diameter, soma.length, channels),),
        ions=cell.ions,
        celsius=6.3,
    )
