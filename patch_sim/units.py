"""Units as annotations: ``v_half: mV = -40.0`` is a field, its unit, its range and its check.

One coherent set goes without suffix: mV, ms, pA, nS, pF, kHz, mM, µm, °C (nS·mV = pA; pF·mV/ms = pA).
A suffix in a field's name means off-system, a conversion owed: ``r_a_ohm_cm``, ``interval_s``.
Densities stay as in the literature (mS/cm², µF/cm²); `PER_UM2` makes them absolute, in the engine alone.
"""

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from math import inf, isfinite
from numbers import Integral, Real
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

PER_UM2 = 0.01
"""1 mS/cm² over 1 µm² is 0.01 nS; so too µF/cm² to pF and µA/cm² to pA."""


def _plain(bound: float) -> str:
    """A bound as people write it, not as 1e+06."""
    return f"{bound:.0f}" if 1e5 <= abs(bound) < 1e9 else f"{bound:g}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the range in which a value is allowed; as an annotation it is the field's validator.

    A symbol "mV|pA" is the first in voltage clamp and the second in current clamp. A symbol "{unit}" stands for the
    quantity whose symbol is in the field `unit` of the same value.
    """

    symbol: str
    lo: float = -inf
    hi: float = inf
    above: bool = False
    """`lo` itself is refused."""
    nonzero: bool = False
    span: tuple[float, float] | None = None
    """Where a slider runs, unless a value lies outside; without it 0 to four times the library's value."""
    log: bool = False
    """A slider runs logarithmically, `decades` to each side of the library's value."""
    decades: int = 1

    def rule(self, number: float) -> str:
        """The bound that `number` breaks, in words.

        >>> Unit("ms", 0).rule(-1), Unit("°C", -5, 60).rule(500)
        ('must be at least 0', 'must lie between -5 and 60 °C')
        """
        if self.nonzero and number == 0:
            return "must not be 0"
        if number <= self.lo == 0:
            return "must be above 0" if self.above else "must be at least 0"
        unit = f" {self.symbol}" if self.symbol and "|" not in self.symbol else ""
        return f"must lie between {_plain(self.lo)} and {_plain(self.hi)}{unit}"

    def of(self, mode: str) -> str:
        """The symbol under a clamp mode ("vc" or "cc")."""
        first, _, second = self.symbol.partition("|")
        return second if second and mode != "vc" else first

    def check(self, value: Any, whole: bool = False) -> float:
        """`value` as a number of this unit; PydanticCustomError with the rule where it is none."""
        if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
            raise PydanticCustomError("quantity", "must be a whole number" if whole else "must be a number")
        try:
            number = int(value) if whole else float(value)
            finite = isfinite(number)
        except OverflowError:
            finite = False
        if not finite:
            raise PydanticCustomError("quantity", "must be a finite number")
        outside = not self.lo <= number <= self.hi or (self.above and number == self.lo)
        if outside or (self.nonzero and number == 0):
            raise PydanticCustomError("quantity", "{rule}", {"rule": self.rule(number)})
        return number

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole = source is int
        return core_schema.no_info_plain_validator_function(
            lambda value: self.check(value, whole),
            serialization=core_schema.plain_serializer_function_ser_schema(_same),
        )


def _same(value: Any) -> Any:
    return value


