"""4-Aminopyridine: blocks potassium channels that activate at low voltages, Kv3 before all.

Kv3.1 is half blocked at some 30 µM, Kv1.1 and 1.2 at 0.3–0.6 mM, Kv4 at 2–5 mM, Kv2.1 beyond. The block of real
channels depends on use. Values taken from general knowledge of the literature.
"""

from patch_sim.drugs import Drug, Effect

FOUR_AP = Drug(
    name="four_ap",
    label="4-Aminopyridine (4-AP)",
    effects=(
        Effect("kv3", ic50=30.0),
        Effect("kv1", ic50=400.0),
        Effect("kv4", ic50=3000.0),
        Effect("kv", ic50=10000.0),
    ),
    concentration=100.0,
    source="Gutman et al. 2005, Pharmacol Rev 57:473",
)
