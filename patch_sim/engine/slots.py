"""Where gates stand in the state, so that conductance rows can be multiplied eight at a time.

The gates of a row stand below each other: in the same lane of two or three blocks of eight. No block is added for that.
"""

from collections.abc import Iterable, Mapping, Sequence

from .simd import WIDTH


def arrange(gates: Sequence[int], rows: Iterable[Sequence[int]], lanes: Mapping[int, int]) -> dict[int, int]:
    """The slots of `gates`, in as few blocks as hold them; `rows` name theirs, `lanes` those of gates placed already.

    >>> arrange(range(9), [(0, 1), (2, 3)], {})[1] % 8 == arrange(range(9), [(0, 1), (2, 3)], {})[0] % 8
    True
    """
    blocks = -(-len(gates) // WIDTH)
    free = [list(range(blocks)) for _ in range(WIDTH)]
    groups: list[tuple[set[int], set[int]]] = []
    found: dict[int, int] = {}
    for row in sorted(rows if blocks > 1 else (), key=len, reverse=True):
        mine = [q for q in gates if q in row and q not in found]
        given = {lanes[q] for q in row if q in lanes} | {found[q] % WIDTH for q in row if q in found}
        # Of each lane with room: the terms that a group of rows would have more, and the group.
        choices = [
            (len(set(chosen) - terms), -lane, chosen, k)
            for lane in (given if given else range(WIDTH))
            if mine and len(given) < 2 and len(free[lane]) >= len(mine)
            for chosen in (free[lane][: len(mine)], free[lane][-len(mine) :])
            for k, (terms, used) in enumerate([*groups, (set(), set())])
            if lane not in used
        ]
        if not choices:
            continue
        _, lane, chosen, k = min(choices)
        if k == len(groups):
            groups.append((set(), set()))
        groups[k][0].update(chosen)
        groups[k][1].add(-lane)
        for q, block in zip(mine, chosen, strict=True):
            free[-lane].remove(block)
            found[q] = block * WIDTH - lane
    left = sorted(block * WIDTH + lane for lane in range(WIDTH) for block in free[lane])
    return found | dict(zip((q for q in gates if q not in found), left, strict=False))
