"""Finds the words of a submission's answers, as staff may read them, by what the questions mean.

Words may have been deleted; then the answers are said to be deleted, and what the ledger keeps of them is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import FormQuestion, Records
from programme.problems import shortened
from programme.submissions.facts import Words
from programme.submissions.outcome import Submission

DELETED: Final = "(deleted)"
_LONGEST: Final = 300
# By which people compare two applications, in this order.
_COMPARED: Final = (
    "organisation",
    "organisation-type",
    "registration-number",
    "postcode",
    "email",
    "phone",
    "project",
    "round",
    "cohort",
    "partner",
    "period",
    "areas",
    "full-time-staff",
    "amount",
    "budget",
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One answer, and the same of another submission where two stand side by side."""

    label: str
    answer: str
    other: str = ""

    @property
    def alike(self) -> bool:
        """Whether both are the same but for capitals and spaces. Two answers that nobody gave are not alike."""
        return bool(self.answer) and _levelled(self.answer) == _levelled(self.other)


class Answers:
    """The words of submissions, and the labels of the vocabularies."""

    def __init__(self, words: Mapping[str, Words], records: Records) -> None:
        self._words = words
        self._questions = {
            form.id: {question.means: question for question in form.questions if question.means}
            for form in records.forms.values()
        }
        self._labels = {term.id: term.label for term in records.terms.get("question-meanings", ())}

    def question(self, form: str, meaning: str) -> FormQuestion | None:
        """Return the form's question with that meaning, if it has one."""
        return self._questions.get(form, {}).get(meaning)

    def say(self, one: Submission, meaning: str) -> str:
        """Return the answer on one line of at most 300 characters, nothing when none was given."""
        question = self.question(one.form, meaning)
        if question is None:
            return ""
        words = self._words.get(one.record.content)
        if words is not None:
            return shortened(words.answers.get(question.id, ""), _LONGEST)
        answer = one.record.answers.get(question.id)
        return (answer.name or DELETED) if answer and answer.given else ""

    def organisation(self, one: Submission) -> str:
        """Return who sent it, in at most 80 characters."""
        return shortened(self.say(one, "organisation"), 80) or "(no name given)"

    def key_answers(self, one: Submission, other: Submission | None = None) -> tuple[Compared, ...]:
        """Return the answers that people look at, side by side with another submission's where there is one."""
        found = []
        for meaning in _COMPARED:
            if self.question(one.form, meaning):
                pair = self.say(one, meaning), self.say(other, meaning) if other else ""
                found.append(Compared(self._labels.get(meaning, meaning), *pair))
        return tuple(each for each in found if each.answer or each.other)


def _levelled(text: str) -> str:
    return " ".join(text.split()).casefold()
