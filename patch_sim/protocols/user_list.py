"""The user list: one number of the protocol that takes a value of its own in every sweep."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..errors import ParameterError
from ..units import named_value, units_of
from ..values import value
from .epoch import LETTERS, Epoch

Part = TypeVar("Part")
NAMES = {"presweep": "presweep train", "p_n": "P/N leak subtraction", "interval_s": "interval"}


@value
class UserList:
    """Values for one number, a value for each sweep.

    Of an epoch (its delta then counts for nothing), or of what is about the sweep: "presweep.step_level" and every
    other number of the train, "p_n.n", "interval_s".

    >>> UserList("B.duration", (1.0, 2.0, 5.0)).letter
    'B'
    """

    path: str
    values: tuple[named_value, ...]

    @property
    def letter(self) -> str:
        """The epoch."""
        return self.path.partition(".")[0]

    @property
    def field(self) -> str:
        """The field of the epoch."""
        return self.path.partition(".")[2]

    def names(self, epochs: tuple[Epoch, ...]) -> bool:
        """Whether `path` leads to a number of one of `epochs`."""
        place = LETTERS.find(self.letter) if len(self.letter) == 1 else -1
        return 0 <= place < len(epochs) and self.field in units_of(type(epochs[place]))

    def applied(self, epochs: tuple[Epoch, ...], sweep: int) -> tuple[Epoch, ...]:
        """The epochs in `sweep` (from 0); beyond the last value this one stays.

        Where the list has a fault they are as they were.
        """
        if not self.values or not self.names(epochs):
            return epochs
        try:
            return self._applied(epochs, sweep)
        except ParameterError:
            return epochs

    def part(self, name: str, whole: Part, sweep: int) -> Part:
        """What is about the sweep, `whole` by its name, as it is in `sweep`; where the list is of another, as it is."""
        if self.letter != name or whole is None or not self.values or not self._names_part(whole):
            return whole
        try:
            return self._part(whole, sweep)
        except ParameterError:
            return whole

    def fault(
        self, epochs: tuple[Epoch, ...], n_sweeps: int, parts: Mapping[str, Any] | None = None
    ) -> tuple[str, str] | None:
        """What is wrong with the list for these epochs, sweeps and `parts` about them by name, and the rule."""
        whole = (parts or {}).get(self.letter)
        if self.letter in (parts or {}) and whole is None:
            return f"there is no {NAMES[self.letter]}", "a user list varies what is there"
        if not (self._names_part(whole) if whole is not None else self.names(epochs)):
            return f"{self.path!r} is no number of an epoch", "the path is a letter and a field, such as B.duration"
        if len(self.values) != n_sweeps:
            return f"{len(self.values)} values for {n_sweeps} sweeps", "there must be a value for each sweep"
        for sweep in range(n_sweeps):
            try:
                self._applied(epochs, sweep) if whole is None else self._part(whole, sweep)
            except ParameterError as error:
                return f"in sweep {sweep + 1} {error}", "each value must be one that the field allows"
        return None

    def _names_part(self, whole: Any) -> bool:
        if self.letter == "p_n":
            return self.field == "n"
        return not self.field if self.letter == "interval_s" else self.field in units_of(type(whole))

    def _part(self, whole: Any, sweep: int) -> Any:
        number = self.values[min(sweep, len(self.values) - 1)]
        if not self.field:
            if number < 0:
                raise ParameterError(f"{self.path} = {number:g}: must be at least 0")
            return number
        is_whole = isinstance(getattr(whole, self.field), int) and float(number).is_integer()
        return replace(whole, **{self.field: int(number) if is_whole else number})

    def _applied(self, epochs: tuple[Epoch, ...], sweep: int) -> tuple[Epoch, ...]:
        place = LETTERS.index(self.letter)
        epoch = epochs[place]
        units = units_of(type(epoch))
        new: dict[str, float] = {self.field: self.values[min(sweep, len(self.values) - 1)]}
        if f"{self.field}_delta" in units:
            new[f"{self.field}_delta"] = 0.0
        if isinstance(getattr(epoch, self.field), int) and float(new[self.field]).is_integer():
            new[self.field] = int(new[self.field])
        return (*epochs[:place], replace(epoch, **new), *epochs[place + 1 :])
