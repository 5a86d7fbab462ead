"""The engine: an experiment becomes a recording.

Numba is imported by the modules in here and by nothing else, at the first simulation. It keeps compiled kernels in
``__pycache__`` and makes them again when their own file changes; after a change of `simd.py`, `single.py` or
`lanes.py`, on which they are built, remove that folder.
"""
