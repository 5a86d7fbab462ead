"""Where an array's numbers begin, as a numba type: what kernels pass to each other at every step."""

import operator
from typing import Any

from llvmlite import ir
from numba import extending, types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin, models, register_model

DOUBLE = ir.DoubleType()
INT64 = ir.IntType(64)
# To a type checker an intrinsic still takes the typing context that numba passes by itself.
intrinsic: Any = extending.intrinsic


class RawType(types.Type):
    """The numba type of where an array's numbers begin, and nothing more.

    Numba counts references to an array wherever one is passed on, which costs as much as a step of a small cell.
    Kernels that call each other at every step pass this instead; it holds nothing alive.
    """

    def __init__(self, dtype, element):
        super().__init__(name=f"Raw({dtype})")
        self.dtype = dtype
        self.element = element


@register_model(RawType)
class RawModel(models.PrimitiveModel):
    """A pointer."""

    def __init__(self, manager, kind):
        super().__init__(manager, kind, kind.element.as_pointer())


RAWS = {types.float64: RawType(types.float64, DOUBLE), types.uint64: RawType(types.uint64, INT64)}


@intrinsic
def raw(typing, array):
    """Where the numbers of a contiguous array of doubles or unsigned integers begin: ``m[k]`` reads and writes them."""

    def generate(context, builder, signature, args):
        return context.make_array(signature.args[0])(context, builder, value=args[0]).data

    return RAWS[array.dtype](array), generate


@intrinsic
def hold(typing, arrays):
    """Nothing; but arrays live until here, when only what `raw` made of them is used."""

    def generate(context, builder, signature, args):
        return context.get_dummy_value()

    return types.void(arrays), generate


@intrinsic
def beyond(typing, where, n):
    """What begins `n` numbers further on."""

    def generate(context, builder, signature, args):
        return builder.gep(args[0], [args[1]])

    return where(where, types.uint64), generate


@infer_global(operator.getitem)
class ReadRaw(AbstractTemplate):
    """``m[k]``"""

    def generic(self, args, kws):
        """Its types."""
        where, _ = args
        return signature(where.dtype, where, types.uint64) if isinstance(where, RawType) else None


@infer_global(operator.setitem)
class WriteRaw(AbstractTemplate):
    """``m[k] = x``"""

    def generic(self, args, kws):
        """Its types."""
        where, *_ = args
        return signature(types.none, where, types.uint64, where.dtype) if isinstance(where, RawType) else None


@lower_builtin(operator.getitem, RawType, types.uint64)
def read_raw(context, builder, signature, args):
    """Load it."""
    return builder.load(builder.gep(args[0], [args[1]]), align=8)


@lower_builtin(operator.setitem, RawType, types.uint64, types.Number)
def write_raw(context, builder, signature, args):
    """Store it."""
    builder.store(args[2], builder.gep(args[0], [args[1]]), align=8)
    return context.get_dummy_value()
