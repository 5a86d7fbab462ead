"""The run that is likely to be asked for next, prepared while its user still looks for the button."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock

from patch_sim.cells import Cell
from patch_sim.engine.prepare import prepare
from patch_sim.experiment import Experiment


class Readied:
    """What was chosen last is prepared by a thread of its own; what was chosen before that, no more."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="patch_sim_ready")
        self._lock = Lock()
        self._newest: Experiment | None = None
        self._under_way: tuple[Cell, Future[None]] | None = None

    def begin(self, experiment: Experiment) -> None:
        """Prepare its run, behind the caller's back."""
        with self._lock:
            self._newest = experiment
            self._under_way = experiment.cell, self._thread.submit(self._prepare, experiment)

    def wait(self, experiment: Experiment) -> None:
        """Return when nothing is being prepared that a run of this experiment would have to work out as well."""
        with self._lock:
            mine = self._under_way
        if mine and mine[0] is experiment.cell:
            wait([mine[1]])

    def _prepare(self, experiment: Experiment) -> None:
        if experiment is self._newest:
            prepare(experiment)


READIED = Readied()
