"""How a segment of the ledger or the words is packed, unpacked and verified: lines, gzipped, named by its digest.

Packed without a time, so that the same lines are the same bytes. Where segments are kept is `store`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from isal import isal_zlib

from programme.submissions.facts import Words, words_on

_NOT_PACKED: Final[type[Exception]] = isal_zlib.error  # type: ignore[assignment]  # its types call it an instance
DAMAGED: Final = (OSError, EOFError, _NOT_PACKED)  # what unpacking raises for anything but what was packed
_LEVEL: Final = 1
_GZIP: Final = 31  # zlib's number for gzip's format; its header then holds no time
_AT_ONCE: Final = 32  # lines
_CHUNK: Final = 2**16  # bytes, packed; some eight times as many of text
_START: Final = len(b'{"content":"')


class Segment(NamedTuple):
    """A packed segment and the SHA-256 of it, as `sha256sum` tells."""

    digest: str
    content: bytes


class Packer:
    """Packs the lines of one segment as they come, so that only few of them are held. Each line must come once.

    The same lines in the same order are the same bytes, so whoever calls gives them an order.
    """

    def __init__(self) -> None:
        self._packed = isal_zlib.compressobj(_LEVEL, wbits=_GZIP)
        self._waiting: list[bytes] = []
        self._parts: list[bytes] = []

    def add(self, line: bytes) -> None:
        """Take one line without its line end."""
        self._waiting.append(line)
        if len(self._waiting) == _AT_ONCE:
            self._pack()

    def done(self) -> Segment:
        """Return the segment of all lines that were taken."""
        if self._waiting:
            self._pack()
        content = b"".join((*self._parts, self._packed.flush()))
        return Segment(hashlib.sha256(content).hexdigest(), content)

    def _pack(self) -> None:
        self._waiting.append(b"")  # so that the last line ends too
        self._parts.append(self._packed.compress(b"\n".join(self._waiting)))
        self._waiting.clear()


def packed(lines: Iterable[bytes]) -> Segment:
    """Return the segment of some lines."""
    packer = Packer()
    for line in lines:
        packer.add(line)
    return packer.done()


def unpack(content: bytes, digest: str) -> Iterator[bytes]:
    """Yield lines without their line ends. Raises one of DAMAGED, before the first of them, when it is another."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise EOFError
    opened, rest = isal_zlib.decompressobj(wbits=_GZIP), b""
    for start in range(0, len(content), _CHUNK):
        text = opened.decompress(content[start : start + _CHUNK])
        *lines, rest = (rest + text).split(b"\n")
        yield from lines
    if rest or not opened.eof or opened.unused_data:
        raise EOFError


class StoredWords(Mapping[str, Words]):
    """The words of many records by content, each read only when it is asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes] = {}

    def add(self, lines: Iterable[bytes]) -> None:
        """Add the lines of a segment."""
        for line in lines:
            content = line[_START : line.index(b'"', _START)]
            self._lines[content.decode()] = line

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
