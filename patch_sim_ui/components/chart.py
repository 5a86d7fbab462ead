"""Continuous: the strip chart of a cell that goes on."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


class Chart(rx.Component):
    """Response over command, newest at the right edge, over a socket to `/live/<session>`.

    Window, speed and pause stay in the browser. `preview`, `levels` and `unit` are the protocol's, as the scope has
    them: a sweep of it is what Inject gives, the selected one, or the one farthest from holding. `on_lost` says that
    the server no longer has the session.
    """

    library = source("chart.jsx")
    tag = "Chart"

    session: rx.Var[str]
    preview: rx.Var[Any]
    levels: rx.Var[list[float]]
    unit: rx.Var[str]

    on_lost: rx.EventHandler[rx.event.no_args_event_spec]


chart = Chart.create
