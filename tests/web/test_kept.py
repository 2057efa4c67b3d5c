"""What is kept, and what goes."""

from __future__ import annotations

from multipolar.web.kept import Kept


def test_the_answer_that_was_not_asked_for_longest_goes() -> None:
    kept = Kept(2)
    kept.add(b"one", b"1")
    kept.add(b"two", b"2")
    assert kept.get(b"one") == b"1"
    kept.add(b"three", b"3")
    assert [kept.get(key) for key in (b"one", b"two", b"three")] == [b"1", None, b"3"]
