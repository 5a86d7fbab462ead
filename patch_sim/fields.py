"""The lens between values and forms: every field of a value as a row, and every row's edit as a new value.

A path is field names joined by dots; an item of a tuple goes by its name, an epoch by its letter:
``cell.sections.soma.channels.nav_hh.g_max``, ``cell.ions.k.out``, ``protocol.epochs.B.level``. ``*`` is every item.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .errors import UnknownNameError, unknown
from .units import Unit, quantity, units_of

T = TypeVar("T")
Kind = Literal["number", "integer", "switch", "choice", "text"]
LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Control:
    """One editable field: a row of a form."""

    path: str
    label: str
    help: str
    kind: Kind
    value: Any
    default: Any
    """What the library says; the value itself where there is no library entry."""
    unit: str = ""
    lo: float = 0.0
    hi: float = 0.0
    """Bounds of what is allowed."""
    span: tuple[float, float] = (0.0, 0.0)
    """Bounds of the slider: softer, and never so narrow that the value lies outside."""
    log: bool = False
    options: tuple[str, ...] = ()


def controls(value: Any, default: Any = None, prefix: str = "") -> tuple[Control, ...]:
    """Every row of the form of `value`, depth first; `default` is the library's version of it, for the resets."""
    return tuple(_rows(value, default, f"{prefix}." if prefix else "", "vc"))


def _rows(value: Any, default: Any, prefix: str, mode: str) -> Iterator[Control]:
    mode = getattr(value, "mode", mode)
    hints, docs = hints_of(type(value)), docs_of(type(value))
    for name, hint in hints.items():
        item = getattr(value, name)
        usual = getattr(default, name, None) if default is not None else None
        path = f"{prefix}{name}"
        if is_dataclass(item):
            yield from _rows(item, usual, f"{path}.", mode)
        elif isinstance(item, tuple):
            theirs = {key_of(x, k): x for k, x in enumerate(usual)} if isinstance(usual, tuple) else {}
            for k, entry in enumerate(item):
                if is_dataclass(entry):
                    key = key_of(entry, k)
                    yield from _entry(entry, theirs.get(key), f"{path}.{key}.", mode)
        else:
            label, text = docs.get(name, (name.rstrip("_").replace("_", " ").capitalize(), ""))
            unit = units_of(type(value)).get(name)
            if unit and unit.symbol.startswith("{"):
                unit = quantity(_filled(unit.symbol, value))
            row = _row(
                path,
                _filled(label, value),
                _filled(text, value),
                hint,
                item,
                item if usual is None else usual,
                unit,
                mode,
            )
            if row:
                yield row


@lru_cache(2048)
def _entry(value: Any, default: Any, prefix: str, mode: str) -> tuple[Control, ...]:
    """The rows of a channel, an epoch and the like: an edit leaves most of them as they were."""
    return tuple(_rows(value, default, prefix, mode))


def _filled(text: str, value: Any) -> str:
    """`text`, or what stands in the field that it names in braces."""
    return getattr(value, text[1:-1]) if text.startswith("{") else text


def _row(
    path: str, label: str, text: str, hint: Any, value: Any, default: Any, unit: Unit | None, mode: str
) -> Control | None:
    if unit:
        kind: Kind = "integer" if int in _plain_types(hint) else "number"
        span = span_of(unit, value, default)
        return Control(path, label, text, kind, value, default, unit.of(mode), unit.lo, unit.hi, span, unit.log)
    if hint is bool:
        return Control(path, label, text, "switch", value, default)
    if get_origin(hint) is Literal and len(get_args(hint)) > 1:
        return Control(path, label, text, "choice", value, default, options=get_args(hint))
    if get_origin(hint) is Annotated and get_args(hint)[0] is str and text:
        return Control(path, label, text, "text", value, default)
    return None


def span_of(unit: Unit, value: float | None, default: float | None) -> tuple[float, float]:
    """Where the slider of a quantity runs."""
    usual = next((x for x in (default, value) if x), 1.0)
    if unit.log:
        lo, hi = usual / 10**unit.decades, usual * 10**unit.decades
    elif unit.span:
        lo, hi = unit.span
    else:
        lo, hi = (-4 * abs(usual) if unit.lo < 0 else abs(usual) / 20 if unit.above else 0.0), 4 * abs(usual)
    if value is None:
        return lo, hi
    return max(unit.lo, min(lo, value)), min(unit.hi, max(hi, value))


