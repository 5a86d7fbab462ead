"""The electrode and its amplifier as a small linear circuit, given to the kernel as numbers alone.

Its states z (the pipette's potential, filters of an amplifier) follow dz/dt = A z + b v + d u, where v is the membrane
potential (mV) at the electrode and u the command; into the cell flows p·z + q v + r u (pA). A richer amplifier is other
matrices: no kernel changes.
"""

from dataclasses import dataclass

import numpy as np

from ..rigs import Rig
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
    held: bool = False
    """The membrane itself is at the command."""

    @property
    def n(self) -> int:
        """Number of states."""
        return len(self.b)

    @property
    def clamps(self) -> bool:
        """Whether the command is a voltage, which can jump."""
        return self.held or self.i_pip[-1] != 0

    def steady(self) -> tuple[float, float, Array, Array]:
        """Conductance (nS) and current at v = 0 for each unit of command, and z for each mV and unit of command."""
        by_v, by_u = np.zeros((2, self.n)) if not self.n else -np.linalg.solve(self.a, np.stack([self.b, self.d], 1)).T
        return -float(self.q + self.p @ by_v), float(self.r + self.p @ by_u), by_v, by_u

    def speed(self, c: float) -> float:
        """The fastest rate (1/ms) of the circuit on a membrane of `c` pF."""
        if self.held:
            return 0.0
        whole = np.block([[np.array([[self.q / c]]), self.p[None] / c], [self.b[:, None], self.a]])
        return float(np.abs(np.linalg.eigvals(whole)).max())

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


def circuit(rig: Rig, mode: str) -> Circuit:
    """The circuit of a rig in voltage clamp ("vc") or current clamp."""
    leak = 1 / rig.r_seal_gohm if rig.r_seal_gohm else 0.0
    access = 1e3 / rig.r_s_mohm if rig.r_s_mohm else np.inf
    none = np.empty(0)
    if mode == "vc":
        if not rig.r_s_mohm:
            return plain(0.0, 0.0, (0.0, 1.0), (0.0, leak), held=True)
        return plain(-access, access, (0.0, 1.0), (-access, access + leak))
    if not rig.r_s_mohm:
        return plain(-leak, 1.0, (1.0, 0.0), (-leak, 1.0))
    if not rig.c_pip:
        # The pipette's node has no memory: (command + access v) / (access + leak).
        share = access / (access + leak)
        return plain(access * (share - 1), share, (share, 1 / (access + leak)), (access * (share - 1), share))
    per_c = 1 / rig.c_pip
    return Circuit(
        a=np.array([[-(access + leak) * per_c]]),
        b=np.array([access * per_c]),
        d=np.array([per_c]),
        p=np.array([access]),
        q=-access,
        r=0.0,
        v_pip=np.array([1.0, 0.0, 0.0]),
        i_pip=np.concatenate([none, [access, -access, 0.0]]),
    )


def plain(q: float, r: float, v_pip: tuple[float, float], i_pip: tuple[float, float], held: bool = False) -> Circuit:
    """A circuit without states."""
    none = np.empty(0)
    return Circuit(np.empty((0, 0)), none, none, none, q, r, np.array(v_pip), np.array(i_pip), held)
