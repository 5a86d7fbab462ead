"""The drawer's table of epochs, the user list and how long it all takes, as rows of the form."""

from collections.abc import Callable, Mapping

from patch_sim.experiment import Experiment
from patch_sim.fields import Control, docs_of, get
from patch_sim.protocols import LETTERS, Protocol
from patch_sim.protocols.timing import begins

from .edits import OFF, row_names
from .numbers import written
from .rows import EpochHead, EpochRow, Field


def epoch_heads(experiment: Experiment) -> tuple[EpochHead, ...]:
    """The columns A…J."""
    epochs, stimulus = experiment.protocol.epochs, experiment.protocol.stimulus
    used = len(epochs)
    return tuple(
        EpochHead(
            letter,
            epochs[k].kind if k < used else OFF,
            "used" if k < used else "next" if k == used else OFF,
            letter == stimulus,
        )
        for k, letter in enumerate(LETTERS)
    )


def epoch_rows(protocol: Protocol, controls: Mapping[str, Control], at: Callable[[str], Field]) -> tuple[EpochRow, ...]:
    """The rows of the table: what all types have, then what only some have, as far as one of them is there."""
    bases = [f"protocol.epochs.{letter}" for letter in LETTERS[: len(protocol.epochs)]]
    return tuple(
        epoch_row([at(path) if (path := f"{base}.{name}") in controls else Field() for base in bases])
        for name in row_names(controls)
    )


def epoch_row(cells: list[Field]) -> EpochRow:
    """One row of the table, with what is wrong in any of its columns."""
    error = " · ".join(f"{cell.path.split('.')[2]}: {cell.error}" for cell in cells if cell.error)
    first = next(cell for cell in cells if cell.path)
    return EpochRow(first.label, first.unit, tuple(cells), error)


def list_label(experiment: Experiment, path: str) -> str:
    """What a user list varies, in words: B first level."""
    letter, _, field = path.partition(".")
    if letter in experiment.protocol.parts:
        whole = get(experiment, f"protocol.{letter}") if field else experiment.protocol
        label = docs_of(type(whole))[field or letter][0].lower()
        return f"presweep {label}" if letter == "presweep" else label
    label = docs_of(type(get(experiment, f"protocol.epochs.{letter}")))[field][0]
    return f"{letter} {label.lower()}"


def user_list(protocol: Protocol, error: str) -> Field:
    """The user list as a field: its path and its values."""
    listed = protocol.user_list
    if listed is None:
        return Field()
    return Field(path=listed.path, label="User list", text=", ".join(map(written, listed.values)), error=error)


def trial_lasts(protocol: Protocol) -> str:
    """How long the rig takes for all sweeps of all runs, intervals and sub-sweeps with them."""
    seconds = begins(protocol, 0, protocol.n_runs) / 1e3
    return f"{written(seconds, 3)} s" if seconds < 120 else f"{written(seconds / 60, 3)} min"


def rounded(seconds: float) -> str:
    """A time that nobody knows better than to a digit or two.

    >>> rounded(0.00042), rounded(0.0187), rounded(3.72), rounded(600)
    ('1 ms', '20 ms', '3.7 s', '10 min')
    """
    if seconds < 0.95:
        return f"{max(1.0, float(f'{1e3 * seconds:.1g}')):.0f} ms"
    return f"{seconds:.2g} s" if seconds < 99 else f"{seconds / 60:.0f} min"
