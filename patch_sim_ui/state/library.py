"""The Library: one entry on the page, and for a channel the experiment that its sliders move."""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import reflex as rx

from patch_sim.channels import CHANNELS, Channel
from patch_sim.errors import PatchSimError
from patch_sim.experiment import Experiment
from patch_sim.fields import edit, get
from patch_sim.link import to_link
from patch_sim_ui.view import bath_edits, edits
from patch_sim_ui.view.alone import alone, path_of
from patch_sim_ui.view.edits import Refused
from patch_sim_ui.view.library import KINDS, first, found
from patch_sim_ui.view.library_bath import dose_response
from patch_sim_ui.view.library_channel import TEMPERATURE, ChannelPage, channel_page, fields_of, reversal, speed
from patch_sim_ui.view.library_graphs import clamped, curves_of
from patch_sim_ui.view.library_others import page_of
from patch_sim_ui.view.library_page import Page
from patch_sim_ui.view.library_words import FactRow, measured
from patch_sim_ui.view.proofs import MEASURING, cell_proof, channel_proofs
from patch_sim_ui.view.rows import Field

from .bench import Bench
from .moves import history, is_text


class Library(rx.State):
    """What a tab reads in the Library."""

    kind: str = ""
    key: str = ""
    channel: ChannelPage = ChannelPage()
    page: Page = Page()
    temperature: Field = Field()
    params: tuple[Field, ...] = ()
    reversal: str = ""
    speed: str = ""
    graphs: list[dict[str, Any]] = rx.field(default_factory=list)
    clamp: dict[str, Any] = rx.field(default_factory=dict)
    facts: tuple[FactRow, ...] = ()
    measuring: str = ""
    link: str = ""
    fault: str = ""

    _experiment: tuple[Experiment | None] = (None,)

    @rx.event(background=True)
    async def choose(self, key: str = ""):
        """Open the entry of this key; without one, where the page was or its first."""
        async with self:
            wanted = key if is_text(key) and found(key) else self.key or first()
            if wanted == self.key and self.kind:
                return
            self.key, self.fault = wanted, ""
        entry = await asyncio.to_thread(read, wanted)
        async with self:
            if self.key != wanted:
                return
            lay_out(self, entry)
        if entry.experiment:
            await _record(self, entry.experiment, entry.name)
        await _measure(self, wanted, entry)

    @rx.event
    def slide(self, path: str = "", text: str = ""):
        """A slider of the channel is under way: its curves follow."""
        _change(self, path, text)

    @rx.event(background=True)
    async def edit(self, path: str = "", text: str = ""):
        """A slider was let go, or a number typed: curves and currents follow."""
        async with self:
            experiment = _change(self, path, text)
            name = self.channel.name
        if experiment:
            await _record(self, experiment, name)

    @rx.event
    def restore(self, path: str = ""):
        """A refused text was given up."""
        if self._experiment[0]:
            _show(self, self._experiment[0], self.graphs)

    @rx.event
    async def add(self):
        """Take the entry to the experiment at hand: a channel into its membrane, a drug into its bath."""
        bench = await self.get_state(Bench)
        now = history(bench).now
        kind, name = found(self.key) or ("", "")
        try:
            new = with_entry(now, kind, name, self._experiment[0])
        except Refused as refusal:
            self.fault = f"Your cell stays as it is: {refusal}"
            return None
        return rx.redirect(f"/#x={to_link(new)}")


@dataclass(frozen=True)
class Entry:
    """An entry ready for the page; `experiment` is that of a channel alone."""

    kind: str
    name: str
    page: ChannelPage | Page
    experiment: Experiment | None
    graphs: list[dict[str, Any]]


@lru_cache(256)
def read(key: str) -> Entry:
    """The entry of a key."""
    kind, name = found(key) or ("", "")
    one = KINDS[kind][name]
    if kind != "channels":
        return Entry(kind, name, page_of(kind, one), None, [dose_response(one)] if kind == "drugs" else [])
    experiment = alone(one)
    return Entry(kind, name, channel_page(one), experiment, curves_of(one, experiment.cell, experiment.cell))


