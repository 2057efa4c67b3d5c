"""A scenario as the text of a scenario file that a person can read: YAML with short lists and moves on one line, long text folded."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.move_base import Frozen
from multipolar.moves import Membership, Move
from multipolar.scenario.model import Scenario, Settings
from multipolar.yaml_reader import plain_scalar

__all__ = ["plain_text", "scenario_text"]

WIDTH = 120
FOLD = 100
SIMPLE = re.compile(r"[^\W\d_](?:[\w./%()+;-]| (?! |$|#))*")
"""Scalars that need no quotes in any place: words of letters, digits and signs that mean nothing in YAML."""
LINE = re.compile(r"[^\W\d_](?:[\w./%()+;,'-]| (?! |$|#))*")
"""Those that need none outside of lists and braces on one line."""
ESCAPED = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\"\\]")
NOT_FOLDED = re.compile(r"  |[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What a folded text cannot hold."""
SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
ALIKE = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}
"""Words that other readers of YAML take for truth values; as values they are quoted, so that all read the same."""


def scenario_text(scenario: Scenario) -> str:
    """The text of a file that reads as this scenario.

    Args:
        scenario: with what it inherits.
    """
    plain = _written(scenario, ("moves", "settings"))
    plain["world"] = int(scenario.world) if re.fullmatch(r"[1-9]\d{0,8}", scenario.world) else scenario.world
    plain["poles"] = list(scenario.poles)
    if scenario.moves:
        plain["moves"] = [{move.kind: _move(move)} for move in scenario.moves]
    # every setting is written: a later version with other defaults then still runs the same thing
    plain["settings"] = {n: v for n, v in _written(scenario.settings, (), all_of=Settings).items() if v != {}}
    return plain_text(plain)


def plain_text(plain: Mapping[str, Any]) -> str:
    """The text of a file that holds plain values in the layout of a scenario; None is written as null.

    Args:
        plain: keys of the file and what they hold.
    """
    order = ["multipolar", "name", "description", "world", "after", "poles", "documents", "caveats", "moves"]
    order += ["settings", "coalition"]
    lines: list[str] = []
    for key in sorted(plain, key=order.index):
        lines += _entry(key, plain[key], 0)
    return "\n".join(lines) + "\n"


def _written(value: Frozen, without: Sequence[str], all_of: type[Frozen] | None = None) -> dict[str, Any]:
    """Fields that were given or that differ from their default, as plain values, by the names of the file."""
    fields = type(value).model_fields
    given = value.model_fields_set
    found = {
        field.alias or name: _plain(getattr(value, name))
        for name, field in fields.items()
        if name not in without and (all_of is not None or name in given or getattr(value, name) != field.default)
    }
    return {name: held for name, held in found.items() if held is not None}


def _move(move: Move) -> dict[str, Any]:
    """The fields of a move: one name stands for a list of one, and a membership has its verb where it was given by one."""
    verb = isinstance(move, Membership) and (move.joins is not None or move.leaves is not None)
    fields = _written(move, ("body", "change") if verb else ())
    shared = [field.alias or name for name, field in Move.model_fields.items()]
    order = sorted(fields, key=lambda name: shared.index(name) if name in shared else -1)
    return {n: fields[n][0] if isinstance(fields[n], list) and len(fields[n]) == 1 else fields[n] for n in order}


def _plain(value: Any) -> Any:
    if isinstance(value, Frozen):
        return _written(value, ())
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _entry(key: str, value: Any, indent: int) -> list[str]:
    """Lines of one key of a block: on one line where it fits, else as a block or folded."""
    start = " " * indent + _scalar(key, key=True) + ":"
    if isinstance(value, str):
        return _folded(start, value, indent)
    if not isinstance(value, dict | list):
        return [f"{start} {_scalar(value)}"]
    if key != "moves":
        short = f"{start} {_flow(value)}"
        if len(short) <= WIDTH and not _nested(value):
            return [short]
    if isinstance(value, dict):
        return [start, *(line for name, held in value.items() for line in _entry(name, held, indent + 2))]
    if all(not isinstance(item, dict | list) and len(str(item)) <= 40 for item in value):
        return _wrapped(start, value, indent)
    return [start, *(line for item in value for line in _item(item, indent + 2))]


def _nested(value: Any) -> bool:
    """Whether a list holds objects, which read better one a line."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _item(value: Any, indent: int) -> list[str]:
    """Lines of one item of a block list."""
    dash = " " * indent + "- "
    if isinstance(value, str):
        return _folded(dash.rstrip(), value, indent)
    if isinstance(value, dict):
        kind, fields = next(iter(value.items()), ("", None))
        if len(value) == 1 and isinstance(fields, dict):
            short = f"{dash}{_scalar(kind, key=True)}: {_flow(fields)}"
            if len(short) <= WIDTH:
                return [short]
            return [
                f"{dash}{_scalar(kind, key=True)}:",
                *(x for n, v in fields.items() for x in _entry(n, v, indent + 4)),
            ]
    return [dash + _flow(value)]


def _wrapped(start: str, items: list[Any], indent: int) -> list[str]:
    """A long list of short names over several lines."""
    lines, line = [], f"{start} ["
    for k, item in enumerate(items):
        piece = _scalar(item) + ("]" if k == len(items) - 1 else ",")
        if len(line) + len(piece) + 1 > WIDTH and k:
            lines.append(line.rstrip())
            line = " " * (indent + 2)
        line += piece if line.endswith("[") or not line.strip() else f" {piece}"
    return [*lines, line]


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(k, key=True)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _folded(start: str, text: str, indent: int) -> list[str]:
    """A text after its key: on the same line where it fits, folded where that gives it back, else in quotes."""
    quoted = f"{start} {_scalar(text, line=True)}"
    body = text.removesuffix("\n")
    paragraphs = body.split("\n")
    if len(quoted) <= WIDTH or not body.strip() or NOT_FOLDED.search(body) or any(p != p.strip() for p in paragraphs):
        return [quoted]
    if not paragraphs[0] or not paragraphs[-1]:
        return [quoted]
    inner = " " * (indent + 2)
    lines = [f"{start} >" if body != text else f"{start} >-"]
    for k, paragraph in enumerate(paragraphs):
        lines += [""] if k else []
        lines += _lines_of(paragraph, inner)
    return lines


def _lines_of(paragraph: str, inner: str) -> list[str]:
    """A paragraph broken at single spaces; nothing for an empty one, which the line break before it stands for."""
    lines: list[str] = []
    for word in paragraph.split(" ") if paragraph else ():
        if lines and len(lines[-1]) + 1 + len(word) <= FOLD:
            lines[-1] += f" {word}"
        else:
            lines.append(inner + word)
    return lines


def _scalar(value: Any, *, key: bool = False, line: bool = False) -> str:
    """One value as text that reads as itself; key: as the key of a block; line: as the rest of a line."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15 and not (value == 0 and math.copysign(1, value) < 0)
        return str(int(value)) if whole else repr(value)
    if isinstance(value, int):
        return str(value)
    if (
        (LINE if line else SIMPLE).fullmatch(value)
        and plain_scalar(value) == value
        and (key or value.lower() not in ALIKE)
    ):
        return str(value)
    return '"' + ESCAPED.sub(_escape, value) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return SHORT.get(character, f"\\u{ord(character):04x}")
