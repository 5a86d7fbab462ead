"""The left column: the cell's channels and its membrane."""

from typing import Any

import reflex as rx

from .fields import Edits, add, error, number, pair, row, slider, switch
from .library import graph
from .page import icon, tip


def section(title: str, *children: Any, extra: Any = None, class_name: str = "") -> rx.Component:
    """A titled part of the column."""
    head = rx.el.header(rx.el.h2(title), *([extra] if extra is not None else []))
    return rx.el.section(head, *children, class_name=f"part {class_name}", aria_label=title)


def channels(
    form: Any,
    opened: Any,
    details: Any,
    curves: Any,
    edits: Edits,
    on_switch: Any,
    on_add: Any,
    on_remove: Any,
    on_open: Any,
) -> rx.Component:
    """A card for every channel, and a menu of those that the cell does not have."""

    def card(c: Any) -> rx.Component:
        is_open = opened == c.path
        return rx.el.div(
            switch(c.enabled, f"{c.label} in the membrane", on_switch(c.path)),
            rx.el.button(
                c.label, type="button", class_name="name", aria_expanded=is_open,
                custom_attrs=tip(c.tip, c.entry),
                on_click=on_open(c.path), on_double_click=edits.reset(c.g.path),
            ),
            spark(c.curves),
            number(c.g, edits, label=f"{c.label} conductance"),
            rx.el.div(
                slider(c.g, edits, label=f"{c.label} conductance", disabled=~c.enabled),
                rx.el.span(c.absolute, class_name="unit"),
                class_name="second",
            ),
            error(c.g.error),
            rx.cond(is_open, inside(c, details, curves, edits, on_remove)),
            class_name=rx.cond(c.enabled, "card", "card off"),
            custom_attrs={"data-hue": c.hue, "data-channel": c.name},
        )  # fmt: skip

    others = add(form.addable, "Add a channel", on_add)
    return section(
        "Channels",
        rx.foreach(form.cards, card),
        extra=others,
        class_name="channels",
    )


def inside(card: Any, details: Any, curves: Any, edits: Edits, on_remove: Any) -> rx.Component:
    """What a card holds when it is unfolded: reversal and rates, curves of one's own, and the way out of the cell."""
    return rx.el.div(
        rx.el.p(card.title, class_name="hint"),
        rx.foreach(curves, lambda spec: graph(spec=spec, height=110)),
        rx.foreach(details, lambda field: pair(field, edits)),
        rx.cond(card.entry, rx.el.a("In the Library", href="/library#" + card.entry, class_name="link")),
        rx.el.button(
            icon("x"),
            "Remove from the cell",
            type="button",
            class_name="link",
            on_click=on_remove(card.section, card.name),
        ),
        class_name="inside",
    )


def spark(curves: Any) -> rx.Component:
    """Steady states over −110…50 mV: how open each gate is in the end."""
    return rx.el.svg(
        rx.el.path(d="M0 19.5H46", class_name="base"),
        rx.foreach(curves, lambda c: rx.el.path(d=c.d, stroke_dasharray=c.dash)),
        view_box="0 0 46 20",
        preserve_aspect_ratio="none",
        class_name="spark",
        role="img",
        aria_label="Steady state of the gates, −110 to 50 mV",
    )


def membrane(form: Any, edits: Edits) -> rx.Component:
    """Size and capacitance."""
    summary = rx.el.span(form.summary, class_name="unit")
    return section(
        "Membrane", rx.el.div(rx.foreach(form.membrane, lambda f: row(f, edits)), class_name="body"), extra=summary
    )
