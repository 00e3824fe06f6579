"""The private store: the exports that wait, the ledger of facts, the words of answers, and the reports.

    inbox/<form>/<shape>/<file>     exports, put there by people or by the tool
    ledger/<digest>.jsonl.gz        segments of facts; a segment never changes
    words/<digest>.jsonl.gz         the words of answers, apart, so that they can be deleted
    reports/, public/               what the last run made of them
    published/now.json              what the results in public/ were made of
    published/<round>/<name>.json   what each result was made of that was handed on

A segment's name is its SHA-256, so that two runs at once can never write over each other, and a
segment that was damaged is noticed. Where the bytes are is `storage`; what facts mean is `fold`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from programme.problems import Place, Problem
from programme.submissions.facts import Fact, Words, fact_on, in_order, words_on
from programme.submissions.store.inbox import is_no_matter, no_file, unfit
from programme.submissions.store.segments import DAMAGED, Segment, StoredWords, packed, unpack
from programme.submissions.store.storage import INBOX, TEMPORARY, Storage

LEDGER: Final = "ledger"
WORDS: Final = "words"
REPORTS: Final = "reports"
PUBLIC: Final = "public"
PUBLISHED: Final = "published"
REPORT: Final = f"{REPORTS}/report.html"
_ENDING: Final = ".jsonl.gz"
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Export:
    """One export that waits: the ids of its form and shape as its folders say, its name, and where it is.

    `path` is relative to the store, or, where `content` is given, the path by which a person named the file.
    """

    form: str
    shape: str
    name: str
    path: str
    content: bytes | None = None


class Store:
    """A private store at a `Storage`."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    @property
    def address(self) -> str:
        """Where it is, without a secret."""
        return self.storage.address

    def inbox(self) -> tuple[tuple[Export, ...], tuple[Problem, ...]]:
        """Return the exports that wait, sorted by path, and a problem for everything else that matters."""
        listed = self.storage.listed(INBOX)
        found, problems = [], [no_file(path) for path in listed.others if not is_no_matter(path, 0)]
        for path, size in listed.files.items():
            if is_no_matter(path, size):
                continue
            if problem := unfit(path, size):
                problems.append(problem)
            else:
                _, form, shape, name = path.split("/")
                found.append(Export(form, shape, visible(name), path))
        return tuple(found), tuple(problems)

    def content(self, export: Export) -> bytes | None:
        """Return an export's bytes, or None when it has gone meanwhile."""
        return self.storage.read(export.path) if export.content is None else export.content

    def digest(self, export: Export) -> str:
        """Return the SHA-256 of an export's bytes; of one that has gone, nothing."""
        content = self.content(export)
        return "" if content is None else hashlib.sha256(content).hexdigest()

    def segments(self, folder: str) -> frozenset[str]:
        """Return the names of the ledger's or the words' segments."""
        return frozenset(name for name in self.storage.names(folder) if name.endswith(_ENDING))

    def facts(self, names: Iterable[str]) -> tuple[list[Fact], list[Problem]]:
        """Return the facts of some segments; one that is damaged is left out and told."""
        facts: list[Fact] = []
        problems = []
        for name in sorted(names):
            before = len(facts)
            try:
                facts += map(fact_on, self._lines(name))
            except DAMAGED:
                problems.append(_damaged(name))
            except msgspec.DecodeError:
                problems.append(_newer(name) if self._is_whole(name) else _damaged(name))
            else:
                continue
            del facts[before:]
        return facts, problems

    def words(self, names: Iterable[str]) -> tuple[StoredWords, list[Problem]]:
        """Return the words of some segments by content; a segment that is damaged is left out and told."""
        words, problems = StoredWords(), []
        for name in sorted(names):
            try:
                words.add(list(self._lines(name)))
            except DAMAGED:
                problems.append(_damaged(name))
        return words, problems

    def read_words(
        self, names: Iterable[str], keep: Callable[[Words], Words | None]
    ) -> tuple[dict[str, Words], list[Problem]]:
        """Return what is kept of the words of some segments, by content, reading one record after the other.

        Nothing is kept of a segment that is damaged; it is told.
        """
        kept: dict[str, Words] = {}
        problems = []
        for name in sorted(names):
            try:
                every = map(words_on, self._lines(name))
                found = {one.content: less for one in every if (less := keep(one)) is not None}
            except (*DAMAGED, msgspec.DecodeError):
                problems.append(_damaged(name))
            else:
                kept |= found
        return kept, problems

    def all_words(self, read: Callable[[frozenset[str]], _Found]) -> _Found:
        """Return what a reading of all segments of words gives; read again when a purge wrote some anew meanwhile."""
        while True:
            names = self.segments(WORDS)
            found = read(names)
            if names <= self.segments(WORDS):
                return found

    def add(self, folder: str, entries: Iterable[Fact | Words]) -> str:
        """Write a segment of facts or words and return its name; the same entries always make the same segment."""
        return self.add_lines(folder, in_order(entries))

    def add_lines(self, folder: str, every: Iterable[bytes]) -> str:
        """Write a segment of lines without their line ends, each of which comes once, and return its name."""
        return self.keep(folder, packed(every))

    def keep(self, folder: str, segment: Segment) -> str:
        """Write a packed segment, unless it is there and whole, and return its name."""
        name = f"{folder}/{segment.digest}{_ENDING}"
        self.put(name, segment.content)  # looks at this file alone: to list all for each takes ever longer
        return name

    def put(self, name: str, content: bytes) -> bool:
        """Write a report; return whether it was new or differs from what was there."""
        if self.storage.read(name) == content:
            return False
        self.storage.write(name, content)
        return True

    def sweep(self) -> None:
        """Delete what broken runs left half-way."""
        for name in self.storage.names(TEMPORARY):
            self.storage.delete(name)

    def _is_whole(self, name: str) -> bool:
        try:
            deque(self._lines(name), maxlen=0)
        except DAMAGED:
            return False
        return True

    def _lines(self, name: str) -> Iterator[bytes]:
        digest = name.rpartition("/")[2].removesuffix(_ENDING)
        return unpack(self.storage.read(name) or b"", digest)


def visible(name: str) -> str:
    """Return a file's name in which every character can be shown: names come from strangers' computers."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


_AGAIN: Final = (
    "Put it back from a backup. If there is none, delete it and run again: exports that are still in the inbox are read"
    " anew."
)
_ANEW: Final = (
    "Put it back from a backup. If there is none, what people decided may be gone too: delete it, hand in every sheet"
    " of decisions and marks again, and only then run. Then run every purge again."
)


def _damaged(name: str) -> Problem:
    return Problem(
        code="damaged-segment",
        place=Place(name),
        message="This part of the store was left out: it is not what was once written.",
        action=_ANEW if name.startswith(f"{LEDGER}/") else _AGAIN,
    )


def _newer(name: str) -> Problem:
    return Problem(
        code="unknown-segment",
        place=Place(name),
        message="This part of the store was left out: it holds facts that this version does not know.",
        action="Use the version of the scripts that wrote it, or a newer one.",
    )
