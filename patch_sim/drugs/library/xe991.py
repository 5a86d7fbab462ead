"""XE991: blocks the M current.

Half of the M current of sympathetic neurons, and of Kv7.2/7.3, is blocked at 0.6–1 µM: from general knowledge, the
source's abstract has no number; of Kv7.4 at 5 µM in the compendium's table (5.5 µM: Søgaard et al. 2001, abstract).
Real block needs channels that are open (Greene et al. 2017).
"""

from patch_sim.drugs import Drug, Effect

XE991 = Drug(
    name="xe991",
    label="XE991",
    effects=(Effect("kv7", ic50=1.0),),
    concentration=10.0,
    source="Wang et al. 1998, Science 282:1890; Gutman et al. 2005, Pharmacol Rev 57:473",
)
