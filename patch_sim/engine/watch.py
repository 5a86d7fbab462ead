"""Long runs in stretches: after each the caller hears what share is done, and may end the run."""

from collections.abc import Callable, Iterator
from threading import Lock
from time import perf_counter

import numpy as np

from ..errors import Cancelled
from .single import BLOCK

Progress = Callable[[float], object]
"""Called with the share done, 0…1, from whichever thread has it; False ends the run, anything else lets it go on."""

STRETCH = 0.06
"""Seconds of work that a stretch aims at."""
FIRST = 2**17
"""Steps in all lanes of the first stretch, 2 to 30 ms of work: a short run is one stretch, or two."""
SWIFT = 8.0
"""A stretch is at most so many times the last."""


class Watch:
    """What is done of a run's `total` samples; several threads may share it."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._over = False
        self._lock = Lock()

    def stretches(self, samples: int, steps: int, sweeps: int, whole: bool = False) -> Iterator[tuple[int, int]]:
        """First and last sample of each stretch, whole blocks, for so many `sweeps`; `steps` is the work of a sample.

        One stretch if nobody looks, or if it has to be `whole`; Cancelled where the run was ended.
        """
        size = samples if whole or self._progress is None else blocks(FIRST / steps)
        since = 0
        while since < samples:
            until = min(since + size, samples)
            began = perf_counter()
            yield since, until
            took = max(perf_counter() - began, 1e-6)
            self.tell((until - since) * sweeps)
            size = blocks((until - since) * min(STRETCH / took, SWIFT))
            since = until

    def tell(self, samples: int) -> None:
        """So many more are done; Cancelled if that was enough."""
        if self._progress is None:
            return
        with self._lock:
            self._done += samples
            if not self._over and is_no(self._progress(min(self._done / self._total, 1.0))):
                self._over = True
            if self._over:
                raise Cancelled("the run was stopped before its end; nothing of it is kept")

    def part(self, samples: int) -> Progress | None:
        """Hears of a share of so many of them, which are told when all are done."""
        progress, done = self._progress, self._done
        return None if progress is None else lambda share: progress((done + share * samples) / self._total)

    def end(self) -> None:
        """Whoever still works for this run stops at the end of a stretch."""
        self._over = True


def is_no(answer: object) -> bool:
    """Whether it is False, Python's or numpy's; not None, nor 0."""
    return isinstance(answer, bool | np.bool_) and not answer


def blocks(samples: float) -> int:
    """Whole blocks of samples, at least one."""
    return max(1, int(samples) // BLOCK) * BLOCK
