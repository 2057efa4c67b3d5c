"""The page on coalitions shows what the games of packaged scenarios come to."""

from __future__ import annotations

from pathlib import Path

from multipolar import load_scenario
from multipolar.coalition import CoalitionGame, coalition_game, default_thresholds
from multipolar.params.read import read_table

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "coalitions.md").read_text("utf8")


def stances(game: CoalitionGame, stance: str) -> list[str]:
    """Who takes a stance in the only equilibrium."""
    (found,) = game.play.equilibria
    return [c for c, s in zip(game.candidates, found.profiles[0], strict=True) if s == stance]


def test_washington_presses() -> None:
    game = coalition_game(load_scenario("washington-presses"))
    proposed, reached = game.coalitions
    assert f"│ 1   │ {' '.join(stances(game, 'join'))} │ -     │ {' '.join(stances(game, 'refuse'))} │   100% │" in PAGE
    for study in (proposed, reached):
        held = study.durability
        assert held is not None
        cells = f"{held.share:.0%} ({held.low:.0%} to {held.high:.0%}) │ {study.verdict.word} │"
        assert f"{study.price_usd_mn:,.0f} │" in PAGE
        assert cells in PAGE
    canada = [next(m for m in study.members if m.code == "CAN").margin_pct for study in (reached, proposed)]
    assert f"Canada's margin shrinks from {canada[0]:+.3f} to {canada[1]:+.3f}" in PAGE
    mexico = next(m for m in reached.members if m.code == "MEX").margin_pct
    assert f"{mexico:+.3f} with Canada inside" in PAGE
    assert sum(m.margin_pct < 0 for m in proposed.members) == 12


def test_the_chinese_offers() -> None:
    pressed, free = (coalition_game(load_scenario(n)) for n in ("beijing-offers", "lasting-or-symbolic"))
    assert stances(pressed, "join") == ["RUS", "IDN", "BRA", "ZAF", "SAU"]
    assert stances(pressed, "hedge") == ["EGY", "TUR"]
    text = (DOCS / "scenarios.md").read_text("utf8").replace("\n", " ")
    reached = {m.code: m.margin_pct for m in pressed.coalitions[1].members}
    for code, words in {"BRA": "Brazil {} over", "SAU": "Saudi Arabia {},", "ZAF": "South Africa {})"}.items():
        assert words.format(f"{reached[code]:+.3f}") in text
    (all_in,) = free.coalitions
    india = next(m for m in all_in.members if m.code == "IND")
    assert india.stays_for_rivalry is not None
    assert india.stays_for_rivalry.high is not None
    assert f"India's margin is {india.margin_pct:.3f} %" in PAGE
    assert abs(india.stays_for_rivalry.high - india.margin_pct) < 1e-9
    assert all_in.durability is not None
    assert f"half of the draws turn at {all_in.durability.against_rivalry.flip:.4f}" in PAGE
    declared = coalition_game(load_scenario("declaration-only")).coalitions
    assert {study.verdict.word for study in declared} == {"symbolic"}
    assert max(abs(m.cost_pct) for m in declared[0].members) < 0.0015


def test_thresholds_and_weights_are_those_of_the_table() -> None:
    limits = default_thresholds()
    shown = f"{limits.symbolic_cost_pct:g}, {limits.closeness_noise:g}, {limits.lasting_share:g}"
    assert f"| `--symbolic-cost`, `--closeness-noise`, `--lasting-share` | {shown} |" in PAGE
    table = read_table("coalition")
    for name in ("closeness_weight", "rivalry_weight"):
        low, high = table[name]["range"]
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
        assert f"| {table[name]['value']} |" in row
        assert f"range {low} to {high}" in row
