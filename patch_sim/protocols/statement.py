"""A protocol in a sentence, as the methods section of a paper has it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .epoch import Epoch
    from .presweep import PresweepTrain
    from .protocol import Protocol
    from .user_list import UserList


def statement(protocol: "Protocol") -> str:
    """The mode, holding, what is applied, how often, and how fast it is sampled."""
    unit = _unit(protocol)
    mode = {"vc": "Voltage clamp", "i0": "I = 0", "cc": "Current clamp"}[protocol.mode]
    on = [epoch for epoch in protocol.epochs if not epoch.skipped]
    while len(on) > 1 and _rests(on[0], protocol):
        on = on[1:]
    while len(on) > 1 and _rests(on[-1], protocol):
        on = on[:-1]
    order = {id(epoch): place for place, epoch in enumerate(protocol.epochs)}
    if protocol.mode == "i0":
        parts = [f"{mode}, no command"]
    else:
        train = protocol.presweep
        told = [
            f"{_number(epoch.duration)} ms at holding" if _is_held(epoch, protocol, order[id(epoch)])
            else _epoch(epoch, order[id(epoch)], protocol, unit)
            for epoch in on
        ]  # fmt: skip
        is_still = len(on) == 1 and _is_held(on[0], protocol, order[id(on[0])])
        parts = [
            f"{mode}, {_held(protocol, unit)}",
            *([_train(train, unit)] if train else []),
            "no stimulus" if is_still or not on else ", then ".join(told),
        ]
    sweeps = f"{protocol.n_sweeps} sweep{'s' * (protocol.n_sweeps > 1)}"
    sweeps += f" of {_number(protocol.n_samples / protocol.rate)} ms"
    if protocol.interval_s:
        sweeps += f" every {_number(protocol.interval_s)} s"
    if protocol.n_sweeps > 1 and protocol.inter_sweep == "last_epoch":
        sweeps += ", between them at the level of the last epoch"
    if protocol.n_sweeps * protocol.n_runs > 1 and protocol.rests == "continue":
        sweeps += ", the cell going on from each to the next"
    parts.append(sweeps)
    if protocol.n_runs > 1:
        parts.append(f"mean of {protocol.n_runs} runs")
    if protocol.p_n:
        parts.append(_leak(protocol, unit))
    if protocol.user_list and protocol.user_list.letter in protocol.parts:
        parts.append(_listed(protocol.user_list, unit))
    parts.append(f"sampled at {_number(protocol.rate)} kHz")
    return "; ".join(parts) + "."


def _train(train: "PresweepTrain", unit: str) -> str:
    """The presweep train."""
    each = _number(train.baseline_duration + train.step_duration)
    text = f"each sweep after {train.n} pulse{'s' * (train.n > 1)} to {_number(train.step_level)} {unit}"
    text += f" of {_number(train.step_duration)} ms, every {each} ms"
    return text + (
        f", and {_number(train.post_duration)} ms at {_number(train.post_level)} {unit}" if train.post_duration else ""
    )


def _listed(listed: "UserList", unit: str) -> str:
    """A user list of what is about the sweep."""
    field = listed.field
    named = {"p_n": "N of P/N", "interval_s": "interval"}.get(listed.letter, f"{field.replace('_', ' ')} of the train")
    if listed.path == "presweep.n":
        named = "number of pulses of the train"
    of = "s" if not field else unit if field.endswith("level") else "ms" if field.endswith("duration") else ""
    return f"{named} {', '.join(map(_number, listed.values))} {of}".strip() + " from sweep to sweep"


def _leak(protocol: "Protocol", unit: str) -> str:
    """P/N leak subtraction."""
    leak = protocol.p_n
    if leak is None:
        return ""
    text = f"P/{leak.n} leak subtraction, sub-sweeps of {leak.polarity} polarity {leak.timing} each sweep"
    if leak.holding is not None:
        text += f" from {_number(leak.holding)} {unit}"
    return text + f", each after {_number(leak.settle)} ms of settling"


def _unit(protocol: "Protocol") -> str:
    """What levels are in; of a protocol that is not yet fitted to a cell, what they are multiples of."""
    relative = {"r_in": "mV / input resistance", "firing_onset": "× onset of firing", "rheobase": "× rheobase",
                "pulse_threshold": "× threshold of a pulse"}  # fmt: skip
    return relative.get(protocol.scale, protocol.level_unit)


def _held(protocol: "Protocol", unit: str) -> str:
    """The holding level; none in current clamp at 0."""
    if protocol.mode == "cc" and protocol.holding == 0:
        return "no holding current"
    return f"holding at {_number(protocol.holding)} {unit}"


def _is_held(epoch: "Epoch", protocol: "Protocol", place: int) -> bool:
    """Whether the epoch is at holding in every sweep, and as long in all of them."""
    listed = protocol.user_list and protocol.user_list.letter == "ABCDEFGHIJ"[place]
    return _rests(epoch, protocol) and not epoch.duration_delta and not listed


def _rests(epoch: "Epoch", protocol: "Protocol") -> bool:
    return epoch.kind == "step" and epoch.level == protocol.holding and not epoch.level_delta


def _epoch(epoch: "Epoch", place: int, protocol: "Protocol", unit: str) -> str:
    last = protocol.n_sweeps - 1
    levels = [protocol.epochs_in(sweep)[place].level_in(sweep) for sweep in range(last + 1)]
    listed = protocol.user_list if protocol.user_list and protocol.user_list.names(protocol.epochs) else None
    named = listed.field if listed and listed.letter == "ABCDEFGHIJ"[place] else ""
    what = f"{epoch.label.lower()}s" if len(set(levels)) > 1 else epoch.label.lower()
    preposition = "of" if epoch.kind == "waveform" else "about" if epoch.kind in ("sine", "chirp", "noise") else "to"
    if named == "level":
        text = f"{what} {preposition} {', '.join(map(_number, levels))} {unit}"
    elif len(set(levels)) > 1:
        ends = f"from {_number(levels[0])} to {_number(levels[-1])} {unit}"
        text = f"{what} {ends} in {_number(abs(epoch.level_delta))} {unit} increments"
    elif _rests(epoch, protocol):
        text = "holding"
    else:
        text = f"{what} {preposition} {_number(levels[0])} {unit}"
    if named == "duration" and listed:
        text += f" for {', '.join(map(_number, listed.values))} ms"
    elif epoch.duration_delta and last:
        text += f" for {_number(epoch.duration)} to {_number(epoch.duration_in(last))} ms"
    else:
        text += f" for {_number(epoch.duration)} ms"
    return text + epoch.details(unit)


def _number(number: float) -> str:
    """A number with a true minus.

    >>> _number(-70.0)
    '−70'
    """
    return f"{number:g}".replace("-", "−")
