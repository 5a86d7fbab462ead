"""A formula as a rate: text, checked against a white list, evaluated by walking its own tree. Nothing is eval'd."""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import AfterValidator

from ..errors import unknown
from ..values import value

MAX_CHARACTERS, MAX_NODES, MAX_DEPTH, MAX_EXPONENT = 400, 150, 30, 8
GIVEN = ("v", "ca", "celsius", "e_rev")
"""Names that every formula may use; a channel's params supply the others."""
NAME = re.compile(r"[a-z][a-z0-9_]*")
STUCK = re.compile(r"(?<![A-Za-z0-9_.])[0-9.]++([eE][-+]?[0-9]+)?+[A-Za-z_]\w*|[#\\].*")
"""What Python reads and a formula has not: a number that runs into a word (0x10, 1if, 1_000), remarks, joined lines."""
BESIDE = 1e-4
"""mV: how far to both sides of a 0/0 its limit is looked for."""
Array = NDArray[np.float64]
Node = Callable[[dict[str, Array]], Array]
"""A part of a formula: from the values of its names to its own."""


class At(Mapping[str, float]):
    """What a rate may speak of besides v: celsius (°C), ca (mM), e_rev (mV), its channel's params. It cannot change.

    >>> At(celsius=36.0, tau_max=1000.0).only({"tau_max"})
    At(tau_max=1000.0)
    """

    __slots__ = ("_items",)

    def __init__(self, **items: float) -> None:
        self._items = {name: float(items[name]) for name in sorted(items)}

    def only(self, names: "frozenset[str] | set[str]") -> "At":
        """The part of it whose names are among `names`."""
        return At(**{name: number for name, number in self._items.items() if name in names})

    def __getitem__(self, name: str) -> float:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, At) and self._items == other._items

    def __repr__(self) -> str:
        return f"At({', '.join(f'{name}={number!r}' for name, number in self._items.items())})"


def _exprel(x: Array) -> Array:
    near = np.abs(x) < 1e-3
    safe = np.where(near, 1.0, x)
    return np.where(near, 1 + x / 2 + x * x / 6 + x**3 / 24, np.expm1(safe) / safe)


FUNCTIONS: dict[str, tuple[Callable[..., Array], int]] = {
    "exp": (np.exp, 1),
    "log": (np.log, 1),
    "sqrt": (np.sqrt, 1),
    "tanh": (np.tanh, 1),
    "cosh": (np.cosh, 1),
    "sinh": (np.sinh, 1),
    "abs": (np.abs, 1),
    "exprel": (_exprel, 1),
    "min": (np.minimum, 2),
    "max": (np.maximum, 2),
}
OPERATORS: dict[type[ast.AST], Callable[..., Array]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def check_formula(text: str) -> str:
    """`text`, if every part of it is on the white list; ValueError with the part that is not."""
    _compile(text)
    return text


@lru_cache(512)
def _compile(text: str) -> Node:
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"a formula has at most {MAX_CHARACTERS} characters, this one {len(text)}")
    if stuck := STUCK.search(text):
        raise ValueError(f"is not a formula: {stuck[0][:12]!r} is neither a number nor a name")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError as error:
        raise ValueError(f"is not a formula{_where(text.strip(), error)}") from None
    except (ValueError, RecursionError, MemoryError):
        raise ValueError("is not a formula") from None
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ValueError(f"a formula has at most {MAX_NODES} parts")
    return _node(tree.body, 0)


def _where(text: str, error: SyntaxError) -> str:
    """What is wrong with a text that cannot be read, as far as that is known."""
    if "never closed" in error.msg:
        return ": a bracket is not closed"
    if "unmatched" in error.msg:
        return ": a bracket is not opened"
    rest = text[max(0, (error.offset or 1) - 1) :]
    return f": it cannot be read from {rest[:12]!r} on" if rest and len(rest) < len(text) else ""


