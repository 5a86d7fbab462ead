"""The machine code that numba keeps from process to process, loaded without its compiler.

Before it looks into its cache numba registers all that it could compile, which takes longer than everything else that a
first simulation waits for, and imports parts of scipy. What is in the cache needs nothing of it but the runtime that
allocates arrays. What is not there is compiled as ever.
"""

from typing import Any

from numba.core.caching import FunctionCache
from numba.core.runtime import rtsys


class Kept(FunctionCache):
    """Numba's cache of one function."""

    @property
    def is_empty(self) -> bool:
        """True before the function has been compiled on this machine."""
        return not self._cache_file._load_index()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for these types of arguments; None if it is to be compiled."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            found = self._load_overload(sig, target_context)
        return found if found is not None else super().load_overload(sig, target_context)
