"""The model cell on the bench: 500 MΩ beside 33 pF, to adjust an amplifier with.

No neuron, but a resistor and a capacitor in a box, which has no rest of its own and never fires. The values are the
nominal ones of the box that comes with common patch-clamp amplifiers.
"""

from dataclasses import replace

from patch_sim.cells import Cell, Section
from patch_sim.channels import CHANNELS
from patch_sim.facts import Facts

SIDE = 32.4102  # µm: π · side² = 3300 µm²

MODEL_CELL = Cell(
    name="model_cell",
    label="Model cell (500 MΩ, 33 pF)",
    group="On the bench",
    sections=(
        Section(
            "soma",
            diameter=SIDE,
            length=SIDE,
            channels=(replace(CHANNELS["leak"], g_max=0.2 / 3.3, e_rev=0.0),),
        ),
    ),
    celsius=22.0,
    v_init=0.0,
    source="Molecular Devices PATCH-1U, nominal values of the cell position",
    facts=Facts(
        v_rest=(0.0, 1e-9),
        r_in=(500, 0.05),
        tau_m=(16.5, 0.01),
        holding=(0, 0),
    ),
)