def _node(node: ast.expr, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise ValueError(f"a formula nests at most {MAX_DEPTH} deep")

    def down(child: ast.expr) -> Node:
        return _node(child, depth + 1)

    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number) if abs(number) < 1e12:
            constant = np.asarray(float(number))
            return lambda names: constant
        case ast.Name(id=name) if NAME.fullmatch(name) and name not in FUNCTIONS:
            return lambda names: names[name]
        case ast.Name(id=name):
            raise ValueError(f"{name!r} is no name of a formula: {', '.join(GIVEN)}, or a param of the channel")
        case ast.BinOp(op=ast.BitXor()):
            raise ValueError("a power is written **, as v**2; of e it is exp(…)")
        case ast.Tuple():
            raise ValueError("a number has a point and no comma; only min and max take two")
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            f, a = OPERATORS[type(op)], down(operand)
            return lambda names: f(a(names))
        case ast.BinOp(op=ast.Pow(), left=left, right=right):
            return _power(down(left), right)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in OPERATORS:
            f, a, b = OPERATORS[type(op)], down(left), down(right)
            return lambda names: f(a(names), b(names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            f, a, b = OPERATORS[type(op)], down(left), down(right)
            return lambda names: np.asarray(f(a(names), b(names)), dtype=float)
        case ast.IfExp(test=ast.Compare() as test, body=body, orelse=orelse):
            t, a, b = down(test), down(body), down(orelse)
            return lambda names: np.where(t(names), a(names), b(names))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            g, n = FUNCTIONS[name]
            if len(args) != n:
                raise ValueError(f"{name} takes {n} argument{'s' * (n > 1)}, not {len(args)}")
            parts = [down(arg) for arg in args]
            return lambda names: g(*(part(names) for part in parts))
        case ast.Call(func=ast.Name(id=name)):
            raise ValueError(f"{name!r} is no function of a formula; there are: {', '.join(FUNCTIONS)}")
    raise ValueError(f"{ast.unparse(node)[:40]!r} is not allowed in a formula")


def _power(base: Node, right: ast.expr) -> Node:
    sign, digits = (
        (-1, right.operand) if isinstance(right, ast.UnaryOp) and isinstance(right.op, ast.USub) else (1, right)
    )
    match digits:
        case ast.Constant(value=int() | float() as number) if abs(number) <= MAX_EXPONENT:
            exponent = sign * float(number)
            return lambda names: base(names) ** exponent
    raise ValueError(f"an exponent is a number of at most {MAX_EXPONENT}; use exp() for others")


@lru_cache(512)
def names_in(text: str) -> frozenset[str]:
    """The names that a formula speaks of."""
    tree = ast.parse(text.strip(), mode="eval")
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)) - FUNCTIONS.keys()


@value
class Expr:
    """A formula such as ``0.37 + 1/(exp((v+35.82)/19.69) + exp(-(v+79.69)/12.7))``.

    It speaks of v (mV), ca (mM), celsius (°C), the channel's e_rev (mV) and its params. Allowed: numbers, + - * / **,
    ``a if v < -63 else b``, and exp log sqrt tanh cosh sinh abs exprel min max; exprel(x) = (exp(x) − 1)/x. What is
    0/0 at one voltage, as published rates are at their midpoint, has the value that it has beside it.

    >>> round(float(Expr("0.1*(v + 40)/(1 - exp(-(v + 40)/10))")(-40.0, {})), 9)
    1.0
    """

    text: Annotated[str, AfterValidator(check_formula)]
    """Formula: of v in mV, ca in mM, celsius in °C, e_rev in mV and the channel's params."""
    kind: Literal["expr"] = field(default="expr", kw_only=True, repr=False)

    def __call__(self, v: ArrayLike, at: Mapping[str, ArrayLike]) -> Array:
        """The formula's value at `v` in mV and under `at`, in the shape that they broadcast to."""
        names = {name: np.asarray(x, dtype=float) for name, x in {**at, "v": v}.items()}
        for name in self.names - names.keys():
            raise unknown("value for the name", name, names)
        with np.errstate(all="ignore"):
            value_at = _compile(self.text)
            result = np.asarray(value_at(names), dtype=float)
            if np.isnan(result).any():
                low, high = (value_at({**names, "v": names["v"] + by}) for by in (-BESIDE, BESIDE))
                result = np.where(np.isnan(result), 0.5 * (low + high), result)
        return np.broadcast_to(result, np.broadcast_shapes(names["v"].shape, result.shape))

    @property
    def names(self) -> frozenset[str]:
        """What the formula speaks of."""
        return names_in(self.text)

    def formula(self) -> str:
        """The equation."""
        return self.text
