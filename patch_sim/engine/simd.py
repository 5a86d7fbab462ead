"""Eight doubles in one register, or four, as numba types.

LLVM leaves the short loops of the kernels scalar, so they are written with explicit vectors: a `Vec8` or `Vec4` is
loaded from an array, combined with `+ - * /` (also with a plain float), and stored again, inside
kernels only. Offsets count elements from the start of a contiguous array, are unsigned and are not checked.
"""

import operator
from hashlib import blake2s
from pathlib import Path
from typing import Any

import numpy as np
from llvmlite import ir
from numba import extending, njit, types
from numba.core.cgutils import raw_memcpy
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin, models, register_model

from .kept import Kept
from .raw import DOUBLE, INT64, RawType

# To a type checker an intrinsic still takes the typing context that numba passes by itself.
intrinsic: Any = extending.intrinsic

WIDTH = 8

# Without `reassoc`: it would simplify (y + ROUND) - ROUND to y and so break `row_of`.
FLAGS = ("contract", "nsz", "nnan", "ninf", "arcp")
COMPILED = (b"@kernel", b"@inlined", b"@intrinsic")
SOURCES = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
STAMP = blake2s(b"".join(s for s in SOURCES if any(mark in s for mark in COMPILED)), digest_size=6).hexdigest()
"""Changes with any source that ends up in machine code."""

inlined: Any = njit(inline="always", nogil=True, fastmath=set(FLAGS), error_model="numpy")


def kernel(function: Any) -> Any:
    """Compile at the first call, without the lock of Python, and keep the machine code for later processes.

    Numba would go by the age of the function's own file, and miss a change of what is inlined into it: so the name
    under which the code is kept has the stamp of all sources.
    """
    function.__qualname__ += f"_{STAMP}"
    dispatcher: Any = njit(cache=True, nogil=True, fastmath=set(FLAGS), error_model="numpy", no_cfunc_wrapper=True)(
        function
    )
    dispatcher._cache = Kept(dispatcher)
    return dispatcher


INT32 = ir.IntType(32)


class VecType(types.Type):
    """The numba type of some doubles; to LLVM one vector."""

    def __init__(self, size: int):
        super().__init__(name=f"Vec{size}")
        self.size = size
        self.doubles = ir.VectorType(DOUBLE, size)


@register_model(VecType)
class VecModel(models.PrimitiveModel):
    """A vector is a value of its own."""

    def __init__(self, manager, kind):
        super().__init__(manager, kind, kind.doubles)


vec8, vec4 = VecType(WIDTH), VecType(WIDTH // 2)


def data(context, builder, array_type, array):
    """LLVM pointer to the first double."""
    if isinstance(array_type, RawType):
        return builder.bitcast(array, DOUBLE.as_pointer())
    return context.make_array(array_type)(context, builder, value=array).data


def pointer(context, builder, array_type, array, offset, kind=vec8):
    """LLVM pointer to the vector that begins at `offset`."""
    return builder.bitcast(builder.gep(data(context, builder, array_type, array), [offset]), kind.doubles.as_pointer())


def shuffle(builder, first, second, lanes):
    """The vector that picks `lanes` out of all those of `first` and `second`."""
    return builder.shuffle_vector(first, second, ir.Constant(ir.VectorType(INT32, len(lanes)), lanes))


def broadcast(builder, value, kind):
    """The vector that holds one double many times."""
    undefined = ir.Constant(kind.doubles, ir.Undefined)
    return shuffle(builder, builder.insert_element(undefined, value, INT32(0)), undefined, [0] * kind.size)


def loads(kind: VecType, doc: str) -> Any:
    """The intrinsic that loads a vector of this kind."""

    def load(typing, array, offset):
        def generate(context, builder, signature, args):
            return builder.load(pointer(context, builder, signature.args[0], *args, kind), align=8)

        return kind(array, types.uint64), generate

    load.__doc__ = doc
    return intrinsic(load)


load = loads(vec8, "array[offset : offset + 8]")
load4 = loads(vec4, "array[offset : offset + 4]")


@intrinsic
def load_like(typing, array, offset, other):
    """As many elements from `offset` on as `other` has."""

    def generate(context, builder, signature, args):
        return builder.load(pointer(context, builder, signature.args[0], *args[:2], other), align=8)

    return other(array, types.uint64, other), generate


@intrinsic
def store(typing, array, offset, vector):
    """array[offset : offset + len(vector)] = vector"""

    def generate(context, builder, signature, args):
        place = pointer(context, builder, signature.args[0], args[0], args[1], signature.args[2])
        builder.store(args[2], place, align=8)
        return context.get_dummy_value()

    return types.void(array, types.uint64, vector), generate


@intrinsic
def soon(typing, array, offset):
    """Bring the cache line of array[offset] near, to be written to soon."""

    def generate(context, builder, signature, args):
        place = builder.gep(data(context, builder, signature.args[0], args[0]), [args[1]])
        address = builder.bitcast(place, ir.IntType(8).as_pointer())
        rule = ir.FunctionType(ir.VoidType(), [address.type, INT32, INT32, INT32])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [address.type], rule)
        builder.call(prefetch, [address, INT32(1), INT32(3), INT32(1)])
        return context.get_dummy_value()

    return types.void(array, types.uint64), generate


