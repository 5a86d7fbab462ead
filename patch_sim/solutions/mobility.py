"""How fast ions move in water: charge and mobility relative to potassium, of what solutions of this field are made of.

Limiting molar conductivities over z² that of K⁺ (Ng & Barry 1995, J Neurosci Methods 56:37, as listed for the junction
potential calculator of Catacomb 2): to be used with the charge once more, z u and z² u. Buffers and chelators are
counted as the anions that they partly are.
"""

MOBILITIES: dict[str, tuple[int, float]] = {
    "k": (1, 1.0),
    "na": (1, 0.682),
    "li": (1, 0.525),
    "cs": (1, 1.05),
    "rb": (1, 1.059),
    "nh4": (1, 1.0),
    "tl": (1, 1.02),
    "tea": (1, 0.444),
    "tma": (1, 0.611),
    "choline": (1, 0.51),
    "nmdg": (1, 0.33),
    "tris": (1, 0.40),
    "ca": (2, 0.405),
    "mg": (2, 0.361),
    "ba": (2, 0.433),
    "sr": (2, 0.404),
    "co": (2, 0.370),
    "zn": (2, 0.359),
    "cl": (-1, 1.039),
    "br": (-1, 1.063),
    "i": (-1, 1.045),
    "f": (-1, 0.753),
    "no3": (-1, 0.972),
    "clo4": (-1, 0.916),
    "scn": (-1, 0.900),
    "hco3": (-1, 0.605),
    "h2po4": (-1, 0.45),
    "hpo4": (-2, 0.390),
    "so4": (-2, 0.544),
    "acetate": (-1, 0.556),
    "propionate": (-1, 0.487),
    "butyrate": (-1, 0.44),
    "gluconate": (-1, 0.33),
    "glutamate": (-1, 0.26),
    "aspartate": (-1, 0.30),
    "isethionate": (-1, 0.52),
    "mes": (-1, 0.37),
    "mops": (-1, 0.35),
    "hepes": (-1, 0.30),
    "egta": (-2, 0.24),
}
