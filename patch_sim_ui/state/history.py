"""One experiment and the way back: what undo and redo walk along."""

from dataclasses import dataclass, replace

from patch_sim.experiment import Experiment

MOST = 200


@dataclass(frozen=True)
class History:
    """`now`, what came before it and what was undone; `before` is what a drag under way began with."""

    now: Experiment
    past: tuple[Experiment, ...] = ()
    future: tuple[Experiment, ...] = ()
    before: Experiment | None = None

    def committed(self, new: Experiment) -> "History":
        """A change that can be undone; at the end of a drag the whole drag is one."""
        origin = self.now if self.before is None else self.before
        if new == origin:
            return replace(self, now=new, before=None)
        return History(new, (*self.past, origin)[-MOST:])

    def dragged(self, new: Experiment) -> "History":
        """A change that a drag passes through."""
        return replace(self, now=new, before=self.now if self.before is None else self.before)

    def settled(self) -> "History":
        """The same with a drag under way brought to its end."""
        return self if self.before is None else self.committed(self.now)

    def undone(self) -> "History":
        """One step back; itself where there is none."""
        here = self.settled()
        if not here.past:
            return here
        return History(here.past[-1], here.past[:-1], (here.now, *here.future))

    def redone(self) -> "History":
        """One step forth again; itself where there is none."""
        here = self.settled()
        if not here.future:
            return here
        return History(here.future[0], (*here.past, here.now), here.future[1:])
