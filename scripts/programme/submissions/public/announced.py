"""Awards by name: a type that holds the office's own announced words, and no word of an application.

An award is announced when the decision that counts has such words. Who applied alone is never named; what is left
out, and why, is for staff.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain, count
from typing import Final

from msgspec import UnsetType

from programme.catalogue.bases import DECIDED
from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import Records, Round
from programme.submissions.facts import ALONE, Announced, Record
from programme.submissions.outcome import State, Submission
from programme.submissions.public.letters import level
from programme.submissions.rules.decided import last_of

_LONGEST_ID: Final = 76  # of 80, so that a number can be put after it
_APOSTROPHES: Final = re.compile("['‘’]")
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")


class Silence(StrEnum):
    """Why an award is not announced by name."""

    NO_WORDS = "no-words"  # the decision has none yet
    TWO_WAYS = "two-ways"  # the decisions of its day have different ones
    NO_ORGANISATION = "no-organisation"  # there are words, but it is not known that an organisation applied


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAward:
    """What is public of one award: a record of the kind `award`. `organisation` and `purpose` are as announced."""

    id: str
    fund: str
    round: str
    organisation: str
    amount: Decimal | None
    purpose: str
    when: str
    basis: str = DECIDED


def silence(one: Submission, records: Records) -> Silence | None:
    """Return why nothing is announced of a submission that has an award, where staff can do something about it."""
    words = _words(one)
    if not organisation_of(one.record, records):
        return Silence.NO_ORGANISATION if words else None
    if len(words) == 1:
        return None
    return Silence.TWO_WAYS if words else Silence.NO_WORDS


def organisation_of(record: Record, records: Records) -> str:
    """Return the organisation's name as it gave it; nothing of who applied alone, or may have."""
    form = records.forms.get(record.form)
    answers = {means: record.answers.get(one.id) for means, one in by_meaning(form).items()} if form else {}
    name, kind = answers.get("organisation"), answers.get("organisation-type")
    return name.name if name and not (kind and ALONE in kind.options) else ""


def public_awards(
    one: Round, received: Iterable[Submission], records: Records, *, taken: Container[str]
) -> dict[PublicAward, str]:
    """Return the awards of a round that are announced, sorted by id, each with its reference, which is for staff only.

    `taken` are ids that other awards have.
    """
    found = [(words, it) for it in received if (words := _announced(it, records))]
    found.sort(key=lambda pair: (pair[0].organisation, pair[0].purpose, pair[1].awarded or 0, pair[1].reference))
    ids = _ids([words.organisation for words, _ in found], one, taken)
    made = {_award(key, one, words, it): it.reference for key, (words, it) in zip(ids, found, strict=True)}
    return dict(sorted(made.items(), key=lambda pair: pair[0].id))


def _announced(one: Submission, records: Records) -> Announced | None:
    if one.state is not State.AWARDED or silence(one, records) or not organisation_of(one.record, records):
        return None
    return next(iter(_words(one)))


def _words(one: Submission) -> set[Announced]:
    """Return the words of the award decisions that count: those of the last day on which there are any."""
    last = last_of([it for it in one.decisions if it.outcome == "award"])
    return {it.announced for it in last if not isinstance(it.announced, UnsetType)}


def _award(key: str, one: Round, words: Announced, submission: Submission) -> PublicAward:
    return PublicAward(
        id=key,
        fund=one.fund,
        round=one.id,
        organisation=words.organisation,
        amount=submission.awarded,
        purpose=words.purpose,
        when=when(one),
    )


def when(one: Round) -> str:
    """Return the year and the round: `2025/26, Road Safety round`."""
    return f"{one.series}, {one.title}"


def _ids(names: Iterable[str], one: Round, taken: Container[str]) -> Iterator[str]:
    """Yield an id for each name, made of the name and the round, with a number where another award has it."""
    used: set[str] = set()
    for name in names:
        made = _id(name, one)
        free = chain((made,), (f"{made}-{number}" for number in count(2)))
        key = next(it for it in free if it not in used and it not in taken)
        used.add(key)
        yield key


def _id(name: str, one: Round) -> str:
    words = _NOT_IN_IDS.sub("-", _APOSTROPHES.sub("", level(name).casefold())).strip("-") or "award"
    return f"{words}-{one.id}"[:_LONGEST_ID].strip("-")
