"""TTA-P2: blocks T-type calcium channels.

Half of the T current of thalamic neurons is blocked at 22 nM, from general knowledge of the source; of sensory neurons
at 100 nM, as a supplier quotes.
"""

from patch_sim.drugs import Drug, Effect

TTA_P2 = Drug(
    name="tta_p2",
    label="TTA-P2",
    effects=(Effect("cav3", ic50=0.022),),
    concentration=1.0,
    source="Dreyfus et al. 2010, J Neurosci 30:99",
)
