"""Eight rows of eight doubles, or of four, become columns in registers: how the kernels go from gates to lanes."""

from typing import Any

from numba import types

from .raw import INT64
from .simd import WIDTH, VecType, intrinsic, pointer, shuffle, vec4, vec8


def transposes(kind: VecType, doc: str) -> Any:
    """The intrinsic that does so for eight rows of this kind."""

    def transpose(typing, source, offset, stride, target, target_offset, target_stride):
        def generate(context, builder, signature, args):
            source, offset, stride, target, target_offset, target_stride = args

            def place(vectors, array_type, array, start, step, number):
                at = builder.add(start, builder.mul(step, INT64(number)))
                return pointer(context, builder, array_type, array, at, vectors)

            rows = [
                builder.load(place(kind, signature.args[0], source, offset, stride, k), align=8) for k in range(WIDTH)
            ]
            # Each round exchanges single elements, pairs or quadruples with the row 1, 2 or 4 further on.
            n = kind.size
            for span in (span for span in (1, 2, 4) if span < n):
                # Columns without the bit `span` stay in the upper row of a pair, columns with it in the lower.
                low = [i ^ span | n if i & span else i for i in range(n)]
                high = [i | n if i & span else i ^ span for i in range(n)]
                swapped = list(rows)
                for k in (k for k in range(WIDTH) if not k & span):
                    swapped[k] = shuffle(builder, rows[k], rows[k + span], low)
                    swapped[k + span] = shuffle(builder, rows[k], rows[k + span], high)
                rows = swapped
            if n < WIDTH:
                rows = [shuffle(builder, rows[k], rows[k + n], list(range(WIDTH))) for k in range(n)]
            for k, row in enumerate(rows):
                builder.store(row, place(vec8, signature.args[3], target, target_offset, target_stride, k), align=8)
            return context.get_dummy_value()

        index = types.uint64
        return types.void(source, index, index, target, index, index), generate

    transpose.__doc__ = doc
    return intrinsic(transpose)


transpose = transposes(
    vec8, "target[target_offset + q * target_stride + k] = source[offset + k * stride + q] of k, q < 8"
)
transpose4 = transposes(vec4, "The same of rows of four: k < 8, q < 4.")
