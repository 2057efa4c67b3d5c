"""The page writes scenario files that the loader reads back as the same scenario."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from multipolar.scenario import load_scenario, packaged_scenarios

FRONTEND = Path(__file__).parents[2] / "frontend"

pytestmark = pytest.mark.page
Page = Callable[[list[dict[str, Any]]], list[str]]

AWKWARD = [
    "2022",
    "1e3",
    ".5",
    "-.inf",
    "true",
    "Null",
    "~",
    "no",
    "on",
    "2026-01-01",
    "12:30",
    "0x1F",
    "1_000",
    "key: value",
    "ends with colon:",
    "a #comment",
    "#start",
    " leading",
    "trailing ",
    "tab\tinside",
    "it's",
    'say "no"',
    "back\\slash \\n",
    "- item",
    "? key",
    "@at",
    "`tick`",
    "%percent",
    "&anchor",
    "*alias",
    "!tag",
    "| block",
    "> fold",
    "{a: b}",
    "[a, b]",
    "a, b",
    "Türkiye, Côte d'Ivoire – 中国 ­ Россия",
    "emoji 🌍",
    "next\u0085line",
    "line\u2028separator",
    "no\u00a0break",
    "\ufeffmark",
    "---",
    "...",
]
"""Texts that YAML would take for something else when written carelessly."""

LONG = "A long sentence that goes on and on with: colons, 'quotes', \"more\", # marks and {braces} so that it has to be folded at "
PARAGRAPHS = [
    LONG + "last.",
    LONG + "last.\n",
    LONG + "last.\n\n",
    LONG + "last.\n\n\n" + LONG + "again.\n" + LONG,
    LONG + "\n  indented\n" + LONG,
    LONG + "  two  blanks   " + LONG,
    LONG + " \nblank before the break",
    "\n" + LONG,
    "first\n- second\n# third\nfourth: x\n" + LONG,
    "x" * 300,
    LONG + "tab\t" + LONG,
    LONG + "no\u00a0break " + LONG + "\u2003em",
]


@pytest.fixture(scope="module")
def page_yaml(node: str) -> Page:
    """What the page would put into the file of each scenario."""

    def written(scenarios: list[dict[str, Any]]) -> list[str]:
        done = subprocess.run(
            [node, "tools/to_yaml.mjs"],
            cwd=FRONTEND,
            input=json.dumps(scenarios),
            capture_output=True,
            text=True,
            check=True,
        )
        return list(json.loads(done.stdout))

    return written


def read_back(text: str, path: Path) -> dict[str, Any]:
    path.write_text(text, encoding="utf8")
    return load_scenario(path).to_dict()


def test_every_packaged_scenario_comes_back_equal(page_yaml: Page, tmp_path: Path) -> None:
    given = [load_scenario(name).to_dict() for name in packaged_scenarios()]
    assert len(given) > 30
    for scenario, text in zip(given, page_yaml(given), strict=True):
        assert read_back(text, tmp_path / "page.yaml") == scenario


@pytest.mark.parametrize("field", ["name", "description", "note", "key", "caveats", "file"])
def test_awkward_texts_come_back_to_the_letter(field: str, page_yaml: Page, tmp_path: Path) -> None:
    base = load_scenario("us-china-60").to_dict()
    texts = AWKWARD if field in ("name", "key", "file") else [*AWKWARD, *PARAGRAPHS]
    if field in ("name", "key", "file"):  # names hold no control characters
        texts = [t for t in texts if not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in t)]
    scenarios = []
    for text in texts:
        scenario = json.loads(json.dumps(base))
        if field in ("name", "description"):
            scenario[field] = text
        elif field == "caveats":
            scenario["caveats"] = [text, text]
        elif field == "note":
            scenario["moves"][0]["tariff"]["note"] = text
        elif field == "file":
            scenario["moves"][0]["tariff"]["source"] = {"file": text, "start": 1, "end": 2, "sentence": text}
        else:
            scenario["moves"] = [{"institution_reform": {"body": "UNSC", "weights": {text: 1.0, "plain": 2.0}}}]
        scenarios.append(scenario)
    for scenario, text in zip(scenarios, page_yaml(scenarios), strict=True):
        assert read_back(text, tmp_path / "page.yaml") == scenario, text


def test_numbers_come_back_to_the_last_digit(page_yaml: Page, tmp_path: Path) -> None:
    base = load_scenario("us-china-60").to_dict()
    for value in (0.1 + 0.2, 1e-7, 1.5e6, -99.99999999999999, 60.0, 0.0):
        base["moves"][0]["tariff"]["add_pp"] = value
        assert read_back(page_yaml([base])[0], tmp_path / "page.yaml") == base
