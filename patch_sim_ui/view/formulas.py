"""Rates as formulas to read: one tree for all rate forms, tidied, and written as MathML."""

import ast
from html import escape

from patch_sim.channels import Exp, Expr, Linoid, Sigmoid
from patch_sim.channels.rates import Rate

from .numbers import written

GREEK = {"tau": "τ", "phi": "φ", "alpha": "α", "beta": "β", "epsilon": "ε"}
GIVEN = {"v": "<mi>V</mi>", "celsius": "<mi>T</mi>", "ca": "<mrow><mo>[</mo><mi>Ca</mi><mo>]</mo></mrow>"}
REVERSAL = "<msub><mi>E</mi><mtext>rev</mtext></msub>"
SIGNS = {ast.Lt: "&lt;", ast.LtE: "≤", ast.Gt: "&gt;", ast.GtE: "≥"}
FUNCTIONS = {"log": "ln", "min": "min", "max": "max", "tanh": "tanh", "cosh": "cosh", "sinh": "sinh"}
SUM, PRODUCT, SIGNED, POWER, ATOM = range(5)
"""How tightly a formula holds together; a looser one needs brackets within a tighter."""


def tree(rate: Rate) -> ast.expr:
    """Any rate form as the tree of an expression that has its values, quotients by exprel written out.

    >>> ast.unparse(tree(Linoid(1.0, -40, 10)))
    '0.1 * (v + 40.0) / (1.0 - exp(-(v + 40.0) / 10.0))'
    """
    return Tidy().visit(ast.parse(text(rate).strip(), mode="eval").body)


def text(rate: Rate) -> str:
    """Any rate form as the text of a formula."""
    match rate:
        case Expr():
            return rate.text
        case Exp():
            return f"{rate.rate!r}*exp({departure(rate.v_half, rate.slope)})"
        case Sigmoid():
            return f"{rate.rate!r}/(1 + exp({departure(rate.v_half, -rate.slope)}))"
        case Linoid():
            return f"{rate.rate!r}/exprel({departure(rate.v_half, -rate.slope)})"


def departure(v_half: float, slope: float) -> str:
    """(v − v_half)/slope as a formula."""
    sign = "-" if slope < 0 else ""
    return f"{sign}{shifted(v_half)}/{abs(slope)!r}"


def shifted(v_half: float) -> str:
    """How far v is from v_half."""
    return f"(v {'-' if v_half > 0 else '+'} {abs(v_half)!r})" if v_half else "v"


class Tidy(ast.NodeTransformer):
    """Products of numbers as one number, and a/exprel(u) as a·u/(exp(u) − 1), or with both signs turned."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """A negative number is one."""
        self.generic_visit(node)
        number = number_of(node.operand)
        if isinstance(node.op, ast.USub) and number is not None:
            return ast.Constant(-number)
        return node.operand if isinstance(node.op, ast.UAdd) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Fold numbers, and write exprel out."""
        self.generic_visit(node)
        match node:
            case ast.BinOp(left=left, op=ast.Div(), right=ast.Call(func=ast.Name(id="exprel"), args=[inner])):
                return linoid(left, inner)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return scaled(left, right)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return raised(left, number_of(right))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                a, b = number_of(left), number_of(right)
                return ast.Constant(a / b) if a is not None and b else node
        return node


def scaled(left: ast.expr, right: ast.expr) -> ast.expr:
    """A product, its leading numbers made one."""
    a, b = number_of(left), number_of(right)
    if a is not None and b is not None:
        return ast.Constant(a * b)
    if b == 1:
        return left
    if a == 1:
        return right
    match left:
        case ast.BinOp(left=ast.Constant(value=float() | int() as first), op=ast.Mult(), right=rest) if b is not None:
            return ast.BinOp(ast.Constant(first * b), ast.Mult(), rest)
    if a is not None:
        match right:
            case ast.BinOp(left=ast.Constant(value=float() | int() as first), op=ast.Mult(), right=rest):
                return scaled(ast.Constant(a * first), rest)
            case ast.BinOp(left=first, op=ast.Div(), right=rest) if number_of(first) is not None:
                return ast.BinOp(scaled(left, first), ast.Div(), rest)
    return ast.BinOp(left, ast.Mult(), right)


def raised(base: ast.expr, by: float | None) -> ast.expr:
    """A power; of a power one power, and none where it is 0 or 1."""
    match base:
        case ast.BinOp(left=inner, op=ast.Pow(), right=first) if by is not None and number_of(first) is not None:
            return raised(inner, (number_of(first) or 0.0) * by)
    if by == 0:
        return ast.Constant(1.0)
    return base if by == 1 or by is None else ast.BinOp(base, ast.Pow(), ast.Constant(by))


def linoid(factor: ast.expr, inner: ast.expr) -> ast.expr:
    """factor/exprel(inner), where inner is ±u, u/k, −u/k or −k·u: the number goes to the factor."""
    growth = ast.Call(ast.Name("exp"), [inner], [])
    u, k, negative = inner, 1.0, False
    match u:
        case ast.BinOp(left=top, op=ast.Div(), right=by) if number_of(by):
            u, k = top, 1 / (number_of(by) or 1.0)
        case ast.BinOp(left=by, op=ast.Mult(), right=top) if number_of(by) is not None:
            u, k = top, number_of(by) or 0.0
    if isinstance(u, ast.UnaryOp) and isinstance(u.op, ast.USub):
        u, negative = u.operand, True
    if k < 0:
        k, negative = -k, not negative
    one = ast.Constant(1.0)
    bottom = ast.BinOp(one, ast.Sub(), growth) if negative else ast.BinOp(growth, ast.Sub(), one)
    return ast.BinOp(scaled(scaled(factor, ast.Constant(k)), u), ast.Div(), bottom)


