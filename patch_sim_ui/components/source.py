"""The JavaScript beside the components, linked into one folder, so that its files import each other by './name'."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import reflex as rx


def linked(name: str):
    """Link the file into the app."""
    return rx.asset(name, shared=True)


NAMES = [file.name for file in sorted(Path(__file__).parent.glob("*.js*"))]
# In a thread of its own: Reflex looks at the module of every frame of the stack, which within imports takes 0.2 s.
with ThreadPoolExecutor(1) as shallow:
    LINKS = dict(zip(NAMES, shallow.map(linked, NAMES), strict=True))


def source(name: str) -> str:
    """What a component names as its `library`: the file `name` of this folder."""
    return LINKS[name].importable_path
