"""Facts: what was seen in exports and what people decided. The ledger is a set of them that only grows.

A fact never holds the words of an answer. It holds what rules and matching need to know of them (whether
there was an answer, how long, which option, which number; for an address or a number to reach somebody, a
keyed digest), so that the words can be deleted and every state stays as it was. The words live apart, in
`Words`, under the digest of the record they came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from sys import intern
from typing import Final

import msgspec


class Answer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What is known of one answer without its words. An answer that was not given has only defaults."""

    given: bool = False
    readable: bool = True  # of the kind that the question takes
    words: int = 0
    characters: int = 0
    number: str = ""  # pounds or a count, as digits: "9812.65"; of a list of costs, their total
    lines: int = 0  # how many costs
    options: tuple[str, ...] = ()  # ids, or the words of options that have no id, in the form's order
    strange: int = 0  # how many chosen options the form does not list
    day: str = ""  # 2026-01-12
    token: str = ""  # keyed digest of an answer that is compared: an address, a number, a postcode, a title
    name: str = ""  # an organisation's name or registration number: the only words that stay


NO_ANSWER: Final = Answer()
ALONE: Final = "individual"  # the type of organisation that is one person: its name and number are personal


class Record(msgspec.Struct, frozen=True, tag="record", gc=False):
    """One record of an export, as the form's declaration of `reading` understands it."""

    form: str
    source: str  # the tool's own id of the submission, or what the form declares in its place
    content: str  # keyed digest of the whole record as it was read, the name of its `Words`
    reading: str  # digest of the form's and the shape's declarations
    submitted: str  # the instant in UTC, 2026-01-12T16:05:00Z
    answers: dict[str, Answer]  # by the question's id
    unmapped: tuple[str, ...] = ()  # questions whose column was not in the file
    ambiguous_time: bool = False  # an hour that occurs twice, or that the clocks skip
    group: int = 0  # 1 once a purge has replaced the tokens by numbers: see `forgetting`


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True, gc=False):
    """What became of one record of a file: `content` of its `Record`, or why it is none."""

    row: int  # as a spreadsheet counts, from 1
    source: str = ""
    content: str = ""
    structural: str = ""  # code: header, second-header, blank, preview, test, partial
    quarantine: str = ""  # code: width, time, undated, no-id, heading, encoding, fault
    asked: str = ""  # pounds asked for, as digits, when the form asks for an amount and it can be read


class File(msgspec.Struct, frozen=True, tag="file", gc=False):
    """One export as it was read: every record of it is in `entries`, in the file's order."""

    digest: str  # SHA-256 of its bytes
    name: str  # the last part of its path
    form: str
    shape: str
    reading: str
    entries: tuple[Entry, ...]
    missing: tuple[str, ...] = ()  # questions without a column
    unknown: tuple[str, ...] = ()  # headings that the form's record does not know
    unreadable: str | msgspec.UnsetType = msgspec.UNSET  # code: why no row of it could be read; else not in the line

    @property
    def unread(self) -> str:
        """Why no row of it could be read, as a code; nothing when some could."""
        return "" if self.entries else self.unreadable or "unreadable"


class Issued(msgspec.Struct, frozen=True, tag="issued"):
    """A reference was shown for a submission. It stays, whatever becomes of the key."""

    reference: str
    form: str
    source: str


class Announced(msgspec.Struct, frozen=True):
    """How the office announces an award: public words of its own, never those of an application."""

    organisation: str
    purpose: str


class Decision(msgspec.Struct, frozen=True, tag="decision"):
    """Somebody decided something about a submission, a pair of them or a quarantined record. It beats a rule."""

    about: str  # a reference, or `file digest:row` of a quarantined record
    outcome: str  # a term of the vocabulary `decisions`: award, decline, withdraw, accept, set-aside, same, different …
    by: str  # a role, never a name
    on: str  # 2026-02-03
    why: str
    other: str = ""  # the second reference, where the decision is about two
    amount: str = ""  # pounds awarded, as digits
    announced: Announced | msgspec.UnsetType = msgspec.UNSET  # of an award; unset, it is left out of the line


