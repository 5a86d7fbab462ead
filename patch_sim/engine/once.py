"""What was made of frozen values is made once: found again by which values they are, not by what they say."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


def once(most: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """A decorator that keeps what a function made of the last `most` arguments, which must not change.

    A value that stands for a whole cell takes as long to hash as a stretch of it takes to solve; that it is the same
    object is seen at once. An equal one is made anew.

    >>> double = once(2)(lambda values: [2 * value for value in values])
    >>> values = (1, 2)
    >>> double(values) is double(values)
    True
    """

    def kept(function: Callable[..., T]) -> Callable[..., T]:
        known: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], T]] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def found(*values: object) -> T:
            key = tuple(map(id, values))
            with lock:
                if key in known:
                    known.move_to_end(key)
                    return known[key][1]
            made = function(*values)
            with lock:
                known[key] = values, made  # the values stay alive, so that nothing else can be where they are
                if len(known) > most:
                    known.popitem(last=False)
            return made

        return found

    return kept
