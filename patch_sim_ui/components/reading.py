"""A number of a result that marks in the scope from which samples it came."""

import reflex as rx

from patch_sim_ui.components.source import source


class Reading(rx.Component):
    """Number `index` of the result whose samples are at `path`; `origin` says in words which they are.

    They are marked under the pointer or the focus, and until the next click with a click.
    """

    library = source("reading.jsx")
    tag = "Reading"

    path: rx.Var[str]
    index: rx.Var[int]
    origin: rx.Var[str]


reading = Reading.create
