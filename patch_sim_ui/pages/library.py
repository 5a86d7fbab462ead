"""Library: everything that the program knows, with its curves, equations, facts and sources."""

from dataclasses import asdict

import reflex as rx

from patch_sim_ui.components import shell
from patch_sim_ui.components.document import document
from patch_sim_ui.components.fields import Edits
from patch_sim_ui.components.library import catalog, channel_view, other_view
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.library import Library
from patch_sim_ui.view.library import groups


def library() -> rx.Component:
    """The page."""
    edits = Edits(Library.edit, Library.slide, Library.restore, Library.restore)
    return rx.el.div(
        document(Bench),
        shell.plain_bar("Library"),
        catalog(groups=[asdict(group) for group in groups()], chosen=Library.key, on_choose=Library.choose),
        rx.el.main(
            rx.cond(
                Library.kind == "channels",
                channel_view(Library.channel, Library, edits),
                rx.cond(Library.kind, other_view(Library.page, Library)),
            ),
            aria_label="Entry",
        ),
        class_name="library",
    )
