"""A package folder as a read-only mapping: a file in it is an entry, and nothing else lists it."""

import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from .errors import unknown

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """Name → entry, of every module in `package`.

    Entries are the module-level instances of `of` under their ``name``. Files that start with "_" are left out. A file
    is read when the entry of its name is asked for; all of them when the whole is looked at, or for another name.
    """

    def __init__(self, of: type[T], package: str, what: str) -> None:
        self.of, self.package, self.what = of, package, what
        self._known: dict[str, T] = {}

    @cached_property
    def _items(self) -> dict[str, T]:
        found: dict[str, T] = {}
        for info in pkgutil.iter_modules(importlib.import_module(self.package).__path__, self.package + "."):
            if info.name.rpartition(".")[2].startswith("_"):
                continue
            for name, entry in self._entries(importlib.import_module(info.name)):
                if found.setdefault(name, entry) is not entry:
                    raise ValueError(f"two {self.what}s are named {name!r} in {self.package}")
        return dict(sorted(found.items()))

    def _entries(self, module: Any) -> list[tuple[str, T]]:
        return [(x.name, x) for x in vars(module).values() if isinstance(x, self.of)]

    def _read(self, name: str) -> dict[str, T]:
        """The entries of the file that has this name, without a look at others; none if there is no such file."""
        module = f"{self.package}.{name}"
        if (
            not isinstance(name, str)
            or not name.isidentifier()
            or name.startswith("_")
            or not importlib.util.find_spec(module)
        ):
            return {}
        return dict(self._entries(importlib.import_module(module)))

    def _among(self, name: Any) -> dict[str, T]:
        """Entries among which `name` is, if there is one: those read so far, or all."""
        if name not in self._known and "_items" not in vars(self):
            self._known |= self._read(name)
        return self._known if name in self._known else self._items

    def __getitem__(self, name: str) -> T:
        try:
            return self._among(name)[name]
        except (KeyError, TypeError):  # TypeError: a list, say, which cannot be a key
            raise unknown(self.what, name, self) from None

    def __contains__(self, name: object) -> bool:
        return name in self._among(name)

    def get(self, key: Any, default: Any = None, /) -> Any:
        """The entry, or `default`; unlike a look-up that fails, it searches for no name that was meant."""
        return self._among(key).get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{self.package}: {', '.join(self)}>"


class KindRegistry(Registry[T]):
    """Kind → class, of every subclass of `of` that a module in `package` defines."""

    def _entries(self, module: Any) -> list[tuple[str, T]]:
        return [
            (x.kind, x)
            for x in vars(module).values()
            if inspect.isclass(x) and issubclass(x, self.of) and x.__module__ == module.__name__
        ]
