"""Where recordings wait for the browser to fetch them: by token, the latest used kept."""

import secrets
from collections import OrderedDict
from threading import Lock

from patch_sim.recording import Recording

CAP = 256 * 2**20


class Store:
    """Recordings by unguessable token; the least used go when together they exceed `cap` bytes."""

    def __init__(self, cap: int = CAP) -> None:
        self.cap = cap
        self._held: OrderedDict[str, Recording] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def put(self, recording: Recording) -> str:
        """Keep a recording; its token. The newest is kept whatever its size."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._held[token] = recording
            self._bytes += size(recording)
            while self._bytes > self.cap and len(self._held) > 1:
                self._bytes -= size(self._held.popitem(last=False)[1])
        return token

    def get(self, token: str) -> Recording | None:
        """The recording of a token, or None where it is gone."""
        with self._lock:
            if token in self._held:
                self._held.move_to_end(token)
            return self._held.get(token)

    def __len__(self) -> int:
        return len(self._held)


def size(recording: Recording) -> int:
    """Bytes that a recording holds."""
    return recording.time.nbytes + sum(array.nbytes for array in recording.signals.values())


STORE = Store()
