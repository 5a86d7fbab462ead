"""The Library's parts: its list, its graphs, and the pages of its entries."""

from typing import Any

import reflex as rx

from .epochs import picture
from .fields import Edits, error, number, slider
from .page import icon
from .source import source


def _key(key: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (key,)


class Catalog(rx.Component):
    """The list of all entries, `groups` of patch_sim_ui.view.library; the chosen one is the address's fragment."""

    library = source("catalog.jsx")
    tag = "Catalog"

    groups: rx.Var[Any]
    chosen: rx.Var[str]
    on_choose: rx.EventHandler[_key]


class Graph(rx.Component):
    """Curves over one axis, read by hovering.

    spec = {title, group, note, x: {label, unit, log}, xs, y: {label, unit, log, range}, lines}, with lines = [{name,
    label, y, color, dash, area, mark}]: graphs of one `group` are read at one place; `mark` is a point {x, y, text}.
    """

    library = source("graph.jsx")
    tag = "Graph"

    spec: rx.Var[Any]
    height: rx.Var[int]


catalog = Catalog.create
graph = Graph.create


def head(page: Any, *actions: Any) -> rx.Component:
    """What the entry is, in words, and what can be done with it."""
    return rx.el.header(
        rx.el.div(
            rx.el.h1(page.label),
            rx.cond(page.about, rx.el.p(page.about)),
            rx.cond(page.more, rx.el.p(page.more, class_name="more")),
            rx.el.ul(
                rx.foreach(page.badges, lambda text: rx.el.li(text)), class_name="badges", aria_label="At a glance"
            ),
        ),
        rx.el.div(*actions, class_name="acts"),
        class_name="entry-head",
    )


def part(title: Any, *children: Any, class_name: str = "") -> rx.Component:
    """A titled part of an entry's page."""
    return rx.el.section(rx.el.h2(title), *children, class_name=f"chapter {class_name}")


def references(sources: Any) -> rx.Component:
    """Where it comes from."""

    def one(s: Any) -> rx.Component:
        link = rx.el.a(s.text, href=s.href, target="_blank", rel="noopener noreferrer")
        return rx.el.li(rx.cond(s.href, link, s.text))

    return rx.el.ul(rx.foreach(sources, one), class_name="sources")


def facts(rows: Any, measuring: Any, is_recorded: Any = False) -> rx.Component:
    """Stated, tolerated, measured; and, where that is known, recorded from such cells."""

    def row(f: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(f.label, scope="row"),
            rx.el.td(f.stated),
            rx.el.td(f.tolerance, class_name="dim"),
            rx.el.td(rx.cond(f.measured, f.measured, "…"), class_name="now", custom_attrs={"data-holds": f.holds}),
            rx.el.td(f.unit, class_name="unit"),
            rx.el.td(f.recorded, class_name="dim", title=f.source),
        )

    def outside(f: Any) -> rx.Component:
        return rx.cond(f.why, rx.el.p(rx.el.b(f.label), " outside of recordings: ", f.why, class_name="hint outside"))

    heads = ("Stated", "Tolerance", "Now", "", "Recorded")
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(rx.el.span("Fact", class_name="unseen"), scope="col"),
                    *(
                        rx.el.th(text, scope="col") if text else rx.el.th(
                            rx.el.span("Unit", class_name="unseen"), scope="col"
                        )
                        for text in heads
                    ),
                )
            ),
            rx.el.tbody(rx.foreach(rows, row)),
            class_name=rx.cond(is_recorded, "facts", "facts alone"),
        ),
        rx.foreach(rows, outside),
        rx.el.p(measuring, class_name="hint measuring", role="status"),
    )  # fmt: skip


def links(entries: Any, class_name: Any = "cards") -> rx.Component:
    """Other entries, each with what it has to do with this one."""

    def one(entry: Any) -> rx.Component:
        return rx.el.li(
            rx.el.a(rx.el.b(entry.label), rx.cond(entry.detail, rx.el.span(entry.detail)), href="#" + entry.key)
        )

    return rx.el.ul(rx.foreach(entries, one), class_name=class_name)


