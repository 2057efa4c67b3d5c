"""A brief on the terminal: claims one below the other."""

from __future__ import annotations

from rich.console import Console

from multipolar.brief.records import MARKS, Brief, Claim
from multipolar.cli.tables.words import safe

__all__ = ["brief"]

LONGEST = 240
"""Characters of a quotation or a figure on the terminal."""


def brief(console: Console, found: Brief) -> None:
    """All claims with verdict, figure and reason; aims and views at the end, one line each."""
    counts = ", ".join(f"{n} {v}" for v, n in found.counts().items())
    console.print(f"[bold]{safe(found.title)}[/bold]", highlight=False)
    if found.sentences:
        console.print(
            f"{safe(found.file)}: {len(found.claims)} claims held against {found.year}: {counts}", highlight=False
        )
    for note in found.notes:
        console.print(f"{safe(found.file)}: {safe(note)}", highlight=False)
    if not found.sentences:
        return
    views = [c for c in found.claims if c.kind == "aim or opinion"]
    for claim in found.claims:
        if claim not in views:
            _claim(console, claim)
    if views:
        console.print("\nAims and views, not testable:", highlight=False)
    for claim in views:
        near = f" (near to it: {claim.finding.command})" if claim.finding.command else ""
        console.print(f"  {claim.number}. {safe(_short(claim.quotation, 100))}{near}", highlight=False)
    console.print("\nConditional on data and scenarios named; not a forecast.", highlight=False)


def _claim(console: Console, claim: Claim) -> None:
    finding = claim.finding
    about = f": {', '.join(claim.about)}" if claim.about else ""
    console.print(
        f"\n{claim.number}. [bold]{MARKS[finding.verdict]} {finding.verdict}[/bold] {safe(claim.kind + about)}",
        highlight=False,
    )
    console.print(f'   "{safe(_short(claim.quotation))}"', highlight=False)
    if finding.figure is not None:
        figure = finding.figure
        console.print(f"   {safe(_short(figure.text))}", highlight=False)
        console.print(f"   source: {safe(figure.source)}; {safe(figure.vintage)}", highlight=False)
    console.print(f"   {safe(' '.join((finding.reason, finding.limits)).strip())}", highlight=False)
    if finding.command:
        own = " (first save as claim.yaml the scenario that --json and --out show)" if finding.scenario else ""
        console.print(f"   run: {safe(finding.command)}{own}", highlight=False)


def _short(text: str, longest: int = LONGEST) -> str:
    """The first words of a text, whole ones."""
    words = " ".join(text.split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 2].rsplit(" ", 1)[0][: longest - 3]
    return f"{kept.rstrip(' ,;:')}..."
