"""The JavaScript beside the components, linked into one folder, so that its files import each other by './name'."""

from pathlib import Path

import reflex as rx

for file in sorted(Path(__file__).parent.glob("*.js*")):
    rx.asset(file.name, shared=True)


def source(name: str) -> str:
    """What a component names as its `library`: the file `name` of this folder."""
    return rx.asset(name, shared=True).importable_path
