"""What a deletion leaves of the facts: no token of those who are to be forgotten, and every state as it was.

The words are not here: they are deleted where they lie. Only the facts change, and only records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import count
from typing import Final

from msgspec.structs import replace

from programme.submissions.facts import Answer, Fact, Purged, Record

PURGED: Final = "purged-"  # a token that is gone, with the number of those that were equal


def purged(facts: Iterable[Fact], contents: Collection[str]) -> tuple[Fact, ...]:
    """Return the facts without the tokens of the records with these `contents`, or of those purged before.

    Equal tokens become equal numbers, so matching finds what it found. A token that a record which stays also has
    is kept until that one is purged: the person is known there still, and without it their two submissions would
    fall apart. Nothing else changes: references, states and counts stay.
    """
    facts = tuple(facts)
    gone = set(contents).union(*(fact.contents for fact in facts if isinstance(fact, Purged)))
    records = [fact for fact in facts if isinstance(fact, Record)]
    staying = {token for one in records if one.content not in gone for token in _tokens(one)}
    leaving = {token for one in records if one.content in gone for token in _tokens(one)}
    done = {token for token in leaving if token.startswith(PURGED)}
    numbers = (name for name in map("{}{}".format, (PURGED for _ in count()), count(1)) if name not in done)
    names = dict(zip(sorted(leaving - staying - done), numbers, strict=False))
    return tuple(_without(one, names) if isinstance(one, Record) and one.content in gone else one for one in facts)


def still_shared(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the tokens that purged records keep, because a record that stays has them too."""
    facts = tuple(facts)
    gone = {content for fact in facts if isinstance(fact, Purged) for content in fact.contents}
    tokens = (token for one in facts if isinstance(one, Record) and one.content in gone for token in _tokens(one))
    return frozenset(token for token in tokens if not token.startswith(PURGED))


def _tokens(record: Record) -> Iterable[str]:
    return (answer.token for answer in record.answers.values() if answer.token)


def _without(record: Record, names: dict[str, str]) -> Record:
    answers = {question: _nameless(answer, names) for question, answer in record.answers.items()}
    return replace(record, answers=answers, group=1)


def _nameless(answer: Answer, names: dict[str, str]) -> Answer:
    return replace(answer, token=names[answer.token]) if answer.token in names else answer
