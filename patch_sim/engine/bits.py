"""Doubles as bits: in which row of a table a number stands, and what many such rows have in common."""

from typing import Any

from llvmlite import ir
from numba import extending, types

from .raw import DOUBLE, INT64

# To a type checker an intrinsic still takes the typing context that numba passes by itself.
intrinsic: Any = extending.intrinsic


@intrinsic
def bits(typing, value):
    """The 64 bits of a double as an unsigned integer."""

    def generate(context, builder, signature, args):
        return builder.bitcast(args[0], INT64)

    return types.uint64(types.float64), generate


@intrinsic
def double_of(typing, value):
    """The double that has these 64 bits."""

    def generate(context, builder, signature, args):
        return builder.bitcast(args[0], DOUBLE)

    return types.float64(types.uint64), generate


# 2^52 + 2^51: added to a double below 2^51, it rounds it to an integer that stands in the low bits of the sum.
ROUND = 6755399441055744.0
ROUND_BITS = 0x4338000000000000


@intrinsic
def row_of(typing, rounded):
    """The integer in `rounded` = y + ROUND, y counting rows from the first.

    Not clamped: a y outside the table, infinite or not a number gives a row beyond the last.
    """

    def generate(context, builder, signature, args):
        return builder.sub(builder.bitcast(args[0], INT64), INT64(ROUND_BITS))

    return types.uint64(types.float64), generate


@intrinsic
def rows_of(typing, rounded):
    """`row_of` each, as the bits of doubles that are only moved."""

    def generate(context, builder, signature, args):
        size = signature.return_type.size
        whole = ir.VectorType(INT64, size)
        offset = ir.Constant(whole, [ROUND_BITS] * size)
        return builder.bitcast(builder.sub(builder.bitcast(args[0], whole), offset), signature.return_type.doubles)

    return rounded(rounded), generate


@intrinsic
def either(typing, left, right):
    """The bits that are set in one or the other."""

    def generate(context, builder, signature, args):
        whole = ir.VectorType(INT64, signature.return_type.size)
        return builder.bitcast(builder.or_(*(builder.bitcast(x, whole) for x in args)), args[0].type)

    return left(left, right), generate
