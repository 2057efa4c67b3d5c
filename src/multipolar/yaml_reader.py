"""YAML with positions: plain values only, every key with its line; no aliases, tags or surprises of YAML 1.1."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from multipolar.errors import ScenarioError

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_EVENTS", "Lines", "parse_yaml", "plain_scalar", "read_yaml"]

MAX_BYTES, MAX_DEPTH, MAX_EVENTS = 1_000_000, 12, 200_000
TOO_LARGE = "a scenario holds a few hundred moves, not data."
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
SPECIAL = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}

Lines = dict[tuple[str | int, ...], int]
"""Line number (from 1) of every value, by its path."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """Read one YAML document as plain values, with the line of each.

    Args:
        path: the file, UTF-8, at most 1 MB.

    Raises:
        ScenarioError: no such file, a directory, too large, not UTF-8, not YAML, nested too deep, aliases or tags.
    """
    return parse_yaml(_read_text(path), str(path))


def parse_yaml(text: str, name: str) -> tuple[Any, Lines]:
    """Read one YAML document from its text as plain values, with the line of each.

    Args:
        text: at most 1 MB as UTF-8. name: what to call it in messages.

    Raises:
        ScenarioError: as `read_yaml`.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES or len(text.encode("utf8", "replace")) > MAX_BYTES:
        raise ScenarioError(f"{name}: larger than {MAX_BYTES:,} bytes; {TOO_LARGE}")
    if "\x00" in text:
        raise ScenarioError(f"{name}: holds binary data; is it a scenario file?")
    try:
        _check_events(name, text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else None
        where = f":{line}" if mark else ""
        raise ScenarioError(f"{name}{where}: not valid YAML: {error.problem or error.context}.", line=line) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise ScenarioError(f"{name}: not valid YAML: {str(error).splitlines()[0]}.") from error
    lines: Lines = {}
    return _value(name, node, (), lines), lines


def _read_text(path: Path) -> str:
    if path.is_dir():
        raise ScenarioError(f"{path}: is a directory; give the scenario file itself.")
    try:
        with open(path, "rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read ({error.strerror or error}).") from error
    if len(data) > MAX_BYTES:
        raise ScenarioError(f"{path}: larger than {MAX_BYTES:,} bytes; {TOO_LARGE}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: not UTF-8 text (byte {error.start}); is it a scenario file?") from error
    return text


def _check_events(name: str, text: str) -> None:
    """Bound depth and size and refuse aliases before any tree is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(name, line, "YAML anchors and aliases are not allowed; write the value out.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _refused(name, line, f"nested more than {MAX_DEPTH} levels deep.")
        if count > MAX_EVENTS:
            raise _refused(name, line, f"more than {MAX_EVENTS:,} values; a scenario holds a few hundred moves.")


def _refused(name: str, line: int, message: str) -> ScenarioError:
    return ScenarioError(f"{name}:{line}: {message}", line=line)


def _value(name: str, node: Any, at: tuple[str | int, ...], lines: Lines) -> Any:
    if node is None:
        return None
    lines[at] = node.start_mark.line + 1
    if not str(node.tag).startswith("tag:yaml.org,2002:") or "python" in str(node.tag):
        raise _refused(name, lines[at], f"YAML tag {node.tag} is not allowed.")
    if isinstance(node, yaml.SequenceNode):
        return [_value(name, child, (*at, i), lines) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _refused(name, line, "keys must be plain names.")
            if key.value in result:
                raise _refused(name, line, f"key {key.value!r} appears twice in one block.")
            result[key.value] = _value(name, child, (*at, key.value), lines)
            lines[(*at, key.value)] = line
        return result
    return node.value if node.style in ("'", '"', "|", ">") else plain_scalar(node.value)


def plain_scalar(text: str) -> Any:
    """What an unquoted scalar means: number, true, false, null, or the text itself (`on`, `no` and dates stay text)."""
    if text.lower() in SPECIAL:
        return SPECIAL[text.lower()]
    if text in WORDS:
        return WORDS[text]
    if NUMBER.fullmatch(text):
        return int(text) if re.fullmatch(r"[-+]?\d{1,18}", text) else float(text)
    return text
