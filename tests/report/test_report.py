"""The HTML report: complete, self-contained, escaped, and honest about what it quotes."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from multipolar import Result, Scenario, load_scenario, simulate
from multipolar.errors import InputError
from multipolar.moves import MOVE_TYPES, Passage
from multipolar.report import write_comparison, write_report
from multipolar.report.charts import bar, line_chart
from multipolar.report.map import REAL_INCOME, SCALES, legend, shapes
from multipolar.report.move_rows import SIZES
from multipolar.report.numbers import MINUS, plain, signed, span, words
from multipolar.scenario import Document

COMMAND = "multipolar run us-china-60 --report report.html"
SECTIONS = [
    "summary",
    "map",
    "who-pays",
    "approximate",
    "alignment",
    "stakes",
    "by-move",
    "levers",
    "closures",
    "sectors",
    "pairs",
    "years",
    "dependence",
    "moves",
    "sources",
]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(2)>'
TEXT = "Erste Zeile.\r\nThe minister said \u201eno\u201c to duties.\r\nLast line."
SENTENCE = "The minister said \u201eno\u201c to duties."


class Page(HTMLParser):
    """Tags, attributes and text of a page; fails on a tag that is not closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text.append(data)

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def result() -> Result:
    return simulate(load_scenario("us-china-60"))


