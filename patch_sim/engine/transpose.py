"""Eight rows of eight doubles become eight columns, in registers: how the kernels go from gates to lanes."""

from numba import types

from .raw import INT64
from .simd import WIDTH, intrinsic, pointer, shuffle


@intrinsic
def transpose(typing, source, offset, stride, target, target_offset, target_stride):
    """target[target_offset + q * target_stride + k] = source[offset + k * stride + q]; k, q in 0..7, in registers."""

    def generate(context, builder, signature, args):
        source, offset, stride, target, target_offset, target_stride = args

        def place(kind, array, start, step, number):
            return pointer(context, builder, kind, array, builder.add(start, builder.mul(step, INT64(number))))

        rows = [builder.load(place(signature.args[0], source, offset, stride, k), align=8) for k in range(WIDTH)]
        # Three rounds exchange single elements, pairs and quadruples with the row 1, 2 and 4 further on.
        for span in (1, 2, 4):
            # Columns without the bit `span` stay in the upper row of a pair, columns with it in the lower.
            low = [i ^ span | WIDTH if i & span else i for i in range(WIDTH)]
            high = [i | WIDTH if i & span else i ^ span for i in range(WIDTH)]
            swapped = list(rows)
            for k in (k for k in range(WIDTH) if not k & span):
                swapped[k] = shuffle(builder, rows[k], rows[k + span], low)
                swapped[k + span] = shuffle(builder, rows[k], rows[k + span], high)
            rows = swapped
        for k, row in enumerate(rows):
            builder.store(row, place(signature.args[3], target, target_offset, target_stride, k), align=8)
        return context.get_dummy_value()

    index = types.uint64
    return types.void(source, index, index, target, index, index), generate
