"""The protocol of an ABF file: what Clampex was told to do, for a simulated cell to do it again."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PureWindowsPath

from ..errors import FormatError, ParameterError
from ..protocols import EPOCHS, LETTERS, Epoch, LeakSubtraction, PresweepTrain, Protocol, UserList
from .axon import EPISODIC, Dac, Header, Leak, Listed, Reader, Row, Train, header

KINDS = {0: "off", 1: "step", 2: "ramp", 3: "pulse", 4: "triangle", 5: "cosine", 7: "biphasic"}
VOLTS = {"mV": 1.0, "V": 1e3, "uV": 1e-3, "µV": 1e-3}
AMPERES = {"pA": 1.0, "nA": 1e3, "fA": 1e-3, "uA": 1e6, "µA": 1e6}
LEAD = 1 / 64
"""Clampex holds for a 64th of the sweep, in whole samples, before the first epoch."""
LONGEST = 40
"""Characters of a name."""
LISTABLE = ("digital", "level", "duration", "period", "width")
"""What a user list may vary of an epoch, in the order of the parameters' numbers."""
FIRST, SHORT, LONG = 11, 10, 50
"""Number of the first of these parameters, and how many epochs each has: 10, as there once were, or 50 since pClamp 11.
Of epochs A to J both countings give other numbers, except for digital patterns, where both give the same."""


def abf_protocol(source: Path | bytes, dac: int | None = None) -> Protocol:
    """The protocol in an ABF file of episodes, of one analog output: `dac`, or the first that commands a clamp.

    An output that nothing drives rests at its holding level. FormatError where the file is broken, or the output is
    driven by another file or commands neither a potential nor a current.
    """
    name = source.stem if isinstance(source, Path) else "abf"
    try:
        if isinstance(source, bytes):
            found = header(Reader(BytesIO(source)))
        else:
            with source.open("rb") as file:
                found = header(Reader(file))
        return _protocol(found, name, dac)
    except OSError as error:
        raise FormatError(f"{source}: {error.strerror or error}") from None
    except (ParameterError, FormatError) as error:
        raise FormatError(f"{name}: {error}") from None


def _protocol(found: Header, name: str, dac: int | None) -> Protocol:
    if found.mode != EPISODIC:
        raise FormatError(f"operation mode {found.mode}: only episodic stimulation (5) has a protocol of epochs")
    if found.n_sweeps < 1 or found.n_samples < 2:
        raise FormatError(f"{found.n_sweeps:,} sweeps of {found.n_samples:,} samples: there is nothing in it")
    output = _output(found, dac)
    unit = _unit(output, found)
    factor = VOLTS.get(unit) or AMPERES[unit]
    label = PureWindowsPath(found.protocol).stem or name
    epochs = _epochs(output, found.interval, factor)
    clamps = unit in VOLTS
    return Protocol(
        name=re.sub(r"[^a-z0-9]+", "_", f"abf_{label}".lower())[:LONGEST].strip("_"),
        label=label,
        mode="vc" if clamps else "cc",
        epochs=epochs,
        holding=_short(output.holding) * factor,
        n_sweeps=found.n_sweeps,
        rate=1 / found.interval,
        lead=LEAD,
        sweep_duration=found.n_samples * found.interval,
        inter_sweep="last_epoch" if output.keeps_level else "holding",
        interval_s=_interval(found),
        n_runs=found.n_runs,
        keep_runs=found.keep_runs,
        presweep=_train(output.train, factor) if output.train else None,
        p_n=_leak(output.leak, factor) if output.leak and clamps else None,
        user_list=_user_list(output.listed, epochs, found, factor) if output.listed else None,
    )


def _output(found: Header, dac: int | None) -> Dac:
    """The output that is asked for, or the first that is driven by epochs, or the first that commands a clamp."""
    if dac is not None and not 0 <= dac < len(found.dacs):
        raise FormatError(f"no output {dac}: there are {len(found.dacs)}")
    wanted = found.dacs if dac is None else found.dacs[dac : dac + 1]
    known = [output for output in wanted if _unit(output, found) in (*VOLTS, *AMPERES)]
    driven = [output for output in known if _is_driven(output)]
    filed = [output for output in wanted if output.enabled and output.source == 2]
    if driven:
        return driven[0]
    if filed:
        raise FormatError(f"output {found.dacs.index(filed[0])} is driven by a file, which is not in this one")
    if known:
        return known[0]
    units = ", ".join(repr(output.unit) for output in wanted) or "none"
    raise FormatError(f"outputs in {units}: must be in one of {', '.join((*VOLTS, *AMPERES))}")


