"""What every test may use."""

import pytest

from patch_sim import CELLS, PROTOCOLS, Experiment
from patch_sim.protocols import Protocol


@pytest.fixture(params=[(c, p) for c in CELLS for p in PROTOCOLS], ids=lambda pair: "-".join(pair))
def experiment(request: pytest.FixtureRequest) -> Experiment:
    """Each cell under each protocol that fits it."""
    return Experiment.of(*request.param)


@pytest.fixture(params=PROTOCOLS.values(), ids=list(PROTOCOLS))
def protocol(request: pytest.FixtureRequest) -> Protocol:
    """Each protocol of the library."""
    return request.param
