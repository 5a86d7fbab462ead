"""The experiment: one value that says everything needed to repeat a recording."""

from typing import Any, Literal, TypeVar

from pydantic import Field

from .cells import CELLS, Cell
from .errors import ParameterError
from .protocols import PROTOCOLS, Protocol
from .protocols.timing import records
from .registry import Registry
from .rigs import RIGS, Rig
from .units import Annotated, Unit, seed_number
from .values import shown, value

T = TypeVar("T")

solver_ms = Annotated[float, Unit("ms", 1e-4, 1)]
tolerance_mV = Annotated[float, Unit("mV", 1e-6, 1)]


@value
class Solver:
    """How an experiment is solved.

    ``accurate`` is of fourth order and shortens its step where it must; ``fast`` is a staggered Crank–Nicolson
    scheme of second order; ``neuron`` is the scheme of NEURON's secondorder=2, kept to compare with it. ``adaptive``
    takes steps as long as `tolerance` allows, of fourth order: for long sweeps with few spikes. Its tolerance bounds
    what one step may err, not the whole: each spike of a train shifts by what all steps before it erred. An ideal
    voltage clamp is solved exactly, without steps, whatever is chosen here; where a pool's concentration changes, which
    has no exact solution, by ``accurate``, as the recording then says.
    """

    method: Literal["accurate", "fast", "neuron", "adaptive"] = "accurate"
    """Method: accurate, fast, neuron, or adaptive."""
    dt: solver_ms = 0.025
    """Step: of the solver; it must divide the sampling interval, and a longer one is cut to it."""
    tolerance: tolerance_mV = 0.01
    """Tolerance: of each step of `adaptive`, in v; a hundredth of it, per mV, in gates and in the share of a pool."""


@value
class Experiment:
    """A cell in a rig under a protocol. Equal experiments give equal recordings."""

    cell: Cell
    protocol: Protocol
    rig: Rig = Field(default_factory=lambda: RIGS["ideal"])
    solver: Solver = Field(default_factory=Solver)
    seed: seed_number = 0
    """Seed: of everything random."""
    record: tuple[str, ...] = ()
    """Places that are recorded besides the middle of every section: ``dend(0.9)``, or ``dend(0.9).v`` alone."""

    @classmethod
    def of(cls, cell: str | Cell, protocol: str | Protocol, rig: str | Rig = "ideal", seed: int = 0) -> "Experiment":
        """From names or values; a protocol's levels are fitted to the cell.

        >>> Experiment.of("squid_axon", "iv_curve").protocol.n_sweeps
        17
        """
        the_cell = _named(cell, CELLS)
        the_protocol = _named(protocol, PROTOCOLS)
        the_rig = _named(rig, RIGS)
        return cls(cell=the_cell, protocol=the_protocol.fitted(the_cell.facts), rig=the_rig, seed=seed)

    def applied(self, sweep: int, run: int = 0) -> tuple[tuple[str, float, float], ...]:
        """Name with concentration, start and end (ms of the sweep) of every drug that comes or goes and flows in it.

        >>> from dataclasses import replace
        >>> from patch_sim.drugs import DRUGS
        >>> cell = replace(CELLS["squid_axon"], drugs=(replace(DRUGS["ttx"], start_s=0.01),))
        >>> Experiment.of(cell, "action_potential").applied(0)
        (('TTX 1 µM', 10.0, 38.0),)
        """
        since, lasts = records(self.protocol, sweep, run), self.protocol.n_samples / self.protocol.rate
        found = []
        for drug in (drug for drug in self.cell.drugs if drug.moves):
            start = max(0.0, 1e3 * drug.start_s - since)
            end = min(lasts, 1e3 * drug.stop_s - since) if drug.stop_s else lasts
            if start < end:
                found.append((str(drug), start, end))
        return tuple(found)


def _named(thing: Any, among: Registry[T]) -> T:
    """The entry of that name, or the value itself."""
    if isinstance(thing, among.of):
        return thing
    if not isinstance(thing, str):
        kind = among.of.__name__
        raise ParameterError(f"Experiment.{among.what} = {shown(thing)}: must be a {kind}, or the name of one")
    return among[thing]
