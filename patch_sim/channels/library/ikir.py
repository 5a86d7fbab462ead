"""Inward rectifier that follows the potassium outside: it opens below E_K and conducts as √[K⁺] outside.

That the opening depends on v − E_K, and that the conductance grows with the square root of [K⁺] outside, is the law of
Hagiwara & Takahashi (1974), who found a half at −15 mV and a slope of 7 mV in the starfish egg. Here the slope of 13 mV
and the half 12 mV below E_K are those of Steephen & Manchanda's (2009) spiny neuron (−102 mV with E_K at −90 mV); the
two papers put together are not a fit to one cell. The gate is instantaneous; ikir_steephen has the published time
constant, at voltages that are fixed. E_K is that of the cell's solutions; where a pool changes [K⁺] outside, the
current's driving force follows it, the opening and the conductance stay with the pool's rest.
"""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

IKIR = Channel(
    name="ikir",
    label="K⁺ inward rectifier, follows E_K",
    family="kir",
    ion="k",
    g_max=0.5,
    g_out_power=0.5,
    g_out_ref=3.5,
    params=(Param("dv", -12.0, "mV", "How far its half-activation lies from E_K"),),
    gates=(Gate("m", inf=Expr("1/(1 + exp((v - e_rev - dv)/13))")),),
    source="doi:10.1007/s10827-009-0161-7; doi:10.1007/BF01870103",
    facts=Facts(m_half=(-105.19, 0.05)),
)
