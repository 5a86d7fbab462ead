"""The machine code that numba keeps from process to process, loaded without its compiler.

Before it looks into its cache numba registers all that it could compile, which takes longer than everything else that a
first simulation waits for, and imports parts of scipy. What is in the cache needs nothing of it but the runtime that
allocates arrays. What is not there is compiled as ever, by one process: the others wait for what it leaves.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from numba.core import config
from numba.core.caching import FunctionCache
from numba.core.compiler_lock import global_compiler_lock
from numba.core.runtime import rtsys

SETTINGS: Any = config
"""Numba's own."""
PATIENCE = 120.0
"""s to wait for another process, then this one compiles too."""


class Kept(FunctionCache):
    """Numba's cache of one function."""

    def __init__(self, dispatcher: Any) -> None:
        super().__init__(dispatcher.py_func)
        lock = Path(self.cache_path) / f"{dispatcher.py_func.__qualname__}.lock"
        self._turn = FileLock(lock, timeout=PATIENCE, thread_local=False)
        self._compile = dispatcher._compiler.compile
        dispatcher._compiler.compile = self._compiled

    @property
    def is_empty(self) -> bool:
        """True before the function has been compiled on this machine."""
        return not self._cache_file._load_index()

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for these types of arguments; None if it is to be compiled: by this process, until it is saved."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            found = self._load_overload(sig, target_context)
        if found is not None:
            return found
        self._impl.locator.ensure_cache_path()
        with suppress(Timeout):
            self._turn.acquire()
        found = super().load_overload(sig, target_context)
        if found is not None:
            self._turn.release(force=True)
        return found

    def _compiled(self, args: Any, return_type: Any) -> Any:
        """Compile without the search for loops to vectorize, of which there are none: a sixth of the time."""
        with global_compiler_lock:
            before = SETTINGS.LOOP_VECTORIZE, SETTINGS.SLP_VECTORIZE
            SETTINGS.LOOP_VECTORIZE, SETTINGS.SLP_VECTORIZE = 0, 0
            try:
                return self._compile(args, return_type)
            except BaseException:
                self._turn.release(force=True)
                raise
            finally:
                SETTINGS.LOOP_VECTORIZE, SETTINGS.SLP_VECTORIZE = before

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code for other processes."""
        super().save_overload(sig, data)
        self._turn.release(force=True)
