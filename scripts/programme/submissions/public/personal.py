"""Which answers may not go public, and which contacts the records publish themselves. Finding them is for `leak`."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Final, NamedTuple

from programme.catalogue.model import Form, Records
from programme.submissions.facts import Words
from programme.submissions.public.needles import FEW_WORDS
from programme.submissions.reading.headings import tidied

_NAME: Final = "organisation"
# What a question means that is about a person when somebody applies alone.
_ABOUT_ONE: Final = (_NAME, "postcode", "email", "phone")
_UNKNOWN: Final = ""  # no question has this id


class Personal(NamedTuple):
    """What one record holds that must not go public, as it was typed: short answers, such as names, and texts.

    A role is with the texts: many people are a football coach, and who writes so has not named anybody. A name that
    somebody puts beside the role is still found there, by its capitals, and it is the answer to another question too.
    """

    short: list[str]
    texts: list[str]


def personal_of(records: Records, *, organisations: Container[str] = ()) -> Callable[[Words], Personal]:
    """Return what finds the values of one record that must not go public, as they were typed.

    These are the answers to personal questions, to questions that the form's record has no more, and what stood in
    columns that it does not know; names and contacts of organisations too, which may be one person's. The name of an
    organisation is none of them where the record, by its content, is known to be an organisation's. What stood in a
    column that has become a question's since is an answer to that question.
    """
    forms = records.forms.values()
    every = {form.id: _asked(form, _ABOUT_ONE) for form in forms}
    but_names = {form.id: _asked(form, _ABOUT_ONE[1:]) for form in forms}
    columns = {form.id: _columns(form) for form in forms}

    def found(one: Words) -> Personal:
        asked = (but_names if one.content in organisations else every).get(one.form, _NOTHING)
        short, texts = asked.of(one.answers)
        if one.other:
            known = columns.get(one.form, {})
            for heading, text in one.other.items():
                more = asked.of({known.get(tidied(heading), _UNKNOWN): text})
                short, texts = short + more.short, texts + more.texts
        return Personal(short, texts)

    return found


class _Asked(NamedTuple):
    """The questions of a form by how their answers are looked for, and all of its questions."""

    short: tuple[str, ...]
    texts: tuple[str, ...]
    every: frozenset[str]

    def of(self, answers: Mapping[str, str]) -> Personal:
        """Return what is personal of some answers. What answers no known question is a name if it is short."""
        short = [text for question in self.short if (text := answers.get(question))]
        texts = [text for question in self.texts if (text := answers.get(question))]
        for question in answers.keys() - self.every:
            if text := answers[question]:
                (short if len(text.split()) <= FEW_WORDS else texts).append(text)
        return Personal(short, texts)


_NOTHING: Final = _Asked((), (), frozenset())


def _asked(form: Form, about_one: Container[str]) -> _Asked:
    personal = [one for one in form.questions if one.personal or one.means in about_one]
    texts = [one.id for one in personal if one.answer == "long-text" or one.means == "role"]
    short = [one.id for one in personal if one.id not in texts]
    return _Asked(tuple(short), tuple(texts), frozenset(one.id for one in form.questions))


def _columns(form: Form) -> Mapping[str, str]:
    """Return the questions of a form by the headings of their columns, now and formerly."""
    return {tidied(column): one.id for one in form.questions for column in (one.column, *one.former_columns)}


def published_contacts(records: Records) -> frozenset[str]:
    """Return the texts in which the records themselves publish contacts: the office's and those of channels."""
    texts = {one.value for one in records.office_facts.values()}
    for one in records.channels.values():
        texts |= {text for text in (one.phone, one.address, one.use, one.without_speech) if text}
    return frozenset(texts)
