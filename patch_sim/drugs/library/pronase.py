"""Pronase inside the cell: a mixture of proteases that cuts off fast inactivation of sodium channels.

Perfused into a squid axon at about 1 mg/ml for some minutes it destroys the h-process; activation stays as it was, and
conductance then follows m³ alone (Armstrong, Bezanilla & Rojas 1973; Rojas & Rudy 1976, as their abstract says).
Digestion goes on with time and does not reverse, so that there is no half-dose: the concentration here stands for how
far it has come, 50 µM for the usual minutes (1 mg/ml of 20 kDa), 1 µM for half of the channels. Slow inactivation is
spared, and so are channels that are given as schemes of states, which have no such gate.
"""

from patch_sim.drugs import Drug, Effect

PRONASE = Drug(
    name="pronase",
    label="Pronase (inside)",
    effects=(
        Effect("nav", ic50=1.0, gate="h"),
        Effect("nav_r", ic50=1.0, gate="h"),
        Effect("inap", ic50=1.0, most=0.0, gate="h"),
    ),
    concentration=50.0,
    source="Armstrong, Bezanilla & Rojas 1973, J Gen Physiol 62:375; Rojas & Rudy 1976, J Physiol 262:501",
)
