"""Where recordings wait for the browser."""

from patch_sim.engine.simulate import simulate
from patch_sim.experiment import Experiment
from patch_sim.recording import Recording
from patch_sim_ui.store import Store, size


def recorded() -> Recording:
    return simulate(Experiment.of("squid_axon", "action_potential"))


def test_a_token_leads_to_its_recording() -> None:
    store, recording = Store(), recorded()
    token = store.put(recording)
    assert store.get(token) is recording
    assert store.get("") is store.get(token[:-1]) is None
    assert len(token) >= 20
    assert store.put(recording) != token


def test_the_least_used_goes_first() -> None:
    recording = recorded()
    store = Store(cap=int(2.5 * size(recording)))
    first, second = store.put(recording), store.put(recording)
    store.get(first)
    third = store.put(recording)
    assert store.get(second) is None
    assert store.get(first) is store.get(third) is recording


def test_one_recording_is_kept_whatever_its_size() -> None:
    store = Store(cap=1)
    token = store.put(recorded())
    assert store.get(token) is not None
    assert len(store) == 1
