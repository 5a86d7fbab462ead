"""The user list: a field of one epoch that takes a value of its own in every sweep."""

from dataclasses import replace

from ..errors import ParameterError
from ..units import named_value, units_of
from ..values import value
from .epoch import LETTERS, Epoch


@value
class UserList:
    """Values for one field of one epoch, a value for each sweep; its delta then counts for nothing.

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

    def fault(self, epochs: tuple[Epoch, ...], n_sweeps: int) -> tuple[str, str] | None:
        """What is wrong with the list for these epochs and sweeps, and the rule."""
        if not self.names(epochs):
            return f"{self.path!r} is no number of an epoch", "the path is a letter and a field, such as B.duration"
        if len(self.values) != n_sweeps:
            return f"{len(self.values)} values for {n_sweeps} sweeps", "there must be a value for each sweep"
        for sweep in range(n_sweeps):
            try:
                self._applied(epochs, sweep)
            except ParameterError as error:
                return f"in sweep {sweep + 1} {error}", "each value must be one that the field allows"
        return None

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
