"""A rig: what stands between the protocol and the cell."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from ..channels.param import Name
from ..units import (
    Gohm,
    Mohm,
    bit_count,
    corner_kHz,
    gain_factor,
    gain_percent,
    mV_s,
    offset_mV,
    pA_s,
    pF,
    rms_mV,
    rms_pA,
    size_mV,
    size_nA,
    slow_mV,
    slow_s,
    us,
)
from ..values import value

Site = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]*(\((0(\.[0-9]+)?|1(\.0+)?)\))?)?$", max_length=60)]
"""A place on a cell: a section's name, for its middle, or with the place along it from 0 to 1: ``dend(0.9)``."""
SLOW_GAIN = 5e3
"""nS: current that slow injection finally gives for each mV that is missing; on a cell of 100 MΩ it leaves 0.2 %."""


@value
class Rig:
    """The electrode, the amplifier, its filter and the digitizer. An ideal one has no resistance, no capacitance, no
    filter and no noise.

    In voltage clamp the amplifier drives the pipette, and the cell is charged through the series resistance. What the
    pipette's capacitance takes counts as far as `c_fast` leaves it. In current clamp the command flows into the
    pipette, whose capacitance and whose seal take their share of it. A compensation of 0 is switched off.
    """

    name: Name
    label: str
    source: str = ""
    r_s_mohm: Mohm = 0.0
    """Series resistance: between the pipette and the inside of the cell; 0 is an ideal electrode."""
    c_pip: pF = 0.0
    """Pipette capacitance: charged with every step, and slows what the amplifier sees in current clamp."""
    r_seal_gohm: Gohm | None = None
    """Seal: resistance between pipette and membrane, to the bath; empty is a perfect seal."""
    c_glass: pF = 0.0
    """Slow pipette capacitance: of the glass along its shank, charged through what lies before it; 0 is none."""
    tau_glass: us = 100.0
    """Slow time constant: with which the slow part of the pipette's capacitance charges."""
    r_shunt_gohm: Gohm | None = None
    """Shunt: leak of the membrane to the bath where the electrode injured it, or the cell dies; empty is none."""
    site: Site = ""
    """Place: where the electrode is, such as dend(0.9); empty is the middle of the first section."""
    offset: offset_mV = 0.0
    """Electrode offset: potential of the electrode itself, which the pipette offset takes away."""
    junction: offset_mV = 0.0
    """Junction potential: of bath against pipette, left in the record; the membrane is at what is recorded less it."""

    pipette_offset: offset_mV = 0.0
    """Pipette offset: what the amplifier adds to the command and takes from the record against the electrode offset."""
    c_fast: pF = 0.0
    """Pipette capacitance compensation: of the fast transient in voltage clamp; 0 is off."""
    c_slow: pF = 0.0
    """Slow capacitance compensation: of the slow transient of the pipette in voltage clamp; 0 is off."""
    tau_slow: us = 100.0
    """Slow compensation's time constant: with which the compensating current decays."""
    c_set: pF = 0.0
    """Whole-cell C: membrane capacitance whose transient the amplifier takes from the current; 0 is off."""
    r_set_mohm: Mohm = 0.0
    """Whole-cell R_s: series resistance that whole-cell compensation, correction and prediction reckon with."""
    correction: gain_percent = 0.0
    """R_s correction: share of the drop over the set R_s that is fed back to the command; 0 is off."""
    prediction: gain_percent = 0.0
    """R_s prediction: share of the set R_s by which the charging of the set C is sped up; 0 is off."""
    lag: us = 10.0
    """Lag: time constant of the current that correction, and of the potential that neutralization, feed back."""
    leak_gohm: Gohm | None = None
    """Leak subtraction: resistance whose current is taken from the record in voltage clamp; empty is off."""
    bridge_mohm: Mohm = 0.0
    """Bridge balance: resistance whose drop is taken from the potential recorded in current clamp; 0 is off."""
    c_neutral: pF = 0.0
    """Capacitance neutralization: of the pipette in current clamp; more than its capacitance oscillates; 0 is off."""
    v_slow: slow_mV | None = None
    """Slow current injection: potential that a slow current keeps up in current clamp; empty is off."""
    tau_inject_s: slow_s = 1.0
    """Slow injection's time constant: with which it goes there on a cell of 100 MΩ; faster on one of more."""

    cutoff: corner_kHz = 0.0
    """Low-pass: corner (−3 dB) of the Bessel filter on what is recorded; 0 is off."""
    poles: Literal["4", "8"] = "4"
    """Poles: of the Bessel filter."""
    noise: rms_pA = 0.0
    """Current noise: rms of the amplifier's own through a 4-pole Bessel filter of 5 kHz; white; 0 is off."""
    noise_v: rms_mV = 0.0
    """Voltage noise: the same of the potential in current clamp."""
    thermal: bool = False
    """Thermal noise: of series resistance, seal and feedback resistor, 4kT/R, at the temperature of the cell."""
    r_feedback_gohm: Gohm | None = None
    """Feedback resistor: of the headstage, which saturates at 10 V over it; empty is none."""
    hum: rms_pA = 0.0
    """Hum: amplitude of the mains in the current; 0 is off."""
    hum_v: rms_mV = 0.0
    """Hum: amplitude of the mains in the potential; 0 is off."""
    mains: Literal["50 Hz", "60 Hz"] = "50 Hz"
    """Mains: frequency of the hum."""
    drift: pA_s = 0.0
    """Drift: of the current from the start of each sweep on."""
    drift_v: mV_s = 0.0
    """Drift: of the potential from the start of each sweep on."""
    range_na: size_nA = 0.0
    """Current range: the largest current that is recorded; beyond it the amplifier saturates; 0 is no limit."""
    range_v: size_mV = 0.0
    """Voltage range: the largest potential that is recorded in current clamp; 0 is no limit."""
    bits: bit_count = 0
    """Bits: steps of the digitizer over the range, as powers of two; 0 is none."""
    gain: gain_factor = 1.0
    """Gain: of the output; the digitizer's range holds that much less, in as many and so much finer steps."""

    @property
    def is_ideal(self) -> bool:
        """Whether the cell sees the command itself, and nothing leaks."""
        parts = self.r_s_mohm, self.c_pip, self.r_seal_gohm, self.r_shunt_gohm
        return not any(parts) and self.v_slow is None

    @property
    def shift(self) -> float:
        """mV by which what is commanded and recorded lies above the pipette's own potential."""
        return self.offset - self.pipette_offset + self.junction

    def added(self, mode: str) -> float:
        """What the amplifier adds to the command on its way to the pipette, mV or pA."""
        if mode == "vc":
            return -self.shift
        return 0.0 if self.v_slow is None or mode == "i0" else SLOW_GAIN * (self.v_slow - self.shift)

    def chained(self, mode: str) -> bool:
        """Whether what is recorded passes a filter, noise or a digitizer."""
        clamp = ("noise", "hum", "drift", "range_na", "r_feedback_gohm")
        own = clamp if mode == "vc" else ("noise_v", "hum_v", "drift_v", "range_v")
        return any(getattr(self, name) for name in ("cutoff", "thermal", *own))

    def limit(self, mode: str) -> float:
        """The largest current (pA) or potential (mV) that the digitizer takes at the gain; 0 is no limit."""
        return (1e3 * self.range_na if mode == "vc" else self.range_v) / self.gain

    @property
    def most_current(self) -> float:
        """pA that the headstage can pass: 10 V over its feedback resistor."""
        return 1e4 / self.r_feedback_gohm if self.r_feedback_gohm else 0.0
