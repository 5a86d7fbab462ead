"""ω-Conotoxin GVIA, of a cone snail: blocks N-type calcium channels, hardly reversibly.

Half of the release of noradrenaline from cortical slices that can be blocked is gone at about 2 nM (abstract of
"Characterization of the effects of ω-conotoxin GVIA on the responses of voltage-sensitive calcium channels"); 1 nM for
the channel itself is from general knowledge.
"""

from patch_sim.drugs import Drug, Effect

CONOTOXIN = Drug(
    name="conotoxin",
    label="ω-Conotoxin GVIA",
    effects=(Effect("cav2_2", ic50=0.001),),
    concentration=1.0,
    source="doi:10.1124/pr.57.4.5",
)
