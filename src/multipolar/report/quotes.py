"""Sentences of documents that moves cite: quoted only from the very text that the scenario was written on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from multipolar.moves import Passage
from multipolar.scenario import Scenario

__all__ = ["Citation", "Library", "scenario_folder"]

LARGEST_DOCUMENT = 10_000_000
"""Bytes; a larger file is not read."""
NOT_AT_HAND = "text not at hand"


@dataclass(frozen=True)
class Citation:
    """Where a move comes from: file and offsets, the sentence if it may be quoted, else why not."""

    file: str
    start: int
    end: int
    sentence: str | None
    remark: str


class Library:
    """Documents at hand, with the checksums that the scenario demands.

    Args:
        scenario: names the documents. folders: searched in order; only files directly inside count.
    """

    def __init__(self, scenario: Scenario, folders: Sequence[Path]) -> None:
        """See the class."""
        self._checksums = {d.file: d.sha256 for d in scenario.documents}
        self._folders = tuple(folders)
        self._texts: dict[str, tuple[str | None, str]] = {}

    def cite(self, passage: Passage) -> Citation:
        """A passage with its sentence, or with the reason why it is not quoted."""
        if passage.file not in self._texts:
            self._texts[passage.file] = self._read(passage.file)
        text, remark = self._texts[passage.file]
        sentence = None
        if text is not None:
            if passage.start < passage.end <= len(text):
                sentence = " ".join(text[passage.start : passage.end].split())
            else:
                remark = "offsets lie outside the text"
        elif passage.sentence and remark == NOT_AT_HAND:
            sentence, remark = " ".join(passage.sentence.split()), "as the scenario file holds it; text not at hand"
        return Citation(passage.file, passage.start, passage.end, sentence, remark)

    def _read(self, name: str) -> tuple[str | None, str]:
        """The text of a document and an empty remark, or None and why."""
        path = self._find(name)
        if path is None:
            return None, NOT_AT_HAND
        if name not in self._checksums:
            return None, "no checksum in the scenario: not quoted"
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self._checksums[name]:
            return None, "checksum differs: the file at hand is another text, not quoted"
        try:
            return content.decode("utf8"), ""
        except UnicodeDecodeError:
            return None, "not UTF-8 text: not quoted"

    def _find(self, name: str) -> Path | None:
        """A file of exactly this name; a name that leads elsewhere finds nothing."""
        if Path(name).name != name or "\\" in name:
            return None
        for folder in self._folders:
            path = folder / name
            if path.is_file() and path.stat().st_size <= LARGEST_DOCUMENT:
                return path
        return None


def scenario_folder(scenario: Scenario) -> Path | None:
    """Folder of the file that a scenario was read from; None if it was built in memory."""
    return None if scenario.file is None else scenario.file.parent