def _unit(output: Dac, found: Header) -> str:
    """The output's unit; where the header has none but drives it, the other of what the first input records."""
    if output.unit not in ("", "?") or not _is_driven(output):
        return output.unit
    return "mV" if found.adcs[0].unit in AMPERES else "pA" if found.adcs[0].unit in VOLTS else ""


def _is_driven(output: Dac) -> bool:
    return output.enabled and output.source == 1 and any(row.kind != 0 for row in output.rows)


def _interval(found: Header) -> float:
    """Seconds from sweep to sweep; 0 where they follow each other at once, as is said of an interval too short."""
    seconds = _short(found.interval_s)
    return seconds if seconds > found.n_samples * found.interval / 1e3 else 0.0


def _leak(leak: Leak, factor: float) -> LeakSubtraction:
    return LeakSubtraction(
        leak.n,
        "opposite" if leak.opposite else "same",
        "after" if leak.after else "before",
        _short(leak.holding) * factor,
        _short(leak.settle),
    )


def _train(train: Train, factor: float) -> PresweepTrain:
    return PresweepTrain(
        train.n,
        _short(train.baseline_level) * factor,
        _short(train.baseline_duration),
        _short(train.step_level) * factor,
        _short(train.step_duration),
        _short(train.post_level) * factor,
        _short(train.post_duration),
    )


def _epochs(output: Dac, interval: float, factor: float) -> tuple[Epoch, ...]:
    if not _is_driven(output):
        return (EPOCHS["off"](_short(output.holding) * factor),)
    table: dict[int, Epoch] = {}
    for row in output.rows:
        if row.kind == 0:  # whatever it once was, it is left out
            continue
        if not 0 <= row.number < len(LETTERS):
            raise FormatError(f"epoch number {row.number + 1}: a table has ten, A to J")
        if row.kind not in KINDS:
            raise FormatError(f"epoch {LETTERS[row.number]} is of type {row.kind}, which is none of Clampex's")
        if row.number in table:
            raise FormatError(f"epoch {LETTERS[row.number]} is in the header twice")
        table[row.number] = _epoch(row, interval, factor)
    return tuple(table.get(number, EPOCHS["off"]()) for number in range(max(table) + 1))


def _epoch(row: Row, interval: float, factor: float) -> Epoch:
    kind = EPOCHS[KINDS[row.kind]]
    own: dict[str, float] = {}
    for field, samples in (("period", row.period), ("width", row.width)):
        if field in kind.__dataclass_fields__:
            own[field] = samples * interval
    if "period" in own and row.period <= 0:  # no period, no pulse: it rests at the level before
        own = {"period": max(row.duration, 1) * interval * 2}
    return kind(
        _short(row.level) * factor,
        row.duration * interval,
        _short(row.level_delta) * factor,
        row.duration_delta * interval,
        row.digital & 255,
        **own,
    )


def _user_list(listed: Listed, epochs: tuple[Epoch, ...], found: Header, factor: float) -> UserList | None:
    """The list with a value for every sweep: once through it the last stays, unless it repeats."""
    field, place = _parameter(listed.parameter)
    read: Callable[[str], float] = {
        "digital": lambda text: float(int(text, 2) & 255),
        "level": lambda text: float(text) * factor,
    }.get(field, lambda text: int(float(text)) * found.interval)
    try:
        values = [read(text) for text in listed.values]
    except (ValueError, OverflowError):
        raise FormatError(f"user list {','.join(listed.values)[:40]!r}: must be numbers with commas") from None
    n = len(values)
    kept = tuple(values[sweep % n if listed.repeats else min(sweep, n - 1)] for sweep in range(found.n_sweeps))
    made = UserList(f"{LETTERS[place]}.{field}", kept)
    is_used = made.names(epochs) and not epochs[place].skipped
    return made if is_used else None  # a list for an epoch that is off changes nothing


def _parameter(number: int) -> tuple[str, int]:
    """The field and the epoch of a user list's parameter."""
    epochs = SHORT if number < FIRST + LONG else LONG
    field, place = divmod(number - FIRST, epochs)
    if not (0 <= field < len(LISTABLE) and place < len(LETTERS)):
        what = "the level, duration, train period, pulse width or digital pattern of an epoch from A to J"
        raise FormatError(f"a user list of parameter {number}: only lists of {what} are read")
    return LISTABLE[field], place


def _short(number: float) -> float:
    """A single-precision number with the seven digits that it has."""
    return float(f"{number:.7g}")
