"""Nobody who reads only the first lines takes the smallest figure for the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from multipolar import Result, load_scenario, simulate
from multipolar.report import write_report
from multipolar.report.sentences import headline


def run(name: str) -> Result:
    return simulate(load_scenario(name), sensitivity=False, explain=False)


@pytest.mark.parametrize(("name", "first"), [("china-rare-earths", "JPN"), ("taiwan-electronics", "SGP")])
def test_a_curb_leads_with_its_interval(name: str, first: str, tmp_path: Path) -> None:
    result = run(name)
    plain = result.to_dict()
    hit = plain["headline"]["chokepoints"][0]
    assert hit["iso3"] == first
    low, high = hit["interval_pct"]
    assert low < hit["short_run_pct"] < high
    told = headline(result, plain)
    assert "hit hardest by the curb" in told[0]
    assert f"{-low:.2f}" in told[0]
    assert "In the long run" in told[1]
    write_report(result, tmp_path / "report.html", command="")
    text = (tmp_path / "report.html").read_text(encoding="utf8")
    assert text.index("Hit hardest by the curb") < text.index("World, long run")


def test_where_tariffs_cost_more_they_are_told_first() -> None:
    result = run("article-001")
    told = headline(result, result.to_dict())
    assert told[0].startswith("In the long run")
    assert any("hit hardest by the curb on rare earths" in sentence for sentence in told)


def test_without_a_curb_nothing_is_said() -> None:
    result = run("us-china-60")
    assert result.to_dict()["headline"]["chokepoints"] == []
    assert not any("curb" in sentence for sentence in headline(result, result.to_dict()))
