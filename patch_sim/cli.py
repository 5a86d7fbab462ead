"""The command line: ``patch-sim list``, ``show``, ``run``, ``convert`` and ``serve``."""

import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import Any

import click

from .errors import ParameterError, PatchSimError, unknown
from .registry import Registry
from .values import to_json


class Commands(click.Group):
    """Every error of patch_sim becomes one line and exit code 2; nobody sees a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a terminal without a letter for µ or Ω gets a question mark, not an error."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except PatchSimError as error:
            click.echo(f"patch-sim: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("patch_sim"), prog_name="patch-sim")
def main() -> None:
    """Patch clamp on simulated neurons."""


@main.command("list")
@click.argument("kind", required=False)
def list_(kind: str | None) -> None:
    """List what there is: channels, cells, protocols, rigs, analyses, or only one KIND of them."""
    shelves = _shelves()
    if kind is not None and kind not in shelves:
        raise unknown("kind of entry", kind, shelves)
    for shelf, registry in shelves.items():
        if kind in (None, shelf):
            if kind is None:
                click.echo(f"{shelf}:")
            for name, entry in registry.items():
                click.echo(f"  {name:24s} {entry.label}")


@main.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as JSON.")
def show(name: str, as_json: bool) -> None:
    """Show the entry NAME: its equations, values and source, and its facts measured now."""
    shelf, entry = _find(name)
    if as_json:
        click.echo(to_json(entry, indent=2))
        return
    click.echo(f"{entry.label}  ({shelf.removesuffix('s')} {entry.name})")
    for line in _lines(entry):
        click.echo(f"  {line}")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--dac", type=int, help="The analog output of an ABF file; without it the first that epochs drive.")
def convert(source: Path, target: Path | None, dac: int | None) -> None:
    """Read the protocol out of SOURCE (.abf, .json), say it in a sentence, and write it to TARGET.json."""
    from .io import read_protocol, write_protocol

    protocol = read_protocol(source, dac)
    click.echo(protocol)
    if source.suffix.lower() == ".abf" and protocol.see:
        click.echo(protocol.see)
    if target is not None:
        if target.suffix.lower() != ".json":
            raise ParameterError(f"{target}: a protocol is written to a file that ends in .json")
        try:
            write_protocol(protocol, target)
        except OSError as error:
            raise ParameterError(f"{target}: {error.strerror or error}") from None
        click.echo(f"wrote {target}")


@main.command()
@click.argument("cell")
@click.argument("protocol")
@click.option("--rig", default="ideal", show_default=True, help="The rig.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write every signal to this CSV file.")
@click.option("--error", "with_error", is_flag=True, help="Solve again with half the step and say what it changes.")
def run(cell: str, protocol: str, rig: str, out: Path | None, with_error: bool) -> None:
    """Run PROTOCOL on CELL, print what its analyses find, and write the traces with --out FILE.csv.

    PROTOCOL is a name or a file that ends in .json or .abf.
    """
    from . import ANALYSES, Experiment, error_estimate, simulate

    if out is not None and ".csv" not in out.name.lower():  # also .csv.gz
        raise ParameterError(f"--out {out}: traces are written as CSV; the file's name must end in .csv")
    with _meter("recording") as progress:
        recording = simulate(Experiment.of(cell, _protocol(protocol), rig), progress)
    sweeps, samples = recording.command.shape
    step = f"step {recording.dt:g} ms" if recording.dt else "no step needed"
    click.echo(
        f"{sweeps} sweep{'s' * (sweeps > 1)} of {samples} samples at {recording.experiment.protocol.rate:g} kHz",
        nl=False,
    )
    redone = f", {recording.redone} blocks of 64 samples redone" if recording.redone else ""
    click.echo(f" ({recording.method}, {step}{redone})")
    if with_error:
        with _meter("solving with half the step") as progress:
            estimate = error_estimate(recording, progress)
        click.echo(f"With half the step ({estimate.dt:g} ms) signals differ by at most")
        for name, difference in estimate.signals.items():
            click.echo(f"  {name:22s} {difference:12.3g} {recording.units[name]}".rstrip())
        click.echo(f"  {'times of spikes':22s} {estimate.spikes_us:12.3g} µs" if estimate.n_spikes else "  no spikes")
    for analysis in ANALYSES.values():
        if analysis.fits(recording.experiment):
            result = analysis.run(recording)
            click.echo(f"{analysis.label}:")
            for name, (number, unit) in result.values.items():
                click.echo(f"  {name:22s} {number:12.4g} {unit}" if isfinite(number) else f"  {name:22s} {'–':>12s}")
            if result.note:
                click.echo(f"  {result.note}")
    if out is not None:
        try:
            recording.to_pandas().to_csv(out)
        except OSError as error:
            raise ParameterError(f"--out {out}: {error.strerror or error}") from None
        click.echo(f"wrote {out}")


@main.command()
@click.option("--port", default=3000, show_default=True, help="Where the browser finds it.")
def serve(port: int) -> None:
    """Serve the web app at localhost."""
    if find_spec("reflex") is None:
        raise click.ClickException(
            "the web app needs the extra 'ui': uv sync --group=ui, or pip install 'patch_sim[ui]'"
        )
    root = Path(__file__).resolve().parent.parent
    if not (root / "rxconfig.py").exists():
        raise click.ClickException(f"the web app is served from a checkout: there is no rxconfig.py in {root}")
    command = [sys.executable, "-m", "reflex", "run", "--env", "prod", "--frontend-port", str(port)]
    sys.exit(subprocess.call(command, cwd=root))


@contextmanager
def _meter(what: str) -> Generator[Callable[[float], None]]:
    """Shows on a terminal the share done of what takes over a second; Ctrl-C leaves one line and exit code 130."""
    began = monotonic()
    shown = False

    def show(share: float) -> None:
        nonlocal shown
        if sys.stderr.isatty() and (shown or monotonic() - began > 1):
            shown = True
            click.echo(f"\r{what} … {share:4.0%}", nl=False, err=True)

    try:
        yield show
    except KeyboardInterrupt:
        click.echo(
            "\r\033[Kpatch-sim: stopped; nothing is kept" if shown else "patch-sim: stopped; nothing is kept", err=True
        )
        sys.exit(130)
    if shown:
        click.echo("\r\033[K", nl=False, err=True)


def _protocol(name: str) -> Any:
    from .io import read_protocol

    return read_protocol(name) if name.lower().endswith((".json", ".abf")) else name


def _shelves() -> dict[str, Registry[Any]]:
    from . import ANALYSES, CELLS, CHANNELS, DRUGS, PROTOCOLS, RIGS, SOLUTIONS
    from .rigs import TROUBLES

    return {
        "channels": CHANNELS,
        "cells": CELLS,
        "drugs": DRUGS,
        "protocols": PROTOCOLS,
        "rigs": RIGS,
        "troubles": TROUBLES,
        "solutions": SOLUTIONS,
        "analyses": ANALYSES,
    }


def _find(name: str) -> tuple[str, Any]:
    shelves = _shelves()
    for shelf, registry in shelves.items():
        if name in registry:
            return shelf, registry[name]
    raise unknown("entry", name, [entry for registry in shelves.values() for entry in registry])


def _lines(entry: Any) -> Iterator[str]:
    from .cells import Cell
    from .channels import Channel
    from .fields import controls
    from .prove import prove

    if isinstance(entry, Channel):
        for gate in entry.gates:
            power = f"^{gate.power}" if gate.power > 1 else ""
            yield f"{gate.name}{power}: " + ", ".join(
                f"{part} = {rate.formula()}"
                for part in ("alpha", "beta", "inf", "tau")
                if (rate := getattr(gate, part)) is not None
            )
        for start, end, rate in entry.scheme.ways if entry.scheme else ():
            yield f"{start} → {end}: {rate.formula()}"
    for row in controls(entry):
        if not {"gates", "transitions"} & set(row.path.split(".")) and row.value is not None:
            yield f"{row.path:40s} {row.value} {row.unit}".rstrip()
    for line in ("see", "why", "try_"):
        if text := getattr(entry, line, ""):
            yield f"{line.rstrip('_')}: {text}"
    if isinstance(entry, (Cell, Channel)):
        for proof in prove(entry):
            verdict = "holds" if proof.holds else "FAILS"
            yield f"{proof.name} = {proof.expected:g} ± {proof.tolerance:g}: measured {proof.measured:.4g}, {verdict}"
    if source := getattr(entry, "source", ""):
        yield f"source: {source}"
