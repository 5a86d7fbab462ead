"""What was read out of files, until the page that sent them asks for it."""

import secrets
from collections import OrderedDict
from threading import Lock

from patch_sim.experiment import Experiment
from patch_sim.protocols import Epoch, Protocol

CAP = 32
Read = Protocol | Experiment | Epoch


class Opened:
    """Protocols, experiments and stimuli by unguessable token; each is taken once, and the oldest go."""

    def __init__(self, cap: int = CAP) -> None:
        self.cap = cap
        self._held: OrderedDict[str, Read] = OrderedDict()
        self._lock = Lock()

    def put(self, read: Read) -> str:
        """Keep it; its token."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._held[token] = read
            while len(self._held) > self.cap:
                self._held.popitem(last=False)
        return token

    def take(self, token: str) -> Read | None:
        """What goes by a token, once; None where there is nothing."""
        with self._lock:
            return self._held.pop(token, None)


OPENED = Opened()