def number_of(node: ast.expr) -> float | None:
    """The number that a node is, if it is one."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number_of(node.operand)
        return None if inner is None else -inner
    return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None


def mathml(node: ast.expr, level: int = SUM, small: bool = False) -> str:
    """A tree as MathML, in brackets where `level` asks for them; `small` inside exponents, where fractions lie down."""
    inner, tightness = _written(node, small)
    return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>" if tightness < level else inner


def _written(node: ast.expr, small: bool) -> tuple[str, int]:
    match node:
        case ast.Constant(value=int() | float() as number):
            return _number(number)
        case ast.Name(id=name):
            return symbol(name), ATOM
        case ast.UnaryOp(operand=inner):
            return f"<mo form='prefix'>−</mo>{mathml(inner, PRODUCT, small)}", SIGNED if small else SUM
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            sign = "+" if isinstance(op, ast.Add) else "−"
            tight = SUM if sign == "+" else PRODUCT
            return f"{mathml(left, SUM, small)}<mo>{sign}</mo>{mathml(right, tight, small)}", SUM
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            second = mathml(right, PRODUCT, small)
            is_number = second.startswith(("<mn>", "<msup><mrow><mn>"))
            between = "<mo>·</mo>" if is_number else "<mspace width='.17em'/>"
            return f"{mathml(left, PRODUCT, small)}{between}{second}", PRODUCT
        case ast.BinOp(left=left, op=ast.Div(), right=right) if small:
            return f"{mathml(left, PRODUCT, True)}<mo>/</mo>{mathml(right, SIGNED, True)}", PRODUCT
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"<mfrac><mrow>{mathml(left)}</mrow><mrow>{mathml(right)}</mrow></mfrac>", PRODUCT
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return f"<msup>{_row(mathml(left, ATOM, True))}{_row(mathml(right, SUM, True))}</msup>", POWER
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return f"{mathml(left, SUM, small)}<mo>{SIGNS[type(op)]}</mo>{mathml(right, SUM, small)}", SUM
        case ast.IfExp(test=test, body=body, orelse=other):
            return _cases(mathml(body), mathml(test), mathml(other)), ATOM
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, args, small)
    raise ValueError(f"no formula: {ast.unparse(node)}")


def _number(number: float) -> tuple[str, int]:
    said = written(number)
    mantissa, e, power = said.partition("e")
    if e:
        return f"<mn>{mantissa}</mn><mo>·</mo><msup><mn>10</mn><mn>{power}</mn></msup>", PRODUCT
    return f"<mn>{said}</mn>", SIGNED if number < 0 else ATOM


def _call(name: str, args: list[ast.expr], small: bool) -> tuple[str, int]:
    if name == "exp":
        base, power = _growth(args[0])
        return f"<msup>{base}{_row(mathml(power, SUM, True))}</msup>", POWER
    if name == "sqrt":
        return f"<msqrt>{mathml(args[0], SUM, small)}</msqrt>", ATOM
    if name == "abs":
        return f"<mrow><mo>|</mo>{mathml(args[0], SUM, small)}<mo>|</mo></mrow>", ATOM
    if name == "exprel":
        top = ast.BinOp(ast.Call(ast.Name("exp"), args, []), ast.Sub(), ast.Constant(1.0))
        return _written(ast.BinOp(top, ast.Div(), args[0]), small)
    inside = "<mo>,</mo>".join(mathml(arg, SUM, small) for arg in args)
    return f"<mrow><mi>{FUNCTIONS[name]}</mi><mo>(</mo>{inside}<mo>)</mo></mrow>", ATOM


def _growth(node: ast.expr) -> tuple[str, ast.expr]:
    """exp(ln(b) x / k) is b to the x / k: base and power."""
    match node:
        case ast.BinOp(
            left=ast.BinOp(left=ast.Call(func=ast.Name(id="log"), args=[base]), op=ast.Mult(), right=rest),
            op=ast.Div(),
            right=by,
        ):
            return mathml(base, ATOM), ast.BinOp(rest, ast.Div(), by)
    return "<mi mathvariant='normal'>e</mi>", node


def _cases(first: str, where: str, second: str) -> str:
    rows = ((first, f"<mtext>if\u00a0</mtext>{where}"), (second, "<mtext>otherwise</mtext>"))
    lines = "".join(f"<mtr><mtd>{_row(what)}</mtd><mtd>{_row(when)}</mtd></mtr>" for what, when in rows)
    return f"<mtable displaystyle='true' class='cases'>{lines}</mtable>"


def _row(inner: str) -> str:
    return f"<mrow>{inner}</mrow>"


def symbol(name: str) -> str:
    """A name as one writes it: v_t is V with a lowered t.

    >>> symbol("tau_max")
    '<msub><mi>τ</mi><mtext>max</mtext></msub>'
    """
    if name in GIVEN:
        return GIVEN[name]
    if name == "e_rev":
        return REVERSAL
    head, _, tail = name.partition("_")
    head = "V" if head == "v" else GREEK.get(head, head)
    return f"<msub><mi>{escape(head)}</mi><mtext>{escape(tail)}</mtext></msub>" if tail else f"<mi>{escape(head)}</mi>"


def formula(*parts: str) -> str:
    """A whole formula as an element of a page."""
    return f"<math display='block'><mrow>{''.join(parts)}</mrow></math>"


def rate(form: Rate) -> str:
    """A rate as MathML."""
    return mathml(tree(form))