class Mark(msgspec.Struct, frozen=True, tag="mark"):
    """One marker's score of one submission on one criterion."""

    reference: str
    marker: str  # a role with a letter: marker-a
    criterion: str
    score: str  # as digits
    on: str
    note: str = ""


class Purged(msgspec.Struct, frozen=True, tag="purged"):
    """The receipt of a deletion: the words and tokens of these records are gone."""

    before: str  # 2026-01-01; empty where somebody asked for it
    on: str
    by: str
    contents: tuple[str, ...]  # of each `Record`, sorted


Fact = Record | File | Issued | Decision | Mark | Purged
SubmissionId = tuple[str, str]  # its form, and the tool's own id


class Words(msgspec.Struct, frozen=True):
    """The words of one record. Private: they never leave the store but for the staff's own report."""

    content: str
    form: str
    submitted: str
    answers: dict[str, str]  # by the question's id, as they stand in the export
    other: dict[str, str] = {}  # by heading: columns that the form's record does not know


class _Stored(msgspec.Struct, frozen=True, tag="record", gc=False):
    """A `Record` in a line: its answers are not read yet, so that those written alike are read once."""

    form: str
    source: str
    content: str
    reading: str
    submitted: str
    answers: dict[str, msgspec.Raw]
    unmapped: tuple[str, ...] = ()
    ambiguous_time: bool = False
    group: int = 0


_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_FACT: Final[msgspec.json.Decoder[_Stored | File | Issued | Decision | Mark | Purged]] = msgspec.json.Decoder(
    _Stored | File | Issued | Decision | Mark | Purged
)
_ANSWER: Final = msgspec.json.Decoder(Answer)
_PLACE: Final = attrgetter("form", "source", "content", "reading")
_WORDS: Final = msgspec.json.Decoder(Words)


def encode(one: Fact | Words) -> bytes:
    """Return the one line that stands for a fact or for words, without its line end; equal ones are equal bytes."""
    return _ENCODER.encode(one)


def key(fact: Fact) -> str:
    """Return the name of a fact: the digest of its line."""
    return hashlib.sha256(encode(fact)).hexdigest()


def lines(facts: Iterable[Fact | Words]) -> list[bytes]:
    """Return the lines of facts or words without their line ends, sorted, each once: the same set, the same lines."""
    return sorted({encode(one) for one in facts})


def in_order(facts: Iterable[Fact | Words]) -> Iterator[bytes]:
    """Yield the same lines, those of records after the others, without ever holding them all: they are large."""
    records: list[Fact | Words] = []
    others: list[Fact | Words] = []
    for one in facts:
        (records if isinstance(one, Record) else others).append(one)
    yield from lines(others)
    for _, same in groupby(sorted(records, key=_PLACE), key=_PLACE):
        yield from lines(same)


def fact_on(line: bytes) -> Fact:
    """Read a fact back from one line. Raises msgspec.DecodeError for anything else."""
    found = _FACT.decode(line)
    if not isinstance(found, _Stored):
        return found
    answers = {question: _answer(bytes(raw)) for question, raw in found.answers.items()}
    return Record(
        form=intern(found.form),
        source=found.source,
        content=found.content,
        reading=intern(found.reading),
        submitted=found.submitted,
        answers=answers,
        unmapped=found.unmapped,
        ambiguous_time=found.ambiguous_time,
        group=found.group,
    )


@lru_cache(maxsize=1 << 14)
def _answer(text: bytes) -> Answer:
    """Return an answer as it is written in a line. Most are written the same thousands of times, and are one then."""
    return _ANSWER.decode(text)


def words_on(line: bytes) -> Words:
    """Read words back from one line. Raises msgspec.DecodeError for anything else."""
    return _WORDS.decode(line)
