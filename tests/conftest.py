"""What every test may use."""

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from patch_sim import CELLS, PROTOCOLS, Experiment
from patch_sim.protocols import Protocol

# The first example may load a part of the library, and the machine may be busy: how long one takes proves nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

FITTING = [(c, p) for c in CELLS for p in PROTOCOLS if PROTOCOLS[p].fits(CELLS[c])]
"""Each cell under each protocol that fits it."""
SOME = [(c, p) for c, p in FITTING if c in ("squid_axon", "subthalamic") or p in ("action_potential", "voltage_ramp")]
"""Each protocol on a cell that rests and on a pacemaker, and each cell under two."""


@pytest.fixture(params=SOME, ids=lambda pair: "-".join(pair))
def experiment(request: pytest.FixtureRequest) -> Experiment:
    """An experiment of the library."""
    return Experiment.of(*request.param)


@pytest.fixture(params=PROTOCOLS.values(), ids=list(PROTOCOLS))
def protocol(request: pytest.FixtureRequest) -> Protocol:
    """Each protocol of the library."""
    return request.param


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves an event loop behind, in which no other test could run its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)


class Apart(LoadScopeScheduling):
    """Tests side by side (``pytest -n 2``): those of the browser, which one app serves, in one process, from the first.

    pytest-xdist's own groups are lost under pytest 9.2, which keeps no private copy of a test's name.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Apart:
    """Who runs what."""
    return Apart(config, log)
