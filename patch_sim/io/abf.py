"""The protocol of an ABF file: what Clampex was told to do, for a simulated cell to do it again."""

import re
from io import BytesIO
from pathlib import Path, PureWindowsPath

from ..errors import FormatError, ParameterError
from ..protocols import EPOCHS, LETTERS, Epoch, LeakSubtraction, PresweepTrain, Protocol
from .abf_list import UNHEARD, short, user_list
from .axon import EPISODIC, Dac, Header, Leak, Reader, Row, Train, header

KINDS = {0: "off", 1: "step", 2: "ramp", 3: "pulse", 4: "triangle", 5: "cosine", 7: "biphasic"}
VOLTS = {"mV": 1.0, "V": 1e3, "uV": 1e-3, "µV": 1e-3}
AMPERES = {"pA": 1.0, "nA": 1e3, "fA": 1e-3, "uA": 1e6, "µA": 1e6}
LEAD = 1 / 64
"""Clampex holds for a 64th of the sweep, in whole samples, before the first epoch."""
MOST_SWEEPS = 10_000
LONGEST = 40
"""Characters of a name."""


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
    if found.n_sweeps > MOST_SWEEPS:
        raise FormatError(f"{found.n_sweeps:,} sweeps: a protocol has at most {MOST_SWEEPS:,}")
    output = _output(found, dac)
    unit = _unit(output, found)
    factor = VOLTS.get(unit) or AMPERES[unit]
    label = PureWindowsPath(found.protocol).stem or name
    epochs = _epochs(output, found, factor)
    clamps = unit in VOLTS
    return Protocol(
        name=re.sub(r"[^a-z0-9]+", "_", f"abf_{label}".lower())[:LONGEST].strip("_"),
        label=label,
        mode="vc" if clamps else "cc",
        epochs=epochs,
        holding=short(output.holding) * factor,
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
        user_list=user_list(output, epochs, found, factor, clamps),
        see=_left_out(found, output, clamps),
    )


def _left_out(found: Header, output: Dac, clamps: bool) -> str:
    """What the file says and this protocol does not, in a sentence; one output drives a cell."""
    told = []
    if output.listed and output.listed.parameter in UNHEARD:
        told.append(f"a user list of {UNHEARD[output.listed.parameter]}")
    if output.leak and not clamps:
        told.append("P/N leak subtraction in current clamp")
    for number, other in enumerate(found.dacs):
        if other is output:
            continue
        has = (
            ["epochs"] if _is_driven(other) else ["a waveform of a file"] if other.enabled and other.source == 2 else []
        )
        has += ["a presweep train"] if other.train else []
        has += ["a user list"] if other.listed else []
        if has:
            told.append(f"{' and '.join(has)} of output {number} ({other.unit or 'no unit'})")
    return f"Left out of the file: {'; '.join(told)}." if told else ""


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
    seconds = short(found.interval_s)
    return seconds if seconds > found.n_samples * found.interval / 1e3 else 0.0


def _leak(leak: Leak, factor: float) -> LeakSubtraction:
    return LeakSubtraction(
        leak.n,
        "opposite" if leak.opposite else "same",
        "after" if leak.after else "before",
        short(leak.holding) * factor,
        short(leak.settle),
    )


def _train(train: Train, factor: float) -> PresweepTrain:
    return PresweepTrain(
        train.n,
        short(train.baseline_level) * factor,
        short(train.baseline_duration),
        short(train.step_level) * factor,
        short(train.step_duration),
        short(train.post_level) * factor,
        short(train.post_duration),
    )


def _epochs(output: Dac, found: Header, factor: float) -> tuple[Epoch, ...]:
    if not _is_driven(output):
        return (EPOCHS["off"](short(output.holding) * factor),)
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
        # By its number, wherever in the file: so Axon's file support code has it, which itself writes A to J in order.
        table[row.number] = _epoch(row, found, factor)
    return tuple(table.get(number, EPOCHS["off"]()) for number in range(max(table) + 1))


def _epoch(row: Row, found: Header, factor: float) -> Epoch:
    interval = found.interval
    kind = EPOCHS[KINDS[row.kind]]
    own: dict[str, float] = {}
    for field, samples in (("period", row.period), ("width", row.width)):
        if field in kind.__dataclass_fields__:
            own[field] = samples * interval
    if "period" in own and row.period <= 0:  # no period, no pulse: it rests at the level before
        own = {"period": 2 * found.n_samples * interval}  # longer than the epoch can be in any sweep
    return kind(
        short(row.level) * factor,
        row.duration * interval,
        short(row.level_delta) * factor,
        row.duration_delta * interval,
        row.digital & 255,
        **own,
    )