@pytest.fixture(scope="module")
def html(result: Result, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(result, path, command=COMMAND)
    return path.read_text(encoding="utf8")


def render(result: Result, folder: Path, articles: Path | None = None) -> str:
    write_report(result, folder / "out.html", command=COMMAND, articles=articles)
    return (folder / "out.html").read_text(encoding="utf8")


def test_every_section_is_there_in_order(html: str) -> None:
    page = Page(html)
    found = [attrs["id"] for tag, attrs in page.tags if tag == "section"]
    assert found == SECTIONS
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert "Conditional scenario, not a forecast" in page.words()
    assert COMMAND in page.words()
    assert "none: nothing was drawn" in page.words()


def test_ids_are_unique_and_links_lead_somewhere(html: str) -> None:
    page = Page(html)
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for _, attrs in page.tags:
        for name in ("href", "for", "aria-labelledby"):
            if name in attrs:
                assert (attrs[name] or "").removeprefix("#") in ids


def test_nothing_is_loaded_from_outside(html: str) -> None:
    for tag, attrs in Page(html).tags:
        assert tag not in {"link", "iframe", "object", "embed", "img"}
        assert "src" not in attrs
        assert (attrs.get("href") or "#").startswith("#")
        assert not any(name.startswith("on") for name in attrs)
    style = html[html.index("<style>") : html.index("</style>")]
    assert "@import" not in style
    assert "url(" not in style.replace("url(#", "")
    assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:" in html
    assert len(html.encode()) < 900_000


def test_the_table_has_one_row_an_economy_and_scoped_headers(html: str, result: Result) -> None:
    table = html[html.index('id="economies-table"') :]
    body = table[table.index("<tbody>") : table.index("</tbody>")]
    assert body.count("<tr>") == len(result.world.countries)
    assert "Rest of the world (aggregate)" in body
    page = Page(html)
    assert all(attrs.get("scope") for tag, attrs in page.tags if tag == "th")
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table")


def test_the_headline_agrees_with_the_result(html: str, result: Result) -> None:
    value = result.country("real_income_pct")["USA"]
    low, high = result.real_income_range_pct()["USA"]
    text = Page(html).words().replace("\u00a0", " ")
    assert f"The United States loses {-value:.2f} % of real income ({-high:.2f} to {-low:.2f} over" in text
    assert result.warnings[0] in text


def test_names_from_a_scenario_are_inert(result: Result, tmp_path: Path) -> None:
    move = result.scenario.moves[0].model_copy(update={"note": HOSTILE, "source": HOSTILE, "id": HOSTILE})
    scenario = result.scenario.model_copy(update={"name": HOSTILE, "description": HOSTILE, "moves": (move,)})
    html = render(dataclasses.replace(result, scenario=scenario, warnings=(HOSTILE,)), tmp_path)
    page = Page(html)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert HOSTILE in page.words()


def cited(result: Result, sha256: str | None, start: int, end: int, file: str = "a.txt") -> Result:
    move = result.scenario.moves[0].model_copy(update={"source": Passage(file=file, start=start, end=end)})
    documents = (Document(file=file, sha256=sha256),) if sha256 else ()
    scenario = result.scenario.model_copy(update={"moves": (move,), "documents": documents})
    return dataclasses.replace(result, scenario=scenario)


def test_a_sentence_is_quoted_only_from_the_same_text(result: Result, tmp_path: Path) -> None:
    content = TEXT.encode()
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_bytes(content)
    start, end, right = TEXT.index("The"), TEXT.index("\r\nLast"), hashlib.sha256(content).hexdigest()

    quoted = Page(render(cited(result, right, start, end), tmp_path, folder)).words()
    assert SENTENCE in quoted
    assert f"a.txt , characters {start} to {end}" in quoted

    cases = {
        "checksum differs": cited(result, "0" * 64, start, end),
        "no checksum in the scenario": cited(result, None, start, end),
        "text not at hand": cited(result, right, start, end, file="b.txt"),
        "offsets lie outside the text": cited(result, right, start, 10_000),
    }
    for remark, other in cases.items():
        text = Page(render(other, tmp_path, folder)).words()
        assert remark in text
        assert "minister" not in text


def test_a_citation_cannot_leave_its_folder(result: Result, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (tmp_path / "secret.txt").write_bytes(TEXT.encode())
    right = hashlib.sha256(TEXT.encode()).hexdigest()
    for name in ("../secret.txt", str(tmp_path / "secret.txt")):
        text = Page(render(cited(result, right, 0, 20, file=name[-80:]), tmp_path, folder)).words()
        assert "text not at hand" in text
        assert "Erste Zeile" not in text


def test_the_file_is_written_whole_or_not_at_all(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.html"
    path.write_text("old", encoding="utf8")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_report(result, path, command=COMMAND)
    assert path.read_text(encoding="utf8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_run_gives_the_same_file(html: str, result: Result, tmp_path: Path) -> None:
    assert render(result, tmp_path) == html


def test_a_closure_without_solution_says_why(result: Result, tmp_path: Path) -> None:
    lost = dataclasses.replace(result.closures["balanced"], real_income=None, reason="No equilibrium was found.")
    html = render(dataclasses.replace(result, closures={**result.closures, "balanced": lost}), tmp_path)
    assert "no solution. No equilibrium was found." in Page(html).words()


def test_without_sensitivity_no_range_is_claimed(result: Result, tmp_path: Path) -> None:
    bare = dataclasses.replace(result, closures={}, elasticity_outcomes={})
    text = Page(render(bare, tmp_path)).words()
    assert "sensitivity runs were switched off" in text
    assert "over deficit closures" not in text


def test_many_moves_are_counted_not_listed(result: Result, tmp_path: Path) -> None:
    move = result.scenario.moves[0]
    moves = tuple(move.model_copy(update={"id": f"move-{k}"}) for k in range(75))
    scenario = result.scenario.model_copy(update={"moves": moves})
    text = Page(render(dataclasses.replace(result, scenario=scenario), tmp_path)).words()
    assert "The first 60 of 75 moves" in text
    assert "move-59" in text
    assert "move-60" not in text


def test_years_that_differ_are_drawn(result: Result, tmp_path: Path) -> None:
    given = load_scenario("us-china-60").to_dict()
    given["moves"][0]["tariff"]["until"] = 2027
    given["settings"]["horizon"] = 2029
    html = render(simulate(Scenario.from_dict(given), sensitivity=False, politics=False), tmp_path)
    assert "<polyline" in html
    assert "The same in every year" not in Page(html).words()


def test_a_comparison_holds_two_to_four_runs(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "compare.html"
    write_comparison([result, result], path, command="multipolar compare a b")
    page = Page(path.read_text(encoding="utf8"))
    assert [attrs.get("class") for tag, attrs in page.tags if tag == "svg"].count("map") == 2
    assert len(page.ids()) == len(set(page.ids()))
    with pytest.raises(InputError, match="2 to 4"):
        write_comparison([result], path, command="")


def test_the_map_marks_missing_uncertain_and_disputed(result: Result) -> None:
    countries = result.to_dict()["countries"]
    drawn = {s.title.split("\n")[0].split(":")[0]: s for s in shapes(countries)}
    assert drawn["United States"].steps["a"] == "m3"
    assert drawn["Mongolia"].steps == {}
    assert "part of rest-of-world" in drawn["Mongolia"].title
    assert drawn["Crimea"].disputed
    assert drawn["Crimea"].steps == {}
    signs = [c for c in countries if countries[c]["sign_differs_between_closures"]]
    assert {c for c in signs if countries[c]["name"] in drawn and not drawn[countries[c]["name"]].uncertain} == set()


def test_scales_are_symmetric_and_leave_no_gap() -> None:
    for scale in SCALES:
        assert len(legend(scale)) == 11
        assert list(scale.steps) == sorted(scale.steps)
        for value in (*scale.steps, 2 * scale.steps[-1]):
            assert scale.step(value)[1:] == scale.step(-value)[1:]
    assert REAL_INCOME.step(0.0) == "z"
    assert REAL_INCOME.step(None) == "x"


def test_numbers_read_well() -> None:
    assert signed(-0.374, 2) == f"{MINUS}0.37"
    assert signed(0.0001, 2) == "0.00"
    assert signed(-0.0001, 2) == "0.00"
    assert signed(1234.5, 1) == "+1,234.5"
    assert plain(None) == "\u2013"
    assert span(-0.38, -0.31, 2) == "0.31 to 0.38"
    assert span(-0.1, 0.2, 1) == f"{MINUS}0.1 to +0.2"
    assert words(["a", "b", "c"]) == "a, b and c"
    assert words(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert bar(-5.0, 10.0).falls
    assert line_chart([2025, 2026], {"World": [0.0, -0.1]}).lines[0].points.count(",") == 2


def test_every_kind_of_move_has_a_size_in_words() -> None:
    assert set(SIZES) == set(MOVE_TYPES)
