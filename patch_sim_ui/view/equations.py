"""The equations of a channel, typeset: its current, its gates and their rates, and how temperature moves them."""

from patch_sim.channels import Channel, Gate

from .formulas import formula, rate, symbol
from .numbers import written

IONS = {"na": "Na", "k": "K", "ca": "Ca", "cl": "Cl"}
G_BAR = "<mover><mi>g</mi><mo>¯</mo></mover>"
DECAY = "<msup><mi mathvariant='normal'>e</mi><mrow><mo>−</mo><mi>x</mi></mrow></msup>"
INSIDE, OUTSIDE = (f"<msub><mi>c</mi><mtext>{side}</mtext></msub>" for side in ("in", "out"))
FLUX = f"<mfrac><mrow>{INSIDE}<mo>−</mo>{OUTSIDE}{DECAY}</mrow><mrow><mn>1</mn><mo>−</mo>{DECAY}</mrow></mfrac>"
GHK = f"<mi>z</mi><mi>F</mi><mspace width='.2em'/><mi>x</mi><mspace width='.2em'/>{FLUX}"
PER_OUTSIDE = f"<mfrac><mrow><mi>R</mi><mi>T</mi></mrow><mrow><mi>z</mi><mi>F</mi>{OUTSIDE}</mrow></mfrac>"
DRIVE = f"{PER_OUTSIDE}<mspace width='.2em'/><mi>x</mi><mspace width='.2em'/>{FLUX}"
X = "<mi>x</mi><mo>=</mo><mi>z</mi><mi>F</mi><mi>V</mi><mo>/</mo><mi>R</mi><mi>T</mi>"
RATES = {"alpha": "α", "beta": "β", "tau": "τ"}


def equations(channel: Channel) -> tuple[tuple[str, ...], ...]:
    """Lines of formulas as MathML: the current, each gate with its rates, what temperature does; no scheme's rates."""
    first = (current(channel), *([formula(X)] if channel.law != "ohmic" else []))
    gates = ((law(gate, channel), *rates(gate)) for gate in channel.gates)
    return tuple(line for line in (first, *gates, tuple(temperature(channel))) if line)


def current(channel: Channel) -> str:
    """I = ḡ m³h (V − E), or what its law has in its place."""
    e = "<msub><mi>E</mi><mtext>{}</mtext></msub>".format(IONS.get(channel.ion, channel.ion or "rev"))
    drive = f"<mrow><mo>(</mo><mi>V</mi><mo>−</mo>{e}<mo>)</mo></mrow>"
    start = "<mi>I</mi><mo>=</mo>"
    if channel.law == "ghk_flux":
        return formula(start, "<mi>P</mi>", open_fraction(channel), GHK)
    if channel.law == "ghk_drive":
        return formula(start, G_BAR, open_fraction(channel), DRIVE)
    return formula(start, G_BAR, open_fraction(channel), drive)


def open_fraction(channel: Channel) -> str:
    """m³h, a weighted sum of such products, or of the states that conduct."""
    if channel.scheme:
        terms = [(c.weight, f"<mi mathvariant='normal'>{c.state.upper()}</mi>") for c in channel.scheme.conducting]
    else:
        terms = [(weight, "".join(map(power, gates))) for weight, gates in channel.products]
    if len(terms) == 1 and terms[0][0] == 1:
        return terms[0][1]
    said = "<mo>+</mo>".join(f"<mn>{written(weight)}</mn>{term}" for weight, term in terms)
    return f"<mrow><mo>(</mo>{said}<mo>)</mo></mrow>"


def power(gate: Gate) -> str:
    """A gate to its power."""
    said = name(gate)
    if gate.power == 1:
        return said
    raised = f"<mn>{gate.power}</mn>"
    indexed = said.startswith("<msub>")
    return (
        said.replace("msub>", "msubsup>").replace("</msubsup>", f"{raised}</msubsup>")
        if indexed
        else (f"<msup>{said}{raised}</msup>")
    )


