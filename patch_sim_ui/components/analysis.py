"""The right column: what the preset is about, and what was measured."""

from typing import Any

import reflex as rx

from .fields import menu
from .figure import figure
from .page import Download, icon
from .reading import reading
from .table import table

GHOST = "The curve, its numbers and a row per sweep appear here after a run."


def about(form: Any) -> rx.Component:
    """Up to three lines on the protocol: what to see, why, and what to try; of a file there are none."""
    lines = [("See", form.see), ("Why", form.why), ("Try", form.try_)]
    items = [rx.cond(text, rx.fragment(rx.el.dt(word), rx.el.dd(text))) for word, text in lines]
    return rx.el.section(
        rx.el.header(rx.el.h2(form.protocol_label)),
        rx.el.dl(*items),
        class_name="part about",
        aria_label="About the protocol",
    )


def checked(checks: Any, on_remedy: Any) -> rx.Component:
    """What the rig does to the experiment; amber where it does harm, with what one click does about it."""

    def line(c: Any) -> rx.Component:
        remedy = rx.el.button(c.remedy, type="button", class_name="link", on_click=on_remedy(c.remedy))
        return rx.el.p(c.text, " ", rx.cond(c.remedy, remedy), class_name=rx.cond(c.is_warning, "check amber", "check"))

    body = rx.el.div(rx.foreach(checks, line), class_name="checks", role="status", aria_label="Rig check")
    return rx.cond(checks.length() > 0, body)


def measured(
    analysis: Any, analyses: Any, spec: Any, sheet: Any, csv: Any, samples: Any, on_choose: Any
) -> rx.Component:
    """Figure, key numbers, sheet."""

    def number(k: Any, n: Any) -> rx.Component:
        return reading(k.text, " ", rx.el.span(k.unit, class_name="unit"), path=samples, index=n, origin=k.origin)

    def key(k: Any, n: Any) -> rx.Component:
        moved = rx.el.span("(", k.moved, ")", class_name="moved", title="Change since the first run of this set-up")
        return rx.fragment(rx.el.dt(k.label), rx.el.dd(number(k, n), rx.cond(k.moved, moved)))

    def compared(k: Any, n: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(k.label, scope="row"),
            rx.el.td(number(k, n)),
            rx.el.td(k.true, class_name="truth"),
            rx.el.td(k.error, class_name=rx.cond(k.is_near, "near", "far")),
        )

    chosen = rx.cond(
        analyses.length() > 1,
        menu(analysis, analyses, "Analysis", on_choose, "title"),
        rx.el.h2(rx.cond(analyses.length() > 0, analyses[0].label, "Analysis")),
    )
    return rx.el.section(
        rx.el.header(
            chosen,
            Download.create(
                icon("file"), "CSV", path=csv, label="Download the sheet as CSV", class_name="button small"
            ),
        ),
        rx.el.div(figure(spec=spec, empty=GHOST, height=196), class_name="drawn"),
        rx.el.div(
            rx.cond(
                sheet.has_truth,
                rx.el.table(
                    rx.el.thead(rx.el.tr(*(rx.el.th(text, scope="col") for text in ("", "measured", "true", "error")))),
                    rx.el.tbody(rx.foreach(sheet.numbers, compared)),
                    class_name="compared",
                ),
                rx.el.dl(rx.foreach(sheet.numbers, key), class_name="keys"),
            ),
            rx.cond(sheet.note, rx.el.p(sheet.note, class_name="note")),
            rx.el.div(
                table(columns=sheet.columns, rows=sheet.rows, sweeps=sheet.sweeps, path=samples, caption="Results"),
                class_name="rows",
            ),
            class_name="numbers",
        ),
        class_name="part measured",
        aria_label="Results",
    )
