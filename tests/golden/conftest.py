"""A comparison with another simulator is collected where that simulator is, and is no skipped test elsewhere."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("neuron") else ["test_neuron_peer.py"]
