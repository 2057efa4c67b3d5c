"""Questions and answers as plain values, with their JSON Schema."""

from __future__ import annotations

from typing import Any

from multipolar.json_schema import DRAFT, NUMBER, TEXT, closed, described
from multipolar.questions.answer import Answer
from multipolar.questions.table import Question

__all__ = ["answer_schema", "answer_to_dict", "question_to_dict"]


def question_to_dict(question: Question) -> dict[str, Any]:
    """A question as `ask --json` lists it.

    Args:
        question: of the table.
    """
    return {
        "id": question.id,
        "mechanism": question.mechanism,
        "question": question.question,
        "command": question.command,
        "page": question.page,
        "missing": question.missing,
    }


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """An answer as `ask QUESTION --json` prints it.

    Args:
        answer: to a question.
    """
    question = answer.question
    return {
        **question_to_dict(question),
        "answer": answer.sentence,
        "field": question.answer,
        "value": answer.value,
        "unit": question.unit,
        "interval": None if answer.interval is None else list(answer.interval),
        "interval_of": answer.interval_of,
        "draws": answer.draws,
        "reason": answer.reason,
        "grade": answer.grade,
        "weak_evidence": answer.weak,
        "source": question.evidence,
        "next": question.next,
    }


def answer_schema() -> dict[str, Any]:
    """JSON Schema of what `multipolar ask --json` prints: the list of questions, or one answer."""
    listed = dict.fromkeys(("id", "mechanism", "question", "command", "page", "missing"), TEXT)
    answered = {
        **listed,
        "answer": TEXT,
        "field": TEXT,
        "value": described("in `unit`; null without data"),
        "unit": TEXT,
        "interval": {"type": ["array", "null"], "items": NUMBER, "minItems": 2, "maxItems": 2},
        "interval_of": TEXT,
        "draws": {"type": "integer"},
        "reason": TEXT,
        "grade": TEXT,
        "weak_evidence": {"type": "boolean"},
        "source": TEXT,
        "next": TEXT,
    }
    return {"$schema": DRAFT, "anyOf": [{"type": "array", "items": closed(listed)}, closed(answered)]}
