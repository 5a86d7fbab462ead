"""The protocol of an ABF file: what Clampex was told to do, for a simulated cell to do it again."""

import re
from io import BytesIO
from pathlib import Path, PureWindowsPath

from ..errors import FormatError, ParameterError
from ..protocols import EPOCHS, Epoch, LeakSubtraction, Protocol, UserList
from .axon import EPISODIC, Dac, Header, Row, header

KINDS = {0: "off", 1: "step", 2: "ramp", 3: "pulse", 4: "triangle", 5: "cosine", 7: "biphasic"}
UNITS = {"mV": ("vc", 1.0), "V": ("vc", 1e3), "pA": ("cc", 1.0), "nA": ("cc", 1e3)}
LEAD = 1 / 64
"""Clampex holds for a 64th of the sweep, in whole samples, before the first epoch."""
FIRST_LEVEL, FIRST_DURATION = 12, 22
"""Numbers of the user list's parameters for epoch A; there are ten epochs."""


def abf_protocol(source: Path | bytes, dac: int | None = None) -> Protocol:
    """The protocol in an ABF file of episodes, of one analog output: `dac`, or the first that is driven by epochs.

    FormatError where the file is broken, has no epochs, or drives the output by something else.
    """
    name = source.stem if isinstance(source, Path) else "abf"
    try:
        if isinstance(source, bytes):
            found = header(BytesIO(source))
        else:
            with source.open("rb") as file:
                found = header(file)
        return _protocol(found, name, dac)
    except OSError as error:
        raise FormatError(f"{source}: {error.strerror or error}") from None
    except ParameterError as error:
        raise FormatError(f"{name}: {error}") from None
    except FormatError as error:
        raise FormatError(f"{name}: {error}") from None


def _protocol(found: Header, name: str, dac: int | None) -> Protocol:
    if found.mode != EPISODIC:
        raise FormatError(f"operation mode {found.mode}: only episodic stimulation (5) has a protocol of epochs")
    if found.n_sweeps < 1 or found.n_samples < 2:
        raise FormatError(f"{found.n_sweeps:,} sweeps of {found.n_samples:,} samples: there is nothing in it")
    output = _output(found, dac)
    if output.unit not in UNITS:
        raise FormatError(f"an output in {output.unit!r}: must be one of {', '.join(UNITS)}")
    mode, factor = UNITS[output.unit]
    label = PureWindowsPath(found.protocol).stem or name
    leak = output.leak if mode == "vc" else None
    return Protocol(
        name=re.sub(r"[^a-z0-9]+", "_", f"abf_{label}".lower()).strip("_"),
        label=label,
        mode="vc" if mode == "vc" else "cc",
        epochs=_epochs(output.rows, found.interval, factor),
        holding=_short(output.holding) * factor,
        n_sweeps=found.n_sweeps,
        rate=1 / found.interval,
        lead=LEAD,
        sweep_duration=found.n_samples * found.interval,
        inter_sweep="last_epoch" if output.keeps_level else "holding",
        interval_s=_short(found.interval_s),
        n_runs=found.n_runs,
        p_n=None
        if leak is None
        else LeakSubtraction(
            leak.n,
            "opposite" if leak.opposite else "same",
            "after" if leak.after else "before",
            _short(leak.holding) * factor,
            _short(leak.settle),
        ),
        user_list=_user_list(found, factor),
    )


def _output(found: Header, dac: int | None) -> Dac:
    if dac is not None and not 0 <= dac < len(found.dacs):
        raise FormatError(f"no output {dac}: there are {len(found.dacs)}")
    driven = [output for output in found.dacs if output.enabled and output.source == 1 and any(_on(output))]
    output = found.dacs[dac] if dac is not None else next(iter(driven), None)
    if output is None:
        raise FormatError("no output is driven by epochs")
    if output not in driven:
        what = "a file" if output.enabled and output.source == 2 else "nothing"
        raise FormatError(f"output {dac} is driven by {what}, not by epochs")
    return output


def _on(output: Dac) -> list[Row]:
    return [row for row in output.rows if row.kind != 0]


def _epochs(rows: tuple[Row, ...], interval: float, factor: float) -> tuple[Epoch, ...]:
    table: dict[int, Epoch] = {}
    for row in rows:
        if not 0 <= row.number < 10:
            raise FormatError(f"epoch number {row.number + 1}: a table has ten, A to J")
        if row.kind not in KINDS:
            raise FormatError(f"epoch {'ABCDEFGHIJ'[row.number]} is of type {row.kind}, which is none of Clampex's")
        kind = EPOCHS[KINDS[row.kind]]
        own: dict[str, float] = {}
        for field, samples in (("period", row.period), ("width", row.width)):
            if field in kind.__dataclass_fields__:
                own[field] = samples * interval
        if "period" in own and row.period <= 0:  # no period, no pulse: it rests at the level before
            own = {"period": max(row.duration, 1) * interval * 2}
        table[row.number] = kind(
            _short(row.level) * factor,
            row.duration * interval,
            _short(row.level_delta) * factor,
            row.duration_delta * interval,
            row.digital & 255,
            **own,
        )
    last = max(number for number, epoch in table.items() if not epoch.skipped)
    return tuple(table.get(number, EPOCHS["off"]()) for number in range(last + 1))


def _user_list(found: Header, factor: float) -> UserList | None:
    if found.user_list is None:
        return None
    parameter, values = found.user_list
    place = parameter - FIRST_LEVEL
    if not 0 <= place < FIRST_DURATION - FIRST_LEVEL:
        raise FormatError(f"a user list of parameter {parameter}: only lists of an epoch's first level are read")
    kept = [values[min(sweep, len(values) - 1)] * factor for sweep in range(found.n_sweeps)] if values else []
    return UserList(f"{'ABCDEFGHIJ'[place]}.level", tuple(kept)) if kept else None


def _short(number: float) -> float:
    """A single-precision number with the seven digits that it has."""
    return float(f"{number:.7g}")
