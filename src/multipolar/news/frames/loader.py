"""Reads frames and refuses what it does not know, naming file, frame, key and the nearest key."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal

import yaml

from multipolar.errors import InputError
from multipolar.news.lean import uncollected
from multipolar.news.records import STATUSES, TYPES, Status

__all__ = ["PREPOSITIONS", "SLOTS", "Frame", "FrameError", "Frames", "load_frames", "pack_frames", "packaged_frames"]

SLOTS = (
    "subject", "object", "indirect", "possessor", "modifier", "clause", "pair", "infinitive", "that", "complement", "modal",
    "anti", "predicate", "doer", "when",
)  # fmt: skip
PREPOSITIONS = (
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid", "among", "around", "as",
    "at", "away", "before", "behind", "beside", "besides", "between", "beyond", "by", "concerning", "despite", "down",
    "during", "for", "from", "in", "inside", "into", "like", "near", "of", "off", "on", "onto", "opposite", "out", "outside", "over",
    "past", "regarding", "round", "since", "through", "throughout", "to", "toward", "towards", "under", "unlike", "until",
    "up", "upon", "via", "versus", "with", "within", "without",
)  # fmt: skip
PACKED = Path(__file__).parents[2] / "data" / "news" / "frames.json"
TRIGGERS = ("verbs", "nouns", "adjectives")
KEYS = (
    "id", *TRIGGERS, "with", "without", "source", "target", "against", "type", "also", "instrument", "issue", "status",
    "embeds", "reciprocal", "example", "expect",
)  # fmt: skip
EXPECTED = ("source", "target", "against", "status")
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML in which `on`, `off` and `no` are words and numbers stay text: only true and false are special."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), list("tf"))


class FrameError(InputError):
    """A frame that cannot be used."""


@dataclasses.dataclass(frozen=True)
class Frame:
    """What a word with its arguments reports.

    Args:
        id: type and slug. verbs, nouns, adjectives: trigger lemmas, one of the three. needs, bars: slot to lemmas of which
        its head must, or must not, be one (* for any). source, target, against: slots in order of preference; a slot that begins
        with @ stands for that group itself. type, also: accepted types. status: of the act where its clause is realised.
        embeds: status of acts in the complement clause; none: they are no acts.
        reciprocal: direction does not matter. example: a sentence.
        expect: codes of each side in it, and its status where that is stated. file: where the frame stands.
    """

    id: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    type: str
    example: str
    expect: Mapping[str, tuple[str, ...]]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    needs: tuple[tuple[str, frozenset[str]], ...] = ()
    bars: tuple[tuple[str, frozenset[str]], ...] = ()
    against: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    instrument: str | None = None
    issue: str | None = None
    status: Status = "happened"
    embeds: Status | Literal["none"] | None = None
    reciprocal: bool = False
    file: str = ""


@dataclasses.dataclass(frozen=True, eq=False)
class Frames:
    """Frames with their index.

    Args:
        frames: all, in order of files. verbs, nouns, adjectives: first word (nouns: last word) of a trigger to its
        other words and the frame.
    """

    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    adjectives: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]


def load_frames(paths: Iterable[Path]) -> Frames:
    """Read and check frames.

    Args:
        paths: YAML files, each a list of frames.

    Raises:
        FrameError: a file that cannot be read, or a frame that does not validate.
    """
    frames: dict[str, Frame] = {}
    for path in paths:
        for number, entry in enumerate(_entries(path), 1):
            frame = _frame(entry, path.name, number)
            if frame.id in frames:
                raise FrameError(
                    f"{path.name}: {frame.id} stands already in {frames[frame.id].file}; rename one of them."
                )
            frames[frame.id] = frame
    every = tuple(frames.values())
    return Frames(every, *(_index(every, kind) for kind in TRIGGERS))


@functools.cache
def packaged_frames() -> Frames:
    """The frames that Multipolar ships, read once.

    Raises:
        FrameError: as `load_frames`.
    """
    paths = sorted(Path(__file__).parent.glob("*.yaml"))
    packed = PACKED.read_text("utf8") if PACKED.exists() else ""
    if packed.startswith(f'{{"sha256": "{_digest(paths)}"'):
        with uncollected():
            every = tuple(_unpacked(entry) for entry in json.loads(packed)["frames"])
        return Frames(every, *(_index(every, kind) for kind in TRIGGERS))
    return load_frames(paths)


def pack_frames() -> str:
    """The packaged frames as JSON that is read ten times faster than YAML, with the hash of the files that it stands for.

    Raises:
        FrameError: as `load_frames`.
    """
    paths = sorted(Path(__file__).parent.glob("*.yaml"))
    frames = [dataclasses.asdict(frame) for frame in load_frames(paths).frames]
    for frame in frames:
        for key in ("needs", "bars"):
            frame[key] = [[slot, sorted(words)] for slot, words in frame[key]]
    plain = {field.name: field.default for field in dataclasses.fields(Frame)}
    frames = [{key: value for key, value in f.items() if value != plain[key] and value != []} for f in frames]
    return json.dumps({"sha256": _digest(paths), "frames": frames}, ensure_ascii=False, separators=(",", ": ")) + "\n"


def _unpacked(entry: dict[str, Any]) -> Frame:
    for key, value in entry.items():
        if key in {"needs", "bars"}:
            entry[key] = tuple((slot, frozenset(words)) for slot, words in value)
        elif isinstance(value, list):
            entry[key] = tuple(value)
    entry["expect"] = {key: tuple(value) for key, value in entry["expect"].items()}
    return Frame(**entry)


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _index(frames: Iterable[Frame], kind: str) -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    index: dict[str, tuple[tuple[tuple[str, ...], Frame], ...]] = {}
    for frame in frames:
        for trigger in getattr(frame, kind):
            words = trigger.split()
            key, rest = (words[-1], words[:-1]) if kind == "nouns" else (words[0], words[1:])
            index[key] = (*index.get(key, ()), (tuple(rest), frame))
    return index


def _entries(path: Path) -> list[Any]:
    try:
        entries = yaml.load(path.read_text("utf8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise FrameError(f"{path}: cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise FrameError(f"{path.name}{line}: not valid YAML: {getattr(error, 'problem', error)}.") from error
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise FrameError(f"{path.name}: holds no list of frames; begin each with '- id:'.")
    return entries


def _frame(entry: Any, file: str, number: int) -> Frame:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise FrameError(f"{file}: frame {number} has no id; write '- id: type.slug'.")
    where = f"{file}: {entry['id']}"
    for key in entry:
        _known(key, KEYS, where, "key")
    for key in ("type", "source", "target", "example", "expect"):
        if not entry.get(key):
            raise FrameError(f"{where}: {key} is missing; add it.")
    triggers = {kind: _words(entry[kind], where, kind) for kind in TRIGGERS if entry.get(kind)}
    if len(triggers) != 1:
        raise FrameError(f"{where}: has {len(triggers)} of verbs, nouns and adjectives; give exactly one.")
    _known(entry["type"], TYPES, where, "type")
    if entry["id"].split(".")[0] != entry["type"].lower() or entry["id"].count(".") != 1:
        raise FrameError(f"{where}: the id must be {entry['type'].lower()}.slug.")
    values: dict[str, Any] = {
        **triggers,
        **{side: _slots(entry.get(side, []), where, side) for side in ("source", "target", "against")},
        **{key: _text(entry[key], where, key) for key in ("instrument", "issue", "example") if entry.get(key)},
    }
    if entry.get("status"):
        values["status"] = _known(entry["status"], STATUSES, where, "status")
    if entry.get("embeds"):
        values["embeds"] = _known(entry["embeds"], (*STATUSES, "none"), where, "embeds")
    return Frame(
        id=entry["id"],
        type=entry["type"],
        file=file,
        needs=_conditions(entry.get("with"), where, "with"),
        bars=_conditions(entry.get("without"), where, "without"),
        also=tuple(_known(t, TYPES, where, "type") for t in _words(entry.get("also", []), where, "also")),
        reciprocal=_flag(entry.get("reciprocal", False), where),
        expect=_expect(entry["expect"], where),
        **values,
    )


def _expect(value: Any, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise FrameError(f"{where}: expect must be like {{source: [CAN], target: [BRA]}}.")
    for key in value:
        _known(key, EXPECTED, where, "expect")
    for key in ("source", "target"):
        if not value.get(key):
            raise FrameError(f"{where}: expect.{key} is missing; add the codes.")
    expect = {key: _words([v] if key == "status" else v, where, f"expect.{key}") for key, v in value.items()}
    for status in expect.get("status", ()):
        _known(status, STATUSES, where, "expect.status")
    return expect


def _conditions(value: Any, where: str, key: str) -> tuple[tuple[str, frozenset[str]], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise FrameError(f"{where}: {key} must be like {{object: [tariff, duty]}}.")
    return tuple(
        (_slots([slot], where, key)[0], frozenset(_words(words, where, f"{key}.{slot}")))
        for slot, words in value.items()
    )


def _slots(value: Any, where: str, key: str) -> tuple[str, ...]:
    slots = _words(value, where, key)
    return tuple(s if s.startswith("@") else _known(s, (*SLOTS, *PREPOSITIONS), where, f"{key}: slot") for s in slots)


def _words(value: Any, where: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise FrameError(f"{where}: {key} must be a list of words, not {value!r}.")
    return tuple(value)


def _text(value: Any, where: str, key: str) -> str:
    if not isinstance(value, str):
        raise FrameError(f"{where}: {key} must be text, not {value!r}.")
    return value


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise FrameError(f"{where}: reciprocal must be true or false, not {value!r}.")
    return value


def _known(value: Any, names: Iterable[str], where: str, what: str) -> Any:
    names = tuple(names)
    if value not in names:
        near = difflib.get_close_matches(str(value), names, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(names)}."
        raise FrameError(f"{where}: {what} {value!r} is not known; {hint}")
    return value
