"""Arbor on the same workloads, in a process of its own: its only method for cables, of first order, on two threads.

Reads and answers lines as `peer.py` does; an empty line for a workload that it has not.
"""

import sys
import time

import arbor
import numpy as np
from arbor import units

SIDE = 17.841241161527712
DT = 0.025


class Sweeps(arbor.recipe):
    """A squid membrane of 1000 µm² for every sweep."""

    tags = ("v",)

    def __init__(self, densities, cells, on, off):
        """`cells` holds the conductances of sodium and potassium, mS/cm²."""
        super().__init__()
        self.densities, self.cells, self.on, self.off = densities, cells, on, off

    def num_cells(self):
        """One for every sweep."""
        return len(self.densities)

    def cell_kind(self, gid):
        """A cable of one compartment."""
        return arbor.cell_kind.cable

    def global_properties(self, kind):
        """NEURON's."""
        return arbor.neuron_cable_properties()

    def probes(self, gid):
        """The voltage in the middle."""
        return [arbor.cable_probe_membrane_voltage("(location 0 0.5)", "v")]

    def cell_description(self, gid):
        """A cylinder with the channels of Hodgkin & Huxley and its electrode."""
        tree = arbor.segment_tree()
        half = SIDE / 2
        tree.append(arbor.mnpos, arbor.mpoint(-half, 0, 0, half), arbor.mpoint(half, 0, 0, half), tag=1)
        g_na, g_k = self.cells[gid]
        values = {"gnabar": g_na * 1e-3, "gkbar": g_k * 1e-3, "gl": 0.3e-3, "el": -54.387}
        current = float(self.densities[gid]) * 0.01 * units.nA
        decor = (
            arbor.decor()
            .set_property(Vm=-65.0 * units.mV, tempK=279.45 * units.Kelvin, cm=0.01 * units.F / units.m2)
            .set_ion("na", rev_pot=50.0 * units.mV)
            .set_ion("k", rev_pot=-77.0 * units.mV)
            .paint("(all)", arbor.density("hh", values))
            .place(
                "(location 0 0.5)",
                arbor.i_clamp(self.on * units.ms, (self.off - self.on) * units.ms, current=current),
            )
        )
        return arbor.cable_cell(tree, decor)


class Axon(Sweeps):
    """W5: 1000 compartments, 10 mm × 1 µm, with a current into the first."""

    tags = ("v100", "v500", "v900")

    def __init__(self):
        """Of one cable."""
        super().__init__([0.0], [()], 1.0, 3.0)

    def probes(self, gid):
        """The voltage at a tenth, the middle and nine tenths."""
        places = zip((0.1005, 0.5005, 0.9005), self.tags, strict=True)
        return [arbor.cable_probe_membrane_voltage(f"(location 0 {at})", tag) for at, tag in places]

    def cell_description(self, gid):
        """A cable of the same membrane."""
        tree = arbor.segment_tree()
        tree.append(arbor.mnpos, arbor.mpoint(0, 0, 0, 0.5), arbor.mpoint(10_000, 0, 0, 0.5), tag=1)
        decor = (
            arbor.decor()
            .set_property(
                Vm=-65.0 * units.mV,
                tempK=279.45 * units.Kelvin,
                cm=0.01 * units.F / units.m2,
                rL=100.0 * units.Ohm * units.cm,
            )
            .set_ion("na", rev_pot=50.0 * units.mV)
            .set_ion("k", rev_pot=-77.0 * units.mV)
            .paint("(all)", arbor.density("hh", {"gnabar": 0.12, "gkbar": 0.036, "gl": 0.3e-3, "el": -54.387}))
            .place("(location 0 0.0005)", arbor.i_clamp(1 * units.ms, 2 * units.ms, current=0.2 * units.nA))
        )
        return arbor.cable_cell(tree, decor, discretization=arbor.cv_policy_fixed_per_branch(1000))


def build(name):
    """The simulation, its sampled probes and its duration, ms."""
    grid = np.meshgrid(np.linspace(80, 160, 40), np.linspace(20, 52, 25), indexing="ij")
    alike = (120.0, 36.0)
    recipe, duration = {
        "w1": (Sweeps([10.0], [alike], 100, 900), 1000.0),
        "w2": (Sweeps(np.arange(32.0), [alike] * 32, 100, 900), 1000.0),
        "w5": (Axon(), 50.0),
        "w4": (Sweeps([10.0] * 1000, list(zip(*(g.ravel() for g in grid), strict=True)), 20, 180), 200.0),
    }[name]
    context = arbor.context(threads=2)
    simulation = arbor.simulation(recipe, context)
    every = arbor.regular_schedule(0 * units.ms, DT * units.ms)
    probes = [(gid, tag) for gid in range(recipe.num_cells()) for tag in recipe.tags]
    return simulation, [simulation.sample(probe, every) for probe in probes], duration


def main():
    """Serve one workload a line."""
    name, model = "", None
    for line in sys.stdin:
        wanted, *file = line.split()
        if wanted not in ("w1", "w2", "w4", "w5"):
            print(flush=True)
            continue
        if wanted != name:
            name, model = wanted, build(wanted)
        simulation, handles, duration = model
        simulation.reset()
        begin = time.perf_counter()
        simulation.run((duration + DT / 2) * units.ms, DT * units.ms)
        seconds = time.perf_counter() - begin
        if file:
            np.save(file[0], np.array([simulation.samples(handle)[0][0][:, 1] for handle in handles]))
        print(seconds, flush=True)


main()
