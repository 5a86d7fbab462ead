"""What the cell lives in: drugs, the solutions on both sides, the temperature."""

from typing import Any

import reflex as rx

from .cell import section
from .fields import Edits, add, error, menu, number, pair, row, slider, switch
from .page import icon, tip


def drugs(
    form: Any, opened: Any, details: Any, edits: Edits, on_switch: Any, on_add: Any, on_remove: Any, on_open: Any
) -> rx.Component:
    """A card for every drug in the bath, and a menu of the others."""

    def card(d: Any) -> rx.Component:
        is_open = opened == d.path
        return rx.el.div(
            switch(d.enabled, f"{d.label} in the bath", on_switch(d.path)),
            rx.el.button(
                d.label, type="button", class_name="name", aria_expanded=is_open,
                custom_attrs=tip(d.tip, d.entry),
                on_click=on_open(d.path), on_double_click=edits.reset(d.dose.path),
            ),
            number(d.dose, edits, label=f"{d.label} concentration"),
            rx.el.div(
                slider(d.dose, edits, label=f"{d.label} concentration", disabled=~d.enabled), class_name="second"
            ),
            rx.el.p(d.blocks, class_name="hint blocks"),
            error(d.dose.error),
            rx.cond(is_open, inside(d, details, edits, on_remove)),
            class_name=rx.cond(d.enabled, "card drug", "card drug off"),
            custom_attrs={"data-hue": "drug", "data-drug": d.name},
        )  # fmt: skip

    empty = rx.cond(form.drugs.length() == 0, rx.el.p("No drug in the bath", class_name="hint none"))
    others = add(form.drugs_to_add, "Add a drug", on_add)
    return section(
        "Drugs",
        empty,
        rx.foreach(form.drugs, card),
        extra=others,
        class_name="drugs",
    )


def inside(drug: Any, details: Any, edits: Edits, on_remove: Any) -> rx.Component:
    """What a card holds when it is unfolded: where half is blocked, and the way out of the bath."""
    return rx.el.div(
        rx.el.p(drug.title, class_name="hint"),
        rx.foreach(details, lambda field: pair(field, edits)),
        rx.el.button(icon("x"), "Wash it out", type="button", class_name="link", on_click=on_remove(drug.name)),
        class_name="inside",
    )


def solutions(form: Any, edits: Edits, on_pick: Any) -> rx.Component:
    """Bath and pipette, concentrations on both sides, the potentials that they make, and the temperature."""

    def ion(i: Any) -> rx.Component:
        return rx.fragment(
            rx.el.tr(
                rx.el.th(
                    rx.el.i(class_name="swatch", custom_attrs={"data-hue": i.hue}),
                    i.label,
                    scope="row",
                    custom_attrs=tip(i.tip),
                ),
                rx.el.td(number(i.out, edits, label=f"{i.label} outside")),
                rx.el.td(number(i.in_, edits, label=f"{i.label} inside")),
                rx.el.td(i.e_rev, class_name="live"),
                rx.el.td(i.moved, class_name="moved", title="mV from the library's cell"),
            ),
            rx.cond(i.error, rx.el.tr(rx.el.td(error(i.error), col_span=5), class_name="wrong")),
        )

    def head(text: str, unit: str) -> rx.Component:
        return rx.el.th(text, " ", rx.el.span(unit, class_name="unit"), scope="col")

    table = rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(rx.el.span("Ion", class_name="unseen"), scope="col"),
                head("Out", "mM"),
                head("In", "mM"),
                head("E", "mV"),
                rx.el.th(rx.el.span("Change", class_name="unseen"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(form.ions, ion)),
        class_name="ions",
    )
    sides = form.solutions
    return section(
        "Solutions",
        rx.el.div(
            choose("Bath", sides.bath, sides.baths, lambda name: on_pick("bath", name)),
            choose("Pipette", sides.pipette, sides.pipettes, lambda name: on_pick("pipette", name)),
            table,
            rx.cond(form.calcium_hint, rx.el.p(form.calcium_hint, class_name="hint note")),
            told("Junction", sides.junction, sides.hint),
            rx.cond(form.rest, told("Rest", form.rest, "Resting potential without current; in brackets how far it is")),
            row(form.temperature, edits),
            rx.cond(form.temperature_hint, rx.el.p(form.temperature_hint, class_name="hint note")),
            class_name="body",
        ),
        class_name="solutions",
    )


def layers(form: Any, edits: Edits, on_change: Any) -> rx.Component:
    """Where currents change a concentration: a block of rows for every layer, and a menu of those to add."""

    def layer(one: Any) -> rx.Component:
        return rx.el.div(
            rx.el.h3(
                rx.el.i(class_name="swatch", custom_attrs={"data-hue": one.hue}),
                one.label,
                rx.el.button(
                    icon("x"), type="button", aria_label="Take out: " + one.label,
                    on_click=on_change(one.path),
                ),
            ),
            rx.foreach(one.rows, lambda field: row(field, edits)),
            class_name="layer",
            custom_attrs={"data-layer": one.name},
        )  # fmt: skip

    empty = rx.cond(form.layers.length() == 0, rx.el.p("Concentrations stay as they are", class_name="hint none"))
    return section(
        "Accumulation",
        empty,
        rx.el.div(rx.foreach(form.layers, layer), class_name="body"),
        extra=add(form.layers_to_add, "Let a concentration change", on_change),
        class_name="layers",
    )


def choose(label: str, value: Any, choices: Any, on_choose: Any) -> rx.Component:
    """A line with a menu of solutions."""
    return rx.el.label(
        rx.el.span(label, class_name="name"),
        rx.el.span(menu(value, choices, label, on_choose, "value"), icon("down"), class_name="menu"),
        class_name="choose",
    )


def told(label: str, text: Any, help_: Any) -> rx.Component:
    """A line that says a potential which follows from the others."""
    return rx.el.div(
        rx.el.span(label, class_name="name"),
        rx.el.output(text, class_name="live"),
        class_name="told",
        custom_attrs={"data-told": label.lower(), **tip(help_)},
    )
