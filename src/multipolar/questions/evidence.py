"""How good the evidence behind an answer is: grades of the parameters that it rests on, and where they are weak."""

from __future__ import annotations

from multipolar.params.alignment import Prior, alignment_priors
from multipolar.questions.table import Question

__all__ = ["grade_of", "is_weak"]

TWO_SIDED = 1.959964
"""Standard deviations of an interval of 95 %."""


def is_weak(prior: Prior) -> bool:
    """Whether the 95 % interval of a parameter holds zero: the data do not tell its sign.

    Args:
        prior: of the parameter.
    """
    return abs(prior.mean) <= TWO_SIDED * prior.sd


def grade_of(question: Question, belief: str) -> tuple[str, bool]:
    """Grade in words, and whether the evidence is weak.

    Args:
        question: with its grade. belief: whose parameters the run used.
    """
    priors = alignment_priors(belief)
    weak = [priors[name] for name in question.parameters if is_weak(priors[name])]
    if not weak:
        return question.grade, False
    told = ", ".join(f"{p.name.replace('_', ' ')} {p.mean:+.2f} ± {TWO_SIDED * p.sd:.2f}" for p in weak)
    return f"weak evidence: the 95 % interval holds zero ({told}); {question.grade}", True
