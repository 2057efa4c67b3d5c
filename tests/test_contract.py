"""The import rule of the architecture, the size of modules, and the public names, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import multipolar

SOURCE = Path(multipolar.__file__).parent

ROWS = [
    ["errors"],
    ["atomic"],
    ["garbage", "json_schema", "progress", "threads", "version"],
    ["labels"],
    ["world"],
    ["params"],
    ["move_base"],
    ["moves"],
    ["reach"],
    ["yaml_reader"],
    ["scenario"],
    ["predecessors"],
    ["economy", "politics"],
    ["measures"],
    ["chokepoints", "exposure", "satellites", "split"],
    ["alignment"],
    ["stakes"],
    ["intervals"],
    ["result"],
    ["export"],
    ["export_files"],
    ["start"],
    ["path"],
    ["warn"],
    ["engine"],
    ["ensemble", "levers"],
    ["coalition", "stages", "wedge"],
    ["questions"],
    ["catalogue", "country", "today"],
    ["news"],
    ["brief"],
    ["published"],
    ["backtest"],
    ["schema"],
    ["bench"],
    ["report"],
    ["web"],
    ["cli"],
]
"""From what may be imported by all below, to the faces; units of one row do not import each other."""

LAZY = {("result", "export"), ("engine", "ensemble")}
"""Imports against the rows: a result offers its exports as methods, a run its draws, and both import them inside, when they
are called."""

FACES = {"report", "web", "cli"}
FACE_MAY_USE = {
    "garbage",
    "threads",
    "json_schema",
    "version",
    "atomic",
    "errors",
    "labels",
    "world",
    "moves",
    "reach",
    "scenario",
    "result",
    "export",
    "export_files",
    "engine",
    "levers",
    "split",
    "measures",
    "chokepoints",
    "schema",
    "published",
    "exposure",
    "coalition",
    "wedge",
    "satellites",
    "politics",
    "alignment",
    "stakes",
    "ensemble",
    "intervals",
    "backtest",
    "questions",
    "catalogue",
    "country",
    "today",
    "bench",
    "stages",
    "news",
    "brief",
}


def _unit(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _imports(path: Path, lazy: bool = True) -> set[str]:
    """Units that a module imports; without `lazy` those alone that it imports when it is loaded."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf8"))
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if not lazy and id(node) in inside:
            continue
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.ImportFrom) and node.module == "multipolar":
            names = [f"multipolar.{a.name}" for a in node.names]
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        found |= {n.split(".")[1] for n in names if n.startswith("multipolar.")}
    return found


MODULES = sorted(p for p in SOURCE.rglob("*.py") if p != SOURCE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_come_from_rows_above(path: Path) -> None:
    row = {unit: i for i, units in enumerate(ROWS) for unit in units}
    unit = _unit(path)
    assert unit in row, f"{unit} has no row in the architecture"
    for used in _imports(path) - {unit}:
        if (unit, used) in LAZY:
            assert used not in _imports(path, lazy=False), f"{unit} imports {used} when it is loaded"
            continue
        assert row[used] < row[unit], f"{unit} imports {used}, which does not lie above it"
        if unit in FACES:
            assert used in FACE_MAY_USE | FACES, f"the face {unit} imports {used}, which is not public"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_functions_are_short_and_public_ones_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf8"))
    assert ast.get_docstring(tree), "module without docstring"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not node.name.startswith("_") and node in tree.body:
                assert ast.get_docstring(node), f"{node.name} has no docstring"
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is too long"


def test_public_names() -> None:
    assert multipolar.__all__ == [
        "Result",
        "Scenario",
        "World",
        "exposure_table",
        "load_scenario",
        "load_world",
        "simulate",
    ]
    for name in multipolar.__all__:
        assert getattr(multipolar, name).__doc__


def test_nothing_is_pickled() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf8")
        assert "import pickle" not in text
        assert "allow_pickle=True" not in text
