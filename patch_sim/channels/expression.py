"""A formula as a rate: text, checked against a white list, evaluated by walking its own tree. Nothing is eval'd."""

import ast
import operator
from collections.abc import Callable
from dataclasses import field
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import AfterValidator

from ..values import value

MAX_CHARACTERS, MAX_NODES, MAX_DEPTH, MAX_EXPONENT = 400, 150, 30, 8
NAMES = ("v", "celsius")
Array = NDArray[np.float64]
Node = Callable[[dict[str, Array]], Array]
"""A part of a formula: from the values of its names to its own."""


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
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError("is not a formula") from None
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ValueError(f"a formula has at most {MAX_NODES} parts")
    return _node(tree.body, 0)


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
        case ast.Name(id=name) if name in NAMES:
            return lambda names: names[name]
        case ast.Name(id=name):
            raise ValueError(f"{name!r} is no name of a formula; there are: {', '.join(NAMES)}")
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
            return lambda names: f(a(names), b(names))
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


@value
class Expr:
    """A formula of v (mV) and celsius (°C), such as ``0.37 + 1/(exp((v+35.82)/19.69) + exp(-(v+79.69)/12.7))``.

    Allowed: numbers, + - * / **, ``a if v < -63 else b``, and exp log sqrt tanh cosh sinh abs exprel min max.
    """

    text: Annotated[str, AfterValidator(check_formula)]
    """Formula: of v in mV and celsius in °C."""
    kind: Literal["expr"] = field(default="expr", kw_only=True, repr=False)

    def __call__(self, v: ArrayLike, celsius: float) -> Array:
        """The formula's value at `v` in mV, broadcast to its shape."""
        at = np.asarray(v, dtype=float)
        with np.errstate(all="ignore"):
            result = _compile(self.text)({"v": at, "celsius": np.asarray(float(celsius))})
        return np.broadcast_to(np.asarray(result, dtype=float), at.shape)

    def formula(self) -> str:
        """The equation in v."""
        return self.text
