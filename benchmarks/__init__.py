"""Time and accuracy of the engine on four workloads, beside NEURON: ``python -m benchmarks``."""
