"""Tetraethylammonium: plugs potassium channels.

Outside, half of Kv3 and of BK is blocked at 0.15–0.3 mM, of Kv2 and of Kv7.2/7.3 at some mM; Kv1 ranges from 0.3 mM
(Kv1.1) to beyond 10 mM (Kv1.2), and Kv4 is spared. The squid axon's channel is blocked from inside alone (Armstrong &
Binstock 1965): for it the concentration is that of a perfused axon. Values taken from general knowledge of the
literature.
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
        Effect("kv7", ic50=3500.0),
    ),
    concentration=10000.0,
    source="Gutman et al. 2005, Pharmacol Rev 57:473; Wei et al. 2005, Pharmacol Rev 57:463",
)
