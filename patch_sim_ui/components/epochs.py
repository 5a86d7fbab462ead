"""The drawer's table of epochs, as in Clampex: a column for each letter, its values edited in place."""

from typing import Any

import reflex as rx

from .fields import Edits, error, menu, number, switch
from .page import icon, tip
from .source import source

TRAIN = "Pulses that condition the cell before every sweep; they are not recorded."


def _two(first: rx.Var[str], second: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (first, second)


def _one(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (text,)


class OpenFile(rx.Component):
    """A button that opens a file of a `kind` that the open route reads; `place` is where it goes.

    `on_opened` brings the place and a token, `on_refused` what was wrong.
    """

    library = source("open_file.jsx")
    tag = "OpenFile"

    kind: rx.Var[str]
    accept: rx.Var[str]
    label: rx.Var[str]
    place: rx.Var[str]

    on_opened: rx.EventHandler[_two]
    on_refused: rx.EventHandler[_one]


class EpochTable(rx.Component):
    """What surrounds the table: `on_paste` brings the path of a cell and a block of a spreadsheet."""

    library = source("epoch_table.jsx")
    tag = "EpochTable"

    on_paste: rx.EventHandler[_two]


def timing(form: Any, edits: Edits, on: Any) -> rx.Component:
    """Sweeps, rate and lead, and the protocol as a file."""

    def field(f: Any) -> rx.Component:
        return rx.el.span(rx.el.span(f.label, custom_attrs=tip(f.help)), number(f, edits, look="boxed"))

    return rx.el.div(
        rx.foreach(form.timing, field),
        rx.el.span(
            OpenFile.create(
                "Open …", kind="protocol", accept=".json,.abf", class_name="button small",
                label="Open a protocol, of a JSON or an ABF file, or an experiment",
                on_opened=lambda _, token: on.open_protocol(token), on_refused=on.refuse_file,
            ),
            rx.el.button(
                "Save", type="button", class_name="button small", title="Save the protocol as a JSON file",
                on_click=on.save_protocol,
            ),
            class_name="files",
        ),
        class_name="timing",
    )  # fmt: skip


def entry(field: Any, edits: Edits, label: Any, **props: Any) -> rx.Component:
    """A field as a number or a menu; a dash where there is none."""
    chosen = menu(field.text, field.options, label, lambda text: edits.commit(field.path, text), "kind")
    written = rx.cond(field.options.length() > 0, chosen, number(field, edits, label=label, **props))
    return rx.cond(field.path != "", written, rx.el.span("–", class_name="hint"))


def trial(form: Any, edits: Edits, on: Any) -> rx.Component:
    """What a protocol says beyond its epochs: the sweep's length and interval, runs, leak subtraction."""

    def line(f: Any) -> rx.Component:
        return rx.el.span(rx.el.span(f.label, custom_attrs=tip(f.help)), entry(f, edits, f.label, look="boxed"))

    is_on = form.leak.length() > 0
    leak = rx.el.span(
        rx.el.span("P/N leak subtraction"), switch(is_on, "P/N leak subtraction", lambda _: on.switch_leak())
    )
    values = rx.el.input(
        default_value=form.listed.text, key=form.listed.text, on_blur=on.fill_list,
        aria_label="Values of the user list", aria_invalid=form.listed.error != "", title=form.listed.error,
        class_name=rx.cond(form.listed.error, "list bad", "list"),
    )  # fmt: skip
    listed = rx.el.span(
        rx.el.span("User list", custom_attrs=tip("A value of its own in each sweep for one field of an epoch.")),
        menu(form.listed.path, form.listable, "Field of the user list", on.choose_list, "kind"),
        rx.cond(form.listed.path != "", values),
    )
    trained = form.train.length() > 0
    train = rx.el.span(
        rx.el.span("Presweep train", custom_attrs=tip(TRAIN)),
        switch(trained, "Presweep train", lambda _: on.switch_presweep()),
    )
    errors = (rx.foreach(rows, lambda f: error(f.error)) for rows in (form.trial, form.train, form.leak))
    return rx.el.div(
        rx.foreach(form.trial, line),
        train,
        rx.foreach(form.train, line),
        rx.cond((form.mode == "vc") | is_on, leak),
        rx.foreach(form.leak, line),
        listed,
        error(form.listed.error),
        line(form.method),
        line(form.step),
        *errors,
        error(form.step.error),
        class_name="trial",
    )


def table(form: Any, kinds: Any, edits: Edits, on: Any) -> rx.Component:
    """Columns A…J; the first that is unused can be switched on by choosing its type."""

    def state(head: Any) -> Any:
        return rx.cond(head.stimulus, "on", head.state)

    def kind(head: Any) -> rx.Component:
        chosen = menu(
            head.kind, kinds, f"Type of epoch {head.letter}", lambda value: on.set_epoch(head.letter, value), "kind"
        )
        samples = OpenFile.create(
            icon("file"), kind="waveform", accept=".csv,.txt,.atf,.abf", place=head.letter, class_name="tool",
            label=f"Open the samples of epoch {head.letter}, of a CSV, ATF or ABF file",
            on_opened=on.open_samples, on_refused=on.refuse_file,
        )  # fmt: skip
        return rx.el.td(
            rx.cond(head.state == "off", rx.el.span("Off", class_name="hint"), chosen),
            rx.cond(head.kind == "waveform", samples),
            class_name=state(head),
        )

    def cells(row: Any) -> rx.Component:
        def cell(field: Any, k: Any) -> rx.Component:
            label = f"{row.label} of epoch {form.epochs[k].letter}"
            return rx.el.td(entry(field, edits, label), class_name=state(form.epochs[k]))

        wrong = rx.el.tr(rx.el.td(error(row.error), col_span=11), class_name="wrong")
        return rx.fragment(
            rx.el.tr(
                rx.el.th(row.label, scope="row", custom_attrs={"data-unit": row.unit}), rx.foreach(row.cells, cell)
            ),
            rx.cond(row.error, wrong),
        )

    def act(text: str, what: str, head: Any, on_click: Any) -> rx.Component:
        return rx.el.button(text, type="button", aria_label=f"{what} epoch {head.letter}", on_click=on_click)

    def top(head: Any) -> rx.Component:
        acts = rx.el.span(
            act("‹", "Move to the left:", head, on.move_epoch(head.letter, "left")),
            act("›", "Move to the right:", head, on.move_epoch(head.letter, "right")),
            act("+", "Copy", head, on.copy_epoch(head.letter)),
            act("×", "Remove", head, on.remove_epoch(head.letter)),
            class_name="acts",
        )
        return rx.el.th(head.letter, rx.cond(head.state == "used", acts), scope="col", class_name=state(head))

    letters = rx.foreach(form.epochs, top)
    return EpochTable.create(
        rx.el.div(rx.foreach(form.timing, lambda f: error(f.error)), class_name="above"),
        rx.el.table(
            rx.el.thead(rx.el.tr(rx.el.th(rx.el.span("Epoch", class_name="unseen"), scope="col"), letters)),
            rx.el.tbody(
                rx.el.tr(rx.el.th("Type", scope="row"), rx.foreach(form.epochs, kind)),
                rx.foreach(form.epoch_rows, cells),
            ),
            class_name="epochs",
        ),
        trial(form, edits, on),
        class_name="epoch-table",
        on_paste=on.paste,
    )


def previewed(plot: Any, form: Any) -> rx.Component:
    """The picture of the protocol, and below it how long it all takes."""
    lasts = rx.el.p(rx.foreach(form.lasts, rx.el.span), rx.cond(form.takes, rx.el.span(form.takes)), class_name="lasts")
    return rx.el.div(picture(plot), lasts, class_name="previewed")


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
