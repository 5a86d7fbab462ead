"""What an entry promises of itself: measured quantities with tolerance, proven by one test for all entries."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .errors import ParameterError


class Facts(Mapping[str, float]):
    """Name → expected value; `tolerance` says how far a measurement may lie from it.

    >>> facts = Facts(v_rest=(-65.0, 0.1))
    >>> facts["v_rest"], facts.tolerance("v_rest")
    (-65.0, 0.1)
    """

    __slots__ = ("_items",)

    def __init__(self, **facts: tuple[float, float]) -> None:
        items: dict[str, tuple[float, float]] = {}
        for name, pair in facts.items():
            if not isinstance(pair, tuple | list) or len(pair) != 2:
                raise ParameterError(f"fact {name} = {pair!r}: must be (expected, tolerance)")
            try:
                if any(isinstance(number, str | bytes | bool) for number in pair):
                    raise TypeError
                expected, tolerance = map(float, pair)
            except (TypeError, OverflowError):
                raise ParameterError(f"fact {name}: must be two numbers, expected and tolerance") from None
            if not (isfinite(expected) and isfinite(tolerance) and tolerance >= 0):
                raise ParameterError(f"fact {name} = {expected} ± {tolerance}: must be finite, tolerance at least 0")
            items[name] = (expected, tolerance)
        self._items = items

    def tolerance(self, name: str) -> float:
        """How far a measurement of `name` may lie from the expected value."""
        return self._items[name][1]

    def __getitem__(self, name: str) -> float:
        return self._items[name][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self._items == other._items

    def __repr__(self) -> str:
        return f"Facts({', '.join(f'{n}=({e:g}, {t:g})' for n, (e, t) in self._items.items())})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda f: dict(f._items))
        )

    @classmethod
    def _read(cls, thing: Any) -> "Facts":
        if isinstance(thing, Facts):
            return thing
        if not isinstance(thing, dict):
            raise ValueError("must map names to (expected, tolerance)")
        try:
            return cls(**{str(name): (pair[0], pair[1]) for name, pair in thing.items()})
        except (TypeError, IndexError, KeyError):
            raise ValueError("must map names to (expected, tolerance)") from None
