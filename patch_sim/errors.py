"""Everything patch_sim raises on purpose.

::

    PatchSimError
    ├── ParameterError     (ValueError)       a value outside its physical or stated range
    ├── UnknownNameError   (KeyError)         a name that no registry holds, a path that leads nowhere
    ├── ProtocolMismatch   (ValueError)       an analysis asked of a recording that cannot answer it
    ├── LimitError         (ValueError)       more samples than the program will allocate
    ├── FormatError        (ValueError)       a file or text that is not what it should be
    ├── UnstableError      (ArithmeticError)  a solution that left the finite or tabulated range
    └── Cancelled                             a run that its caller stopped
"""

from collections.abc import Iterable
from difflib import get_close_matches


class PatchSimError(Exception):
    """Catch this to catch every error of patch_sim."""


class ParameterError(PatchSimError, ValueError):
    """A value is refused; the message says where, what and the rule."""


class UnknownNameError(PatchSimError, KeyError):
    """A name is in no registry, or a path leads nowhere."""

    def __str__(self) -> str:
        return str(self.args[0])


class ProtocolMismatch(PatchSimError, ValueError):
    """An analysis was asked of a recording whose protocol cannot answer it."""


class LimitError(PatchSimError, ValueError):
    """A run would allocate more than the stated limit."""


class FormatError(PatchSimError, ValueError):
    """A file or a text is not in the format it claims."""


class Cancelled(PatchSimError):
    """A run was stopped before its end by whoever asked for it; nothing of it is kept."""


class UnstableError(PatchSimError, ArithmeticError):
    """The solution left the finite or tabulated range, after every automatic fall-back."""


def unknown(what: str, name: object, known: Iterable[str]) -> UnknownNameError:
    """The error for a name that is not among `known`, with the nearest of them as a hint.

    >>> str(unknown("channel", "nav_h", ["kv_hh", "nav_hh"]))
    "no channel 'nav_h'; did you mean 'nav_hh'?"
    """
    name, names = str(name), list(known)
    begun = [n for n in names if name and n.startswith(name)]
    near = get_close_matches(name, begun, 1, 0) or get_close_matches(name, names, 1, 0.5)
    hint = f"; did you mean {(near or names)[0]!r}?" if near or len(names) == 1 else f"; there are: {', '.join(names)}"
    return UnknownNameError(f"no {what} {name!r}{hint}")