mV = Annotated[float, Unit("mV", -500, 500, span=(-120, 120))]
ms = Annotated[float, Unit("ms", 0, 1e7)]
positive_ms = Annotated[float, Unit("ms", 0, 1e7, above=True)]
delta_ms = Annotated[float, Unit("ms", -1e7, 1e7)]
per_ms = Annotated[float, Unit("1/ms", 0, 1e6)]
kHz = Annotated[float, Unit("kHz", 0, 1e6, above=True)]
mM = Annotated[float, Unit("mM", 0, 1e4, above=True, log=True)]
mM_ms = Annotated[float, Unit("mM/ms", 0, 1e3, span=(0, 1e-3))]
layer_mM = Annotated[float, Unit("mM", 1e-7, 250, log=True)]
"""In a thin layer, and where a conductance has its reference: what rates are tabulated for."""
uM = Annotated[float, Unit("µM", 0, 1e6, above=True, log=True, decades=3)]
um = Annotated[float, Unit("µm", 0, 1e6, above=True)]
degC = Annotated[float, Unit("°C", -5, 60, span=(0, 40))]
mS_cm2 = Annotated[float, Unit("mS/cm²", 0, 1e5)]
cm_s = Annotated[float, Unit("cm/s", 0, 1.0)]
uF_cm2 = Annotated[float, Unit("µF/cm²", 0, 1e3, above=True)]
Mohm = Annotated[float, Unit("MΩ", 0, 1e4, span=(0, 50))]
Gohm = Annotated[float, Unit("GΩ", 1e-3, 1e6, log=True)]
pF = Annotated[float, Unit("pF", 0, 1e4, span=(0, 20))]
us = Annotated[float, Unit("µs", 0.5, 1e4, span=(1, 100))]
slow_mV = Annotated[float, Unit("mV", -150, 150, span=(-120, 0))]
slow_s = Annotated[float, Unit("s", 0.01, 1e4, span=(0.1, 10))]
gain_factor = Annotated[float, Unit("", 1, 1e4, span=(1, 100))]
gain_percent = Annotated[float, Unit("%", 0, 99.9, span=(0, 99.9))]
offset_mV = Annotated[float, Unit("mV", -500, 500, span=(-20, 20))]
rms_pA = Annotated[float, Unit("pA", 0, 1e4, span=(0, 10))]
rms_mV = Annotated[float, Unit("mV", 0, 100, span=(0, 1))]
pA_s = Annotated[float, Unit("pA/s", -1e5, 1e5, span=(-20, 20))]
mV_s = Annotated[float, Unit("mV/s", -1e4, 1e4, span=(-5, 5))]
size_nA = Annotated[float, Unit("nA", 0, 1e6, span=(0, 200))]
size_mV = Annotated[float, Unit("mV", 0, 1e6, span=(0, 1000))]
corner_kHz = Annotated[float, Unit("kHz", 0, 1e4, span=(0, 20))]
bit_count = Annotated[int, Unit("", 0, 32)]
ohm_cm = Annotated[float, Unit("Ω·cm", 1, 1e6)]
slope_mV = Annotated[float, Unit("mV", -1e4, 1e4, nonzero=True)]
positive = Annotated[float, Unit("", 0, 1e6, above=True)]
q10_factor = Annotated[float, Unit("", 0.1, 100)]
at_least_one = Annotated[float, Unit("", 1, 10)]
share = Annotated[float, Unit("", 0, 0.45)]
proportion = Annotated[float, Unit("", 0, 1)]
mV_or_pA = Annotated[float, Unit("mV|pA", -1e6, 1e6)]
"""A command or holding level: mV in voltage clamp, pA in current clamp."""
mV_or_pA_size = Annotated[float, Unit("mV|pA", 0, 1e6)]
"""A distance between levels: an amplitude, a standard deviation."""
Hz = Annotated[float, Unit("Hz", 0, 1e6, above=True)]
digital_pattern = Annotated[int, Unit("", 0, 255)]
count = Annotated[int, Unit("", 1, 10_000)]
segments = Annotated[int, Unit("", 1, 10_000)]
sub_sweeps = Annotated[int, Unit("", 1, 8)]
seconds = Annotated[float, Unit("s", 0, 1e4)]
exponent = Annotated[int, Unit("", 1, 8)]
valence = Annotated[int, Unit("", -3, 3, nonzero=True)]
seed_number = Annotated[int, Unit("", 0, 2**63 - 1)]


named_value = Annotated[float, Unit("", -1e7, 1e7)]
"""A number whose unit and range are those of the field that it is meant for."""
any_number = Annotated[float, Unit("", -1e6, 1e6)]
small_power = Annotated[float, Unit("", -4, 4)]
named_number = Annotated[float, Unit("{unit}", -1e9, 1e9)]
"""A number whose unit is data; `quantity` has its range."""
QUANTITIES = {"mV": mV, "ms": ms, "1/ms": per_ms, "mM": mM, "": any_number}


def quantity(symbol: str) -> Unit:
    """The unit and range that go by `symbol`; ValueError if there is none.

    >>> quantity("ms").lo
    0
    """
    if symbol not in QUANTITIES:
        raise ValueError(f"no unit {symbol!r}; there are: {', '.join(filter(None, QUANTITIES))}")
    unit = _unit(QUANTITIES[symbol])
    assert unit
    return unit


@cache
def units_of(cls: type) -> dict[str, Unit]:
    """Every quantity of a dataclass and its unit, in field order."""
    if not is_dataclass(cls):
        return {}
    hints = get_type_hints(cls, include_extras=True)
    found = {f.name: _unit(hints[f.name]) for f in fields(cls)}
    return {name: unit for name, unit in found.items() if unit}


def _unit(hint: Any) -> Unit | None:
    if get_origin(hint) in (Union, UnionType):
        return next((unit for arg in get_args(hint) if (unit := _unit(arg))), None)
    return next((m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Unit)), None)
