"""Fields of a form: a number with its unit, a slider, a switch, a menu."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source

from .page import icon, tip


def _path_text(path: rx.Var[str], text: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (path, text)


def _path(path: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (path,)


class NumberField(rx.Component):
    """A number and its unit, of a row `field` (patch_sim_ui.view.form.Field); `look` is "boxed" or nothing."""

    library = source("number.jsx")
    tag = "NumberField"

    field: rx.Var[Any]
    label: rx.Var[str]
    look: rx.Var[str]
    disabled: rx.Var[bool]

    on_commit: rx.EventHandler[_path_text]
    on_slide: rx.EventHandler[_path_text]
    on_restore: rx.EventHandler[_path]


class FormulaField(rx.Component):
    """A formula of a row `field`, tried as it is typed."""

    library = source("formula.jsx")
    tag = "FormulaField"

    field: rx.Var[Any]
    label: rx.Var[str]

    on_commit: rx.EventHandler[_path_text]
    on_slide: rx.EventHandler[_path_text]
    on_restore: rx.EventHandler[_path]


class Slider(rx.Component):
    """A labelled native range over a row's span, filled in the hue of the quantity (`--hue`)."""

    library = source("slider.jsx")
    tag = "Slider"

    field: rx.Var[Any]
    label: rx.Var[str]
    disabled: rx.Var[bool]

    on_commit: rx.EventHandler[_path_text]
    on_slide: rx.EventHandler[_path_text]


@dataclass(frozen=True)
class Edits:
    """What a field can ask for: all take a path, the first two a text too."""

    commit: Any
    slide: Any
    restore: Any
    reset: Any


def number(field: Any, edits: Edits, **props: Any) -> rx.Component:
    """A number field that edits through `edits`."""
    return NumberField.create(
        field=field, on_commit=edits.commit, on_slide=edits.slide, on_restore=edits.restore, **props
    )


def formula(field: Any, edits: Edits) -> rx.Component:
    """A formula that edits through `edits`."""
    return FormulaField.create(
        field=field, on_commit=edits.commit, on_slide=edits.slide, on_restore=edits.restore, label=field.label
    )


def pair(field: Any, edits: Edits) -> rx.Component:
    """A line of what a card holds: a name and its number or menu, or its formula below it."""

    def choose(text: Any) -> Any:
        return edits.commit(field.path, text)

    return rx.cond(
        field.options.length() > 0,
        rx.el.div(
            name(field, edits), menu(field.text, field.options, field.label, choose, "choice"), error(field.error),
            class_name="pair",
        ),
        _pair(field, edits),
    )  # fmt: skip


def _pair(field: Any, edits: Edits) -> rx.Component:
    return rx.cond(
        field.formula,
        rx.el.div(name(field, edits), formula(field, edits), error(field.error), class_name="pair long"),
        rx.fragment(
            rx.cond(field.head, rx.el.h4(field.head, class_name="above")),
            rx.el.div(
                name(field, edits),
                number(field, edits, label=rx.cond(field.under, f"{field.under}: {field.label}", field.label)),
                error(field.error),
                class_name="pair",
            ),
        ),
    )


def slider(field: Any, edits: Edits, **props: Any) -> rx.Component:
    """A slider that edits through `edits`."""
    return Slider.create(field=field, on_commit=edits.commit, on_slide=edits.slide, **props)


def error(text: Any) -> rx.Component:
    """What is wrong with the field above, and what stays."""
    return rx.cond(text, rx.el.p(text, class_name="error", role="alert"))


def name(field: Any, edits: Edits, class_name: str = "name") -> rx.Component:
    """The name of a quantity; a double click resets it to the library's value."""
    return rx.el.span(
        field.label, class_name=class_name, custom_attrs=tip(field.help), on_double_click=edits.reset(field.path)
    )


def row(field: Any, edits: Edits) -> rx.Component:
    """A line of a form: name, slider, number, and below what is wrong."""
    return rx.el.div(
        name(field, edits), slider(field, edits), number(field, edits), error(field.error), class_name="row"
    )


def switch(is_on: Any, label: Any, on_change: Any) -> rx.Component:
    """A switch for something in the cell or the bath."""
    return rx.el.input(
        type="checkbox", role="switch", class_name="switch", checked=is_on, aria_label=label, on_change=on_change
    )


def menu(value: Any, choices: Any, label: str, on_change: Any, class_name: str, **props: Any) -> rx.Component:
    """A native menu of choices {name, label}."""
    return rx.el.select(
        rx.foreach(choices, lambda choice: rx.el.option(choice.label, value=choice.name, disabled=choice.disabled)),
        value=value,
        on_change=on_change,
        aria_label=label,
        class_name=class_name,
        **props,
    )


def add(choices: Any, label: str, on_add: Any) -> rx.Component:
    """The word Add in a head, which is a menu of what there is to add; `label` says what."""
    return rx.el.label(
        icon("plus"),
        "Add",
        rx.el.select(
            rx.el.option(label, value=""),
            rx.foreach(choices, lambda choice: rx.el.option(choice.label, value=choice.name)),
            value="",
            on_change=on_add,
            aria_label=label,
            disabled=choices.length() == 0,
        ),
        class_name="add",
    )


def grouped(value: Any, groups: Any, label: str, on_change: Any, class_name: str) -> rx.Component:
    """A native menu of groups {label, choices}."""

    def option(choice: Any) -> rx.Component:
        return rx.el.option(choice.label, value=choice.name, disabled=choice.disabled)

    return rx.el.select(
        rx.foreach(groups, lambda group: rx.el.optgroup(rx.foreach(group.choices, option), label=group.label)),
        value=value,
        on_change=on_change,
        aria_label=label,
        class_name=class_name,
    )


def segments(value: Any, choices: tuple[tuple[str, str], ...], label: str, on_choose: Any) -> rx.Component:
    """Two to five exclusive choices, side by side."""
    return rx.el.div(
        *(
            rx.el.button(text, type="button", aria_pressed=value == key, on_click=on_choose(key))
            for key, text in choices
        ),
        role="group",
        aria_label=label,
        class_name="modes",
    )
