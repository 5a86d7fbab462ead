"""Potassium leak of thalamic relay neurons (McCormick & Huguenard 1992; Destexhe et al. 1996).

The conductance is 4 nS over the membrane of the model's cell.
"""

from patch_sim.channels import Channel

LEAK_K = Channel(
    name="leak_k",
    label="K⁺ leak (Destexhe 1996)",
    family="leak",
    ion="k",
    g_max=0.01382,
    source="doi:10.1152/jn.1996.76.3.2049; ModelDB 3343",
)
