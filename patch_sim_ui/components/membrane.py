"""The window of the Membrane Test."""

from typing import Any

import reflex as rx

from patch_sim.rigs import TROUBLES
from patch_sim_ui.components.source import source


class MembraneTest(rx.Component):
    """Stages, five numbers, the live current with its fit, and a minute of them; over a socket to `/live/<session>`.

    `cell` and `rig` are what is tested, in words, `troubles` what can go wrong: name, label, see, why. `on_close` ends
    it; `on_lost` says that the server has forgotten it.
    """

    library = source("membrane.jsx")
    tag = "MembraneTest"

    session: rx.Var[str]
    cell: rx.Var[str]
    rig: rx.Var[str]
    troubles: rx.Var[list[dict[str, str]]]

    on_close: rx.EventHandler[rx.event.no_args_event_spec]
    on_lost: rx.EventHandler[rx.event.no_args_event_spec]


def window(session: Any, **props: Any) -> rx.Component:
    """The window, while there is a session."""
    troubles = [{"name": one.name, "label": one.label, "see": one.see, "why": one.why} for one in TROUBLES.values()]
    return rx.cond(session, MembraneTest.create(session=session, troubles=troubles, **props))
