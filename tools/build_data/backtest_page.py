"""Fill the tables of the page on the backtest with what is computed.

python tools/build_data/backtest_page.py --page docs/backtest.md

Each table, and the list of what the command concludes, stands between a comment `<!-- name -->` and `<!-- end -->`; the rest of the
page is left alone. Half a minute.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from multipolar.backtest import Backtest, backtest
from multipolar.backtest.models import MODELS
from multipolar.backtest.plain import HEADS, TITLES, ablation_cells, placebo_cells, row_cells, sentences


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |"]
    lines.append("|" + "|".join("---" if h in ("model", "lever", "forecast") else "---:" for h in heads) + "|")
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def parts(found: Backtest) -> dict[str, str]:
    """Computed parts of the page by the name in their comment.

    Args:
        found: the full backtest.
    """
    return {
        "sentences": "\n".join(f"- {line}" for line in sentences(found)),
        "models": _table(("model", "forecast"), ((TITLES[m], meaning) for m, meaning in MODELS.items())),
        **{t.series: _table(HEADS["table"], (row_cells(r) for r in t.rows)) for t in found.tables},
        "ablations": _table(HEADS["ablations"], (ablation_cells(a) for a in found.ablations)),
        "placebos": _table(HEADS["placebos"], (placebo_cells(p) for p in found.placebos)),
    }


def main() -> None:
    """Rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, required=True)
    page = parser.parse_args().page
    text = page.read_text(encoding="utf8")
    for name, part in parts(backtest()).items():
        text, count = re.subn(
            rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m, p=part: f"{m[1]}\n{p}\n\n{m[2]}", text, flags=re.DOTALL
        )
        if count != 1:
            raise ValueError(f"{page.name}: {count} places for {name}, one is needed")
    page.write_text(text, encoding="utf8", newline="\n")


if __name__ == "__main__":
    main()
