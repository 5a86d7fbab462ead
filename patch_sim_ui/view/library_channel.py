"""A channel's page of the Library: what it is in words, equations and numbers, who has it, and what blocks it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from patch_sim.cells import CELLS
from patch_sim.channels import Channel
from patch_sim.drugs import DRUGS
from patch_sim.experiment import Experiment
from patch_sim.fields import get
from patch_sim.units import PER_UM2

from .alone import alone, path_of
from .edits import rows
from .equations import equations
from .form import field_of
from .library import NAMES, hue, key_of
from .library_scheme import SchemePlot, scheme_plot
from .library_words import FactRow, Source, about, fact_rows, sources
from .numbers import fixed, written
from .rows import Field

TEMPERATURE = "cell.celsius"
UNDRAWN = SchemePlot()
NONE: Mapping[str, str] = {}
LAWS = {"ghk_flux": "GHK flux", "ghk_drive": "GHK drive"}


@dataclass(frozen=True)
class Link:
    """Another entry, and what it has to do with this one."""

    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class ChannelPage:
    """What stays while sliders move."""

    key: str = ""
    name: str = ""
    label: str = ""
    about: str = ""
    more: str = ""
    hue: str = ""
    badges: tuple[str, ...] = ()
    equations: tuple[tuple[str, ...], ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[FactRow, ...] = ()
    cells: tuple[Link, ...] = ()
    drugs: tuple[Link, ...] = ()
    scheme: SchemePlot = UNDRAWN


def channel_page(channel: Channel) -> ChannelPage:
    """The page of a channel as the library has it."""
    first, more = about("channels", channel)
    return ChannelPage(
        key=key_of("channels", channel.name),
        name=channel.name,
        label=channel.label,
        about=first,
        more=more,
        hue=hue(channel),
        badges=badges(channel),
        equations=equations(channel),
        sources=sources(channel.source),
        facts=fact_rows(channel),
        cells=cells_with(channel),
        drugs=drugs_against(channel),
        scheme=scheme_plot(channel.scheme) if channel.scheme else UNDRAWN,
    )


def fields_of(
    experiment: Experiment, channel: Channel, errors: Mapping[str, str] = NONE
) -> tuple[Field, tuple[Field, ...]]:
    """Temperature and the channel's params as rows with sliders; `errors` are of texts that were refused."""
    controls, start = rows(experiment), f"{path_of(channel)}.params."
    found = [field_of(control, errors.get(path, "")) for path, control in controls.items() if path.startswith(start)]
    temperature = field_of(controls[TEMPERATURE], errors.get(TEMPERATURE, ""))
    return replace(temperature, default=alone(channel).cell.celsius), tuple(found)


def speed(experiment: Experiment, channel: Channel) -> str:
    """How much faster the gates are than at the reference temperature."""
    gates = {round(channel.phi(gate, experiment.cell.celsius), 6) for gate in channel.gates if not gate.instantaneous}
    if channel.scheme:
        gates = {channel.q10 ** ((experiment.cell.celsius - channel.t_ref) / 10)}
    if not gates or (gates == {1.0} and channel.q10 == 1):
        return "no Q10" if channel.gates or channel.scheme else ""
    return "τ ÷ " + " and ".join(fixed(by, 2) for by in sorted(gates))


def reversal(experiment: Experiment, channel: Channel) -> str:
    """Where the current turns round in the solutions of the page, and what they are."""
    now = get(experiment, path_of(channel))
    by = {ion.name: ion for ion in experiment.cell.ions}
    said = f"E = {fixed(experiment.cell.e_rev(now), 1, sign=True)} mV"
    if now.e_rev is not None and now.law == "ohmic":
        return f"{said}, fixed"
    names = [now.ion] if now.ion else [permeant.name for permeant in now.permeants]
    ratios = {permeant.name: permeant.ratio for permeant in now.permeants}
    inside = ", ".join(
        f"{NAMES.get(name, name)} {written(by[name].out, 4)}/{written(by[name].in_, 3)} mM"
        + (f" (P {written(ratios[name], 3)})" if ratios else "")
        for name in names
        if name in by
    )
    return f"{said} at {inside} outside/inside"


def badges(channel: Channel) -> tuple[str, ...]:
    """What one wants to know at a glance."""
    ions = [channel.ion] if channel.ion else [permeant.name for permeant in channel.permeants]
    carries = f"carries {' and '.join(NAMES.get(ion, ion) for ion in ions)}" if ions else "non-specific"
    gating = "".join(f"{gate.name}{'' if gate.power == 1 else '⁰¹²³⁴⁵⁶⁷⁸⁹'[gate.power]}" for gate in channel.gates)
    if channel.parts:
        gating = "Σ of " + str(len(channel.parts))
    if channel.scheme:
        gating = f"{len(channel.states)} states"
    warm = f"Q10 {written(channel.q10, 3)} from {written(channel.t_ref, 3)} °C" if channel.q10 != 1 else ""
    grows = f"g Q10 {written(channel.g_q10, 3)}" if channel.g_q10 != 1 else ""
    size = f"ḡ {written(channel.g_max, 3)} mS/cm²" if channel.law != "ghk_flux" else ""
    if channel.law == "ghk_flux":
        size = f"P {written(channel.permeability, 3)} cm/s"
    all_of_them = (carries, gating or "always open", LAWS.get(channel.law, ""), size, warm, grows, channel.name)
    return tuple(filter(None, all_of_them))


def cells_with(channel: Channel) -> tuple[Link, ...]:
    """The library's cells that have it, and how much of it."""
    found = []
    for cell in CELLS.values():
        for section in cell.sections:
            for one in section.channels:
                if one.name == channel.name:
                    where = f", {section.name}" if len(cell.sections) > 1 else ""
                    size = (
                        f"P {written(one.permeability, 3)} cm/s"
                        if one.law == "ghk_flux"
                        else f"ḡ {written(one.g_max, 4)} mS/cm² · {written(one.g_max * section.area * PER_UM2, 3)} nS"
                    )
                    found.append(Link(key_of("cells", cell.name), cell.label, size + where))
    return tuple(found)


def drugs_against(channel: Channel) -> tuple[Link, ...]:
    """The drugs that act on it, and the concentration of half the block."""
    found = []
    for drug in DRUGS.values():
        effect = drug.effect(channel)
        if effect and effect.most:
            said = f"takes {effect.gate} away" if effect.gate else f"IC50 {dose(effect.ic50)}"
            found.append((effect.ic50, Link(key_of("drugs", drug.name), drug.label, said)))
    return tuple(link for _, link in sorted(found, key=lambda pair: pair[0]))


def dose(concentration: float) -> str:
    """A concentration in the unit that it reads best in.

    >>> dose(0.005), dose(40.0), dose(5000.0)
    ('5 nM', '40 µM', '5 mM')
    """
    if concentration < 0.1:
        return f"{written(1e3 * concentration, 3)} nM"
    return f"{written(concentration, 3)} µM" if concentration < 1000 else f"{written(concentration / 1e3, 3)} mM"
