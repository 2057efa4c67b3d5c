"""Questions: the front door. Each is bound to a scenario or a command, an answer field, an interval, a reason and a page."""

from multipolar.questions.answer import Answer, ask
from multipolar.questions.matching import find_question
from multipolar.questions.plain import answer_schema, answer_to_dict, question_to_dict
from multipolar.questions.sources import COMMANDS
from multipolar.questions.table import Change, Question, questions

__all__ = [
    "COMMANDS",
    "Answer",
    "Change",
    "Question",
    "answer_schema",
    "answer_to_dict",
    "ask",
    "find_question",
    "question_to_dict",
    "questions",
]
