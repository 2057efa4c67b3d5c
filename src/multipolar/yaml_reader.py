"""YAML with positions: plain values only, every key with its line; no aliases, tags or surprises of YAML 1.1."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from multipolar.errors import ScenarioError

__all__ = ["Lines", "read_yaml"]

MAX_BYTES, MAX_DEPTH, MAX_EVENTS = 1_000_000, 12, 200_000
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
    text = _read_text(path)
    try:
        _check_events(path, text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f":{mark.line + 1}" if mark else ""
        raise ScenarioError(f"{path}{where}: not valid YAML: {error.problem or error.context}.") from error
    except yaml.YAMLError as error:
        raise ScenarioError(f"{path}: not valid YAML: {str(error).splitlines()[0]}.") from error
    lines: Lines = {}
    return _value(path, node, (), lines), lines


def _read_text(path: Path) -> str:
    if path.is_dir():
        raise ScenarioError(f"{path}: is a directory; give the scenario file itself.")
    try:
        with open(path, "rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read ({error.strerror or error}).") from error
    if len(data) > MAX_BYTES:
        raise ScenarioError(f"{path}: larger than {MAX_BYTES:,} bytes; a scenario holds a few hundred moves, not data.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: not UTF-8 text (byte {error.start}); is it a scenario file?") from error
    if "\x00" in text:
        raise ScenarioError(f"{path}: holds binary data; is it a scenario file?")
    return text


def _check_events(path: Path, text: str) -> None:
    """Bound depth and size and refuse aliases before any tree is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ScenarioError(f"{path}:{line}: YAML anchors and aliases are not allowed; write the value out.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ScenarioError(f"{path}:{line}: nested more than {MAX_DEPTH} levels deep.")
        if count > MAX_EVENTS:
            raise ScenarioError(
                f"{path}:{line}: more than {MAX_EVENTS:,} values; a scenario holds a few hundred moves."
            )


def _value(path: Path, node: Any, at: tuple[str | int, ...], lines: Lines) -> Any:
    if node is None:
        return None
    lines[at] = node.start_mark.line + 1
    if not str(node.tag).startswith("tag:yaml.org,2002:") or "python" in str(node.tag):
        raise ScenarioError(f"{path}:{lines[at]}: YAML tag {node.tag} is not allowed.")
    if isinstance(node, yaml.SequenceNode):
        return [_value(path, child, (*at, i), lines) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise ScenarioError(f"{path}:{line}: keys must be plain names.")
            if key.value in result:
                raise ScenarioError(f"{path}:{line}: key {key.value!r} appears twice in one block.")
            result[key.value] = _value(path, child, (*at, key.value), lines)
            lines[(*at, key.value)] = line
        return result
    return node.value if node.style in ("'", '"', "|", ">") else _plain(node.value)


def _plain(text: str) -> Any:
    """An unquoted scalar: number, true, false, null, or the text itself (`on`, `no` and dates stay text)."""
    if text.lower() in SPECIAL:
        return SPECIAL[text.lower()]
    if text in WORDS:
        return WORDS[text]
    if NUMBER.fullmatch(text):
        return int(text) if re.fullmatch(r"[-+]?\d{1,18}", text) else float(text)
    return text
