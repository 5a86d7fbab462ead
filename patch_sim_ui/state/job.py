"""A run under way: how far it is, and whether it is to stop. One thread writes each, another reads it."""

from dataclasses import dataclass


@dataclass
class Job:
    """What `simulate` tells the share done, and asks whether to go on."""

    share: float = 0.0
    stopped: bool = False

    def __call__(self, share: float) -> bool:
        """Note the share; whether to go on."""
        self.share = share
        return not self.stopped

    def stop(self) -> None:
        """End the run at its next stretch."""
        self.stopped = True

    @property
    def text(self) -> str:
        """For the status line.

        >>> Job(0.432).text
        'Recording … 43 %'
        """
        return f"Recording … {100 * self.share:.0f} %"
