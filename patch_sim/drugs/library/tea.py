"""Tetraethylammonium: plugs potassium channels.

Outside, Kv3.3 is half blocked at 0.14 mM (the compendium's table) and Kv7.2/7.3, the M channel, at 3.8 mM (Hadley et
al. 2000, abstract). Kv1.2 hardly is (560 mM in the table); Kv1.1 at 0.3–0.5 mM stands for the family here. That, BK
and Kv3 at 0.2 mM and Kv2 at 5 mM are from general knowledge: not checked. Kv4 is spared. The squid axon's channel is
blocked from inside alone (Armstrong & Binstock 1965): for it the concentration is that of a perfused axon.
"""

from patch_sim.drugs import Drug, Effect

TEA = Drug(
    name="tea",
    label="Tetraethylammonium (TEA)",
    effects=(
        Effect("kv3", ic50=200.0),
        Effect("bk", ic50=200.0),
        Effect("kv1", ic50=500.0),
        Effect("kv", ic50=5000.0),
        Effect("kv7", ic50=3800.0),
    ),
    concentration=10000.0,
    source="Gutman et al. 2005, Pharmacol Rev 57:473; Hadley et al. 2000, Br J Pharmacol 129:413",
)
