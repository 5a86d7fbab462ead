"""Time and accuracy of the engine on five workloads, beside NEURON: ``python -m benchmarks``."""
