"""The electrode and its amplifier as a small linear circuit, given to the kernel as numbers alone.

Its states z (the pipette's potential, filters of an amplifier) follow dz/dt = A z + b v + d u, where v is the membrane
potential (mV) at the electrode and u the command; into the cell flows p·z + q v + r u (pA). A richer amplifier is other
matrices: no kernel changes.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from .rows import Array


@dataclass(frozen=True, eq=False)
class Circuit:
    """mV, pA, nS, ms; the rows that are read off are (states + 2,): of z, of v, of the command."""

    a: Array
    b: Array
    d: Array
    p: Array
    q: float
    r: float
    v_pip: Array
    """What the amplifier sees, mV."""
    i_pip: Array
    """What flows through the pipette in voltage clamp, pA."""
    clamps: bool = False
    """The command is a voltage, which can jump."""
    held: bool = False
    """The membrane itself is at the command."""
    bounds: Array = field(default_factory=lambda: np.empty((0, 2)))
    """(states, 2) between which each state stays where the circuit runs away, mV or pA."""
    injects: bool = False
    """The last state is the slow mean of slow injection."""
    names: tuple[str, ...] = ()
    """Of the states, in order: the same name is the same potential or current in every circuit."""

    @property
    def n(self) -> int:
        """Number of states."""
        return len(self.b)

    def steady(self) -> tuple[float, float, Array, Array]:
        """Conductance (nS) and current at v = 0 for each unit of command, and z for each mV and unit of command."""
        by_v, by_u = np.zeros((2, self.n)) if not self.n else -np.linalg.solve(self.a, np.stack([self.b, self.d], 1)).T
        return -float(self.q + self.p @ by_v), float(self.r + self.p @ by_u), by_v, by_u

    def rates(self, c: float) -> Array:
        """The eigenvalues (1/ms) of the circuit on a membrane of `c` pF and no conductance."""
        if self.held:
            return np.zeros(1)
        whole = np.block([[np.array([[self.q / c]]), self.p[None] / c], [self.b[:, None], self.a]])
        return np.linalg.eigvals(whole)

    def speed(self, c: float) -> float:
        """The fastest rate (1/ms) of the circuit on a membrane of `c` pF."""
        return float(np.abs(self.rates(c)).max())

    def runs_away(self, c: float) -> bool:
        """Whether a compensation feeds back more than it takes, and so runs away on a membrane of `c` pF.

        Slow injection is no part of that: it is thousands of times slower, and what leaks from a membrane damps it.
        """
        rates = (replace(self, **self._without_injection) if self.injects else self).rates(c)
        return bool(rates.real.max() > 1e-9 * np.abs(rates).max())

    @property
    def _without_injection(self) -> dict[str, object]:
        return {"a": self.a[:-1, :-1], "b": self.b[:-1], "d": self.d[:-1], "p": self.p[:-1], "injects": False}

    def stamp(self, h: float, theta: float, own: float) -> Array:
        """What a step of `h` ms needs, flat: ratio, 1/theta, what v, u and z add to the current, what makes z.

        v is weighted `theta` at the end of the step, in the circuit `own`; z becomes zz·z + zv v + zu u with that v.
        """
        eye = np.eye(self.n)
        inverse = np.linalg.inv(eye - own * h * self.a)
        zz = inverse @ (eye + (1 - own) * h * self.a)
        zv, zu = h * inverse @ self.b, h * inverse @ self.d
        iz = own * self.p @ zz + (1 - own) * self.p
        iv, iu = own * self.p @ zv + self.q, own * self.p @ zu + self.r
        return np.concatenate([[own / theta, 1 / theta, iv, iu], iz, zv, zu, zz.ravel()])
