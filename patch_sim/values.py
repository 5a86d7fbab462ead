"""How the frozen values of patch_sim are made, refused, written down and read back."""

import json
from collections.abc import Callable
from dataclasses import field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, dataclass_transform

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as pydantic_dataclass

from .errors import FormatError, ParameterError, unknown
from .units import units_of

T = TypeVar("T")
CONFIG = ConfigDict(extra="forbid", defer_build=True)
"""Schemas are built at the first use of a class, which halves the time that an import takes."""
NAMED = r"^[a-z][a-z0-9_]*$"
"""The pattern of names."""
UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")


class Refusing(type):
    """The type of all values: where pydantic refuses to make one, ParameterError says where, what and the rule."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make a value."""
        try:
            return super().__call__(*args, **kwargs)
        except ValidationError as error:
            raise refusal(error, cls) from None


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A class decorator: a frozen, hashable, validated dataclass that refuses with ParameterError."""
    body = {name: thing for name, thing in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    made: Any = pydantic_dataclass(Refusing(cls.__name__, cls.__bases__, body), frozen=True, config=CONFIG)
    return made


def refusal(error: ValidationError, cls: type) -> ParameterError:
    """pydantic's report as one ParameterError: where, what, the rule.

    >>> from patch_sim.channels import Channel
    >>> Channel(name="x", label="X", g_max=-1.0, e_rev=0.0)
    Traceback (most recent call last):
    patch_sim.errors.ParameterError: Channel.g_max = -1 mS/cm²: must be at least 0
    """
    reports = error.errors(include_url=False)
    first = next((r for r in reports if r["type"] in UNKNOWN), reports[0])
    loc = [str(part) for part in first["loc"]]
    names = [f.name for f in fields(cls)] if is_dataclass(cls) else []
    if names and first["loc"] and isinstance(first["loc"][0], int):
        loc[0] = names[first["loc"][0]] if first["loc"][0] < len(names) else "too many values"
    where = ".".join([cls.__name__, *loc])
    if first["type"] in UNKNOWN:
        return ParameterError(f"{cls.__name__}: {unknown('field', loc[-1], names)}")
    if first["type"] in ("missing", "missing_argument"):
        return ParameterError(f"{where}: must be given")
    cause = (first.get("ctx") or {}).get("error")
    rule = str(cause) if isinstance(cause, Exception) else first["msg"].replace("Input should be", "must be")
    if (first.get("ctx") or {}).get("pattern") == NAMED:
        rule = "must begin with a small letter and have small letters, digits and _"
    if not loc:
        return ParameterError(rule if rule.startswith(cls.__name__) else f"{cls.__name__}: {rule}")
    unit = units_of(cls).get(loc[0]) if len(loc) == 1 else None
    symbol = f" {unit.symbol}" if unit and unit.symbol and not set("|{") & set(unit.symbol) else ""
    more = f" (and {len(reports) - 1} more)" if len(reports) > 1 else ""
    return ParameterError(f"{where} = {shown(first['input'])}{symbol}: {rule}{more}")


def shown(thing: Any) -> str:
    """A refused input, short enough for a message."""
    if isinstance(thing, bytes):
        return f"{len(thing)} bytes"
    text = f"{thing:g}" if isinstance(thing, float) else repr(thing)
    return text if len(text) <= 60 else text[:57] + "…"


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def to_plain(thing: Any) -> Any:
    """A value as plain dicts, lists, numbers and strings."""
    return _adapter(type(thing)).dump_python(thing, mode="json")


def to_json(thing: Any, indent: int | None = None) -> str:
    """A value as JSON; `from_json` gives an equal value back."""
    return json.dumps(to_plain(thing), indent=indent, ensure_ascii=False, allow_nan=False)


def from_plain(cls: type[T], plain: Any) -> T:
    """The value of type `cls` in plain data; ParameterError where it is none."""
    try:
        return _adapter(cls).validate_python(plain)
    except ValidationError as error:
        raise refusal(error, cls) from None


def from_json(cls: type[T], text: str | bytes) -> T:
    """The value of type `cls` in JSON; FormatError if it is no JSON, ParameterError if it is no such value."""
    try:
        plain = json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"not JSON: {error}") from None
    return from_plain(cls, plain)


def kind_schema(kinds: Callable[[], Any], base: type) -> Any:
    """A pydantic validator for a family of types that grows by files: a dict is read by its ``kind``."""

    def read(thing: Any) -> Any:
        if isinstance(thing, base) and type(thing) is not base:
            return thing
        if not isinstance(thing, dict) or not isinstance(thing.get("kind"), str):
            raise ValueError(f"must be one of the kinds of {base.__name__}, or a mapping with its 'kind'")
        try:
            cls = kinds()[thing["kind"]]
        except KeyError as error:
            raise ValueError(str(error)) from None
        return from_plain(cls, {k: v for k, v in thing.items() if k != "kind"})

    return read
