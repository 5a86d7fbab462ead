"""Files that somebody else wrote, read in a process of their own that may take so much time and memory and no more.

    python -m patch_sim.io.apart protocol FILE
    python -m patch_sim.io.apart waveform FILE COLUMN SWEEP

writes what it read as JSON, or what is wrong with the file.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import FormatError, PatchSimError
from ..protocols import EPOCHS, Epoch, Protocol
from ..values import from_plain, to_plain
from .files import read_protocol
from .samples import contents, read_waveform

MOST = 20_000_000
"""Bytes of a file."""
SECONDS = 10.0
MEMORY = 2**30
"""Bytes that the process may ask for."""
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Threads of numpy's libraries each take memory of their own."""


@dataclass(frozen=True)
class Stimulus:
    """A waveform out of a file, and what else there is in it."""

    epoch: Epoch
    columns: tuple[str, ...]
    """Titles of the columns, or of an ABF file's inputs."""
    sweeps: int


def protocol_apart(path: Path, seconds: float = SECONDS, memory: int = MEMORY) -> Protocol:
    """`read_protocol` in a process of its own; FormatError says what is wrong, or that the file asks too much."""
    return from_plain(Protocol, _apart(path, seconds, memory, "protocol", path))


def waveform_apart(
    path: Path, column: int = 1, sweep: int = 0, seconds: float = SECONDS, memory: int = MEMORY
) -> Stimulus:
    """`read_waveform` in a process of its own; FormatError as in `protocol_apart`."""
    said = _apart(path, seconds, memory, "waveform", path, column, sweep)
    plain = dict(said["epoch"])
    return Stimulus(from_plain(EPOCHS[plain.pop("kind")], plain), tuple(said["columns"]), said["sweeps"])


def _apart(path: Path, seconds: float, memory: int, *words: object) -> Any:
    try:
        if path.stat().st_size > MOST:
            raise FormatError(f"{path.name}: more than {MOST:,} bytes")
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None
    command = [sys.executable, "-m", __name__, str(seconds), str(memory), *map(str, words)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds + 5, check=False, env={**os.environ, **ALONE}
        )
    except subprocess.TimeoutExpired:
        raise FormatError(f"{path.name}: reading it takes more than {seconds:g} s") from None
    if done.returncode:
        raise FormatError(f"{path.name}: reading it takes more than {seconds:g} s or {memory / 2**20:,.0f} MB")
    said = json.loads(done.stdout)
    if "fault" in said:
        raise FormatError(said["fault"])
    return said["read"]


def _limit(seconds: float, memory: int) -> None:
    """Hold this process to so much; where the system has no such limits, to the time alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(what: str, path: Path, *numbers: str) -> Any:
    if what == "protocol":
        return to_plain(read_protocol(path))
    column, sweep = map(int, numbers)
    epoch = read_waveform(path, column, sweep)
    columns, sweeps = contents(path)
    return {"epoch": {"kind": epoch.kind, **to_plain(epoch)}, "columns": columns, "sweeps": sweeps}


def main(seconds: str, memory: str, what: str, path: str, *numbers: str) -> None:
    """Read, and write what was read to the standard output."""
    _limit(float(seconds), int(memory))
    try:
        said = {"read": _read(what, Path(path), *numbers)}
    except PatchSimError as error:
        said = {"fault": str(error)}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
