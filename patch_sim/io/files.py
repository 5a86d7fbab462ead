"""Files of protocols and whole experiments, by their ending: JSON to write and read, ABF to read a protocol."""

import json
from pathlib import Path
from typing import Any

from ..errors import FormatError
from ..experiment import Experiment
from ..protocols import Protocol
from ..values import from_plain, to_plain
from .abf import abf_protocol

FORMATS: dict[str, type[Protocol] | type[Experiment]] = {"protocol": Protocol, "experiment": Experiment}
"""What a JSON file may hold; it says so, with the program's name before it."""
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
    return _wrapped("protocol", protocol)


def write_experiment(experiment: Experiment, path: Path | str) -> None:
    """Write an experiment, with the channels of one's own that are in it, as JSON.

    OSError as of any file that is written.
    """
    Path(path).write_text(experiment_json(experiment), encoding="utf-8")


def experiment_json(experiment: Experiment) -> str:
    """What `write_experiment` writes."""
    return _wrapped("experiment", experiment)


def _wrapped(kind: str, held: Protocol | Experiment) -> str:
    plain = {"format": f"patch_sim {kind}", "version": VERSION, kind: to_plain(held)}
    return json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read_experiment(path: Path | str) -> Experiment:
    """The experiment in a file of `write_experiment`'s; errors as of `read_protocol`."""
    held = read_json(path)
    if not isinstance(held, Experiment):
        raise FormatError(f"{Path(path).name}: a protocol, no experiment")
    return held


def read_protocol(path: Path | str, dac: int | None = None) -> Protocol:
    """The protocol in a file: `write_protocol`'s JSON, or an ABF file's, of its analog output `dac`.

    FormatError where the file is not what it should be, ParameterError where a value in it is refused.
    """
    path = Path(path)
    if path.suffix.lower() == ".abf":
        return abf_protocol(path, dac)
    if path.suffix.lower() != ".json":
        raise FormatError(f"{path.name}: a protocol's file ends in .json or .abf")
    held = read_json(path)
    return held if isinstance(held, Protocol) else held.protocol


def read_json(path: Path | str) -> Protocol | Experiment:
    """What a JSON file of this program holds; errors as of `read_protocol`."""
    path = Path(path)
    try:
        if path.stat().st_size > MOST:
            raise FormatError(f"{path.name}: more than {MOST:,} bytes")
        kind, plain = _unwrapped(path.read_bytes(), path.name)
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None
    return from_plain(FORMATS[kind], plain)


def _unwrapped(raw: bytes, name: str) -> tuple[str, Any]:
    try:
        plain = json.loads(raw)
        json.dumps(plain, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise FormatError(f"{name}: a text in it has half a character, which could not be written again") from None
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name}: not JSON: {error}") from None
    said = plain.get("format") if isinstance(plain, dict) else None
    kind = next((kind for kind in FORMATS if said == f"patch_sim {kind}"), "")
    if not kind:
        rule = " or ".join(f'"format": "patch_sim {kind}"' for kind in FORMATS)
        raise FormatError(f"{name}: no protocol and no experiment: it must say {rule}")
    if plain.get("version") != VERSION:
        raise FormatError(f"{name}: version {plain.get('version')!r}; this program reads version {VERSION}")
    return kind, plain.get(kind)
