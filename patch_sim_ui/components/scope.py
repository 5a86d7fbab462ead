"""The scope: stacked panels on one time axis, fetched by token and owned by the browser."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source


def _key(key: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (key,)


def _tag(sweep: rx.Var[int], time: rx.Var[float], text: rx.Var[str]) -> tuple[rx.Var[int], rx.Var[float], rx.Var[str]]:
    return (sweep, time, text)


class Scope(rx.Component):
    """Panels of sweeps. Zoom, hover, selection and the choice of signals stay in the browser.

    A panel is {id, title, unit, color, signals, choices}: `color` is "level" (the ramp of sweeps) or "quantity" (each
    signal in its hue); a signal is {name, label, hue, dash}; `choices` are {label, unit, signals}, shown as segments.
    `offers` are all that a panel can be asked to show instead, {label, group, unit, color, signals}, and `areas` the
    membrane (µm²) by which a current becomes a density. The tab remembers what the user chose of them.
    A signal with a hue in a panel of levels is drawn for the selected sweep only. An underscore lowers the rest of a
    label. `preview` is {duration, unit, levels, sweeps: [{x, y}]}, the command before anything is recorded. Children
    lie over the first panel while `token` is empty. `keys` are passed to `on_key` when the scope has the focus.
    `tags` are {token, sweep, time, text}, drawn on their own recording; `on_tag` brings a new one.
    Plotly comes once the page is `hydrated`; until then the lines are sketched.
    `on_lost` says that the server no longer has `token`. `data-painted` on the root is the token on the screen.
    """

    library = source("scope.jsx")
    tag = "Scope"
    lib_dependencies: list[str] = ["plotly.js-cartesian-dist-min@3.7.0"]  # noqa: RUF012 (as Reflex declares it)

    token: rx.Var[str]
    panels: rx.Var[list[Any]]
    offers: rx.Var[list[Any]]
    areas: rx.Var[dict[str, float]]
    preview: rx.Var[Any]
    busy: rx.Var[bool]
    fault: rx.Var[str]
    tags: rx.Var[list[Any]]
    keys: rx.Var[list[str]]
    hydrated: rx.Var[bool]

    on_lost: rx.EventHandler[rx.event.no_args_event_spec]
    on_key: rx.EventHandler[_key]
    on_tag: rx.EventHandler[_tag]


scope = Scope.create
