"""What a workbook's zip would become when unpacked, looked at before any reader of workbooks sees it.

A few kilobytes can claim gigabytes: by their sizes, or by one cell in the last corner of a sheet. Everything
is unpacked once here, piece by piece and no further than its limits; nothing is kept.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain
from operator import or_
from typing import Final

from programme.submissions.reading.cell_texts import OddCells
from programme.submissions.reading.files import OLE_SIGNATURE, ZIP_SIGNATURE, UnreadableError, megabytes, unreadable
from programme.submissions.reading.shared_guard import MOST_TEXT, check_texts, lengths_of, odd_workbook, uses_in
from programme.submissions.reading.sheet_guard import Extent, is_ordinary, ordinary

LARGEST_FILE: Final = 128 * 2**20  # bytes
_LARGEST_UNPACKED: Final = 640 * 2**20
_MOST_TIMES_SMALLER: Final = 250  # a sheet of the same row over and over packs to a 60th
_MOST_FILES: Final = 2000
_SMALL: Final = 20 * 2**20
_CHUNK: Final = 2**20
_SHARED: Final = "sharedstrings.xml"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_AGAIN: Final = "Download the export again. Nothing was read from this file."


def check_workbook(content: bytes, name: str) -> OddCells:
    """Tell whether cells hold what the reader of workbooks cannot read: errors (`#NAME?`), numbers beyond every day.

    Raises UnreadableError for what is no workbook, cannot be opened, or would grow beyond all measure.
    """
    if not content or content.isspace():
        raise unreadable(name, "empty-file", "The file is empty.", action=_AGAIN)
    if content.startswith(OLE_SIGNATURE):
        message = "The workbook is protected by a password, or in Excel's format of before 2007."
        action = "Open it in Excel, take the password off (File, Info, Protect Workbook), and save it as .xlsx."
        raise unreadable(name, "password", message, expected="an .xlsx workbook that anyone can open", action=action)
    if not content.startswith(ZIP_SIGNATURE):
        action = "If it is a CSV file, put it into the folder of the tool's CSV shape. If not, export it again."
        raise unreadable(name, "not-a-workbook", "The file is not a workbook.", expected=".xlsx", action=action)
    if len(content) > LARGEST_FILE:
        raise _too_large(name, len(content), LARGEST_FILE)
    try:
        return _check_files(zipfile.ZipFile(io.BytesIO(content)), name)
    except _BROKEN:
        message = "The workbook cannot be opened: it was cut off or damaged on its way."
        raise unreadable(name, "broken-workbook", message, action=_AGAIN) from None


def _check_files(pack: zipfile.ZipFile, name: str) -> OddCells:
    files = pack.infolist()
    size, packed = sum(one.file_size for one in files), sum(one.compress_size for one in files)
    if any(one.flag_bits & 1 for one in files):
        message = "The workbook is protected by a password."
        raise unreadable(name, "password", message, action="Take the password off and save it again.")
    if size > _LARGEST_UNPACKED or len(files) > _MOST_FILES:
        raise _too_large(name, size, _LARGEST_UNPACKED)
    if size > _SMALL and size > packed * _MOST_TIMES_SMALLER:
        message = f"The workbook unpacks to {size // max(1, packed):,} times its size. No export does."
        raise unreadable(name, "zip-bomb", message, expected=f"at most {_MOST_TIMES_SMALLER} times", action=_AGAIN)
    if "xl/workbook.xml" not in pack.namelist():
        action = "Open it in Excel and save it as .xlsx."
        raise unreadable(name, "not-a-workbook", "The file is not an Excel workbook.", expected=".xlsx", action=action)
    looked = [_look_at(pack, one, name) for one in files]
    uses = sum(number for _, number in looked)
    shared = [one for one in files if one.filename.lower().endswith(_SHARED)]
    if len(shared) > 1 or len({one.filename.lower() for one in files}) < len(files):
        raise odd_workbook(name)
    lengths = lengths_of(_all_pieces(pack, shared, name), name)
    if uses * max(lengths) > MOST_TEXT:  # in a large workbook, or in a hostile one
        check_texts(_all_pieces(pack, files, name), lengths, name)
    return reduce(or_, (odd for odd, _ in looked))


def _look_at(pack: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> tuple[OddCells, int]:
    """Return what odd cells a part has, and how many share a text. Raises UnreadableError."""
    is_sheet = not one.filename.lower().endswith(_SHARED)
    for unlike in ordinary(large=one.file_size > _SMALL):
        uses = 0
        for piece in _pieces(pack, one, name):
            if not is_ordinary(piece, unlike):
                break
            uses += uses_in(piece) if is_sheet else 0
        else:
            return OddCells(), uses
    extent = Extent()
    extent.check(_pieces(pack, one, name), name)
    return extent.odd, sum(map(uses_in, _pieces(pack, one, name))) if is_sheet else 0


def _all_pieces(pack: zipfile.ZipFile, files: Iterable[zipfile.ZipInfo], name: str) -> Iterator[bytes]:
    return chain.from_iterable(_pieces(pack, one, name) for one in files)


def _pieces(pack: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yield the bytes of a part, cut before a tag. Raises UnreadableError where there is none for too long."""
    rest = b""
    with pack.open(one) as stream:
        for chunk in iter(lambda: stream.read(_CHUNK), b""):
            cut = chunk.rfind(b"<")
            if cut < 0 and rest and len(chunk) == _CHUNK:
                message = f"A cell of the workbook holds more than {megabytes(_CHUNK)}. No answer is so long."
                raise unreadable(name, "cell-too-long", message, action="Find out how it came in. Nothing was read.")
            if cut < 0:
                rest += chunk
                if not rest.startswith(b"<"):  # no tag so far: there is nothing to keep together
                    yield rest
                    rest = b""
                continue
            yield rest + chunk[:cut]
            rest = chunk[cut:]
    yield rest


def _too_large(name: str, size: int, most: int) -> UnreadableError:
    message = f"The workbook would unpack to {megabytes(size)}, more than any export of ours."
    action = "Export a shorter time, or split the file."
    return unreadable(name, "too-large", message, expected=f"at most {megabytes(most)}", action=action)
