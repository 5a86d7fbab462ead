"""4-Aminopyridine: blocks potassium channels that activate at low voltages, Kv3 before all.

Kv3.1 is half blocked at some 30 µM (Kv3.3, in the compendium's table, at 1.2 mM), Kv1.2 at 0.59 mM in that table and
Kv1.5 at 0.14 mM (Yamane, Furukawa & Hiraoka 1995): 0.4 mM stands for the family. Kv4 at 2–5 mM and Kv2.1 beyond are
from general knowledge, and so is the 30 µM: not checked. The block of real channels depends on use.
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
