"""The rows of a CSV file as its declaration has them. What cannot be decoded or taken apart is said row by row.

A quotation mark that never ends would swallow the rows after it: after such a row reading goes on with its
second line, so that no row is lost. Nothing here knows what a row means.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from programme.submissions.reading.files import OLE_SIGNATURE, ZIP_SIGNATURE, megabytes, unreadable

LARGEST_FILE: Final = 768 * 2**20  # bytes
LONGEST_LINE: Final = 8 * 2**20  # bytes; a row of 35 of the longest cells that a spreadsheet can hold has 1.2 million
MOST_REPAIRS: Final = 100  # after these every line counts as a row of its own, so that time stays linear
MOST_BROKEN: Final = 50_000
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
_CHUNK: Final = 2**20
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODECS: Final = {"utf-8": "utf-8", "cp1252": "cp1252", "utf-16": "utf-16-le"}
_CONTROLS: Final = bytes((*range(9), 11, 12, *range(14, 32), 127))
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAK: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_LOST: Final = re.compile("[\udc80-\udcff\ufffd]")

Row = tuple[list[str], str]  # the cells, and why they cannot be trusted: nothing, `encoding` or `width`


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text as lines with their ends, and what must be looked for in every row of it.

    `lost`: some bytes are not of the encoding; `other`: it is UTF-8 although Windows 1252 is declared; `controls`
    and `returns`: it holds control characters, and carriage returns.
    """

    lines: Callable[[], Iterable[str]]  # from the beginning, each time
    lost: bool = False
    other: bool = False
    controls: bool = False
    returns: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether no row needs to be looked through."""
        return not (self.lost or self.other or self.controls)


def csv_rows(text: Text, delimiter: str, name: str) -> Iterator[Row]:
    """Yield every row, blank ones too, in order. Raises UnreadableError where nothing in it makes sense."""
    reader = csv.reader(text.lines(), delimiter=delimiter, strict=True)
    done = before = 0
    try:
        for cells in reader:
            if text.returns and reader.line_num - before > 1:
                cells = [cleaned(cell) if "\r" in cell else cell for cell in cells]  # noqa: PLW2901 - the same row
            before = reader.line_num
            yield (cells, "") if text.is_plain else _judged(cells, text)
            done += 1
    except csv.Error:
        yield from islice(_repaired(text, delimiter, name), done, None)


def _repaired(text: Text, delimiter: str, name: str) -> Iterator[Row]:
    """Yield the rows of a file with broken ones among them: its lines are kept until they are known to be a row."""
    lines = _Lines(text.lines())
    repairs = 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while repairs < MOST_REPAIRS:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            repairs += 1
            lines.again(1)
            yield [], "width"
            continue
        yield _judged([cleaned(cell) for cell in cells], text)
    for number, _ in enumerate(lines):
        if number >= MOST_BROKEN:
            raise unreadable(
                name, "broken-quotes", "In very many rows of this file quotation marks do not end where they should.",
                expected="CSV as the tool writes it", action="Export it again, and do not change the file by hand.",
            )  # fmt: skip
        lines.taken.clear()
        yield [], "width"


def text_of(content: bytes, encoding: str | None, name: str) -> Text:
    """Return a CSV file's text. A byte-order mark beats the declared encoding. Raises UnreadableError."""
    _check(content, name)
    start, codec = next(
        ((len(mark), codec) for mark, codec in _MARKS if content.startswith(mark)),
        (0, _CODECS[encoding or "utf-8"]),
    )
    if codec.startswith("utf-16"):
        return _wide(content[start:], codec)
    if content.count(0, 0, _CHUNK) * 4 > len(content[:_CHUNK]):
        message = "The letters of this file are not written as its declaration says: every other sign is empty."
        action = "If it was saved as “Unicode text”, add `encoding: utf-16` to this export in the form's record."
        raise unreadable(name, "wrong-encoding", message, expected=encoding or "utf-8", action=action)
    whole_utf8 = content.isascii() or _is_utf8(content)

    def lines() -> Iterable[str]:
        stream = io.BytesIO(content)
        stream.seek(start)
        return io.TextIOWrapper(stream, codec, errors="surrogateescape", newline="")

    return Text(
        lines,
        lost=codec == "cp1252" or not whole_utf8,
        other=codec == "cp1252" and whole_utf8 and not content.isascii(),
        controls=_has_controls(content),
        returns=b"\r" in content,
    )


def _check(content: bytes, name: str) -> None:
    """Raise UnreadableError for what is no CSV file, or one that would stop the machine."""
    if not content.strip():
        action = "Export it again. Nothing was read from this file."
        raise unreadable(name, "empty-file", "The file is empty.", action=action)
    if len(content) > LARGEST_FILE:
        raise unreadable(
            name, "too-large", f"The file has {megabytes(len(content))}, more than any export of ours.",
            expected=f"at most {megabytes(LARGEST_FILE)}", action="Export a shorter time, or split the file.",
        )  # fmt: skip
    if content.startswith((ZIP_SIGNATURE, OLE_SIGNATURE)):
        action = "Put it into the folder of the tool's workbook shape, or save it as CSV."
        raise unreadable(name, "not-csv", "The file is a workbook, not a CSV file.", expected="CSV", action=action)
    start = 0
    while start + LONGEST_LINE < len(content):
        end = max(content.rfind(sign, start, start + LONGEST_LINE) for sign in (b"\n", b"\r"))
        if end < start:
            raise unreadable(
                name, "cell-too-long", f"A line has more than {megabytes(LONGEST_LINE)}. No answer is so long.",
                action="Open the file, find that answer and look how it came in. Nothing was read from this file.",
            )  # fmt: skip
        start = end + 1


def _wide(content: bytes, codec: str) -> Text:
    try:
        text, lost = content.decode(codec), False
    except UnicodeDecodeError:
        text, lost = content.decode(codec, "replace"), True
    controls = any(ord(sign) < ord(" ") for sign in set(text) - set("\t\n\r"))
    return Text(lambda: io.StringIO(text, newline=""), lost=lost, controls=controls, returns="\r" in text)


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(view[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_controls(content: bytes) -> bool:
    chunks = (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))
    return any(len(chunk.translate(None, _CONTROLS)) != len(chunk) for chunk in chunks)


def _judged(cells: list[str], text: Text) -> Row:
    """Return a row without control characters, and whether its letters can be trusted."""
    if text.controls:
        cells = [cleaned(cell) for cell in cells]
    if text.other and not all(map(str.isascii, cells)):
        return cells, "encoding"
    if text.lost and any(_LOST.search(cell) for cell in cells if not cell.isascii()):
        return [_LOST.sub("\ufffd", cell) for cell in cells], "encoding"
    return cells, ""


def cleaned(cell: str) -> str:
    """Return a cell's text with one kind of line end and without control characters."""
    return cell if cell.isprintable() else _CONTROL.sub("", _BREAK.sub("\n", cell))


class _Lines:
    """Lines that can be had again: those of the row at hand are kept."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def again(self, start: int) -> None:
        """Give the lines of the row at hand once more, without the first `start`."""
        self._again.extendleft(reversed(self.taken[start:]))
