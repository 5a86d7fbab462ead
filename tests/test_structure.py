"""The shape of the code: units, sources, public names, templates, layers, and the README's commands."""

import importlib
import inspect
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import patch_sim
from patch_sim.fields import docs_of
from patch_sim.units import units_of

ROOT = Path(__file__).resolve().parent.parent
MODULES = [
    importlib.import_module(info.name)
    for info in pkgutil.walk_packages(patch_sim.__path__, "patch_sim.")
    if not info.name.endswith("__main__")
]
VALUES = sorted(
    {
        cls
        for module in MODULES
        for cls in vars(module).values()
        if inspect.isclass(cls) and is_dataclass(cls) and hasattr(cls, "__pydantic_validator__")
    },
    key=lambda cls: cls.__qualname__,
)
SOURCES = sorted(p for folder in ("patch_sim", "patch_sim_ui") for p in (ROOT / folder).rglob("*.py"))
LIBRARIES = sorted({p.parent for p in (ROOT / "patch_sim").rglob("_template.py")})


def numbers(hint: Any) -> bool:
    """Whether a field may hold a bare float or int."""
    if get_origin(hint) in (Union, UnionType):
        return any(numbers(arg) for arg in get_args(hint) if arg is not NoneType)
    return hint in (float, int)


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_every_number_has_a_unit_and_every_unit_a_tooltip(cls: type) -> None:
    hints = get_type_hints(cls, include_extras=True)
    assert [f.name for f in fields(cls) if numbers(hints[f.name])] == []
    assert [name for name in units_of(cls) if name not in docs_of(cls)] == []


def test_public_names_are_all_named() -> None:
    assert sorted(patch_sim.__all__) == patch_sim.__all__
    assert len(patch_sim.__all__) <= 20
    for name in patch_sim.__all__:
        assert getattr(patch_sim, name) is not None
    loose = [n for n, x in vars(patch_sim).items() if not n.startswith("_") and not isinstance(x, ModuleType)]
    assert set(loose) - set(patch_sim.__all__) <= {"TYPE_CHECKING", "Any", "LAZY"}


@pytest.mark.parametrize("folder", LIBRARIES, ids=lambda p: f"{p.parent.name}.{p.name}")
def test_the_template_becomes_an_entry(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = f"grown_{folder.parent.name}_{folder.name}"
    grown = tmp_path / package
    grown.mkdir()
    (grown / "__init__.py").touch()
    shutil.copy(folder / "_template.py", grown / "template.py")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    original = next(
        registry
        for module in MODULES
        for registry in vars(module).values()
        if getattr(registry, "package", "") == f"patch_sim.{folder.parent.name}.{folder.name}"
    )
    registry = type(original)(original.of, package, original.what)
    assert list(registry) == ["template"]
    assert registry["template"].label == "Template"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_has_one_idea_and_a_docstring(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert text.startswith('"""')


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_test_imports_a_private_name(path: Path) -> None:
    assert not re.findall(r"^\s*from patch_sim[\w.]* import .*\b_\w", path.read_text(encoding="utf-8"), re.MULTILINE)


def modules_after(code: str) -> set[str]:
    """What a fresh process that runs `code` has imported."""
    code += "\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_is_light() -> None:
    assert not modules_after("import patch_sim") & {"numba", "numpy", "pandas", "plotly", "pydantic", "reflex", "scipy"}


def test_the_nouns_do_without_the_engine_and_the_library() -> None:
    nouns = "from patch_sim import CELLS, CHANNELS, DRUGS, PROTOCOLS, RIGS, SOLUTIONS, Experiment, Recording"
    loaded = modules_after(nouns)
    assert not loaded & {"numba", "pandas", "plotly", "reflex", "scipy"}
    assert not [name for name in loaded if re.match(r"patch_sim\.\w+\.library\.", name)]


def test_an_entry_is_read_without_the_others() -> None:
    loaded = modules_after("from patch_sim import CHANNELS; CHANNELS['nav_hh']")
    assert {name for name in loaded if ".library." in name} == {"patch_sim.channels.library.nav_hh"}


def test_a_simulation_needs_neither_scipy_nor_the_compiler() -> None:
    experiment = patch_sim.Experiment.of("squid_axon", "action_potential")
    patch_sim.simulate(experiment)  # its kernel is kept from here on
    loaded = modules_after(
        "from patch_sim import Experiment, simulate; simulate(Experiment.of('squid_axon', 'action_potential'))"
    )
    heavy = {"numba.typed.typeddict", "pandas", "scipy.linalg", "scipy.optimize", "scipy.signal", "scipy.sparse"}
    assert "patch_sim.engine.runge_kutta" in loaded
    assert not loaded & heavy


@pytest.mark.parametrize("name", ["ANALYSES", "CELLS", "CHANNELS", "DRUGS", "PROTOCOLS", "RIGS", "SOLUTIONS"])
def test_an_entry_alone_is_that_of_the_whole(name: str) -> None:
    registry = getattr(patch_sim, name)
    fresh = type(registry)(registry.of, registry.package, registry.what)
    some = next(iter(registry))
    assert fresh[some] is registry[some]
    assert "no such" not in fresh
    assert "../x" not in fresh
    assert "_template" not in fresh
    assert dict(fresh) == dict(registry)


def test_the_lock_knows_the_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"]: package["version"] for package in lock["package"] if "version" in package}
    assert locked["plotly"].startswith("6.")
    assert project["project"]["license"] == "GPL-3.0-or-later"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("GNU GENERAL PUBLIC LICENSE")


def test_readme_names_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("uv run reflex run", "uv run pytest", "patch-sim run squid_axon action_potential"):
        assert command in readme


def test_readme_example_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 — it is our own README