@intrinsic
def copy(typing, target, to, source, start, n):
    """target[to : to + n] = source[start : start + n] of arrays that do not overlap, counted as if flat.

    Slices would bring numba's own checks of shapes, errors in words and all: seconds for every kernel.
    """

    def generate(context, builder, signature, args):
        kinds = signature.args
        places = [builder.gep(data(context, builder, kinds[k], args[k]), [args[k + 1]]) for k in (0, 2)]
        raw_memcpy(builder, *places, args[4], 8)
        return context.get_dummy_value()

    index = types.uint64
    return types.void(target, index, source, index, index), generate


def splats(kind: VecType, doc: str) -> Any:
    """The intrinsic that fills a vector of this kind."""

    def splat(typing, value):
        def generate(context, builder, signature, args):
            return broadcast(builder, args[0], kind)

        return kind(types.float64), generate

    splat.__doc__ = doc
    return intrinsic(splat)


splat = splats(vec8, "Eight times the same double.")
splat4 = splats(vec4, "Four times the same double.")


def register(operation, instruction):
    """Let `operation` work on vectors, or a vector and a number, in compiled code.

    As a template of numba's and not an overload, whose inlining costs more than all else that a kernel's compiler does.
    """

    @infer_global(operation)
    class Combine(AbstractTemplate):
        def generic(self, args, kws):
            whole = next((kind for kind in args if isinstance(kind, VecType)), None)
            if whole is None:
                return None
            return signature(whole, *(kind if kind == whole else types.float64 for kind in args))

    def generate(context, builder, signature, args):
        whole = signature.return_type
        pair = [
            x if kind == whole else broadcast(builder, x, whole) for kind, x in zip(signature.args, args, strict=True)
        ]
        return getattr(builder, instruction)(*pair, flags=FLAGS)

    for kinds in ((VecType, VecType), (VecType, types.Float), (types.Float, VecType)):
        lower_builtin(operation, *kinds)(generate)


register(operator.add, "fadd")
register(operator.sub, "fsub")
register(operator.mul, "fmul")
register(operator.truediv, "fdiv")


@intrinsic
def maximum(typing, left, right):
    """The larger of each pair."""

    def generate(context, builder, signature, args):
        return builder.select(builder.fcmp_ordered(">", *args), *args)

    return left(left, right), generate


@intrinsic
def largest(typing, vector):
    """The largest of all."""

    def generate(context, builder, signature, args):
        best = builder.extract_element(args[0], INT32(0))
        for lane in range(1, vector.size):
            other = builder.extract_element(args[0], INT32(lane))
            best = builder.select(builder.fcmp_ordered(">", other, best), other, best)
        return best

    return types.float64(vector), generate


@intrinsic
def cubic(typing, table, at, f):
    """Value at the fraction `f` of a row of as many cubics as that is long, whose coefficients begin at `at`."""

    def generate(context, builder, signature, args):
        def coefficients(k):
            place = builder.add(args[1], INT64(k * f.size))
            return builder.load(pointer(context, builder, signature.args[0], args[0], place, f), align=8)

        value = coefficients(3)
        for k in (2, 1, 0):
            value = builder.fadd(coefficients(k), builder.fmul(args[2], value, flags=FLAGS), flags=FLAGS)
        return value

    return f(table, types.uint64, f), generate


@kernel
def zeros(n):
    """n zeros that begin at a 64-byte boundary, so that no load of eight touches two cache lines."""
    block = np.zeros(n + WIDTH)
    skip = (64 - block.ctypes.data % 64) // 8 % WIDTH
    return block[skip : skip + n]


@kernel
def column(rows, k, factor):
    """A column of a matrix times a factor, aligned."""
    copied = zeros(rows.shape[0])
    for row in range(rows.shape[0]):
        copied[row] = rows[row, k] * factor
    return copied


def aligned(array):
    """A contiguous copy that begins at a 64-byte boundary."""
    copy = zeros.py_func(array.size).reshape(array.shape)
    copy[...] = array
    return copy
