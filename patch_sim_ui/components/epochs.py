"""The drawer's table of epochs, as in Clampex: a column for each letter, its values edited in place."""

from typing import Any

import reflex as rx

from .fields import Edits, error, menu, number


def timing(form: Any, edits: Edits) -> rx.Component:
    """Sweeps, rate and lead, and how long a sweep is."""

    def field(f: Any) -> rx.Component:
        return rx.el.span(rx.el.span(f.label, title=f.help), number(f, edits, look="boxed"))

    errors = rx.foreach(form.timing, lambda f: error(f.error))
    return rx.el.div(
        rx.foreach(form.timing, field), errors, rx.el.span(form.lasts, class_name="hint"), class_name="timing"
    )


def table(form: Any, kinds: Any, edits: Edits, on_kind: Any) -> rx.Component:
    """Columns A…J; the first that is off can be switched on by choosing its type."""

    def state(head: Any) -> Any:
        return rx.cond(head.stimulus, "on", head.state)

    def kind(head: Any) -> rx.Component:
        chosen = menu(
            head.kind, kinds, f"Type of epoch {head.letter}", lambda value: on_kind(head.letter, value), "kind"
        )
        return rx.el.td(
            rx.cond(head.state == "off", rx.el.span("Off", class_name="hint"), chosen), class_name=state(head)
        )

    def cells(row: Any) -> rx.Component:
        def cell(field: Any, k: Any) -> rx.Component:
            label = f"{row.label} of epoch {form.epochs[k].letter}"
            return rx.el.td(number(field, edits, label=label), class_name=state(form.epochs[k]))

        wrong = rx.el.tr(rx.el.td(error(row.error), col_span=11), class_name="wrong")
        return rx.fragment(
            rx.el.tr(rx.el.th(row.label, scope="row"), rx.foreach(row.cells, cell)), rx.cond(row.error, wrong)
        )

    letters = rx.foreach(form.epochs, lambda head: rx.el.th(head.letter, scope="col", class_name=state(head)))
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(rx.el.th(rx.el.span("Epoch", class_name="unseen"), scope="col"), letters)),
            rx.el.tbody(
                rx.el.tr(rx.el.th("Type", scope="row"), rx.foreach(form.epochs, kind)),
                rx.foreach(form.epoch_rows, cells),
            ),
            class_name="epochs",
        ),
        class_name="epoch-table",
    )


def picture(plot: Any) -> rx.Component:
    """All sweeps of the command, with the letters of the epochs above."""

    def letter(mark: Any) -> rx.Component:
        place = {"left": f"{mark.at}%", "width": f"{mark.width}%"}
        return rx.el.span(mark.text, class_name=rx.cond(mark.on, "letter on", "letter"), style=place)

    def line(one: Any) -> rx.Component:
        return rx.el.path(d=one.d, stroke=one.color)

    return rx.el.div(
        rx.el.span(plot.unit, class_name="unit"),
        rx.el.div(
            rx.foreach(plot.letters, letter),
            rx.el.div(
                rx.foreach(
                    plot.levels, lambda mark: rx.el.i(mark.text, class_name="level", style={"top": f"{mark.at}%"})
                ),
                rx.el.svg(
                    rx.foreach(plot.levels, lambda mark: rx.el.path(d=f"M0 {mark.at}H100", class_name="grid")),
                    rx.foreach(plot.lines, line),
                    view_box="0 0 100 100",
                    preserve_aspect_ratio="none",
                ),
                class_name="drawing",
            ),
            rx.foreach(plot.times, lambda mark: rx.el.i(mark.text, class_name="time", style={"left": f"{mark.at}%"})),
            class_name="frame",
        ),
        class_name="epoch-plot",
        aria_hidden="true",
    )
