"""Files that somebody else wrote, read in a process of their own that may take so much time and memory and no more.

``python -m patch_sim.io.apart`` waits for one job, a line of JSON, and answers with what it read, or what is wrong.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import process_time
from typing import Any

from ..errors import FormatError, PatchSimError
from ..experiment import Experiment
from ..protocols import EPOCHS, Epoch, Protocol
from ..values import from_plain, to_plain
from .files import FORMATS, read_json, read_protocol
from .samples import contents, read_waveform

MOST = 20_000_000
"""Bytes of a file."""
SECONDS = 10.0
STARTING = 60.0
"""Seconds that a process may take to be there at all, and that the machine may do something else meanwhile."""
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


def setup_apart(path: Path, seconds: float = SECONDS, memory: int = MEMORY) -> Protocol | Experiment:
    """The protocol of an ABF or a JSON file, or the experiment of a JSON file, read in a process of its own.

    FormatError says what is wrong, or that the file asks too much.
    """
    ((kind, plain),) = _apart(path, seconds, memory, "setup").items()
    return from_plain(FORMATS[kind], plain)


def waveform_apart(
    path: Path, column: int = 1, sweep: int = 0, seconds: float = SECONDS, memory: int = MEMORY
) -> Stimulus:
    """`read_waveform` in a process of its own; FormatError as in `setup_apart`."""
    said = _apart(path, seconds, memory, "waveform", column, sweep)
    plain = dict(said["epoch"])
    return Stimulus(from_plain(EPOCHS[plain.pop("kind")], plain), tuple(said["columns"]), said["sweeps"])


class Readers:
    """Processes that read one file each. Of a server that is `ready` one waits already, its imports done."""

    def __init__(self) -> None:
        self._spare: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def ready(self) -> None:
        """Have a process wait for the next file."""
        with self._lock:
            if self._spare is None or self._spare.poll() is not None:
                self._spare = _started()

    def taken(self) -> "subprocess.Popen[bytes]":
        """A process for a file; where one had been waiting, another now is."""
        with self._lock:
            mine, self._spare = self._spare, None
        if mine is None or mine.poll() is not None:
            return _started()
        self.ready()
        return mine

    def close(self) -> None:
        """End the process that waits."""
        with self._lock:
            if self._spare:
                self._spare.communicate(b"")
            self._spare = None


READERS = Readers()


def _started() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "patch_sim.io.apart"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, **ALONE}, **pipes)  # ty: ignore


def _apart(path: Path, seconds: float, memory: int, what: str, *numbers: int) -> Any:
    try:
        if path.stat().st_size > MOST:
            raise FormatError(f"{path.name}: more than {MOST:,} bytes")
    except OSError as error:
        raise FormatError(f"{path.name}: {error.strerror or error}") from None
    job = {"seconds": seconds, "memory": memory, "what": what, "path": str(path), "numbers": numbers}
    process = READERS.taken()
    try:
        answer, _ = process.communicate(json.dumps(job).encode() + b"\n", timeout=seconds + STARTING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise FormatError(f"{path.name}: reading it takes more than {seconds:g} s") from None
    if process.returncode:
        raise FormatError(f"{path.name}: reading it takes more than {seconds:g} s or {memory / 2**20:,.0f} MB")
    said = json.loads(answer)
    if "fault" in said:
        raise FormatError(said["fault"])
    return said["read"]


def _limit(seconds: float, memory: int) -> None:
    """Hold this process to so much; where the system has no such limits, to the time alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = int(process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used, used))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(what: str, path: Path, numbers: list[int]) -> Any:
    if what == "setup":
        held = read_json(path) if path.suffix.lower() == ".json" else read_protocol(path)
        return {"protocol" if isinstance(held, Protocol) else "experiment": to_plain(held)}
    epoch = read_waveform(path, *numbers)
    columns, sweeps = contents(path)
    return {"epoch": {"kind": epoch.kind, **to_plain(epoch)}, "columns": columns, "sweeps": sweeps}


def main() -> None:
    """Wait for a job, read, and write what was read to the standard output."""
    line = sys.stdin.readline()
    if not line:
        return
    job = json.loads(line)
    _limit(job["seconds"], job["memory"])
    try:
        said = {"read": _read(job["what"], Path(job["path"]), job["numbers"])}
    except PatchSimError as error:
        said = {"fault": str(error)}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
