"""Write the figures of docs/news-evaluation.md: every annotated set is read anew and scored.

python tools/news_figures.py [--shared ../shared]

Held-out sets give totals and tables by type and status, never sentences or single rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from multipolar.news.evaluate import Evaluation, Share, evaluate
from multipolar.news.gold import load_gold
from multipolar.news.trial import first_on_second, read_annotated

ROOT = Path(__file__).resolve().parents[1]
PAGE, GOLD = ROOT / "docs/news-evaluation.md", ROOT / "tests/news/gold"
START, END = "<!-- figures: written by tools/news_figures.py -->", "<!-- end of figures -->"


def main() -> None:
    """Measure and rewrite the part of the page between the marks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    news = parser.parse_args().shared / "data/news"
    dev, held, articles = GOLD / "dev", GOLD / "heldout", news / "articles"
    sets = {
        "tuning: articles 000-002": _score((news / "annotation").glob("dev_*.jsonl"), articles),
        "tuning: our articles 901-903": _score(dev.glob("*-90[123].jsonl")),
        "tuning: our articles 909-911": _score([*dev.glob("*-909.jsonl"), *dev.glob("*-91?.jsonl")]),
        "tuning: our sentences": _score([dev / "sentences.jsonl"]),
        "tuning: sentences in idioms": _score([dev / "sentences-2.jsonl"]),
        "held out: articles 003, 004": _score(held.glob("*-00?.jsonl"), articles),
        "held out: our articles 904-908": _score(held.glob("*-90?.jsonl")),
        "held out: our sentences": _score([held / "sentences.jsonl"]),
        "held out: plain sentences": _score([held / "plain.jsonl"]),
    }
    naive = {
        "tuning: our sentences": _naive(dev / "sentences.jsonl"),
        "held out: our sentences": _naive(held / "sentences.jsonl"),
        "held out: plain sentences": _naive(held / "plain.jsonl"),
    }
    before, rest = PAGE.read_text(encoding="utf8").split(START)
    text = before + START + "\n\n" + "\n\n".join(_parts(sets, naive)) + "\n\n" + END + rest.split(END)[1]
    PAGE.write_text(text, encoding="utf8")


def _score(paths: Iterable[Path], articles: Path | None = None) -> Evaluation:
    gold = load_gold(*sorted(paths))
    trial = read_annotated(gold, articles)
    return evaluate(gold, trial.events, trial.texts, trial.documents)


def _naive(path: Path) -> Evaluation:
    gold = load_gold(path)
    return evaluate(gold, first_on_second(gold))


def _parts(sets: dict[str, Evaluation], naive: dict[str, Evaluation]) -> list[str]:
    main_rows = [
        [name, f"{e.gold}", f"{e.predicted}", *(f"{v:.2f}" for v in (e.recall, e.precision, e.f1)), _short(e.realis),
         _short(e.status), _cell(e.offsets), _short(e.furniture.get("all"))]
        for name, e in sets.items()
    ]  # fmt: skip
    heads = ["set", "rows", "events read", "recall", "precision", "F1", "real or not", "status", "offsets", "furniture"]
    levels = [
        [name, *(f"{_short(r)} / {_short(p)}" for (_, core), (r, p) in e.levels.items() if not core),
         _short(e.levels["full", True][0])]
        for name, e in sets.items()
    ]  # fmt: skip
    ways = [
        [name + rule, _cell(e.direction[0]), _cell(e.direction[1]), str(e.direction[2]), _cell(e.false_alarms)]
        for rule, found in (("", sets), (", naive rule", naive))
        for name, e in found.items()
        if e.direction
    ]
    names = [n.replace("held out: ", "") for n in sets if n.startswith("held")]
    held = [e for n, e in sets.items() if n.startswith("held")]
    types = [
        [kind.plover, *(f"{_cell(e.types[i].recall)}; {_cell(e.types[i].precision)}" for e in held)]
        for i, kind in enumerate(held[0].types)
    ]
    statuses = [
        [row.status, *(f"{_cell(e.statuses[i].found)}; {_short(e.statuses[i].exact)}" for e in held)]
        for i, row in enumerate(held[0].statuses)
    ]
    return [
        "One to one, at level full:",
        _table(heads, main_rows),
        "Many to many, recall / precision at each level, and recall of core rows:",
        _table(["set", "dyad", "type", "full", "core rows, full"], levels),
        "Direction on sentences; the naive rule takes the first named actor as source and the second as target:",
        _table(["set", "recall", "precision", "read the wrong way round", "false alarms"], ways),
        "By type, held out, one to one: recall of rows; precision of events:",
        _table(["type", *names], types),
        "By status, held out: rows found; of them with an accepted status:",
        _table(["status", *names], statuses),
    ]


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _short(share: Share | None) -> str:
    return "-" if share is None or share.value is None else f"{share.value:.2f}"


def _cell(share: Share | None) -> str:
    return "-" if share is None or share.value is None else f"{share.value:.2f} ({share.hit}/{share.of})"


if __name__ == "__main__":
    main()
