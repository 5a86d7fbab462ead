"""An experiment as a short text, for a link or a chat: what is in the library by name, the rest as edits."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from .channels import CHANNELS
from .errors import FormatError, ParameterError, PatchSimError
from .experiment import Experiment
from .values import from_plain, to_plain

VERSION = "1"
LONGEST = 100_000
"""Characters of a link; browsers and chats cut much shorter ones."""
LARGEST = 4_000_000
"""Bytes that a link may unpack to."""
SAME = object()
WHOLE, ITEMS = "=", "["
"""Keys that no field has: a value that stands for itself, and the items of a tuple."""


@dataclass(frozen=True)
class Opened:
    """What a link says."""

    experiment: Experiment
    changed: bool
    """Whether the library has changed since the link was made, so that this is not what its maker saw."""


def to_link(experiment: Experiment) -> str:
    """``<version>.<fingerprint>.<edits>``, safe in the fragment of a URL; of a library entry about 100 characters.

    >>> from_link(to_link(Experiment.of("squid_axon", "iv_curve"))).experiment.protocol.n_sweeps
    17
    """
    plain = to_plain(experiment)
    names = [plain["cell"]["name"], plain["protocol"]["name"]]
    base = _base(*names)
    edits = {WHOLE: plain} if base is None else difference(base, plain)
    said = json.dumps([*names, *([] if edits is SAME else [edits])], separators=(",", ":"), ensure_ascii=False)
    packed = zlib.compress(said.encode(), 9, -15)
    return f"{VERSION}.{fingerprint(plain)}.{urlsafe_b64encode(packed).decode().rstrip('=')}"


def from_link(text: str, longest: int = LONGEST) -> Opened:
    """The experiment of a link; FormatError says what is wrong with it, ParameterError what is wrong in it."""
    parts = text.strip().split(".")
    if len(text) > longest:
        raise FormatError(f"a link of {len(text):,} characters: must have at most {longest:,}")
    if len(parts) != 3:
        raise FormatError("no link to an experiment: must read <version>.<fingerprint>.<edits>; was it cut off?")
    version, mark, packed = parts
    if version != VERSION:
        raise FormatError(f"a link of version {version[:12]!r}: this program reads version {VERSION}")
    said = _unpacked(packed)
    if not (isinstance(said, list) and 2 <= len(said) <= 3 and all(isinstance(name, str) for name in said[:2])):
        raise FormatError("no link to an experiment: must name a cell and a protocol")
    edits = said[2] if len(said) == 3 else {}
    is_whole = isinstance(edits, dict) and WHOLE in edits
    base = {} if is_whole else _base(said[0], said[1])
    if base is None:
        raise FormatError(f"the library has no {said[0][:60]!r} with {said[1][:60]!r} (any more)")
    try:
        plain = applied(base, edits)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        raise FormatError("the library has changed since this link was made, and its edits no longer fit") from None
    try:
        experiment = from_plain(Experiment, plain)
    except RecursionError:
        raise FormatError("no link to an experiment: nested too deeply") from None
    if not isinstance(experiment, Experiment):
        raise ParameterError("no link to an experiment")
    return Opened(experiment, fingerprint(to_plain(experiment)) != mark)


def fingerprint(plain: Any) -> str:
    """Eight characters that change with anything in the plain data of an experiment."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return urlsafe_b64encode(blake2s(text.encode(), digest_size=6).digest()).decode()


def _base(cell: str, protocol: str) -> Any:
    """The library's experiment of these names in plain data, or None."""
    try:
        return to_plain(Experiment.of(cell, protocol))
    except PatchSimError:
        return None


def _unpacked(packed: str) -> Any:
    """What the edits of a link say; FormatError where they are mangled."""
    try:
        data = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        opener = zlib.decompressobj(-15)
        text = opener.decompress(data, LARGEST)
        if not opener.eof:
            raise FormatError(f"the link is cut off, or unpacks to more than {LARGEST:,} bytes")
        return json.loads(text)
    except (ValueError, zlib.error, RecursionError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError("the link is mangled: its edits cannot be read") from None


def difference(base: Any, new: Any) -> Any:
    """What makes `new` of `base`, both plain data: SAME, changes by key, items of a list, or the whole."""
    if base == new:
        return SAME
    if isinstance(base, dict) and isinstance(new, dict) and base.keys() == new.keys() and _kind(base) == _kind(new):
        found = {key: difference(base[key], new[key]) for key in new}
        return {key: change for key, change in found.items() if change is not SAME}
    if isinstance(base, list) and isinstance(new, list) and all(isinstance(item, dict) for item in new):
        return {ITEMS: [_item(base, k, item) for k, item in enumerate(new)]}
    return {WHOLE: new}


def _kind(plain: dict[str, Any]) -> Any:
    return plain.get("kind")


def _item(base: list[Any], k: int, new: dict[str, Any]) -> Any:
    """An item of a list: its number in `base`, or the name of a channel, with its changes; or the whole of it."""
    name = new.get("name")
    twins = [i for i, old in enumerate(base) if isinstance(old, dict) and (name or i == k) and old.get("name") == name]
    start: Any = twins[0] if twins else name if name in CHANNELS else None
    if start is None:
        return {WHOLE: new}
    change = difference(base[start] if twins else to_plain(CHANNELS[start]), new)
    if isinstance(change, dict) and WHOLE in change:
        return change
    return start if change is SAME else [start, change]


def applied(base: Any, change: Any) -> Any:
    """`base` with the changes that `difference` found."""
    if WHOLE in change:
        return change[WHOLE]
    if ITEMS in change:
        return [_made(base, item) for item in change[ITEMS]]
    if change.keys() - base.keys():
        raise KeyError(*change.keys() - base.keys())
    return {**base, **{key: applied(base[key], part) for key, part in change.items()}}


def _made(base: list[Any], item: Any) -> Any:
    if isinstance(item, dict):
        return item[WHOLE]
    start, change = item if isinstance(item, list) else (item, {})
    old = to_plain(CHANNELS[start]) if isinstance(start, str) else base[start]
    return applied(old, change) if change else old
