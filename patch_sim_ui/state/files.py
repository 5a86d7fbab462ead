"""What the bench does with files: protocols and experiments in and out, stimuli into a waveform."""

from typing import Any

import reflex as rx

from patch_sim.experiment import Experiment
from patch_sim.io import experiment_json, protocol_json
from patch_sim.protocols import Epoch, Protocol
from patch_sim_ui.opened import OPENED
from patch_sim_ui.view import table_edits
from patch_sim_ui.view.edits import Refused

from .moves import attempt, due, history, is_text, set_up

GONE = "The server has forgotten this file; open it again"


class Files(rx.State, mixin=True):
    """The files of a bench; the open route reads them, and its tokens come here."""

    @rx.event
    def open_protocol(self, token: str = ""):
        """The protocol of a file, or its whole experiment, on an empty scope."""
        read = OPENED.take(token) if is_text(token) else None
        if isinstance(read, Experiment):
            set_up(self, read)
            return
        if not isinstance(read, Protocol):
            self.fault = GONE
            return
        try:
            set_up(self, table_edits.with_protocol(history(self).now, read))
        except Refused as refusal:
            self.fault = str(refusal)

    @rx.event
    def open_samples(self, letter: str = "", token: str = ""):
        """The samples of a file, as the waveform of an epoch."""
        read: Any = OPENED.take(token) if is_text(token) else None
        if not isinstance(read, Epoch):
            self.fault = GONE
            return None
        return due(self, attempt(self, lambda now, at: table_edits.with_samples(now, at, read), letter))

    @rx.event
    def refuse_file(self, text: str = ""):
        """What was wrong with a file."""
        self.fault = text if is_text(text, longest=1000) else ""

    @rx.event
    def save_experiment(self):
        """Cell, rig and protocol with every change as a file."""
        now = history(self).now
        return rx.download(data=experiment_json(now), filename=f"{now.cell.name}_{now.protocol.name}.json")

    @rx.event
    def save_protocol(self):
        """The protocol as a file."""
        protocol = history(self).now.protocol
        return rx.download(data=protocol_json(protocol), filename=f"{protocol.name}.json")
