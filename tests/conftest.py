"""What every test may use."""

import pytest

from patch_sim import CELLS, PROTOCOLS, Experiment
from patch_sim.protocols import Protocol


def fit(cell: str, protocol: str) -> bool:
    """Whether the cell has the fact that the protocol's levels are multiples of."""
    scale = PROTOCOLS[protocol].scale
    return not scale or scale in CELLS[cell].facts


@pytest.fixture(params=[(c, p) for c in CELLS for p in PROTOCOLS if fit(c, p)], ids=lambda pair: "-".join(pair))
def experiment(request: pytest.FixtureRequest) -> Experiment:
    """Each cell under each protocol that fits it."""
    return Experiment.of(*request.param)


@pytest.fixture(params=PROTOCOLS.values(), ids=list(PROTOCOLS))
def protocol(request: pytest.FixtureRequest) -> Protocol:
    """Each protocol of the library."""
    return request.param


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves an event loop behind, in which no other test could run its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
