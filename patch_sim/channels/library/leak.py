"""Leak of the squid giant axon: what Hodgkin & Huxley (1952) found beside sodium and potassium."""

from patch_sim.channels import Channel

LEAK = Channel(
    name="leak",
    label="Leak",
    family="leak",
    g_max=0.3,
    e_rev=-54.387,  # puts the squid's rest at −65.0 mV; the paper's rounded −54.3 gives −64.974 mV
    source="doi:10.1113/jphysiol.1952.sp004764",
)
