"""What belongs to the page as a whole: its keys, links to files, icons."""

from typing import Any

import reflex as rx

from patch_sim_ui.components.source import source

ICONS = {
    "play": "M5 3l8 5-8 5z",
    "record": "M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "eye": "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    "stop": "M4 4h8v8H4z",
    "continuous": "M1.5 9h3l2-6 3 10.5 2-4.5h3",
    "undo": "M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3",
    "redo": "M13 6H6.5a3.5 3.5 0 0 0 0 7H10M13 6l-3-3M13 6l-3 3",
    "moon": "M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z",
    "sun": "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1"
    "M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
    "down": "M4 6l4 4 4-4",
    "plus": "M8 3v10M3 8h10",
    "x": "M4.5 4.5l7 7M11.5 4.5l-7 7",
    "file": "M8 2.5v8M5 7.5l3 3 3-3M3 13.5h10",
    "more": "M3.5 8h.1M8 8h.1M12.5 8h.1",
    "scope": "M2 3h12v8H2zM5.5 14h5M4.5 7h2l1-2 1.5 4 1-2h1.5",
    "cell": "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 5V2M10.5 9.5l3 2.5M5.5 9.5l-3 2.5M11 7l3-1.5M5 7L2 5.5",
    "clamp": "M2.5 3.5h11v9h-11zM5 8a1 1 0 1 0 2 0 1 1 0 1 0-2 0M10 6v4",
    "epochs": "M2.5 3h11v10h-11zM2.5 6.5h11M6.5 3v10",
    "results": "M2.5 2.5v11h11M5 10l3-3 2 2 3.5-4",
    "logo": "M1 10.5h4l1.6-7.6 2 10.4 1.4-4 .9 1.2H15",
}


def icon(name: str) -> rx.Component:
    """A glyph in the color of its text."""
    return rx.el.svg(rx.el.path(d=ICONS[name]), view_box="0 0 16 16", class_name="icon", aria_hidden="true")


def _key(key: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (key,)


class Keys(rx.Component):
    """The page's keys, by name: run, undo, redo, 1, 2, 3. Renders nothing."""

    library = source("keys.jsx")
    tag = "Keys"

    on_key: rx.EventHandler[_key]


class Cap(rx.Component):
    """The cap of the key that `act` (components/keymap.js) has now: users may change it."""

    library = source("cap.jsx")
    tag = "Cap"

    act: rx.Var[str]


class Download(rx.Component):
    """A link to a file at `path` on the server; disabled while there is none."""

    library = source("download.jsx")
    tag = "Download"

    path: rx.Var[str]
    label: rx.Var[str]


class Tips(rx.Component):
    """Shows what rests under the pointer or has the focus, where that has a `tip`. Once a page."""

    library = source("tips.jsx")
    tag = "Tips"


def tip(text: Any, entry: Any = "") -> dict[str, Any]:
    """The attributes of what has a tip: a sentence, and what it goes by in the Library."""
    return {"data-tip": text, "data-link": rx.cond(entry != "", f"/library#{entry}", "")}


def icon_button(name: str, label: str, on_click: Any, **props: Any) -> rx.Component:
    """A button that is only a glyph; its label is its tooltip too."""
    return rx.el.button(
        icon(name), type="button", class_name="tool", aria_label=label, title=label, on_click=on_click, **props
    )
