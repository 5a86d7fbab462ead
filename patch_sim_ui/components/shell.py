"""The frame of the page: top bar, empty state, status line, tabs."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from .cursors import Export, Units, scope_tools
from .fields import grouped
from .page import Cap, Download, icon, icon_button


def pick(caption: str, value: Any, choices: Any, on_choose: Any, class_name: str = "") -> rx.Component:
    """A menu with its caption over the value."""
    return rx.el.label(
        rx.el.small(caption),
        grouped(value, choices, caption, on_choose, "value"),
        icon("down"),
        class_name=f"pick {class_name}",
    )


def site(here: str) -> rx.Component:
    """The pages of the app."""
    pages = (("/", "Acquire"), ("/library", "Library"))
    return rx.el.nav(
        *(
            rx.el.a(name, href=path, aria_current="page") if name == here else rx.el.a(name, href=path)
            for path, name in pages
        ),
        class_name="site",
        aria_label="Pages",
    )


def brand() -> rx.Component:
    """The name of the app, which leads to where one works."""
    return rx.el.a(icon("logo"), rx.el.span("patch_sim"), href="/", class_name="brand", aria_label="patch_sim, Acquire")


def theme_button() -> rx.Component:
    """Light or dark."""
    return rx.el.button(
        icon("moon"),
        icon("sun"),
        type="button",
        class_name="tool theme",
        aria_label="Light or dark theme",
        title="Light or dark theme",
        on_click=rx.toggle_color_mode,
    )


def plain_bar(here: str) -> rx.Component:
    """The top bar of a page without an experiment."""
    return rx.el.header(brand(), site(here), rx.el.span(class_name="gap"), theme_button(), class_name="top")


def top_bar(
    form: Any,
    cells: Any,
    rigs: Any,
    is_busy: Any,
    is_live: Any,
    undoable: Any,
    redoable: Any,
    on: Any,
    *extra: Any,
) -> rx.Component:
    """What is recorded on the left, what to do on the right; nothing moves when the state changes."""
    return rx.el.header(
        brand(),
        site("Acquire"),
        rx.el.nav(
            pick("Cell", form.cell, cells, on.pick_cell),
            rx.el.i(class_name="slash"),
            pick("Rig", form.amplifier.rig, rigs, on.pick_rig, "rig"),
            rx.el.i(class_name="slash"),
            pick("Protocol", form.protocol, form.protocols, on.pick_protocol, "protocol"),
            class_name="crumbs",
            aria_label="Experiment",
        ),
        rx.el.span(class_name="gap"),
        rx.el.button(
            icon("results"),
            "Membrane Test",
            type="button",
            class_name="button membrane-test",
            title="Pulses through the rig: access, membrane and capacitance, live",
            on_click=on.test_membrane,
        ),
        rx.el.i(class_name="slash"),
        rx.el.button(
            icon("eye"),
            rx.el.span("View only"),
            type="button",
            class_name="button view-only",
            title="View only: run the protocol, and keep nothing of it",
            aria_label="View only",
            disabled=form.problem != "",
            on_click=on.view_only,
        ),
        record_button(form, is_busy, on.run),
        rx.el.button(
            icon("stop"),
            rx.el.span("Stop"),
            type="button",
            class_name="button stop",
            title="Stop this run (Esc), or Continuous; the last recording stays",
            aria_label="Stop",
            disabled=~(is_busy | is_live),
            on_click=on.stop,
        ),
        rx.el.button(
            icon("continuous"),
            "Continuous",
            type="button",
            class_name="button continuous",
            title="Let the cell go on: every slider acts at once",
            aria_pressed=is_live,
            on_click=on.go_on,
        ),
        rx.el.i(class_name="slash"),
        rx.el.div(
            icon_button("undo", "Undo (Ctrl Z)", on.undo, disabled=~undoable),
            icon_button("redo", "Redo (Ctrl Shift Z)", on.redo, disabled=~redoable),
            class_name="group wide-only",
        ),
        *extra,
        theme_button(),
        more(is_live, undoable, redoable, on),
        class_name="top",
    )


def more(is_live: Any, undoable: Any, redoable: Any, on: Any) -> rx.Component:
    """On a phone, what does not fit into the top bar."""

    def item(text: Any, on_click: Any, glyph: str, **props: Any) -> rx.Component:
        away = {"popovertarget": "more", "popovertargetaction": "hide"}
        return rx.el.button(icon(glyph), text, type="button", on_click=on_click, custom_attrs=away, **props)

    return rx.fragment(
        rx.el.button(
            icon("more"), type="button", class_name="tool phone-only", aria_label="More", title="More",
            custom_attrs={"popovertarget": "more"},
        ),
        rx.el.div(
            item("View only", on.view_only, "eye"),
            item("Membrane Test", on.test_membrane, "results"),
            item(rx.cond(is_live, "Back from Continuous", "Continuous"), on.go_on, "continuous"),
            item("Undo", on.undo, "undo", disabled=~undoable),
            item("Redo", on.redo, "redo", disabled=~redoable),
            item("Light or dark", rx.toggle_color_mode, "moon"),
            rx.el.a(icon("cell"), "Library", href="/library"),
            id="more",
            custom_attrs={"popover": "auto"},
            class_name="pop-menu more",
            role="group",
            aria_label="More",
        ),
    )  # fmt: skip


def record_button(form: Any, is_busy: Any, on_run: Any) -> rx.Component:
    """Record, with its key; a problem with the protocol disables it and says why."""
    why = rx.cond(form.problem, form.problem, "Record: run the protocol; the lab book keeps it")
    return rx.el.button(
        icon("record"),
        "Record",
        Cap.create(act="run"),
        type="button",
        class_name="button run",
        title=why,
        disabled=form.problem != "",
        aria_busy=is_busy,
        on_click=on_run,
    )


def empty(form: Any, starts: Any, is_busy: Any, on_run: Any, on_start: Any) -> rx.Component:
    """Over the scope until something is recorded: one sentence, Record, six starts."""

    def start(s: Any) -> rx.Component:
        lines = rx.foreach(s.lines, lambda one: rx.el.path(d=one.d, stroke=one.color))
        return rx.el.button(
            rx.el.svg(lines, view_box="0 0 150 52", preserve_aspect_ratio="none", aria_hidden="true"),
            rx.el.b(s.label),
            rx.el.span(s.hint, rx.el.kbd(s.key), class_name="hint"),
            type="button",
            class_name="start",
            on_click=on_start(s.protocol),
        )

    return rx.el.div(
        rx.el.h2(form.protocol_label),
        rx.el.p(
            rx.el.span("Press ", Cap.create(act="run"), " to record ", class_name="with-keys"),
            rx.el.span("Record ", class_name="with-touch"),
            form.run,
            " with the command drawn below; then move any slider, and the traces follow.",
        ),
        record_button(form, is_busy, on_run),
        rx.el.p("or begin with", class_name="hint or"),
        rx.el.div(rx.foreach(starts, start), class_name="starts"),
        class_name="empty",
    )


def status_line(form: Any, status: Any, fault: Any, busy: Any, token: Any, unrun: Any, on_retry: Any) -> rx.Component:
    """What happened, and what stands in the way; Retry beside a fault of a run that may go well the next time."""
    said = rx.cond(
        has_connection_errors,
        rx.el.span("No connection to the server; edits wait until it is back", class_name="said amber"),
        rx.cond(
            fault,  # of what was just tried, and gone with the next edit; a problem stands beside its field too
            rx.fragment(
                rx.el.span(fault, class_name="said amber", title=fault),
                rx.cond(
                    fault == unrun,
                    rx.el.button("Retry", type="button", class_name="link", on_click=on_retry),
                ),
            ),
            rx.cond(
                form.problem,
                rx.el.span(form.problem, class_name="said amber", title=form.problem),
                rx.cond(
                    busy,
                    rx.el.span(busy, class_name="said"),
                    rx.el.span(rx.cond(status, status, "Ready"), class_name="said ready"),
                ),
            ),
        ),
    )
    right = rx.cond(
        token,
        rx.fragment(rx.el.span("Currents outward positive"), Units.create()),
        rx.el.span("Nothing recorded yet"),
    )
    return rx.el.footer(said, rx.el.span(class_name="gap"), right, class_name="status", role="status")


def tools(levels: rx.Component, form: Any, token: Any, csv: Any) -> rx.Component:
    """The row over the scope: the sweeps, and the way out for the traces."""
    return rx.el.div(
        rx.cond(token, levels, rx.el.span(form.run, class_name="hint")),
        rx.el.span(class_name="gap"),
        scope_tools(token=token),
        Download.create(icon("file"), "CSV", path=csv, label="Download the traces as CSV", class_name="button small"),
        Export.create(path=csv),
        class_name="tools",
    )


def tabs(
    choices: tuple[tuple[str, str], ...], chosen: Any, label: str, on_choose: Any, class_name: str, *extra: Any
) -> rx.Component:
    """Views of which one is shown."""

    def tab(key: str, text: str) -> rx.Component:
        glyph = [icon(key)] if class_name == "views" else []
        return rx.el.button(
            *glyph,
            text,
            type="button",
            aria_pressed=chosen == key,
            on_click=on_choose(key),
            custom_attrs={"data-tab": key},
        )

    return rx.el.div(
        rx.el.div(*(tab(key, text) for key, text in choices), role="group", aria_label=label),
        *extra,
        class_name=class_name,
    )
