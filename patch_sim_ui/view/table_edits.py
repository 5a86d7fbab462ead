"""What a form may change of its protocol: the table of epochs, the user list, trains and leak, and whole protocols."""

import re
from dataclasses import fields, replace

from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.fields import edit, get, insert, move, remove
from patch_sim.protocols import EPOCHS, LETTERS, Epoch, LeakSubtraction, PresweepTrain, Protocol, UserList
from patch_sim.units import units_of

from .edits import OFF, Refused, changed, in_step, row_names, rows, rule_of
from .numbers import Unreadable, parse


def with_epoch(experiment: Experiment, letter: str, kind: str) -> Experiment:
    """Epoch `letter` made one of `kind`: appended where the table ends; the last one is taken out by "off"."""
    epochs = experiment.protocol.epochs
    at = LETTERS.find(letter) if len(letter) == 1 else -1
    if not 0 <= at <= len(epochs):
        raise Refused("no such epoch")
    try:
        if kind == OFF and at >= len(epochs) - 1:
            return remove(experiment, f"protocol.epochs.{letter}")
        if at == len(epochs):
            level = experiment.protocol.holding
            return insert(experiment, "protocol.epochs", EPOCHS[kind](level=level, duration=10.0))
        old = get(experiment, f"protocol.epochs.{letter}")
        shared = {f.name for f in fields(old)} & {f.name for f in fields(EPOCHS[kind])}
        made = EPOCHS[kind](**{name: getattr(old, name) for name in shared})
        return replace(
            experiment, protocol=replace(experiment.protocol, epochs=(*epochs[:at], made, *epochs[at + 1 :]))
        )
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def without_epoch(experiment: Experiment, letter: str) -> Experiment:
    """Epoch `letter` taken out; those behind it move up."""
    try:
        return remove(experiment, f"protocol.epochs.{letter}")
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def moved_epoch(experiment: Experiment, letter: str, side: str) -> Experiment:
    """Epoch `letter` a place to the left or right."""
    place, last = place_of(experiment, letter), len(experiment.protocol.epochs) - 1
    to = place + {"left": -1, "right": 1}.get(side, 0)
    return move(experiment, f"protocol.epochs.{letter}", min(max(0, to), last))


def with_copy(experiment: Experiment, letter: str) -> Experiment:
    """Epoch `letter` once more, behind itself."""
    place = place_of(experiment, letter)
    path = f"protocol.epochs.{letter}"
    try:
        longer = insert(experiment, "protocol.epochs", get(experiment, path))
        return move(longer, f"protocol.epochs.{LETTERS[len(longer.protocol.epochs) - 1]}", place + 1)
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def place_of(experiment: Experiment, letter: str) -> int:
    """The place of epoch `letter` in the table."""
    place = LETTERS.find(letter) if len(letter) == 1 else -1
    if not 0 <= place < len(experiment.protocol.epochs):
        raise Refused("no such epoch")
    return place


def switched_presweep(experiment: Experiment) -> Experiment:
    """A presweep train at holding, or none."""
    protocol = experiment.protocol
    level = protocol.holding
    train = PresweepTrain(baseline_level=level, step_level=level, post_level=level)
    return edit(experiment, "protocol.presweep", None if protocol.presweep else train)


def switched_leak(experiment: Experiment) -> Experiment:
    """P/N leak subtraction with its usual settings, or none."""
    p_n = None if experiment.protocol.p_n else LeakSubtraction()
    return edit(experiment, "protocol.p_n", p_n)


def listable(experiment: Experiment) -> tuple[str, ...]:
    """What a user list may vary: the numbers of every epoch that is on, as "B.duration", and those about the sweep."""
    protocol = experiment.protocol
    train = tuple(f"presweep.{name}" for name in units_of(PresweepTrain)) if protocol.presweep else ()
    about = (*train, *(("p_n.n",) if protocol.p_n else ()), "interval_s")
    epochs = tuple(
        f"{LETTERS[place]}.{name}"
        for place, epoch in enumerate(experiment.protocol.epochs)
        if not epoch.skipped
        for name in units_of(type(epoch))
        if not name.endswith("_delta")
    )
    return (*epochs, *about)


