"""From an experiment to what the page shows of its recording; runs in a thread."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from patch_sim.analysis import ANALYSES
from patch_sim.engine.pace import PACE
from patch_sim.engine.simulate import simulate
from patch_sim.engine.watch import Progress
from patch_sim.errors import Cancelled, PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.recording import Recording
from patch_sim_ui.readied import READIED
from patch_sim_ui.store import STORE
from patch_sim_ui.view.numbers import written
from patch_sim_ui.view.offers import areas, offers
from patch_sim_ui.view.panels import panels, signals
from patch_sim_ui.view.results import Sheet, fitting, sheet, spec


@dataclass(frozen=True)
class Outcome:
    """A recording's token and everything beside its traces; or the fault that kept it from being."""

    token: str = ""
    panels: list[dict[str, Any]] = field(default_factory=list)
    offers: list[dict[str, Any]] = field(default_factory=list)
    areas: dict[str, float] = field(default_factory=dict)
    analysis: str = ""
    sheet: Sheet = field(default_factory=Sheet)
    figure: dict[str, Any] = field(default_factory=dict)
    traces_csv: str = ""
    sheet_csv: str = ""
    samples: str = ""
    status: str = ""
    fault: str = ""
    retriable: bool = False
    """Whether the same run may go well the next time."""


def record(
    experiment: Experiment,
    analysis: str,
    progress: Progress | None = None,
    seen: Callable[[str, Recording], object] | None = None,
) -> Outcome:
    """Simulate, keep the recording, tell `seen` its token, analyze it; a run that `progress` stops leaves nothing."""
    READIED.wait(experiment)
    start = perf_counter()
    try:
        recording = simulate(experiment, progress)
        took = 1e3 * (perf_counter() - start)
        PACE.note(experiment, took / 1e3)
    except Cancelled:
        return Outcome(fault="Stopped; nothing of this run is kept", retriable=True)
    except PatchSimError as error:
        return Outcome(fault=str(error))
    token = STORE.put(recording)
    if seen:
        seen(token, recording)
    name = chosen(experiment, analysis)
    result, said = None, ""
    try:
        result = ANALYSES[name].run(recording) if name else None
    except PatchSimError as error:
        said = str(error)
    return Outcome(
        token=token,
        panels=panels(experiment),
        offers=offers(recording),
        areas=areas(recording),
        analysis=name,
        sheet=sheet(result) if result else Sheet(note=said),
        figure=spec(result.figure, recording.n_sweeps) if result else {},
        traces_csv=f"/csv/{token}/traces?{urlencode({'signals': ','.join(signals(experiment))})}",
        sheet_csv=f"/csv/{token}/{name}" if result else "",
        samples=f"/samples/{token}/{name}" if result else "",
        status=status(recording, took),
    )


def failed(fault: BaseException) -> Outcome:
    """What the page says of a fault that nobody foresaw; the log has the rest."""
    logging.getLogger("patch_sim_ui").error("a run failed", exc_info=fault)
    what = str(fault).partition("\n")[0][:120]
    said = f"The run failed ({type(fault).__name__}: {what}); the traces are those of the last good run"
    return Outcome(fault=said, retriable=True)


def chosen(experiment: Experiment, analysis: str) -> str:
    """The analysis that was asked for if it fits, else the first that does."""
    names = [choice.name for choice in fitting(experiment)]
    return analysis if analysis in names else next(iter(names), "")


def status(recording: Recording, took: float) -> str:
    """What ran and how, for the status line."""
    n = recording.n_sweeps
    step = "no steps" if recording.dt == 0 else f"step {written(1e3 * recording.dt, 3)} µs"
    redone = f", {written(recording.redone)} block{'s' * (recording.redone > 1)} redone" if recording.redone else ""
    warned = "".join(f" · {warning}" for warning in recording.warnings)
    return f"{n} sweep{'s' if n > 1 else ''} in {written(took, 2)} ms · {recording.method}, {step}{redone}{warned}"
