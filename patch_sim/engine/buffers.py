"""Where signals are written: memory that a recording leaves when it is gone, and the next one takes over.

Fresh memory is cleared by the system page by page, when it is first written to: as much work as to solve a small cell.
"""

from math import prod
from threading import RLock

import numpy as np

from .rows import Array

LEAST = 2**14
"""Doubles; what is smaller comes as fast from the system."""
MOST = 2**23
"""Doubles that are kept unused: 64 MB."""
STEPS = 8
"""Sizes between one power of two and the next, so that a recording fits where one of nearly its size has been."""


class Loan:
    """Some memory, for as long as anything that is made of it, any view of any view, is alive."""

    def __init__(self, memory: Array, shape: tuple[int, ...], shelf: "Shelf") -> None:
        self._memory, self._shelf = memory, shelf
        where = memory.ctypes.data
        self.__array_interface__ = {"shape": shape, "typestr": memory.dtype.str, "data": (where, False), "version": 3}

    def __del__(self) -> None:
        self._shelf.take(self._memory)


class Shelf:
    """Memory that nobody sees, by its size."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._free: dict[int, list[Array]] = {}
        self._lock = RLock()  # a loan may end, by garbage collection, wherever Python code runs: here too
        self.size = 0

    def empty(self, *shape: int) -> Array:
        """An array of doubles that hold anything."""
        n = prod(shape)
        if n < LEAST:
            return np.empty(shape)
        return np.asarray(Loan(self._found(rounded(n)), shape, self))

    def _found(self, size: int) -> Array:
        with self._lock:
            if self._free.get(size):
                self.size -= size
                return self._free[size].pop()
        return np.empty(size)

    def take(self, memory: Array) -> None:
        """Keep it for the next, unless there is enough."""
        with self._lock:
            if self.size + memory.size <= self._most:
                self.size += memory.size
                self._free.setdefault(memory.size, []).append(memory)


def rounded(n: int) -> int:
    """The least of the sizes that holds n.

    >>> rounded(2**20 + 1) - 2**20 == 2**17
    True
    """
    step = max(1, 2 ** (n.bit_length() - 1) // STEPS)
    return -(-n // step) * step


empty = Shelf().empty
