"""What an experiment yields: sweeps of named signals on one time base.

Sign conventions of the whole program: membrane and channel currents are positive outward, an injected current
is positive when it depolarizes. An ideal voltage clamp records ionic current only; its capacitive current is an
impulse at each step and is left out.

What an electrode sees: ``v`` is always the true membrane potential, ``v_pip`` the pipette's, recorded where there is a
series resistance or a filter: the pipette's own potential in voltage clamp, and in current clamp what the amplifier
records: ``v``, the drop over the resistance that the bridge leaves, offsets, and what filter and noise make of them.
Where what is recorded passed a filter, noise or a digitizer, ``i_m_true`` or ``v_pip_true`` is what went in.
``i_m`` in voltage clamp is the current through the pipette, that of the seal included, and in current clamp the ionic
current of the membrane. In a cell of many segments signals without prefix are those of the middle of the first section,
those of other sections begin with ``<section>.``, those of places that the experiment records with
``<section>(<0–1>).``; currents are those of the one segment, only the pipette's is that of the whole cell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .errors import unknown
from .experiment import Experiment

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Recording:
    """Signals by name, each of shape (n_sweeps, n_samples), and the experiment that they came from.

    Signals are ``v`` (mV), ``i_m`` (pA), ``command``, ``i_<channel>`` (pA), ``<channel>.<gate>`` (0…1) and, where there
    are pools, ``ca_i`` or ``k_o`` (mM); with P/N leak subtraction ``i_m_leak_subtracted`` (pA), where ``i_m`` stays the
    raw current. Of several runs they are the mean. Sample k is at ``time[k]`` = k / rate; the command of sample k holds
    until sample k + 1. Arrays cannot be written to.
    """

    experiment: Experiment
    time: NDArray[np.float64]
    signals: Mapping[str, NDArray[np.float64]]
    units: Mapping[str, str]
    method: str
    """The method that ran."""
    dt: float
    """The smallest step that the solver took, ms; 0 where no step was needed."""
    redone: int = 0
    """Blocks of 64 samples that the method solved again with half the step, since the first was too long for them."""
    warnings: tuple[str, ...] = ()
    """What the rig did that a record does not show: an amplifier at its range, a compensation that runs away."""
    runs: "tuple[Recording, ...]" = ()
    """The runs that this recording is the mean of, where the protocol keeps them."""

    def __post_init__(self) -> None:
        for array in (self.time, *self.signals.values()):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    def __getitem__(self, signal: str) -> NDArray[np.float64]:
        try:
            return self.signals[signal]
        except KeyError:
            raise unknown("signal", signal, self.signals) from None

    @property
    def command(self) -> NDArray[np.float64]:
        """The command, shape (n_sweeps, n_samples), mV in voltage clamp and pA in current clamp."""
        return self["command"]

    @property
    def potential(self) -> NDArray[np.float64]:
        """The potential (n_sweeps, n_samples) that the amplifier records in current clamp, mV; ``v`` if it is ideal."""
        return self[self.potential_signal]

    @property
    def potential_signal(self) -> str:
        """The name of the signal that is `potential`."""
        return "v_pip" if self.experiment.protocol.mode != "vc" and "v_pip" in self.signals else "v"

    @property
    def n_sweeps(self) -> int:
        """Number of sweeps."""
        return self.command.shape[0]

    @property
    def applied(self) -> tuple[tuple[tuple[str, float, float], ...], ...]:
        """Of each sweep the drugs that flow in it: name with concentration, start and end in ms of the sweep.

        Only of those that come or go; of several runs they are those of the first.
        """
        return tuple(self.experiment.applied(sweep) for sweep in range(self.n_sweeps))

    def window(self, letter: str, sweep: int = 0) -> slice:
        """The samples of epoch `letter` in `sweep`."""
        return self.experiment.protocol.window(letter, sweep)

    def to_pandas(self, signals: Iterable[str] | None = None) -> "pd.DataFrame":
        """A table with ``time_ms`` as index and a column for each signal and sweep: ``v_mV_1``, ``v_mV_2`` …"""
        import pandas as pd

        columns = {
            "_".join(filter(None, (name, self.units[name], str(sweep + 1)))): self[name][sweep]
            for name in (self.signals if signals is None else signals)
            for sweep in range(self.n_sweeps)
        }
        return pd.DataFrame(columns, index=pd.Index(self.time, name="time_ms"))
