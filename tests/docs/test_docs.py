"""The documentation is tested: its code runs, what it prints is what it shows, and nothing public is left out."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from multipolar.alignment import ALIGNMENT_UNITS, alignment_schema
from multipolar.alignment.arrays import POLE_UNITS
from multipolar.alignment.doses import LEVERS, TIES
from multipolar.economy.equilibrium import ACCEPTED
from multipolar.economy.solver import GROWTH, LONGEST
from multipolar.export_files import DEFAULT_FORMATS, FORMATS
from multipolar.moves import MOVE_TYPES
from multipolar.params.alignment import BELIEFS
from multipolar.params.elasticities import FLOOR, FULL_YEARS, SHORT_RUN_SHARE, elasticity_sets
from multipolar.reach import ECONOMIC, acts_on
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS
from multipolar.scenario import Scenario, Settings, load_scenario, packaged_scenarios
from multipolar.world import load_world, packaged_worlds
from multipolar.world.groups import group_names, members
from multipolar.world.model import ARRAYS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def page(name: str) -> str:
    """Text of a page."""
    return (DOCS / name).read_text(encoding="utf8")


def blocks(name: str) -> list[tuple[str, str, bool]]:
    """Fenced blocks of a page: language, content, and whether only white space lies between it and the one before."""
    text, found, end = page(name), [], 0
    for match in FENCE.finditer(text):
        found.append((match[1], match[2], not text[end : match.start()].strip()))
        end = match.end()
    return found


@pytest.mark.parametrize("name", ["tutorial.md", "world-file.md"])
def test_python_blocks_run_and_print_what_is_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {"__name__": "docs"}
    printed, ran, compared = "", 0, 0
    for language, content, adjacent in blocks(name):
        if language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(content, f"{name}, block {ran + 1}", "exec"), namespace)
            printed, ran = out.getvalue(), ran + 1
        elif language == "text" and adjacent and printed:
            assert printed.strip() == content.strip(), f"{name}, output of block {ran}"
            compared += 1
    assert ran > 0
    assert compared > 0


def check_named(what: str, names: Any, text: str) -> None:
    """Each name stands in the text as code."""
    missing = [name for name in names if f"`{name}`" not in text]
    assert not missing, f"{what} not documented: {', '.join(missing)}"


def test_every_kind_of_move_is_documented_with_its_fields() -> None:
    text = page("scenario-file.md")
    check_named("kinds of moves", MOVE_TYPES, text)
    economy, others = text.split("### Moves that change the economy")[1].split("### Moves that act on alignment")
    for kind, model in MOVE_TYPES.items():
        table = economy if kind in ECONOMIC else others.split("## Names")[0]
        row = next((line for line in table.splitlines() if line.startswith(f"| `{kind}` |")), None)
        assert row, f"{kind} is not in the table of moves {'that change' if kind in ECONOMIC else 'beside'} the economy"
        if "as `transfer`" in row:
            continue
        shared = set(MOVE_TYPES["visit"].model_fields) - {"by", "to", "rank"}
        fields = [field.alias or name for name, field in model.model_fields.items() if name not in shared]
        check_named(f"fields of {kind}", fields, row)


def test_every_shared_field_and_key_of_a_scenario_is_documented() -> None:
    text = page("scenario-file.md")
    shared = set(MOVE_TYPES["visit"].model_fields) - {"by", "to", "rank"}
    check_named("fields of every move", [name.rstrip("_") for name in shared], text)
    check_named("keys of a scenario", [*Scenario.model_fields, "extends"], text)


def test_every_setting_is_documented_with_its_default() -> None:
    table = page("scenario-file.md").split("## Settings")[1].split("\n## ")[0]
    check_named("settings", Settings.model_fields, table)
    for name, field in Settings.model_fields.items():
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        row = next(line for line in table.splitlines() if line.startswith(f"| `{name}` |"))
        assert row.split("|")[2].strip().strip("`") == default, f"default of {name}"
    check_named("elasticity sets", elasticity_sets(), table)
    check_named("elasticity sets", elasticity_sets(), page("mathematics.md"))


def test_every_group_is_documented_with_its_size() -> None:
    table = page("scenario-file.md").split("### Groups")[1].split("\n### ")[0]
    check_named("groups", group_names(), table)
    economies = set(load_world("2022").countries)
    for group in group_names():
        states = set(members(group, 2026))
        assert f"| `{group}` | {len(states)} | {len(states & economies)} |" in table, f"size of {group}"


def test_every_variable_is_documented_with_its_unit() -> None:
    text = page("output.md")
    for name, unit in {**COUNTRY_UNITS, **SECTOR_UNITS}.items():
        assert f"| `{name}` | {unit} |" in text, f"{name} is not documented with its unit"


def test_every_key_of_alignment_is_documented_with_its_unit() -> None:
    table = page("output.md").split("### Alignment")[1].split("\n### ")[0].split("\n## ")[0]
    whole = alignment_schema()["anyOf"][1]["properties"]
    check_named("keys of alignment", whole, table)
    check_named("keys of a state", whole["states"]["additionalProperties"]["properties"], table)
    for name, unit in {**ALIGNMENT_UNITS, **POLE_UNITS}.items():
        assert f"| `{name}` | {unit} |" in table, f"{name} is not documented with its unit"


def test_what_every_kind_of_move_does_to_alignment_is_documented() -> None:
    table = page("alignment.md").split("## What each kind of move does")[1].split("\n## ")[0]
    for kind in MOVE_TYPES:
        assert f"\n| `{kind}` |" in table, f"{kind} is not in the table of doses"
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row)}
    assert set(LEVERS) | {"membership"} <= named, "a lever that no kind of move is said to touch"
    assert set(TIES) <= named, "a tie that no kind of move is said to touch"


def test_every_belief_is_documented() -> None:
    check_named("beliefs", BELIEFS, page("alignment.md").split("## Beliefs")[1])


def test_every_format_is_documented_with_whether_it_is_written_by_default() -> None:
    table = page("output.md").split("## Files")[1].split("\n## ")[0]
    for name in FORMATS:
        default = "yes" if name in DEFAULT_FORMATS else "no"
        assert f"| `result.{name}` | `{name}` | {default} |" in table, name


def test_every_packaged_scenario_is_documented_with_what_its_moves_act_on() -> None:
    text = page("scenarios.md")
    check_named("scenarios", packaged_scenarios(), text)
    for name in packaged_scenarios():
        if name.startswith("article-"):
            moves = load_scenario(name).moves
            acting = [acts_on(m, moves) for m in moves]
            assert all(acting), f"{name} has a move that acts on nothing"
            economy, alignment, institutions = (
                sum(what in on for on in acting) for what in ("economy", "alignment", "institutions")
            )
            counts = f"{len(moves)} moves: {economy} act on the economy, {alignment} on alignment, {institutions} on institutions"
            assert counts in text.split(f"### `{name}`")[1].split("\n#")[0], f"{name}: {counts}"


UNITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty")
NUMBERS = [*UNITS, *TEENS, *(f"{ten}-{unit}".removesuffix("-") for ten in TENS for unit in UNITS)]
"""Numbers in words, as the pages write them."""


def test_counts_in_words_are_those_of_the_code() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf8")
    kinds, active, packaged = (NUMBERS[len(of)] for of in (MOVE_TYPES, ECONOMIC, packaged_scenarios()))
    assert f"{kinds} typed kinds of moves, of which {active} change the economy" in changes
    assert f"- {packaged.capitalize()} packaged scenarios" in changes
    assert f"Of {kinds} kinds of moves {active} change the economy" in page("index.md")


def test_layout_of_worlds_is_documented() -> None:
    text = page("world-file.md")
    check_named("variables of a world", [*ARRAYS, "is_goods", "sector_name"], text)
    check_named("packaged worlds", packaged_worlds(), text)


def test_constants_of_the_solver_are_those_of_the_code() -> None:
    text = page("mathematics.md")
    assert f"more than {LONGEST:g} in logs" in text
    assert re.search(rf"more than\s+{GROWTH:g} times the best one", text)
    assert f"at most {ACCEPTED:g}".replace("1e-09", "1e-9") in text
    assert f"s(1) = {SHORT_RUN_SHARE:g},  linear to  s({FULL_YEARS}) = 1,   θ_h at least {FLOOR:g}" in text


def slug(heading: str) -> str:
    """Anchor of a heading, as the site makes it."""
    text = re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip().lower()
    return re.sub(r"[-\s]+", "-", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_relative_links_resolve(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf8"))
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.is_file(), f"{path.name}: {target} leads nowhere"
        assert file.is_relative_to(DOCS), f"{path.name}: {target} leaves the documentation"
        if file.suffix != ".md":  # a picture
            continue
        headings = re.findall(r"^#+ (.+)$", FENCE.sub("", file.read_text(encoding="utf8")), re.MULTILINE)
        assert not anchor or anchor in {slug(h) for h in headings}, f"{path.name}: no heading for {target}"


def test_every_page_is_in_the_navigation_and_names_no_place_on_our_machines() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf8")
    for path in PAGES:
        assert str(path.relative_to(DOCS)) in navigation, f"{path.name} is not in mkdocs.yml"
        assert not re.search(r"(?<![\w.])/(work|tmp|home|root)/", path.read_text(encoding="utf8")), path.name
