"""How a segment of the ledger or the words is packed, unpacked and verified: lines, gzipped, named by their digest.

Packed without a time, so that the same lines are the same bytes. Where segments are kept is `store`.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import Final

from programme.submissions.facts import Words, words_on

DAMAGED: Final = (OSError, EOFError, zlib.error)  # what unpacking raises for anything but what was packed
_AT_ONCE: Final = 500  # lines
_START: Final = len(b'{"content":"')


def pack(lines: Iterable[bytes]) -> tuple[str, bytes]:
    """Return the digest of lines without their line ends, each of which comes once, and these lines packed.

    The same lines in the same order are the same bytes, so whoever calls gives them an order.
    """
    digest, packed = hashlib.sha256(), BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0, filename="") as file:
        for part in _parts(lines):
            digest.update(part)
            file.write(part)
    return digest.hexdigest(), packed.getvalue()


def unpack(packed: bytes, digest: str) -> Iterator[bytes]:
    """Yield lines with their line ends. Raises one of DAMAGED, at the end at the latest, when they are other ones."""
    found = hashlib.sha256()
    with gzip.GzipFile(fileobj=BytesIO(packed)) as file:
        for line in file:
            found.update(line)
            yield line
    if found.hexdigest() != digest:
        raise EOFError


def _parts(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines with their line ends, many at a time: packing each alone takes longer."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        yield b"\n".join(some) + b"\n"


class StoredWords(Mapping[str, Words]):
    """The words of many records by content, each read only when it is asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes] = {}

    def add(self, lines: Iterable[bytes]) -> None:
        """Add the lines of a segment."""
        for line in lines:
            content = line[_START : line.index(b'"', _START)]
            self._lines[content.decode()] = line.rstrip(b"\n")

    def lines_without(self, contents: frozenset[str]) -> list[bytes]:
        """Return the lines but for those of some contents."""
        return [line for content, line in self._lines.items() if content not in contents]

    def __getitem__(self, content: str) -> Words:
        """Return the words of a record. Raises KeyError when they are not held, such as after a purge."""
        return words_on(self._lines[content])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)
