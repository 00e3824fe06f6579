"""Finds the words of a submission's answers, as staff may read them, by what the questions mean.

Words may have been deleted; then the answers are said to be deleted, and what the ledger keeps of them is used.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import FormQuestion, Records
from programme.problems import shortened
from programme.submissions.facts import Record, Words
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.rules.case import not_understood

DELETED: Final = "(deleted)"
_LONGEST: Final = 300
_WHOLE: Final = 32_000  # what differs may stand at the end; a cell of the workbook holds no more
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
_NAMES: Final = ("organisation", "project")  # all that is shown of most submissions


def needed(outcome: Outcome, records: Records) -> Callable[[Words], Words | None]:
    """Return what keeps of a record's words only what reports and sheets show: all of them would fill the memory.

    Of most submissions that is who sent it and its title; of those that a person looks at, what is compared and
    what no rule understood; of two versions of which a person says which one counts, everything.
    """
    current = {one.record.content for one in outcome.submissions.values()}
    versions = {record.content for one in _looked_at(outcome) for record in tied(one)}
    compared = {one.record.content: not_understood(one.record) for one in _looked_at(outcome)}
    names, answers = (_questions(records, meanings) for meanings in (_NAMES, (*_COMPARED, *_NAMES)))

    def kept(one: Words) -> Words | None:
        if one.content in versions:
            return one
        if one.content not in current:
            return None
        more = compared.get(one.content)
        shown = names.get(one.form, ()) if more is None else (*answers.get(one.form, ()), *more)
        return replace(one, answers={name: text for name in shown if (text := one.answers.get(name))}, other={})

    return kept


def tied(one: Submission) -> tuple[Record, ...]:
    """Return the versions of one moment of which a person has to say which one counts, if there are any."""
    return one.versions[-len(one.tied) :] if one.tied else ()


def _looked_at(outcome: Outcome) -> Iterator[Submission]:
    """Yield the submissions that need a person, and those that may be the same as one of them."""
    for one in outcome.submissions.values():
        if one.state is State.NEEDS_A_PERSON:
            yield one
            yield from (outcome.submissions[it.other] for it in one.matches if it.other in outcome.submissions)


def _questions(records: Records, meanings: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return by form the ids of the questions that have one of these meanings."""
    return {
        form.id: tuple(question.id for question in form.questions if question.means in meanings)
        for form in records.forms.values()
    }


@dataclass(frozen=True, slots=True)
class Compared:
    """One answer, and the same of another submission where two stand side by side."""

    label: str
    answer: str
    other: str = ""

    @property
    def is_deleted(self) -> bool:
        """Whether nobody can tell any more if they are alike."""
        return DELETED in {self.answer, self.other}

    @property
    def alike(self) -> bool:
        """Whether both are the same but for capitals and spaces. Two answers that nobody gave are not alike."""
        return bool(self.answer) and not self.is_deleted and _levelled(self.answer) == _levelled(self.other)


@dataclass(frozen=True, slots=True)
class Differing:
    """One answer that is not the same in all of several versions, in their order."""

    label: str
    answers: tuple[str, ...]


class Answers:
    """The words of submissions, and the labels of the vocabularies."""

    def __init__(self, words: Mapping[str, Words], records: Records) -> None:
        self._words = words
        self._questions = {form.id: by_meaning(form) for form in records.forms.values()}
        self._by_id = {form.id: {one.id: one for one in form.questions} for form in records.forms.values()}
        self._labels = {term.id: term.label for term in records.terms.get("question-meanings", ())}

    def question(self, form: str, meaning: str) -> FormQuestion | None:
        """Return the form's question with that meaning, if it has one."""
        return self._questions.get(form, {}).get(meaning)

    def say(self, one: Submission, meaning: str, longest: int = _LONGEST) -> str:
        """Return the answer on one line of at most `longest` characters, nothing when none was given."""
        question = self.question(one.form, meaning)
        return self._said(one, question.id, longest) if question else ""

    def _said(self, one: Submission, question: str, longest: int = _LONGEST) -> str:
        return self._written(one.record, question, longest)

    def _written(self, record: Record, question: str, longest: int = _LONGEST) -> str:
        words = self._words.get(record.content)
        if words is not None:
            return shortened(words.answers.get(question, ""), longest)
        answer = record.answers.get(question)
        return shortened(answer.name or DELETED, longest) if answer and answer.given else ""

    def organisation(self, one: Submission) -> str:
        """Return who sent it, in at most 80 characters."""
        return self.say(one, "organisation", 80) or "(no name given)"

    def applies_alone(self, one: Submission) -> bool:
        """Tell whether it may be one person's: its name is kept as a digest only."""
        question = self.question(one.form, "organisation")
        answer = one.record.answers.get(question.id) if question else None
        return answer is not None and answer.given and not answer.name

    def group(self, one: Submission) -> str:
        """Return who sent it as markers may know it: not the name of somebody who may have applied alone."""
        return "(one person)" if self.applies_alone(one) else self.organisation(one)

    def key_answers(self, one: Submission, other: Submission | None = None) -> tuple[Compared, ...]:
        """Return the answers that people look at, side by side with another submission's where there is one.

        What no rule understood comes first: it is what they decide about.
        """
        usual = [question.id for meaning in _COMPARED if (question := self.question(one.form, meaning))]
        found = [
            Compared(self._label(one.form, name), self._said(one, name), self._said(other, name) if other else "")
            for name in dict.fromkeys((*not_understood(one.record), *usual))
        ]
        return tuple(each for each in found if each.answer or each.other)

    def differing(self, one: Submission) -> tuple[Differing, ...]:
        """Return what differs between the versions of one moment, as far as it was not deleted."""
        versions = tied(one)
        words = [self._words.get(record.content) for record in versions]
        headings = dict.fromkeys(heading for each in words if each for heading in each.other)
        rows = [
            Differing(self._label(one.form, name), tuple(self._written(record, name, _WHOLE) for record in versions))
            for name in self._by_id.get(one.form, ())
        ]
        rows += [
            Differing(shortened(heading, 80), tuple(each.other.get(heading, "") if each else "" for each in words))
            for heading in headings
        ]
        return tuple(row for row in rows if len(set(row.answers)) > 1)

    def _label(self, form: str, question: str) -> str:
        """Return what a question is called: by what it means, or as the form asks it."""
        asked = self._by_id.get(form, {}).get(question)
        meaning = (asked.means if asked else None) or ""
        return self._labels.get(meaning) or (shortened(asked.ask, 80) if asked else question)


def _levelled(text: str) -> str:
    return " ".join(text.split()).casefold()
