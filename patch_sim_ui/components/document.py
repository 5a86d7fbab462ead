"""What outlives the page: the experiment in a link, and in the tab."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from patch_sim_ui.components.source import source


def _text(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (text,)


def _kept(text: rx.Var[str], was_in: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (text, was_in)


def _lines(lines: rx.Var[list[dict[str, str]]]) -> tuple[rx.Var[list[dict[str, str]]]]:
    return (lines,)


class Document(rx.Component):
    """Opens the experiment that the address holds, or offers the one that the tab kept. Renders nothing.

    `link` is the experiment as it is, kept in the tab, or `kept` where that is too long; `book` is the lab book, kept
    too. `on_open` brings a link's text from the address, `on_restore` the kept one whenever the page loads and where
    the tab was `inside` (Continuous, the Membrane Test), `on_book` the kept lines; both also when the connection
    `is_lost`, so that they come before what is edited meanwhile.
    """

    library = source("document.jsx")
    tag = "Document"

    link: rx.Var[str]
    kept: rx.Var[str]
    book: rx.Var[Any]
    inside: rx.Var[str]
    is_lost: rx.Var[bool]
    on_book: rx.EventHandler[_lines]
    on_open: rx.EventHandler[_text]
    on_restore: rx.EventHandler[_kept]


class Share(rx.Component):
    """A button with a sheet: the address of `link` to copy, and as a code of `side` modules for a camera.

    `unlinked` says why there is no link. `on_code` asks for the code of an address, `on_link` for a link, `on_save` for
    the experiment as a file.
    """

    library = source("share.jsx")
    tag = "Share"

    link: rx.Var[str]
    code: rx.Var[str]
    side: rx.Var[int]
    unlinked: rx.Var[str]
    on_link: rx.EventHandler[rx.event.no_args_event_spec]
    on_code: rx.EventHandler[_text]
    on_save: rx.EventHandler[rx.event.no_args_event_spec]


def document(on: Any) -> rx.Component:
    """The experiment's ways in."""
    return Document.create(
        link=on.link, kept=on.kept, book=on.book, is_lost=has_connection_errors,
        inside=rx.cond(on.live, "live", rx.cond(on.membrane, "membrane", "")),
        on_open=on.open_link, on_restore=on.restore_link, on_book=on.restore_book,
    )  # fmt: skip


def share(on: Any) -> rx.Component:
    """The experiment's way out."""
    return Share.create(
        link=on.link, unlinked=on.unlinked, code=on.code, side=on.side,
        on_link=on.make_link, on_code=on.picture_link, on_save=on.save_experiment,
    )  # fmt: skip
