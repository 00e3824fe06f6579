"""What in an answer tells nothing of a person, although it stands in the words that the office announces.

The name of an organisation is no personal value, and its e-mail address is often made of it. Nor are words that the
records published before anybody applied: many people have the role “youth worker”. But many organisations are named
after somebody. So two words of an organisation's name are excused beside a person's name and never as one: see
`_is_aside`. One word alone is excused: it tells no more than the organisation's name does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from programme.catalogue.bases import DECIDED
from programme.catalogue.model import Records
from programme.submissions.names import words_in
from programme.submissions.outcome import Outcome
from programme.submissions.public.announced import organisation_of
from programme.submissions.public.bundle import PublicBundle
from programme.submissions.public.leak import Excuse, no_excuse
from programme.submissions.public.letters import plain
from programme.submissions.public.needles import needles, without_titles
from programme.submissions.public.traces import MARKS, NAMED, NUMBER, found_in


def excuse_of(bundle: PublicBundle, outcome: Outcome, records: Records) -> Excuse:
    """Return what excuses a part of an answer in a bundle: told what was found, and the answer."""
    if not bundle.awards:
        return no_excuse
    given = {
        one.id: organisation_of(outcome.submissions[bundle.references[one.id]].record, records) for one in bundle.awards
    }
    names = {trace for one in bundle.awards for trace in _traces([one.organisation]) & _traces([given[one.id]])}
    both = {_name(name) for one in bundle.awards for name in (one.organisation, given[one.id])}
    whole = {"".join(_name(name)) for name in given.values()}
    single = {word for words in both for word in words} & names

    @cache
    def published() -> set[str]:
        return _traces(_published(records))

    def excuse(found: str, answer: str) -> bool:
        if found.lstrip(NAMED) in published():
            return True
        if found not in names or found.startswith(NUMBER):
            return False
        if found[0] in MARKS or "@" in answer:
            return True
        said = _name(answer)
        return found not in whole and ((found in single and said == (found,)) or _is_aside(found, said, both))

    return excuse


def _is_aside(found: str, answer: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    """Tell whether something in an answer is a part of an organisation's name that stands beside what else it says.

    It is where the answer holds the organisation's whole name, as in “Anna Example, Sampleton Village Hall”, and says
    it nowhere else. Otherwise it is where neither an organisation's name nor the answer begins with it, as names of
    people do: so “Anna Example, chair of the Village Hall” tells nothing of the Sampleton Village Hall, but “Anna
    Jane Example” tells who is meant by the Anna Example Trust.
    """
    for name in names:
        rest = _without(name, answer)
        if found in "".join(name) and rest and rest != answer and found not in needles(" ".join(rest)):
            return True
    begins = found.startswith(answer[:1]) or found.endswith(answer[:1])
    return not begins and not any("".join(name).startswith(found) for name in names)


def _without(name: tuple[str, ...], answer: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of an answer without those of a name that stand in it side by side."""
    for at in range(len(answer) - len(name) + 1):
        if answer[at : at + len(name)] == name:
            return answer[:at] + _without(name, answer[at + len(name) :])
    return answer


def organisations(outcome: Outcome, records: Records) -> frozenset[str]:
    """Return the contents of the records that are known to be an organisation's, and not those of one person."""
    return frozenset(
        record.content
        for one in outcome.submissions.values()
        for record in one.versions
        if organisation_of(record, records)
    )


def _traces(texts: Iterable[str]) -> set[str]:
    return {trace for text in texts for trace, _ in found_in(text)}


def _name(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, without titles before it and the article."""
    return tuple(without_titles([word for word in words_in(plain(text)) if word != "the"]))


def _published(records: Records) -> Iterator[str]:
    """Yield what the records say that no applicant can have written, but the names of organisations and people."""
    for kind in (records.areas, records.criterions, records.forms, records.funds, records.initiatives, records.rounds):
        yield from (text for one in kind.values() for text in _texts(one))
    yield from (text for terms in records.terms.values() for one in terms for text in _texts(one))
    yield from (one.purpose for one in records.awards.values() if one.basis != DECIDED)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a record and of its lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (text for one in value for text in _texts(one))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in _texts(getattr(value, field.name)))
