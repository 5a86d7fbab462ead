"""The drawer's lab book and script."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source

from .page import icon


class CopyButton(rx.Component):
    """Copies `text` to the clipboard, and says so in its place."""

    library = source("copy.jsx")
    tag = "CopyButton"

    text: rx.Var[str]
    label: rx.Var[str]


def book(lines: Any, on: Any) -> rx.Component:
    """Every change and run with its time, the newest first; a line to write beside them."""

    def line(one: Any) -> rx.Component:
        again = rx.el.button("Open", type="button", class_name="link", on_click=on.open_link(one.link))
        return rx.el.li(
            rx.el.time(one.at),
            rx.el.span(one.text),
            rx.cond(one.link != "", again),
            custom_attrs={"data-kind": one.kind},
        )

    entry = rx.el.form(
        rx.el.input(
            name="text", placeholder="Write a comment; Enter keeps it", aria_label="Comment", max_length=500,
            auto_complete="off",
        ),
        rx.el.button("Keep", type="submit", class_name="button"),
        rx.el.button(
            icon("file"), "Text", type="button", class_name="button small", title="Download the lab book as text",
            on_click=on.download_book,
        ),
        on_submit=on.comment,
        reset_on_submit=True,
    )  # fmt: skip
    nothing = rx.el.p("Every change and every run will be written here, with its time.", class_name="hint")
    return rx.el.div(entry, rx.cond(lines.length() > 0, rx.el.ol(rx.foreach(lines, line)), nothing), class_name="book")


def script(text: Any) -> rx.Component:
    """The Python that makes the experiment on the page."""
    return rx.el.div(
        rx.el.header(
            rx.el.p("Run with ", rx.el.code("uv run python"), ", it gives the arrays of the page.", class_name="hint"),
            CopyButton.create(text=text, label="Copy"),
        ),
        rx.el.pre(rx.el.code(text), tab_index=0, aria_label="Script"),
        class_name="script",
    )
