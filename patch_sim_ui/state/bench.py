"""The bench: one experiment, what was recorded of it, and the way back."""

import asyncio
from typing import Any

import reflex as rx

from patch_sim.engine.problems import problems
from patch_sim.experiment import Experiment
from patch_sim.protocols import Protocol
from patch_sim_ui.ahead_route import WATCHES
from patch_sim_ui.live import SESSIONS
from patch_sim_ui.view import bath_edits, edits, layers
from patch_sim_ui.view.epoch_plot import EpochPlot, epoch_plot
from patch_sim_ui.view.panels import panels, preview
from patch_sim_ui.view.results import Sheet, fitting
from patch_sim_ui.view.rows import Choice, Field
from patch_sim_ui.view.starts import STARTS, Start, pictured, starts
from patch_sim_ui.warm import READY

from .files import Files
from .formed import Formed
from .history import History
from .latest import RUNS
from .linked import FIRST, Linked
from .moves import attempt, change, go_live, history, leave, move, pick, prepare, show, take
from .paper import Paper
from .record import failed, record
from .rigged import Rigged
from .table import Table

PATIENCE = 0.3
"""Seconds after which the status line says that a run is under way, and how often it says how far it is."""
COMPILING = "Preparing the engine; only the first start after installing takes this long …"
VIEWS = ("scope", "cell", "clamp", "epochs", "results")
DRAWERS = ("epochs", "results", "about", "book", "script")


