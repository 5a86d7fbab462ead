"""The engine made ready in the background, before anybody asks for it."""

from threading import Event
from time import perf_counter

from patch_sim.engine.pace import PACE
from patch_sim.engine.simulate import simulate
from patch_sim.engine.warm import apart, compile_kernels
from patch_sim.experiment import Experiment
from patch_sim.io.apart import READERS

from .view.starts import CELL, STARTS, pictured

READY = Event()
"""Set when every kernel is compiled or loaded."""


def begin() -> None:
    """Begin to compile what the starts need while Reflex still builds the page, which takes one core; else nothing."""
    apart("here")


def prepare() -> None:
    """First what the six starts need, then the rest; half a minute once after installing, a second later on."""
    pictured()
    READERS.ready()
    compile_kernels()
    for experiment in (Experiment.of(CELL, name) for name in STARTS):
        start = perf_counter()
        simulate(experiment)
        PACE.note(experiment, perf_counter() - start)
    READY.set()
