"""What in an answer tells nothing of a person, although it stands in the words that the office announces.

The name of an organisation is no personal value, and its e-mail address is often made of it. Nor are words that the
records published before anybody applied: many people have the role “youth worker”. A person's whole name is never
excused for being a part of an organisation's.
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
from programme.submissions.public.traces import found_in, plain


def excuse_of(bundle: PublicBundle, outcome: Outcome, records: Records) -> Excuse:
    """Return what excuses a part of an answer in a bundle: told what was found, and the answer."""
    if not bundle.awards:
        return no_excuse
    given = {
        one.id: organisation_of(outcome.submissions[bundle.references[one.id]].record, records) for one in bundle.awards
    }
    names = {trace for one in bundle.awards for trace in _traces([one.organisation]) & _traces([given[one.id]])}
    whole = {_glued(name) for name in given.values()}

    @cache
    def published() -> set[str]:
        return _traces(_published(records))

    def excuse(found: str, answer: str) -> bool:
        is_part = "@" in answer or (found != _glued(answer) and found not in whole)
        return (is_part and found in names) or found in published()

    return excuse


def organisations(outcome: Outcome, records: Records) -> frozenset[str]:
    """Return the contents of the records that are known to be an organisation's, and not those of one person."""
    return frozenset(
        record.content
        for one in outcome.submissions.values()
        for record in one.versions
        if organisation_of(record, records)
    )


def _traces(texts: Iterable[str]) -> set[str]:
    return {trace for text in texts for trace, _ in found_in(plain(text))}


def _glued(text: str) -> str:
    return "".join(words_in(plain(text)))


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
