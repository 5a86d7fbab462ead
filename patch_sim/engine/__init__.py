"""The engine: an experiment becomes a recording. Numba is imported here, and by the first simulation only."""
