"""Tetraethylammonium: plugs potassium channels.

Outside, the compendium's tables have Kv3.2 half blocked at 0.1 mM and Kv3.3 at 0.14 mM, a reference article Kv3.1 at
0.2 mM, which stands for the family; Kv1.1 at 0.3 mM, which stands for its own, though Kv1.2 hardly is (560 mM). Single
BK channels of arteries bind with 0.16–0.2 mM (Langton et al. 1991, abstract); 30 mM take 87 % of Kv2.1 (J Physiol
486:267, abstract), which asks for 4.5 mM; Kv7.2/7.3, the M channel, takes 3.8 mM (Hadley et al. 2000, abstract). Kv4 is
spared. The squid axon's channel is blocked from inside alone (Armstrong & Binstock 1965): for it the concentration is
that of a perfused axon.
"""

from patch_sim.drugs import Drug, Effect

TEA = Drug(
    name="tea",
    label="Tetraethylammonium (TEA)",
    effects=(
        Effect("kv3", ic50=200.0),
        Effect("bk", ic50=200.0),
        Effect("kv1", ic50=300.0),
        Effect("kv", ic50=5000.0),
        Effect("kv7", ic50=3800.0),
    ),
    concentration=10000.0,
    source="Gutman et al. 2005, Pharmacol Rev 57:473; Hadley et al. 2000, Br J Pharmacol 129:413",
)
