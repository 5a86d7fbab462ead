"""What `plan` has of each section, in this order from `SPEC` on."""

from .single import U

(
    FIRST, NODES_OF, TABLE, BLOCKS, DYNAMIC, START, WIDTH_OF, FIRST_ROW, ROWS_END, FIRST_FACTOR,
    POOLS, FIRST_POOL, LEVELS, LEVEL_STRIDE, SCHEMES, FIRST_SCHEME, SCHEME_TABLE, SCHEME_STRIDE,
    BOTH, FIRST_BOTH, BOTH_TABLE, TABLE_STRIDE,
) = map(U, range(22))  # fmt: skip
"""First node, nodes, start of its table, blocks, first block of instantaneous gates, start and width of its states,
first and last conductance row, first factor; pools, the first of them, start of the table over concentrations and
doubles in a row of it; schemes, the first of them, start of their table and doubles in a row; gates of v
and calcium together, the first of them, start of their tables; doubles in a row of the table over v."""
LONG = U(22)
LAST_ROW = U(1023)
