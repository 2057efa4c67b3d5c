"""The command `brief`: an article in hand, each of its claims with a verdict."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from multipolar.cli.options import Json, out, print_json, progress
from multipolar.cli.tables import brief as shown
from multipolar.errors import InputError

__all__ = ["brief"]


def brief(
    article: Annotated[str, typer.Argument(help="A text or HTML file, or `sample` for the packaged one.")],
    out_file: Annotated[Path | None, typer.Option("--out", help="HTML file to write, such as brief.html.")] = None,
    year: Annotated[
        int | None, typer.Option(min=1946, max=2100, help="Year to hold the claims against; default: the article's.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Confront each claim of an article with data and model: verdict, figure, source, what to run."""
    from multipolar.brief.article import brief_article

    if out_file is not None:
        _check_out(article, out_file)
    with progress(as_json) as report:
        found = brief_article(article, year, report)
    if out_file is not None:
        from multipolar.report import write_brief

        option = [] if year is None else ["--year", str(year)]
        command = shlex.join(["multipolar", "brief", article, *option, "--out", str(out_file)])
        write_brief(found, out_file, command=command.encode("utf8", "backslashreplace").decode("utf8"))
    if as_json:
        print_json(found.to_dict())
        return
    shown.brief(out, found)
    if out_file is not None:
        typer.echo(f"wrote {out_file}")


def _check_out(article: str, path: Path) -> None:
    """Refuse a page that would replace the article, has another ending, or has no folder to stand in."""
    source = Path(article)
    if path == source or (path.exists() and source.exists() and path.samefile(source)):
        raise InputError(f"--out {path}: this is the article itself; give another name, such as brief.html.")
    if path.suffix.lower() != ".html":
        raise InputError(f"--out {path}: must end in .html, such as {path.with_suffix('.html').name}.")
    if not path.parent.is_dir():
        raise InputError(f"--out {path}: no folder {path.parent}; make it first: mkdir -p {path.parent}")