def lay_out(state: Any, entry: Entry) -> None:
    """Put an entry on the page."""
    state.kind, state._experiment, state.facts = entry.kind, (entry.experiment,), entry.page.facts
    state.graphs, state.clamp = entry.graphs, {}
    if isinstance(entry.page, ChannelPage):
        state.channel = entry.page
    else:
        state.page = entry.page
    if entry.experiment:
        _show(state, entry.experiment, entry.graphs)


def with_entry(now: Experiment, kind: str, name: str, shown: Experiment | None) -> Experiment:
    """An experiment with a channel, with the params that the page shows, a drug or a solution; Refused says why not."""
    if kind == "drugs":
        return bath_edits.with_drug(now, name)
    if kind == "solutions":
        return bath_edits.in_solution(now, KINDS[kind][name].side, name)
    if kind != "channels":
        raise Refused("only channels, drugs and solutions go into a cell")
    section = now.cell.sections[0].name
    new = edits.with_channel(now, section, name)
    path = f"cell.sections.{section}.channels.{name}"
    params = get(shown, path_of(get(new, path))).params if shown else ()
    for param in params:
        new = edit(new, f"{path}.params.{param.name}.value", param.value)
    return new


def _change(state: Any, path: str, text: str) -> Experiment | None:
    """Read `text` into a slider's path; the experiment if that made it another."""
    experiment = state._experiment[0]
    offered = {TEMPERATURE, *(field.path for field in state.params)}
    if experiment is None or not is_text(path, text) or path not in offered:
        return None
    channel = CHANNELS[state.channel.name]
    try:
        new = edits.changed(experiment, path, text)
    except Refused as refusal:
        _show(state, experiment, state.graphs, {path: str(refusal)})
        return None
    state._experiment = (new,)
    _show(state, new, curves_of(channel, new.cell, alone(channel).cell))
    return new


def _show(
    state: Any, experiment: Experiment, graphs: list[dict[str, Any]], errors: dict[str, str] | None = None
) -> None:
    """Bring sliders, numbers and curves up to the experiment."""
    channel: Channel = CHANNELS[state.channel.name]
    state.temperature, state.params = fields_of(experiment, channel, errors or {})
    state.reversal, state.speed = reversal(experiment, channel), speed(experiment, channel)
    state.graphs, state.link = graphs, to_link(experiment)


async def _record(state: Any, experiment: Experiment, name: str) -> None:
    """The channel's currents under the clamp, where the sliders still stand so."""
    try:
        graph = await asyncio.to_thread(clamped, experiment, name)
    except PatchSimError as error:
        graph, said = {}, str(error)
    else:
        said = ""
    async with state:
        if state._experiment[0] == experiment:
            state.clamp, state.fault = graph, said


async def _measure(state: Any, key: str, entry: Entry) -> None:
    """The facts, one after the other, as long as the entry is on the page."""
    kind, name, rows = entry.kind, entry.name, entry.page.facts
    if kind == "channels":
        proofs = {proof.name: proof for proof in await asyncio.to_thread(channel_proofs, name)}
        async with state:
            if state.key == key:
                state.facts = tuple(measured(row, proofs[row.name]) for row in rows)
                state.measuring = ""
        return
    if kind != "cells":
        async with state:
            state.measuring = ""
        return
    for k, row in enumerate(rows):
        async with state:
            if state.key != key:
                return
            state.measuring = f"Measuring {row.label[0].lower()}{row.label[1:]}, {k + 1} of {len(rows)}"
        proof = await asyncio.get_running_loop().run_in_executor(MEASURING, cell_proof, name, row.name)
        async with state:
            if state.key != key:
                return
            state.facts = tuple(measured(one, proof) if one.name == row.name else one for one in state.facts)
    async with state:
        state.measuring = "" if state.key == key else state.measuring
