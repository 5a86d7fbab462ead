"""What outlives the page: the experiment in a link, and in the tab."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


def _text(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (text,)


class Document(rx.Component):
    """Opens the experiment that the address holds, or offers the one that the tab kept. Renders nothing.

    `link` is the experiment as it is, kept in the tab; `on_open` brings a link's text from the address, `on_restore`
    the kept one whenever the page loads.
    """

    library = source("document.jsx")
    tag = "Document"

    link: rx.Var[str]
    on_open: rx.EventHandler[_text]
    on_restore: rx.EventHandler[_text]


class Share(rx.Component):
    """A button with a sheet: the address of `link` to copy, and as a code of `side` modules for a camera.

    `on_code` asks for the code of an address, `on_save` for the experiment as a file.
    """

    library = source("share.jsx")
    tag = "Share"

    link: rx.Var[str]
    code: rx.Var[str]
    side: rx.Var[int]
    on_code: rx.EventHandler[_text]
    on_save: rx.EventHandler[rx.event.no_args_event_spec]


def document(link: Any, on: Any) -> rx.Component:
    """The experiment's ways in."""
    return Document.create(link=link, on_open=on.open_link, on_restore=on.restore_link)


def share(link: Any, code: Any, side: Any, on: Any) -> rx.Component:
    """The experiment's way out."""
    return Share.create(link=link, code=code, side=side, on_code=on.picture_link, on_save=on.save_experiment)
