"""The text of a CSV file, in the encoding that is declared, and whether it is fit to be taken apart at all."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from programme.submissions.reading.error_cells import may_hold_errors
from programme.submissions.reading.files import OLE_SIGNATURE, ZIP_SIGNATURE, megabytes, unreadable

LARGEST_FILE: Final = 768 * 2**20  # bytes; no export of a form comes near
LONGEST_LINE: Final = 8 * 2**20  # bytes; a row of 35 of the longest cells that a spreadsheet can hold has 1.2 million
_CHUNK: Final = 2**16
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODECS: Final = {"utf-8": "utf-8", "cp1252": "cp1252", "utf-16": "utf-16-le"}
_CONTROLS: Final = bytes((*range(9), 11, 12, *range(14, 32), 127))
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAK: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text as lines that all end alike, and what must be looked for in every row of it.

    `lost`: some bytes are not of the encoding; `other`: it is UTF-8 although Windows 1252 is declared; `controls`:
    it holds control characters; `errors`: it holds something like `#NAME?`.
    """

    lines: Callable[[], Iterable[str]]  # from the beginning, each time
    lost: bool = False
    other: bool = False
    controls: bool = False
    errors: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether no row needs to be looked through."""
        return not (self.lost or self.other or self.controls or self.errors)


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
    whole_utf8 = content.isascii() or is_utf8(content)

    def lines() -> Iterable[str]:
        stream = io.BytesIO(content)
        stream.seek(start)
        return io.TextIOWrapper(stream, codec, errors="surrogateescape", newline=None)

    return Text(
        lines,
        lost=codec == "cp1252" or not whole_utf8,
        other=codec == "cp1252" and whole_utf8 and not content.isascii(),
        controls=_has_controls(content),
        errors=may_hold_errors(content),
    )


def _check(content: bytes, name: str) -> None:
    """Raise UnreadableError for what is no CSV file, or one that would stop the machine."""
    if not content or content.isspace():
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
    return Text(lambda: io.StringIO(text, newline=None), lost=lost, controls=controls, errors=may_hold_errors(text))


def is_utf8(content: bytes) -> bool:
    """Tell whether bytes are UTF-8, without ever holding all of their text."""
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


def cleaned(cell: str) -> str:
    """Return a cell's text with one kind of line end and without control characters."""
    if cell.isprintable() or cell.replace("\n", " ").isprintable():  # most cells of several lines hold nothing else
        return cell
    return _CONTROL.sub("", _BREAK.sub("\n", cell))
