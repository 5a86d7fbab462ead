"""Physical constants (SI 2019, CODATA 2018; exact but for the rounding of R)."""

R = 8.314462618
"""Molar gas constant, J/(mol·K)."""
BOLTZMANN = 1.380649e-23
"""Boltzmann constant, J/K."""
F = 96485.33212
"""Faraday constant, C/mol."""
ZERO_CELSIUS = 273.15
"""0 °C in kelvin."""
