"""4-Aminopyridine: blocks potassium channels that activate at low voltages, Kv3 before all.

Kv3.1 is half blocked at 29 µM (a reference article; 30 µM lengthen spikes that Kv3.1b ends in the medulla: abstract of
"Localization and function of the Kv3.1b subunit in the rat medulla oblongata"), Kv3.2 at 0.1 mM and Kv3.3 at 1.2 mM in
the compendium's tables. These have 0.29 mM for Kv1.1 and 0.59 mM for Kv1.2, of which 0.4 mM is the geometric mean;
Kv1.5 has 0.14 mM (Yamane, Furukawa & Hiraoka 1995). Kv4 currents of neurons go at millimolar concentrations (of mouse
MNTB, abstract); closed ones of the heart bind at 0.2 mM (J Gen Physiol 101:603, abstract). The 3 mM, and the 10 mM of
other delayed rectifiers, are orders of magnitude from general knowledge. The block of real channels depends on use.
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