def with_listed(experiment: Experiment, path: str) -> Experiment:
    """A user list for `path` that says what its field has in every sweep as it is; without a path, none."""
    if not path:
        return edit(experiment, "protocol.user_list", None)
    if path not in listable(experiment):
        raise Refused("no such field")
    letter, _, field = path.partition(".")
    if letter in experiment.protocol.parts:
        values = (float(get(experiment, f"protocol.{path}")),) * experiment.protocol.n_sweeps
        return edit(experiment, "protocol.user_list", UserList(path, values))
    epoch = get(experiment, f"protocol.epochs.{letter}")
    first, delta = getattr(epoch, field), getattr(epoch, f"{field}_delta", 0.0)
    values = tuple(float(first + sweep * delta) for sweep in range(experiment.protocol.n_sweeps))
    return edit(experiment, "protocol.user_list", UserList(path, values))


def with_values(experiment: Experiment, text: str) -> Experiment:
    """The user list with the numbers in `text`, as many sweeps as numbers.

    Between them are commas or blanks; or semicolons or tabs, and then a comma within a number is a decimal one.
    """
    listed = experiment.protocol.user_list
    if listed is None:
        raise Refused("there is no user list")
    between = r"[;\s]+|,\s+" if re.search(r"[;\t]", text) else r"[,\s]+"
    try:
        values = tuple(parse(part) for part in re.split(between, text) if part)
        made = edit(experiment, "protocol.user_list", UserList(listed.path, values))
        return edit(made, "protocol.n_sweeps", len(values)) if values else made
    except (Unreadable, PatchSimError) as error:
        raise Refused(rule_of(error), "protocol.user_list") from None


def pasted(experiment: Experiment, path: str, text: str) -> Experiment:
    """The table with a block of a spreadsheet from the cell at `path` on, to the right and down.

    Lines go down the rows as the table shows them, columns over the epochs; more of them are added as steps, and an
    empty cell stays as it is. Refused names the first cell that cannot be, and then nothing changes.
    """
    controls = rows(experiment)
    head, _, name = path.rpartition(".")
    if path not in controls or not head.startswith("protocol.epochs."):
        raise Refused("no cell of the table")
    names = row_names(controls)
    first, place = names.index(name), LETTERS.index(head.rpartition(".")[2])
    block = block_of(text)
    if first + len(block) > len(names):
        raise Refused(f"{len(block)} lines: the table has {len(names) - first} rows from here on", path)
    wide = place + max(map(len, block))
    if wide > len(LETTERS):
        raise Refused(f"{max(map(len, block))} columns: a table has ten epochs, A to J", path)
    made = experiment
    for letter in LETTERS[len(experiment.protocol.epochs) : wide]:
        made = with_epoch(made, letter, "step")
    for down, line in enumerate(block):
        for right, cell in enumerate(line):
            at = f"protocol.epochs.{LETTERS[place + right]}.{names[first + down]}"
            if not cell.strip():
                continue
            try:
                made = changed(made, at, cell)
            except Refused as refusal:
                raise Refused(f"{cell.strip()[:40]!r} was pasted: {refusal}", at if at in controls else path) from None
    return made


def block_of(text: str) -> list[list[str]]:
    """The cells of a block of a spreadsheet, without the empty ones that programs leave behind it and below."""
    block = [line.split("\t") for line in re.sub(r"\r\n?", "\n", text).split("\n")]
    wide = max((k + 1 for line in block for k, cell in enumerate(line) if cell.strip()), default=1)
    while len(block) > 1 and not any(cell.strip() for cell in block[-1]):
        block.pop()
    return [line[:wide] for line in block]


def with_protocol(experiment: Experiment, protocol: Protocol) -> Experiment:
    """The experiment under another protocol, its levels fitted to the cell."""
    try:
        return in_step(replace(experiment, protocol=protocol.fitted(experiment.cell.facts)))
    except PatchSimError as error:
        raise Refused(rule_of(error)) from None


def with_samples(experiment: Experiment, letter: str, stimulus: Epoch) -> Experiment:
    """Epoch `letter` a waveform of the samples in `stimulus`, once through, its digital pattern kept."""
    place = place_of(experiment, letter)
    epochs = experiment.protocol.epochs
    made = replace(stimulus, digital=epochs[place].digital)
    return edit(experiment, "protocol.epochs", (*epochs[:place], made, *epochs[place + 1 :]))