def name(gate: Gate) -> str:
    """m, or m with a lowered number."""
    head, digits = gate.name.rstrip("0123456789"), gate.name.lstrip("abcdefghijklmnopqrstuvwxyz_")
    return f"<msub><mi>{head}</mi><mn>{digits}</mn></msub>" if digits else symbol(gate.name)


def law(gate: Gate, channel: Channel) -> str:
    """How the gate moves."""
    x, warm = name(gate), "<mi>φ</mi>" if q10(gate, channel) != 1 else ""
    if gate.instantaneous:
        return formula(x, "<mo>=</mo>", of(x, "∞"))
    slope = f"<mfrac><mrow><mi>d</mi>{x}</mrow><mrow><mi>d</mi><mi>t</mi></mrow></mfrac><mo>=</mo>"
    if gate.alpha is None:
        warm = f"{warm}<mspace width='.2em'/>" if warm else ""
        return formula(slope, warm, f"<mfrac><mrow>{of(x, '∞')}<mo>−</mo>{x}</mrow><mrow>{of('τ', x)}</mrow></mfrac>")
    rise = f"{of('α', x)}<mrow><mo>(</mo><mn>1</mn><mo>−</mo>{x}<mo>)</mo></mrow>"
    fall = f"{of('β', x)}<mspace width='.15em'/>{x}"
    both = f"{rise}<mo>−</mo>{fall}"
    return formula(slope, f"{warm}<mrow><mo>[</mo>{both}<mo>]</mo></mrow>" if warm else both)


def rates(gate: Gate) -> list[str]:
    """The gate's rates."""
    x = name(gate)
    found = [
        formula(of(greek, x), "<mo>=</mo>", rate(form))
        for field, greek in RATES.items()
        if (form := getattr(gate, field)) is not None
    ]
    return [*([formula(of(x, "∞"), "<mo>=</mo>", rate(gate.inf))] if gate.inf is not None else []), *found]


def of(what: str, index: str) -> str:
    """α with a lowered m, m with a lowered ∞."""
    what = what if what.startswith("<") else f"<mi>{what}</mi>"
    return f"<msub>{what}{index if index.startswith('<') else f'<mo>{index}</mo>'}</msub>"


def q10(gate: Gate, channel: Channel) -> float:
    """How much faster the gate is for each 10 °C."""
    return channel.q10 if gate.q10 is None else gate.q10


def temperature(channel: Channel) -> list[str]:
    """φ, and what temperature and concentrations do to the conductance."""
    speeds = {q10(gate, channel) for gate in channel.gates} | ({channel.q10} if channel.scheme else set())
    rest = (
        f"<mrow><mo>(</mo><mi>T</mi><mo>−</mo><mn>{written(channel.t_ref)}</mn><mo>)</mo><mo>/</mo><mn>10</mn></mrow>"
    )

    def warmed(left: str, by: float) -> str:
        return formula(left, "<mo>=</mo>", f"<msup><mn>{written(by, 3)}</mn>{rest}</msup>")

    found = [warmed("<mi>φ</mi>", speed) for speed in sorted(speeds - {1.0})]
    g_0 = f"<msub>{G_BAR}<mn>0</mn></msub>"
    if channel.g_q10 != 1:
        found.append(warmed(f"{G_BAR}<mo>/</mo>{g_0}", channel.g_q10))
    if channel.g_out_power:
        ion = IONS.get(channel.ion, channel.ion)
        ratio = f"<mrow><mo>(</mo><msub><mrow><mo>[</mo><mi>{ion}</mi><mo>]</mo></mrow><mtext>out</mtext></msub>"
        ratio += f"<mo>/</mo><mn>{written(channel.g_out_ref)}</mn><mo>)</mo></mrow>"
        raised = f"<msup>{ratio}<mn>{written(channel.g_out_power)}</mn></msup>"
        found.append(formula(f"{G_BAR}<mo>/</mo>{g_0}<mo>=</mo>", raised))
    return found
