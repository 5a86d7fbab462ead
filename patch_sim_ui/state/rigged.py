"""What the bench does with its rig: another one, a circuit, Auto, a remedy, the Membrane Test."""

from typing import Any

import reflex as rx

from patch_sim_ui.live import SESSIONS
from patch_sim_ui.view import amplifier
from patch_sim_ui.view.rows import Check

from .moves import attempt, test_membrane


class Rigged(rx.State, mixin=True):
    """The amplifier's part of a bench; where an edit makes a run due, `follow`, the bench's own, records."""

    checks: tuple[Check, ...] = ()
    membrane: str = ""

    @rx.event
    def pick_rig(self, name: str = ""):
        """Put another rig between the protocol and the cell."""
        return due(self, amplifier.with_rig, name)

    @rx.event
    def switch_circuit(self, path: str = ""):
        """Switch a circuit of the amplifier on or off."""
        return due(self, amplifier.with_circuit, path)

    @rx.event
    def auto(self, path: str = ""):
        """Auto: the true value."""
        return due(self, amplifier.with_auto, path)

    @rx.event
    def trouble(self, name: str = ""):
        """Something goes wrong with the rig."""
        return due(self, amplifier.with_trouble, name)

    @rx.event
    def remedy(self, name: str = ""):
        """What the rig's check proposes."""
        return due(self, amplifier.remedied, name)

    @rx.event
    def test_membrane(self):
        """Open the Membrane Test on this cell and rig."""
        test_membrane(self)

    @rx.event
    def leave_membrane(self):
        """Back from the Membrane Test."""
        SESSIONS.close(self.membrane)
        self.membrane = ""


def due(bench: Any, how: Any, name: str) -> Any:
    """Change the experiment; the event that records anew, where it is due."""
    return type(bench).follow if attempt(bench, how, name) else None