def channel_view(page: Any, on: Any, edits: Edits) -> rx.Component:
    """A channel: curves and sliders, equations, facts, cells and drugs."""

    def knob(field: Any) -> rx.Component:
        return rx.el.div(
            rx.el.span(field.label, class_name="name", title=field.help),
            slider(field, edits),
            number(field, edits, look="boxed"),
            error(field.error),
            class_name="knob",
        )

    equations = rx.el.div(
        rx.foreach(
            page.equations,
            lambda line: rx.el.div(rx.foreach(line, lambda one: rx.html(one))),
        ),
        class_name="equations",
    )
    return rx.el.article(
        head(
            page,
            rx.el.a("Clamp it alone", href="/#x=" + on.link, class_name="button"),
            rx.el.button(icon("plus"), "Add to my cell", type="button", class_name="button primary", on_click=on.add),
        ),
        error(on.fault),
        rx.el.div(rx.foreach(on.graphs, lambda spec: graph(spec=spec)), graph(spec=on.clamp), class_name="graphs"),
        rx.el.div(
            knob(on.temperature),
            rx.foreach(on.params, knob),
            rx.el.p(on.speed, class_name="hint speed"),
            rx.el.p(on.reversal, class_name="hint"),
            class_name="knobs",
            custom_attrs={"data-hue": page.hue},
        ),
        rx.el.div(
            rx.el.div(
                part(
                    "Equations", equations,
                    rx.el.p("Rates per ms, V and E in mV, T in °C, [Ca] in mM.", class_name="hint"),
                ),
                rx.cond(page.scheme.states.length() > 0, part("Scheme", scheme(page.scheme))),
                rx.cond(page.cells.length() > 0, part("Cells that have it", links(page.cells))),
                class_name="wide",
            ),
            rx.el.div(
                rx.cond(page.facts.length() > 0, part("Facts, measured now", facts(on.facts, on.measuring))),
                part("Source", references(page.sources)),
                rx.cond(page.drugs.length() > 0, part("Drugs", links(page.drugs, "lines"))),
            ),
            class_name="columns",
        ),
        custom_attrs={"data-hue": page.hue},
    )  # fmt: skip


def scheme(plot: Any) -> rx.Component:
    """States and transitions, drawn and listed."""

    def state(s: Any) -> rx.Component:
        return rx.el.svg.g(
            rx.el.svg.circle(cx=s.x, cy=s.y, r="17", class_name=rx.cond(s.conducts, "open", "")),
            rx.el.svg.text(s.name, x=s.x, y=s.foot, text_anchor="middle"),
        )

    def way(w: Any) -> rx.Component:
        return rx.el.path(d=w.d)

    def step(s: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(s.start, " ⇄ ", s.end, scope="row"),
            rx.el.td(rx.html(s.rate)),
            rx.el.td(rx.html(s.back)),
        )

    box = f"0 0 {plot.width} {plot.height}"
    return rx.el.div(
        rx.el.svg(
            rx.foreach(plot.ways, way),
            rx.foreach(plot.states, state),
            view_box=box,
            class_name="scheme",
            role="img",
            aria_label="States and the transitions between them",
            style={"max-width": f"{plot.width}px"},
        ),
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(*(rx.el.th(text, scope="col") for text in ("Transition", "Forth", "Back")))),
                rx.el.tbody(rx.foreach(plot.steps, step)),
                class_name="transitions",
            ),
            class_name="scrolls",
            tab_index=0,
            role="region",
            aria_label="Transitions",
        ),
    )


def table(columns: Any, rows: Any) -> rx.Component:
    """Rows with a head, which may lead to another entry."""

    def row(r: Any) -> rx.Component:
        name = rx.cond(r.key, rx.el.a(r.head, href="#" + r.key), r.head)
        dot = rx.cond(r.hue, rx.el.i(class_name="swatch", custom_attrs={"data-hue": r.hue}))
        return rx.el.tr(rx.el.th(dot, name, scope="row"), rx.foreach(r.cells, lambda text: rx.el.td(text)))

    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(rx.foreach(columns, lambda text: rx.el.th(text, scope="col")))),
            rx.el.tbody(rx.foreach(rows, row)),
            class_name="table",
        ),
        class_name="scrolls",
    )


def other_view(page: Any, on: Any) -> rx.Component:
    """A cell, a protocol, a drug or a solution."""
    told = rx.el.dl(
        rx.el.dt("See"), rx.el.dd(page.see), rx.el.dt("Why"), rx.el.dd(page.why), rx.el.dt("Try"), rx.el.dd(page.try_),
        class_name="told-of",
    )  # fmt: skip
    return rx.el.article(
        head(
            page,
            rx.cond(page.open, rx.el.a(page.open_label, href="/#x=" + page.open, class_name="button primary")),
            rx.cond(
                page.add,
                rx.el.button(icon("plus"), page.add, type="button", class_name="button primary", on_click=on.add),
            ),
        ),
        error(on.fault),
        rx.cond(page.plot.unit, rx.el.div(picture(page.plot), class_name="command")),
        rx.cond(page.see, told),
        rx.cond(
            page.kind == "drugs",
            rx.el.div(rx.foreach(on.graphs, lambda spec: graph(spec=spec, height=280)), class_name="graphs single"),
        ),
        rx.el.div(
            rx.el.div(
                rx.cond(page.table, part(page.table, table(page.columns, page.rows))),
                rx.cond(page.table_2, part(page.table_2, table(page.columns_2, page.rows_2))),
                rx.cond(
                    page.fitting.length() > 0,
                    part(
                        rx.cond(page.lacking.length() > 0, page.links + " that fit", page.links),
                        links(page.fitting, rx.cond(page.kind == "cells", "chips", "cards")),
                    ),
                ),
                rx.cond(page.lacking.length() > 0, part(page.links + " that do not", links(page.lacking, "lines"))),
                class_name="wide",
            ),
            rx.el.div(
                rx.cond(
                    page.facts.length() > 0,
                    part("Facts, measured now", facts(on.facts, on.measuring, page.is_recorded)),
                ),
                rx.cond(page.sources.length() > 0, part("Source", references(page.sources))),
            ),
            class_name="columns",
        ),
    )