class Bench(Files, Linked, Paper, Rigged, Table, Formed):
    """What a tab of the browser works on. Handlers read, call a pure function, and assign."""

    details: tuple[Field, ...] = ()
    opened: str = ""
    curves: list[dict[str, Any]] = rx.field(default_factory=list)
    plot: EpochPlot = epoch_plot(FIRST.protocol)
    levels: tuple[float, ...] = FIRST.protocol.levels()
    level_unit: str = FIRST.protocol.level_unit
    preview: dict[str, Any] = preview(FIRST.protocol)
    panels: list[dict[str, Any]] = panels(FIRST)
    offers: list[dict[str, Any]] = rx.field(default_factory=list)
    areas: dict[str, float] = rx.field(default_factory=dict)
    starts: tuple[Start, ...] = starts()

    live: str = ""
    token: str = ""
    sheet: Sheet = Sheet()
    figure: dict[str, Any] = rx.field(default_factory=dict)
    analysis: str = ""
    analyses: tuple[Choice, ...] = fitting(FIRST)
    traces_csv: str = ""
    sheet_csv: str = ""
    samples: str = ""
    status: str = ""
    fault: str = ""
    unrun: str = ""
    busy: str = ""
    can_undo: bool = False
    can_redo: bool = False
    drawer: str = "epochs"
    view: str = "scope"

    _box: tuple[History] = (History(FIRST),)
    _errors: tuple[tuple[str, str], ...] = ()
    _drawn: tuple[Protocol] = (FIRST.protocol,)
    _setup: int = 0
    _recorded: tuple[Experiment] = (FIRST,)
    _firsts: tuple[tuple[str, Sheet], ...] = ()
    """By analysis, the first sheet since cell and protocol were chosen."""
    _was_in: frozenset[str] = frozenset()
    """Where this tab was since the server started: "live", that is Continuous, or "membrane"."""
    _keeps: bool | None = None
    """Whether the lab book keeps the next run, as Record and View only say; None for one that follows an edit."""

    @rx.event
    async def open(self):
        """The page is there: give the starts their pictures."""
        self.starts = await asyncio.to_thread(pictured)

    @rx.event
    def edit(self, path: str = "", text: str = ""):
        """A field was left with a new text, or a slider was let go."""
        return again(change(self, path, text, History.committed))

    @rx.event
    def slide(self, path: str = "", text: str = ""):
        """A slider is under way; its traces go ahead of its numbers."""
        return again(change(self, path, text, History.dragged))

    @rx.event
    def restore(self, path: str = ""):
        """A refused text was given up."""
        self._errors = tuple(pair for pair in self._errors if pair[0] != path)
        show(self)

    @rx.event
    def take_usual(self, path: str = ""):
        """Back to what the library says."""
        return again(attempt(self, edits.restored, path))

    @rx.event
    def switch_channel(self, path: str = ""):
        """Take a channel into the membrane or a drug into the bath, or out of it."""
        return again(attempt(self, edits.switched, path))

    @rx.event
    def add_channel(self, name: str = ""):
        """Put a channel of the library into the cell, or one of one's own, which is unfolded to be written."""
        there = len(self.channels.cards)
        is_due = attempt(self, edits.with_channel, self.head.section, name)
        if str(name).startswith(edits.OWN) and len(self.channels.cards) > there:
            self.opened = self.channels.cards[-1].path
            show(self)
        return again(is_due)

    @rx.event
    def remove_channel(self, section: str = "", name: str = ""):
        """Take a channel out of the cell altogether."""
        return again(attempt(self, edits.without_channel, section, name))

    @rx.event
    def take_drug(self, name: str = ""):
        """Put a drug of the library into the bath, or wash it out again."""
        return again(attempt(self, bath_edits.with_or_without_drug, name))

    @rx.event
    def pick_solution(self, side: str = "", name: str = ""):
        """Put the cell into another bath, or fill it from another pipette."""
        return again(attempt(self, bath_edits.in_solution, side, name))

    @rx.event
    def change_layer(self, name: str = ""):
        """Let an ion's currents change its concentration, or no longer."""
        return again(attempt(self, layers.with_or_without_layer, name))

    @rx.event
    def pick_cell(self, name: str = ""):
        """Put another cell under the protocol."""
        pick(self, name, self.head.protocol)

    @rx.event
    def pick_protocol(self, name: str = ""):
        """Give this cell another protocol; its own changes stay."""
        pick(self, self.head.cell, name)

    @rx.event
    def start(self, protocol: str = ""):
        """One of the six starts: choose and run."""
        leave(self)
        is_due = protocol in STARTS and pick(self, self.head.cell, protocol)
        self._keeps = True if is_due else None
        return again(is_due)

    @rx.event
    def run(self):
        """Record: run the protocol; the lab book keeps it."""
        prepare(self, keeps=True)
        return Bench.follow

    @rx.event
    def view_only(self):
        """Run the protocol, and keep nothing of it."""
        prepare(self, keeps=False)
        return Bench.follow

    @rx.event
    def stop(self):
        """End the run under way, or Continuous; the last recording stays."""
        RUNS.stop(self.router.session.client_token)
        return again(leave(self)) if self.live else None

    @rx.event
    def go_on(self):
        """Continuous: the cell goes on under every edit; once more, and the last recording is back."""
        if self.live:
            return again(leave(self))
        return go_live(self)

    @rx.event
    def lost_live(self):
        """The server has forgotten the cell that goes on: another one."""
        if self.live:
            self.live = SESSIONS.open(history(self).now)

    @rx.event
    def lost(self):
        """The server has forgotten the recording on the screen: make it again."""
        return Bench.follow

    @rx.event
    def undo(self):
        """One step back."""
        return again(move(self, history(self).undone()))

    @rx.event
    def redo(self):
        """One step forth again."""
        return again(move(self, history(self).redone()))

    @rx.event
    def key(self, name: str = ""):
        """A key of the page."""
        if name == "run" and self.live:
            return None
        if name == "stop" and self.live:  # Esc closes menus there, and does not leave
            return RUNS.stop(self.router.session.client_token)
        if name in ("run", "stop", "undo", "redo"):
            return getattr(Bench, name)
        if name == "look" and not self.live:
            return Bench.view_only
        chosen = [start.protocol for start in self.starts if start.key == name]
        return Bench.start(chosen[0]) if chosen and not self.token else None

    @rx.event
    def analyze(self, name: str = ""):
        """Look at the recording with another analysis."""
        known = name in [choice.name for choice in fitting(history(self).now)]
        self.analysis = name if known else self.analysis
        return again(known and bool(self.token))

    @rx.event
    def open_details(self, path: str = ""):
        """Unfold a channel or a drug, or fold it again."""
        known = path in [card.path for card in (*self.channels.cards, *self.bath.drugs)]
        self.opened = path if known and path != self.opened else ""
        show(self)

    @rx.event
    def open_drawer(self, name: str = ""):
        """Choose what the drawer shows."""
        self.drawer = name if name in DRAWERS else self.drawer
        show(self)

    @rx.event
    def open_view(self, name: str = ""):
        """Choose the region that a phone shows."""
        self.view = name if name in VIEWS else self.view

    @rx.event(background=True)
    async def follow(self):
        """Record the newest experiment, and again as long as it changes meanwhile; only the newest setup is shown."""
        client = self.router.session.client_token
        if not RUNS.begin(client):
            return
        try:
            while True:
                async with self:
                    experiment, setup, analysis = history(self).now, self._setup, self.analysis
                    keeps, self._keeps = self._keeps, None
                outcome = None
                if not problems(experiment):
                    job, watch = RUNS.job(client), WATCHES.get(client)
                    seen = watch and watch.show
                    run = asyncio.create_task(asyncio.to_thread(record, experiment, analysis, job, seen))
                    while not (await asyncio.wait({run}, timeout=PATIENCE))[0]:
                        async with self:
                            was, self.busy = self.busy, job.text if READY.is_set() else COMPILING
                            if not was:
                                show(self)
                    outcome = failed(run.exception()) if run.exception() else run.result()
                async with self:
                    self.busy = ""
                    show(self)
                    if outcome and setup == self._setup:
                        take(self, outcome, experiment, keeps)
                if not RUNS.again(client):
                    return
        finally:
            RUNS.end(client)


def again(is_due: bool) -> Any:
    """The event that records anew, where it is due."""
    return Bench.follow if is_due else None
