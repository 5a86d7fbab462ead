"""What the tests of Continuous share: experiments, what a chart may not say, and stretches as a chart reads them."""

import numpy as np

from patch_sim import Experiment
from patch_sim.fields import edit
from patch_sim_ui.live import HEADER, Session

CELL = Experiment.of("squid_axon", "action_potential")
CLAMPED = Experiment.of("squid_axon", "iv_curve")
STRETCH = 1e3 / 30
NONSENSE = [
    "", "{", "[]", "null", "7", '"play"', "[" * 150, '{"speed": 30}', '{"speed": 0.01}', '{"speed": NaN}',
    '{"speed": {}}', '{"speed": [1]}', '{"paused": 1}', '{"play": "x"}', '{"play": 99}', '{"play": -1}',
    '{"seen": "1"}', '{"seen": null}', " " * 500, '{"window": 0}', '{"window": 1e9}', '{"window": "1"}',
]  # fmt: skip


def held_at(holding: float, experiment: Experiment = CELL) -> Experiment:
    return edit(experiment, "protocol.holding", holding)


class Stretch:
    """A stretch as a chart reads it."""

    def __init__(self, body: bytes) -> None:
        self.start, self.dx, self.gap, self.made, self.number, self.clamped = HEADER.unpack_from(body)
        self.response, self.command = np.frombuffer(body, "<f4", offset=HEADER.size).reshape(2, -1)
        i = np.arange(len(self.response))
        self.time = self.start + i // 2 * self.dx + i % 2 * self.gap
        self.end = self.start + len(i) // 2 * self.dx


def advanced(session: Session, ms: float) -> list[Stretch]:
    """Stretches that together last `ms`."""
    return [Stretch(body) for _ in range(round(ms / STRETCH)) if (body := session.advance(STRETCH))]
