"""Templates to HTML: everything is escaped, style and script are inlined."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from multipolar.report import numbers

__all__ = ["render"]


def render(template: str, context: Mapping[str, Any]) -> str:
    """Fill a template of this package.

    Args:
        template: file name. context: its variables; a name that the template uses and the context lacks is an error.
    """
    return _environment().get_template(template).render(context)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("multipolar.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["signed"] = numbers.signed
    environment.filters["plain"] = numbers.plain
    environment.filters["short_decimals"] = numbers.short_decimals
    environment.globals["style"] = Markup(_own("palette.css") + _own("report.css"))
    environment.globals["brief_style"] = Markup(_own("brief.css"))
    environment.globals["script"] = Markup(_own("report.js"))
    return environment


def _own(name: str) -> str:
    """Text of a file that ships with the templates, trusted as it is ours."""
    return resources.files("multipolar.report").joinpath("templates", name).read_text(encoding="utf8")
