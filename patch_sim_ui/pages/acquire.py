"""Acquire: set up an experiment, run it, see what it did."""

import reflex as rx

from patch_sim.rigs import RIGS
from patch_sim_ui.components import amplifier, analysis, bath, book, cell, epochs, membrane, shell
from patch_sim_ui.components.chart import chart
from patch_sim_ui.components.cursors import Edges, cursor_strip
from patch_sim_ui.components.document import document, share
from patch_sim_ui.components.fields import Edits
from patch_sim_ui.components.levels import levels
from patch_sim_ui.components.page import Keys, Tips
from patch_sim_ui.components.scope import scope
from patch_sim_ui.state.bench import Bench
from patch_sim_ui.state.formed import Rows
from patch_sim_ui.view.form import kinds
from patch_sim_ui.view.rows import Choice, Group
from patch_sim_ui.view.starts import cells

DRAWER = (
    ("epochs", "Epochs"),
    ("results", "Results"),
    ("about", "About"),
    ("book", "Lab book"),
    ("script", "Script"),
)
VIEWS = (("scope", "Scope"), ("cell", "Cell"), ("clamp", "Amplifier"), ("epochs", "Epochs"), ("results", "Results"))


def acquire() -> rx.Component:
    """The page."""
    form = Rows(Bench)
    edits = Edits(Bench.edit, Bench.slide, Bench.restore, Bench.take_usual)
    rigs = [Group("Rigs", tuple(Choice(name, entry.label) for name, entry in RIGS.items()))]
    return rx.el.div(
        Keys.create(on_key=Bench.key),
        document(Bench),
        shell.top_bar(
            form, list(cells()), rigs, Bench.busy != "", Bench.live != "", Bench.can_undo, Bench.can_redo, Bench,
            share(Bench),
        ),
        rx.el.aside(
            cell.channels(
                form, Bench.opened, Bench.details, Bench.curves, edits,
                Bench.switch_channel, Bench.add_channel, Bench.remove_channel, Bench.open_details,
            ),
            bath.drugs(
                form, Bench.opened, Bench.details, edits,
                Bench.switch_channel, Bench.take_drug, Bench.take_drug, Bench.open_details,
            ),
            bath.solutions(form, edits, Bench.pick_solution),
            bath.layers(form, edits, Bench.change_layer),
            cell.membrane(form, edits),
            amplifier.panel(form, edits, lambda mode: Bench.edit("protocol.mode", mode), Bench),
            class_name="left",
            aria_label="Cell and amplifier",
        ),
        rx.el.main(
            shell.tools(levels(levels=Bench.levels, unit=Bench.level_unit), form, Bench.token, Bench.traces_csv),
            scope(
                shell.empty(form, Bench.starts, Bench.busy != "", Bench.run, Bench.start),
                token=Bench.token,
                panels=Bench.panels,
                offers=Bench.offers,
                areas=Bench.areas,
                preview=Bench.preview,
                busy=Bench.busy != "",
                fault=Bench.fault,
                tags=Bench.tags,
                hydrated=rx.State.is_hydrated,
                on_lost=Bench.lost,
                on_tag=Bench.tag,
            ),
            cursor_strip(token=Bench.token, panels=Bench.panels, offers=Bench.offers, areas=Bench.areas),
            rx.cond(
                Bench.live,
                chart(
                    session=Bench.live,
                    preview=Bench.preview,
                    levels=Bench.levels,
                    unit=Bench.level_unit,
                    on_lost=Bench.lost_live,
                ),
            ),
            class_name="middle",
        ),
        shell.tabs(
            DRAWER, Bench.drawer, "Drawer", Bench.open_drawer, "drawer-tabs",
            epochs.timing(form, edits, Bench),
        ),
        rx.el.section(
            epochs.table(form, kinds(), edits, Bench),
            epochs.previewed(Bench.plot, form),
            class_name="drawer",
            aria_label="Epochs",
        ),
        rx.el.section(
            rx.cond(Bench.drawer == "script", book.script(Bench.script), book.book(Bench.book, Bench)),
            class_name="pages",
            aria_label="Lab book and script",
        ),
        rx.el.aside(
            analysis.about(form),
            analysis.measured(
                Bench.analysis, Bench.analyses, Bench.figure, Bench.sheet, Bench.sheet_csv, Bench.samples,
                Bench.analyze,
            ),
            analysis.checked(Bench.checks, Bench.remedy),
            class_name="right",
            aria_label="Analysis",
        ),
        shell.status_line(
            form, Bench.status, Bench.fault, Bench.busy, Bench.token, Bench.unrun, Bench.run,
        ),
        Edges.create(),
        Tips.create(),
        shell.tabs(VIEWS, Bench.view, "Views", Bench.open_view, "views"),
        membrane.window(
            Bench.membrane, cell=form.cell_label, rig=form.amplifier.label,
            on_close=Bench.leave_membrane, on_lost=Bench.test_membrane,
        ),
        class_name="app",
        custom_attrs={
            "data-drawer": Bench.drawer,
            "data-view": Bench.view,
            "data-live": Bench.live != "",
            "data-empty": Bench.token == "",
        },
    )  # fmt: skip
