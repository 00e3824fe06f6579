"""The private store: the exports that wait, the ledger of facts, the words of answers, and the reports.

    inbox/<form>/<shape>/<file>     exports, put there by people or by the tool
    ledger/<digest>.jsonl.gz        segments of facts; a segment never changes
    words/<digest>.jsonl.gz         the words of answers, apart, so that they can be deleted
    reports/, public/               what the last run made of them

A segment's name is the SHA-256 of its lines, so that two runs at once can never write over each other, and a
segment that was damaged is noticed. Where the bytes are is `storage`; what facts mean is `fold`.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from programme.problems import Place, Problem
from programme.submissions.facts import Fact, Words, facts_of, lines, words_of
from programme.submissions.storage import TEMPORARY, Storage

INBOX: Final = "inbox"
LEDGER: Final = "ledger"
WORDS: Final = "words"
REPORTS: Final = "reports"
PUBLIC: Final = "public"
REPORT: Final = f"{REPORTS}/report.html"
_ENDING: Final = ".jsonl.gz"
_STEPS: Final = 4  # inbox, form, shape, file
LARGEST: Final = 400_000_000  # bytes; no export of a form comes near
_LEFT_BY_SYSTEMS: Final = ("thumbs.db", "desktop.ini")
_START: Final = len(b'{"content":"')

T = TypeVar("T", bound=Fact | Words)


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
        """Return the exports that wait, sorted by path, and a problem for every file that is in no form's folder."""
        found, problems = [], []
        for path, size in self.storage.names(INBOX).items():
            steps = path.split("/")
            if steps[-1].startswith((".", "~$")) or steps[-1].lower() in _LEFT_BY_SYSTEMS:
                continue  # left behind by a system or an open spreadsheet; no export
            if len(steps) != _STEPS:
                problems.append(_misplaced(path))
            elif size > LARGEST:
                problems.append(_too_large(path, size))
            else:
                found.append(Export(steps[1], steps[2], steps[3], path))
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
            text, problem = self._lines(name)
            if problem:
                problems.append(problem)
                continue
            try:
                facts += facts_of(text)
            except msgspec.DecodeError:
                problems.append(_newer(name))
        return facts, problems

    def words(self, names: Iterable[str]) -> tuple[StoredWords, list[Problem]]:
        """Return the words of some segments by content; a segment that is damaged is left out and told."""
        words, problems = StoredWords(), []
        for name in sorted(names):
            text, problem = self._lines(name)
            words.add(text)
            problems += [problem] if problem else []
        return words, problems

    def add(self, folder: str, entries: Iterable[Fact | Words]) -> str:
        """Write a segment of facts or words and return its name; the same entries always make the same segment."""
        return self.add_lines(folder, lines(entries))

    def add_lines(self, folder: str, text: bytes) -> str:
        """Write a segment of lines that are sorted already."""
        name = f"{folder}/{hashlib.sha256(text).hexdigest()}{_ENDING}"
        if name not in self.storage.names(folder):
            self.storage.write(name, gzip.compress(text, compresslevel=1, mtime=0))
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

    def _lines(self, name: str) -> tuple[bytes, Problem | None]:
        """Return a segment's lines when they are what its name says."""
        try:
            text = gzip.decompress(self.storage.read(name) or b"")
        except (OSError, EOFError, zlib.error):
            return b"", _damaged(name)
        if hashlib.sha256(text).hexdigest() != name.rpartition("/")[2].removesuffix(_ENDING):
            return b"", _damaged(name)
        return text, None


class StoredWords(Mapping[str, Words]):
    """The words of many records by content, each read only when it is asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes] = {}

    def add(self, text: bytes) -> None:
        """Add the lines of a segment."""
        for line in text.splitlines():
            content = line[_START : line.index(b'"', _START)]
            self._lines[content.decode()] = line

    def lines_without(self, contents: frozenset[str]) -> bytes:
        """Return the lines, sorted, but for those of some contents."""
        return b"".join(sorted(line + b"\n" for content, line in self._lines.items() if content not in contents))

    def __getitem__(self, content: str) -> Words:
        """Return the words of a record. Raises KeyError when they are not held, such as after a purge."""
        return next(words_of(self._lines[content]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _misplaced(path: str) -> Problem:
    return Problem(
        code="inbox-folder",
        place=Place(path),
        message="This file was not read: it is not in a folder that says which form and shape it has.",
        expected="inbox/form/shape/file, such as inbox/community-action-fund-application/microsoft-forms/export.xlsx",
        action="Move it there.",
    )


def _too_large(path: str, size: int) -> Problem:
    return Problem(
        code="file-too-large",
        place=Place(path),
        message="This file was not read: no export is that large.",
        expected=f"at most {LARGEST // 1_000_000} MB",
        found=f"{size // 1_000_000:,} MB",
        action="Export it again, or split it.",
    )


def _damaged(name: str) -> Problem:
    return Problem(
        code="damaged-segment",
        place=Place(name),
        message="This part of the store was left out: it is not what was once written.",
        action="Put it back from a backup. If there is none, delete it and run again: exports that are still in the "
        "inbox are read anew.",
    )


def _newer(name: str) -> Problem:
    return Problem(
        code="unknown-segment",
        place=Place(name),
        message="This part of the store was left out: it holds facts that this version does not know.",
        action="Use the version of the scripts that wrote it, or a newer one.",
    )
