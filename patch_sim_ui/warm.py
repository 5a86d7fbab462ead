"""The engine made ready in the background, before anybody asks for it."""

from threading import Event

from patch_sim.engine.warm import compile_kernels

from .view.starts import pictured

READY = Event()
"""Set when every kernel is compiled or loaded."""


def prepare() -> None:
    """First what the six starts need, then the rest; half a minute once after installing, a second later on."""
    pictured()
    compile_kernels()
    READY.set()
