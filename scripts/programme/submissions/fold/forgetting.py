"""What a deletion leaves of the facts: no token of those who are to be forgotten, and every state as it was.

The words are not here: they are deleted where they lie. Only the facts change: records, and the names of files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Final

from msgspec.structs import replace

from programme.submissions.facts import Answer, Fact, File, Purged, Record, SubmissionId

PURGED: Final = "purged-"  # a token that is gone, with the number of those that were equal
_NAME: Final = 12  # signs of a digest: enough to tell files apart
_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xls", ".xlsx")  # any other may be a part of somebody's name


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What receipts name: the contents that were purged, and the submissions of which these are versions."""

    contents: frozenset[str]
    submissions: frozenset[SubmissionId]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Forgotten:
        """Return what the receipts among the facts name."""
        facts = tuple(facts)
        contents = _contents(facts)
        records = (one for one in facts if isinstance(one, Record) and one.content in contents)
        return cls(contents, frozenset((one.form, one.source) for one in records))

    def is_in(self, file: File) -> bool:
        """Tell whether a file holds a purged record, or a draft or a row without a record of the same submission."""
        return any(
            entry.content in self.contents if entry.content else (file.form, entry.source) in self.submissions
            for entry in file.entries
        )


def without_tokens(facts: Iterable[Fact], contents: Collection[str]) -> tuple[Fact, ...]:
    """Return the facts without the tokens of the records with these `contents`, or of those purged before.

    Equal tokens become equal numbers, so matching finds what it found. A token that a record which stays also has
    is kept until that one is purged: the person is known there still, and without it their two submissions would
    fall apart. Nothing else changes: references, states and counts stay. A number follows from where a token stands,
    so that of two purges at once each gives the same ones.
    """
    facts = tuple(facts)
    gone = _contents(facts).union(contents)
    records = [fact for fact in facts if isinstance(fact, Record)]
    leaving = [one for one in records if one.content in gone]
    staying = {token for one in records if one.content not in gone for token in _tokens(one)}
    places: dict[str, tuple[str, str, str]] = {}
    for one in leaving:
        for question, answer in one.answers.items():
            token, place = answer.token, (one.content, question, one.reading)
            if token and token not in staying and not token.startswith(PURGED):
                places[token] = min(places.get(token, place), place)
    names = {token: f"{PURGED}{_number(place)}" for token, place in places.items()}
    return tuple(_without(one, names) if isinstance(one, Record) and one.content in gone else one for one in facts)


def still_shared(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the tokens that purged records keep, because a record that stays has them too."""
    facts = tuple(facts)
    gone = _contents(facts)
    tokens = (token for one in facts if isinstance(one, Record) and one.content in gone for token in _tokens(one))
    return frozenset(token for token in tokens if not token.startswith(PURGED))


def unnamed(facts: Iterable[Fact], kept: Collection[str]) -> tuple[Fact, ...]:
    """Return the facts with a neutral name for each file that holds what was purged.

    People call a file after whom it is from. The files with the digests `kept` still wait: they are found by their
    names. Nothing follows from a name, so nothing else changes.
    """
    facts = tuple(facts)
    forgotten = Forgotten.of(facts)
    held = {one.digest for one in facts if isinstance(one, File) and forgotten.is_in(one)} - {*kept}
    return tuple(_renamed(one) if isinstance(one, File) and one.digest in held else one for one in facts)


def _number(place: tuple[str, str, str]) -> int:
    """Return a number for the first of the places where a token stands: no two tokens stand in one place."""
    return int.from_bytes(blake2b("\0".join(place).encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _renamed(file: File) -> File:
    ending = PurePosixPath(file.name).suffix.lower()
    return replace(file, name=file.digest[:_NAME] + (ending if ending in _ENDINGS else ""))


def _contents(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(content for fact in facts if isinstance(fact, Purged) for content in fact.contents)


def _tokens(record: Record) -> Iterable[str]:
    return (answer.token for answer in record.answers.values() if answer.token)


def _without(record: Record, names: dict[str, str]) -> Record:
    answers = {question: _nameless(answer, names) for question, answer in record.answers.items()}
    return replace(record, answers=answers, group=1)


def _nameless(answer: Answer, names: dict[str, str]) -> Answer:
    return replace(answer, token=names[answer.token]) if answer.token in names else answer
