"""The amplifier in the left column: mode and holding, the electrode, its compensations, filter and noise."""

from typing import Any

import reflex as rx

from patch_sim.rigs import TROUBLES

from .cell import section
from .fields import Edits, error, menu, name, number, row, segments
from .page import icon, tip

MODES = (("vc", "Voltage clamp"), ("i0", "I = 0"), ("cc", "Current clamp"))


def panel(form: Any, edits: Edits, on_mode: Any, on: Any) -> rx.Component:
    """Mode and holding, then a line for each circuit; the head says what is left uncompensated."""
    amplifier = form.amplifier

    def line(r: Any) -> rx.Component:
        return circuit(r, edits, on)

    return section(
        "Amplifier",
        rx.el.div(
            segments(form.mode, MODES, "Clamp mode", on_mode),
            rx.cond(form.mode == "i0", rx.fragment(), row(form.holding, edits)),
            rx.foreach(amplifier.compensations, line),
            class_name="body",
        ),
        fold("Electrode", amplifier.label, rx.foreach(amplifier.electrode, line), troubles(on)),
        fold("Filter and noise", amplifier.chain_said, rx.foreach(amplifier.chain, line)),
        extra=rx.el.span(amplifier.left, class_name="unit left-over"),
        class_name="clamp",
    )


def troubles(on: Any) -> rx.Component:
    """What can go wrong with the rig, for teaching; each is one step that undo takes back."""
    return rx.el.div(
        rx.el.span(class_name="check-box-none"),
        rx.el.span(
            "Trouble", class_name="name", custom_attrs=tip("What goes wrong on a rig; undo makes it well again.")
        ),
        rx.el.span(
            rx.el.select(
                rx.el.option("make one …", value=""),
                *[rx.el.option(trouble.label, value=name, title=trouble.see) for name, trouble in TROUBLES.items()],
                value="",
                aria_label="Trouble",
                class_name="value",
                on_change=on.trouble,
            ),
            icon("down"),
            class_name="menu",
        ),
        class_name="circuit trouble",
    )


def fold(title: str, said: Any, *children: Any) -> rx.Component:
    """A part of the panel that folds, and what it holds in a few words."""
    return rx.el.details(
        rx.el.summary(icon("down"), title, rx.el.span(said, class_name="unit")),
        rx.el.div(*children, class_name="body"),
        class_name="fold",
    )


def circuit(r: Any, edits: Edits, on: Any) -> rx.Component:
    """Check, name, value, Auto."""
    field = r.field
    check = rx.el.input(
        type="checkbox",
        class_name="check-box",
        checked=r.checked,
        aria_label=f"{field.label} on",
        on_change=on.switch_circuit(field.path),
    )
    auto = rx.el.button(
        "Auto", type="button", class_name="auto", aria_label=f"Auto {field.label}", on_click=on.auto(field.path)
    )
    choice = rx.el.span(
        menu(field.text, field.options, field.label, lambda text: edits.commit(field.path, text), "value"),
        icon("down"),
        class_name="menu",
    )
    return rx.el.div(
        rx.cond(r.checkable, check, rx.el.span()),
        name(field, edits),
        rx.cond(field.options.length() > 0, choice, number(field, edits)),
        rx.cond(r.auto, auto, rx.el.span()),
        error(field.error),
        class_name=rx.cond(r.checkable & ~r.checked, "circuit off", "circuit"),
        custom_attrs={"data-circuit": field.path},
    )