@cache
def hints_of(cls: Any) -> dict[str, Any]:
    """Each field of a dataclass and its annotation, in field order."""
    hints = get_type_hints(cls, include_extras=True)
    return {f.name: hints[f.name] for f in fields(cls)}


@cache
def docs_of(cls: Any) -> dict[str, tuple[str, str]]:
    """Each field's label and help: the text under the field in its class, "Label: help."."""
    found: dict[str, tuple[str, str]] = {}
    for base in reversed(cls.__mro__[:-1]):
        if not is_dataclass(base):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        assert isinstance(body, ast.ClassDef)
        for line, text in zip(body.body, body.body[1:], strict=False):
            match line, text:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str() as doc)),
                ):
                    label, colon, rest = " ".join(doc.split()).partition(": ")
                    found[name] = (label, rest[:1].upper() + rest[1:]) if colon else ("", label)
    return {name: pair for name, pair in found.items() if pair[0]}


@cache
def _plain_types(hint: Any) -> set[Any]:
    if get_origin(hint) in (Union, UnionType):
        return {t for arg in get_args(hint) if arg is not NoneType for t in _plain_types(arg)}
    return {get_args(hint)[0] if get_origin(hint) is Annotated else hint}


def key_of(item: Any, index: int) -> str:
    """What a tuple's item goes by in a path: its name, or its letter."""
    return getattr(item, "name", LETTERS[index % len(LETTERS)])


def get(value: Any, path: str) -> Any:
    """What stands at `path`; UnknownNameError if it leads nowhere."""
    for head in path.split("."):
        if isinstance(value, tuple):
            value = value[_index(value, head)]
        else:
            value = getattr(value, _field(value, head))
    return value


def edit(value: T, path: str, new: Any) -> T:
    """A copy of `value` with `new` at `path`.

    UnknownNameError if the path leads nowhere, ParameterError if the value there is refused.
    """
    return _change(value, path.split("."), lambda old: new)


def insert(value: T, path: str, item: Any) -> T:
    """A copy of `value` with `item` added at the end of the tuple at `path`."""
    return _change(value, path.split("."), lambda items: (*items, item))


def remove(value: T, path: str) -> T:
    """A copy of `value` without the tuple's item at `path`."""
    parent, _, key = path.rpartition(".")

    def without(items: tuple[Any, ...]) -> tuple[Any, ...]:
        k = _index(items, key)
        return items[:k] + items[k + 1 :]

    return _change(value, parent.split("."), without)


def move(value: T, path: str, to: int) -> T:
    """A copy of `value` with the tuple's item at `path` at place `to` (from 0) among its siblings."""
    parent, _, key = path.rpartition(".")

    def moved(items: tuple[Any, ...]) -> tuple[Any, ...]:
        k = _index(items, key)
        rest = items[:k] + items[k + 1 :]
        return (*rest[:to], items[k], *rest[to:])

    return _change(value, parent.split("."), moved)


def _change(value: Any, path: list[str], change: Any) -> Any:
    if not path:
        return change(value)
    head, *rest = path
    if isinstance(value, tuple):
        chosen = range(len(value)) if head == "*" else (_index(value, head),)
        return tuple(_change(x, rest, change) if k in chosen else x for k, x in enumerate(value))
    name = _field(value, head)
    return replace(value, **{name: _change(getattr(value, name), rest, change)})


def _index(items: tuple[Any, ...], key: str) -> int:
    keys = [key_of(x, k) for k, x in enumerate(items)]
    if key not in keys:
        raise unknown("item", key, keys)
    return keys.index(key)


def _field(value: Any, head: str) -> str:
    if not is_dataclass(value):
        raise UnknownNameError(f"{head!r}: {value!r} has no fields")
    names = [f.name for f in fields(value)]
    if head in names:
        return head
    if f"{head}_" in names:  # `in` is a word of Python's
        return f"{head}_"
    raise unknown(f"field of {type(value).__name__}", head, names)
