"""Delayed rectifier of hippocampal and cortical neurons (Traub & Miles 1991), as in Pospischil et al. (2008)."""

from patch_sim.channels import Channel, Expr, Gate, Param
from patch_sim.facts import Facts

KV_TM = Channel(
    name="kv_tm",
    label="K⁺ delayed rectifier (Traub–Miles 1991)",
    family="kv",
    ion="k",
    g_max=5.0,
    params=(Param("v_t", -55.0, "mV", "Shift of all its voltages: the spike's threshold lies near it"),),
    q10=3.0,
    t_ref=36.0,
    gates=(Gate("n", 4, alpha=Expr("0.16/exprel((15 + v_t - v)/5)"), beta=Expr("0.5*exp((10 + v_t - v)/40)")),),
    source="doi:10.1007/s00422-008-0263-8; ModelDB 123623",
    facts=Facts(n_half=(-30.78, 0.05), n_tau_max=(1.689, 0.005)),
)
