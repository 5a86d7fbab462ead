"""What the handlers of the bench do to it; those that change the experiment say whether it is to be recorded anew."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from patch_sim.engine.pace import PACE
from patch_sim.engine.problems import problems
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.link import LONGEST as LONGEST_LINK
from patch_sim.link import from_link, to_link
from patch_sim.script import to_script
from patch_sim_ui.live import SESSIONS
from patch_sim_ui.membrane import MembraneSession
from patch_sim_ui.readied import READIED
from patch_sim_ui.view import edits, own_form
from patch_sim_ui.view.amplifier import checks
from patch_sim_ui.view.book import Line, added, told
from patch_sim_ui.view.details import details
from patch_sim_ui.view.edits import Refused
from patch_sim_ui.view.epoch_plot import epoch_plot
from patch_sim_ui.view.form import form
from patch_sim_ui.view.panels import panels, preview
from patch_sim_ui.view.results import Sheet, fitting, moved
from patch_sim_ui.view.rows import PARTS, Form, part

from .history import History
from .record import Outcome, chosen

KEPT = {True: " · in the lab book", False: " · view only, not kept", None: ""}
LONGEST_KEPT = 900_000
"""Characters of an experiment that a tab keeps and a socket brings back."""
LINK = 20_000
"""Characters of a link that a line of the lab book keeps."""
LONGEST = 300
"""Characters of a path or a text that a socket may bring."""


def history(state: Any) -> History:
    """The one way to the experiment: Reflex wraps what it holds, but not what lies in a tuple."""
    return state._box[0]


def is_text(*things: object, longest: int = LONGEST) -> bool:
    """Whether all are short texts; a socket can bring anything."""
    return all(isinstance(thing, str) and len(thing) <= longest for thing in things)


def change(state: Any, path: str, text: str, how: Callable[[History, Experiment], History]) -> bool:
    """Read `text` into the field at `path`; what is refused stands beside the field, and nothing else changes."""
    here = history(state)
    now = here.now
    if not is_text(path, text) or not edits.offered(now, path):
        return False
    others = tuple(pair for pair in state._errors if pair[0] != path)
    try:
        new = edits.changed(now, path, text, (*here.past, *filter(None, (here.before,))))
    except Refused as refusal:
        state._errors = (*others, (path, str(refusal)))
        show(state)
        return False
    state._errors = others
    return move(state, how(history(state), new))


def attempt(state: Any, how: Callable[..., Experiment], *names: str, longest: int = LONGEST, clears: str = " ") -> bool:
    """A change that the page offers; names that it does not offer are ignored.

    What was refused before below the path `clears` is forgotten.
    """
    if not is_text(*names, longest=longest):
        return False
    try:
        new = how(history(state).now, *names)
    except Refused as refusal:
        if refusal.path:
            others = tuple(pair for pair in state._errors if pair[0] != refusal.path)
            state._errors = (*others, (refusal.path, str(refusal)))
            show(state)
        else:
            state.fault = str(refusal)
        return False
    state._errors = tuple(pair for pair in state._errors if pair[0] not in names and not pair[0].startswith(clears))
    return move(state, history(state).committed(new))


def due(state: Any, is_due: bool) -> Any:
    """The event that records anew, where it is due."""
    return type(state).follow if is_due else None


def move(state: Any, to: History) -> bool:
    """Go to another history; what is on the screen follows."""
    was = history(state)
    moved = to.now != was.now
    SESSIONS.put(state.live, to.now)  # before all that is written: what goes on shows it with its next stretch
    SESSIONS.put(state.membrane, to.now)
    goes_on = moved and bool(state.token) and not state.live
    if moved and to.before is None and not (goes_on or state.live):
        READIED.begin(to.now)
    state._box = (to,)
    state.fault = "" if moved else state.fault
    if to.before is None or not goes_on:
        show(state)
    if to.before is None and (was.before or was.now) != to.now:
        note(state, "change", told(was.before or was.now, to.now), state.link)
    return goes_on


def note(state: Any, kind: str, text: str, link: str = "") -> None:
    """A line in the lab book, with the time of day."""
    if text:
        at = datetime.now().astimezone().strftime("%H:%M:%S")
        state.book = added(tuple(state.book), Line(at, kind, text, link if len(link) <= LINK else ""))


def pick(state: Any, cell: str, protocol: str) -> bool:
    """Another cell or protocol: an empty scope with the new command, until it is run."""
    if not is_text(cell, protocol):
        return False
    try:
        new = edits.picked(history(state).now, cell, protocol)
    except Refused:
        return False
    set_up(state, new)
    return True


def set_up(state: Any, new: Experiment) -> None:
    """Put another experiment on an empty scope."""
    state._errors = ()
    state._setup += 1
    state.token = state.traces_csv = state.sheet_csv = state.samples = state.status = state.fault = state.opened = ""
    state.analysis = ""
    state._firsts = ()
    state.sheet, state.figure = Sheet(), {}
    move(state, history(state).committed(new))


def open_link(state: Any, text: object, longest: int = LONGEST_LINK) -> bool:
    """The experiment of a link on an empty scope, one step that can be undone; whether it is to be run at once.

    One that the library no longer holds as it was waits for its reader.
    """
    try:
        opened = from_link(text if isinstance(text, str) else "", longest)
    except PatchSimError as error:
        state.fault = f"This link cannot be opened: {error}"
        return False
    set_up(state, opened.experiment)
    show(state)
    if opened.changed:
        state.fault = "The library has changed since this link was made: this is not quite what its maker saw"
    return not opened.changed and not problems(opened.experiment)


def go_live(state: Any) -> None:
    """Let the cell go on from here."""
    state.live, state._recorded = SESSIONS.open(history(state).now), (history(state).now,)
    state._was_in |= {"live"}


def leave(state: Any) -> bool:
    """Back to the recording; whether the experiment is another one by now."""
    if not state.live:
        return False
    SESSIONS.close(state.live)
    state.live = ""
    state.status = state.status if state.token else ""
    return bool(state.token) and history(state).now != state._recorded[0]


def test_membrane(state: Any) -> None:
    """Open the Membrane Test on this cell and rig."""
    SESSIONS.close(state.membrane)
    state.membrane = SESSIONS.open(history(state).now, MembraneSession)
    state._was_in |= {"membrane"}


def prepare(state: Any, keeps: bool) -> None:
    """Make ready for a run that the lab book is to keep, or not: out of Continuous, a drag under way at its end."""
    leave(state)
    state._box, state._keeps = (history(state).settled(),), keeps


def address(state: Any) -> None:
    """The link of the experiment; of one that is too long, what the tab keeps in its place, and why there is none."""
    made = to_link(history(state).now)
    is_long, is_kept = len(made) > LONGEST_LINK, len(made) <= LONGEST_KEPT
    state.link, state.kept = "" if is_long else made, made if is_long and is_kept else ""
    stays = "this tab keeps it" if is_kept else "a restart of the server loses it: save it as a file"
    state.unlinked = f"{len(made):,} characters; a link has at most {LONGEST_LINK:,}. {stays.capitalize()}." * is_long


def link_of(state: Any, experiment: Experiment) -> str:
    """The link of an experiment; nothing where it would be too long."""
    made = (experiment == history(state).now and state.link) or to_link(experiment)
    return made if len(made) <= LONGEST_LINK else ""


def show(state: Any) -> None:
    """Bring the rows of the page up to the experiment."""
    here = history(state)
    protocol, errors = here.now.protocol, dict(state._errors)
    found = {p.path: edits.typeset(f"{p.message}; {p.rule}") for p in problems(here.now)}
    fill(state, form(here.now, errors, found, None if found else PACE.expected(here.now)))
    wrong = found | errors
    mine = own_form.rows_of(here.now, state.opened, wrong)
    state.details = (*mine, *details(here.now, state.opened, wrong)) if state.opened else ()
    state.curves = own_form.curves(here.now, state.opened)
    if here.before is None:
        address(state)
        state.checks = checks(here.now)
    if state.drawer == "script":
        state.script = to_script(here.now)
    state.can_undo = bool(here.past) or here.before is not None
    state.can_redo = bool(here.future)
    if protocol is not state._drawn[0]:
        state._drawn = (protocol,)
        state.plot, state.preview = epoch_plot(protocol, here.now.seed), preview(protocol, here.now.seed)
        state.levels, state.level_unit = protocol.levels(), protocol.level_unit
    if not state.token:
        state.panels, state.analyses = panels(here.now), fitting(here.now)
        state.analysis = chosen(here.now, state.analysis)


def fill(state: Any, new: Form) -> None:
    """Show the rows of `new`: only what it changes is sent."""
    for name, kind in PARTS.items():
        now = part(new, kind)
        if getattr(state, name) != now:
            setattr(state, name, now)


def take(state: Any, outcome: Outcome, of: Experiment, keeps: bool | None = None) -> None:
    """Put a recording on the screen, in the lab book where Record made it; after a fault the last good one stays."""
    state.fault, state.unrun = outcome.fault, outcome.fault if outcome.retriable else ""
    if outcome.fault:
        return
    state.analyses = fitting(history(state).now)
    if not state.token:
        state.drawer = "results"
    if not (state.link or state.unlinked):
        address(state)
    if keeps:
        note(state, "run", f"{of.cell.label}, {of.protocol.label}: {outcome.status}", link_of(state, of))
    state.token, state.panels, state.status = outcome.token, outcome.panels, outcome.status + KEPT[keeps]
    if outcome.offers != state.offers or outcome.areas != state.areas:
        state.offers, state.areas = outcome.offers, outcome.areas
    first = dict(state._firsts).get(outcome.analysis)
    if first is None:
        state._firsts = (*state._firsts, (outcome.analysis, outcome.sheet))
    state.sheet = moved(outcome.sheet, first) if first else outcome.sheet
    state.figure, state.analysis = outcome.figure, outcome.analysis
    state.traces_csv, state.sheet_csv, state.samples = outcome.traces_csv, outcome.sheet_csv, outcome.samples
