"""Protocol files, by their ending: JSON to write and read, ABF to read."""

import json
from pathlib import Path
from typing import Any

from ..errors import FormatError
from ..protocols import Protocol
from ..values import from_plain, to_plain
from .abf import abf_protocol

FORMAT = "patch_sim protocol"
VERSION = 1
MOST = 20_000_000
"""Bytes: a waveform of a million samples has 11 million."""


def write_protocol(protocol: Protocol, path: Path | str) -> None:
    """Write a protocol as JSON, with the name and the version of the format.

    OSError as of any file that is written.
    """
    Path(path).write_text(protocol_json(protocol), encoding="utf-8")


def protocol_json(protocol: Protocol) -> str:
    """What `write_protocol` writes."""
    plain = {"format": FORMAT, "version": VERSION, "protocol": to_plain(protocol)}
    return json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read_protocol(path: Path | str, dac: int | None = None) -> Protocol:
    """The protocol in a file: `write_protocol`'s JSON, or an ABF file's, of its analog output `dac`.

    FormatError where the file is not what it should be, ParameterError where a value in it is refused.
    """
    path = Path(path)
    if path.suffix.lower() == ".abf":
        return abf_protocol(path, dac)
    if path.suffix.lower() != ".json":
        raise FormatError(f"{path.name}: a protocol's file ends in .json or .abf")
    try:
        if path.stat().st_size > MOST:
            raise FormatError(f"{path.name}: more than {MOST:,} bytes")
        return from_plain(Protocol, _unwrapped(path.read_bytes(), path.name))
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None


def _unwrapped(raw: bytes, name: str) -> Any:
    try:
        plain = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name}: not JSON: {error}") from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise FormatError(f'{name}: no protocol: it must say "format": "{FORMAT}"')
    if plain.get("version") != VERSION:
        raise FormatError(f"{name}: version {plain.get('version')!r}; this program reads version {VERSION}")
    return plain.get("protocol")
