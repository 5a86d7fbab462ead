"""The engine: an experiment becomes a recording.

Numba is imported by the modules in here and by nothing else, at the first simulation. It keeps compiled kernels in
``__pycache__`` and makes them again when a source that they are made from has changed.
"""
