"""Sodium current of neurons without a resurgent one: the scheme of `nar_markov` without its block."""

from dataclasses import replace

from patch_sim.channels import Param
from patch_sim.channels.library import nar_markov
from patch_sim.facts import Facts

NAT_MARKOV = replace(
    nar_markov.NAR_MARKOV,
    name="nat_markov",
    label="Na⁺ transient, 13 states (Raman & Bean 2001, Khaliq 2003)",
    params=(
        *nar_markov.NAR_MARKOV.params[:2],
        Param("oon", 2.3, "1/ms", "Inactivation: of an open channel."),
        nar_markov.NAR_MARKOV.params[3],
        Param("epsilon", 1e-12, "1/ms", "Block: of an open channel."),
    ),
    source="doi:10.1016/S0006-3495(01)76052-3; doi:10.1523/JNEUROSCI.23-12-04899.2003; ModelDB 80769",
    facts=Facts(),
)
