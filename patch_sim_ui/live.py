"""Cells that go on living: what Continuous runs, one to a key, and the bytes that its chart draws.

A stretch is, little endian,

    float64 × 4   start (ms since the cell went on), dx and gap (ms), when it was made (ms of the wall clock)
    uint32 × 2    its number on this connection, from 1; 0 under current clamp, 1 under voltage clamp
    float32       the response, V (mV) or I_m (pA), then as many of the command (pA or mV)

Samples come in pairs: the smallest and the largest of a bucket as they occurred, so that no spike is lost. Sample i
lies at start + (i // 2) dx + (i % 2) gap.
"""

import asyncio
import json
import secrets
import struct
import time
from collections import OrderedDict
from threading import Lock

import numpy as np

from patch_sim.engine.stream import Frame, Stream
from patch_sim.errors import ParameterError, UnstableError
from patch_sim.experiment import Experiment

from .frames import extremes

SLOWEST, FASTEST = 0.1, 10.0
"""Of real time."""
KEPT = 256
RUNNING = 32
PAIRS, MOST_PAIRS = 104, 1024
"""Pairs of a stretch, and of one that is looked at closely."""
ACROSS = 600
"""Pairs across what a chart shows, where those of a stretch are too few."""
FINEST = 0.08
"""ms that a pair stands for at least."""
BLOCK = 64
"""Samples that the engine advances by; buckets divide it, so that stretches join without a seam."""
LONGEST_WINDOW = 60.0
"""s that a chart may show."""
LONGEST = 200
"""Characters of a message that a chart may send."""
HEADER = struct.Struct("<4d2I")


class Session:
    """One cell that goes on: what the page wants of it, what its chart has asked for, how far it has come."""

    keeps_time = False
    """Whether the time that passes counts, however long its engine takes."""

    def __init__(self, experiment: Experiment) -> None:
        self.wanted = experiment
        self.changed = asyncio.Event()
        self.speed = 1.0
        self.window = 1.0
        self.paused = False
        self.seen = 0
        self.fault = ""
        self.bath: tuple[tuple[str, float], ...] = ()
        self.holder: object = None
        self._sweep: int | None = None
        self._stream: Stream | None = None
        self._tried: Experiment | None = None
        self._due = self._zero = self._end = 0.0
        self._lock = Lock()

    def hold(self, holder: object) -> None:
        """From now on this connection shows it, and whichever did before no longer does."""
        self.holder, self.seen, self.paused = holder, 0, False

    def hear(self, text: str) -> None:
        """Take a message of the chart; others are ignored.

        A speed, the seconds that it shows, paused, a sweep to play, the number of the stretch it has seen.
        """
        if len(text) > LONGEST:
            return
        try:
            said = json.loads(text)
        except ValueError:
            return
        match said:
            case {"speed": int(speed) | float(speed)} if SLOWEST <= speed <= FASTEST:
                self.speed = float(speed)
            case {"window": int(window) | float(window)} if 0 < window <= LONGEST_WINDOW:
                self.window = float(window)
            case {"paused": bool(paused)}:
                self.paused = paused
            case {"play": int(sweep)}:
                self._sweep = sweep
            case {"seen": int(number)}:
                self.seen = number

    def advance(self, ms: float, number: int = 1) -> bytes | None:
        """About `ms` more of it; None while less than a block is due, or while it stands still and `fault` says why.

        Takes as long as the engine does, in whatever thread.
        """
        with self._lock:
            try:
                frame = self._next(ms)
            except UnstableError as error:
                self._stream, self.fault = None, str(error)
                return None
            self.bath = bath(self._stream) if self._stream else ()
            return self._encoded(frame, number) if frame else None

    def _next(self, ms: float) -> Frame | None:
        if self.wanted is not self._tried:
            self._tried, self.fault = self.wanted, ""
            try:
                self._turn(self._tried)
            except ParameterError as error:
                self.fault = str(error)
        if self._stream is None:
            return None
        protocol = self._stream.experiment.protocol
        self._due += ms
        if self._due * protocol.rate < BLOCK:
            return None
        sweep, self._sweep = self._sweep, None
        if sweep is not None and 0 <= sweep < protocol.n_sweeps:
            self._stream.play(sweep)
        due, self._due = self._due, 0.0
        return self._stream.advance(due)

    def _turn(self, experiment: Experiment) -> None:
        """Go on under `experiment`; another cell or clamp begins at its rest, as does one that was lost."""
        if self._stream and kind(self._stream.experiment) == kind(experiment):
            self._stream.change(experiment)
        else:
            self._stream, self._zero = Stream(experiment), self._end

    def _encoded(self, frame: Frame, number: int) -> bytes:
        is_clamped = frame.units["command"] == "mV"
        signals = np.stack(
            [
                frame.signals["i_m" if is_clamped else "v_pip" if "v_pip" in frame.signals else "v"],
                frame.signals["command"],
            ]
        )
        samples, interval, start = signals.shape[1], frame.interval, self._zero + frame.start
        self._end = start + samples * interval
        lasts = samples * interval
        pair = max(FINEST, lasts / MOST_PAIRS, min(lasts / PAIRS, 1e3 * self.window / ACROSS))
        bucket = 2
        while bucket < BLOCK and bucket * interval < pair:
            bucket *= 2
        body = signals if bucket == 2 else extremes(signals, bucket)
        dx, gap = bucket * interval, (bucket - 1) * interval
        return HEADER.pack(start, dx, gap, 1e3 * time.time(), number, is_clamped) + body.astype("<f4").tobytes()


def bath(stream: Stream) -> tuple[tuple[str, float], ...]:
    """Every drug in the bath with its dose, as it is written, and the share of it that has come by now, in percent."""
    levels = stream.bath
    return tuple(
        (str(drug), round(100 * levels[drug.name] / drug.concentration, 0))
        for drug in stream.experiment.cell.drugs
        if drug.enabled or levels[drug.name] > 0.005 * drug.concentration
    )


def kind(experiment: Experiment) -> tuple[str, str]:
    """What a stream cannot change: which cell it is, and what holds it."""
    return experiment.cell.name, experiment.protocol.mode


class Sessions:
    """Sessions by unguessable key; of more than `cap` those go that nobody shows, the least used first."""

    def __init__(self, cap: int = KEPT) -> None:
        self.cap = cap
        self._held: OrderedDict[str, Session] = OrderedDict()

    def open(self, experiment: Experiment, kind: type[Session] = Session) -> str:
        """A new cell that goes on, in a session of a kind, as soon as somebody shows it; its key."""
        key = secrets.token_urlsafe(16)
        self._held[key] = kind(experiment)
        idle = [other for other, session in self._held.items() if session.holder is None and other != key]
        for other in idle[: max(0, len(self._held) - self.cap)]:
            del self._held[other]
        return key

    def put(self, key: str, experiment: Experiment) -> None:
        """What holds from now on; nothing where the key is not known."""
        session = self.get(key)
        if session:
            session.wanted = experiment
            session.changed.set()

    def get(self, key: str) -> Session | None:
        """The session of a key, or None where it is gone."""
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def close(self, key: str) -> None:
        """It goes on no more."""
        session = self._held.pop(key, None)
        if session:
            session.holder = None

    @property
    def running(self) -> int:
        """How many are being shown."""
        return sum(session.holder is not None for session in self._held.values())

    def __len__(self) -> int:
        return len(self._held)


SESSIONS = Sessions()
