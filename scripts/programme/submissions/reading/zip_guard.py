"""What a workbook's zip would become when unpacked, looked at before any reader of workbooks sees it.

A few kilobytes can claim gigabytes: by their sizes, or by one cell in the last corner of a sheet. Everything
is unpacked once here, piece by piece and no further than its limits; nothing is kept.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Final

from programme.submissions.reading.files import OLE_SIGNATURE, ZIP_SIGNATURE, UnreadableError, megabytes, unreadable

LARGEST_FILE: Final = 128 * 2**20  # bytes
LARGEST_UNPACKED: Final = 640 * 2**20
MOST_TIMES_SMALLER: Final = 250  # a sheet of the same row over and over packs to a 60th
MOST_FILES: Final = 2000
MOST_CELLS: Final = 12_000_000  # 100,000 rows of 120 columns
_SMALL: Final = 20 * 2**20
_CHUNK: Final = 2**20
_CELL: Final = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]*)([0-9]+)[\"']")
_PREFIXED: Final = re.compile(rb":(?:c|row)\s")
# How nearly every tool writes its cells, for three sizes of sheet that all can be held: to say that a sheet has no
# other cells takes a quarter of the time of looking where each of them stands.
_SIZES: Final = (
    (rb"[A-Z]{1,2}", rb"[0-9]{1,4}"),
    (rb"[A-C]?[A-Z]", rb"[0-9]{1,5}"),
    (rb"A?[A-Z]", rb"1?[0-9]{1,5}"),
)
_ODD: Final = tuple(
    re.compile(
        rb"<(?:c\s(?!r=\"" + columns + rows + rb"\"(?: [st]=\"\w*\")*/?>)"
        rb"|row\s(?!r=\"" + rows + rb"\"(?: [a-qs-z][\w:]*=\"[^\"<>]*\")*\s*/?>))"
    )
    for columns, rows in _SIZES
)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_AGAIN: Final = "Download the export again. Nothing was read from this file."


def check_workbook(content: bytes, name: str) -> None:
    """Raise UnreadableError for what is no workbook, cannot be opened, or would grow beyond all measure."""
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
        _check_files(zipfile.ZipFile(io.BytesIO(content)), name)
    except _BROKEN:
        message = "The workbook cannot be opened: it was cut off or damaged on its way."
        raise unreadable(name, "broken-workbook", message, action=_AGAIN) from None


def _check_files(pack: zipfile.ZipFile, name: str) -> None:
    files = pack.infolist()
    size, packed = sum(one.file_size for one in files), sum(one.compress_size for one in files)
    if any(one.flag_bits & 1 for one in files):
        message = "The workbook is protected by a password."
        raise unreadable(name, "password", message, action="Take the password off and save it again.")
    if size > LARGEST_UNPACKED or len(files) > MOST_FILES:
        raise _too_large(name, size, LARGEST_UNPACKED)
    if size > _SMALL and size > packed * MOST_TIMES_SMALLER:
        message = f"The workbook unpacks to {size // max(1, packed):,} times its size. No export does."
        raise unreadable(name, "zip-bomb", message, expected=f"at most {MOST_TIMES_SMALLER} times", action=_AGAIN)
    if "xl/workbook.xml" not in pack.namelist():
        action = "Open it in Excel and save it as .xlsx."
        raise unreadable(name, "not-a-workbook", "The file is not an Excel workbook.", expected=".xlsx", action=action)
    for one in files:
        sizes = _ODD[1:] if one.file_size > _SMALL else _ODD  # a large one is not of the smallest size
        if not any(_has_only(odd, pack, one, name) for odd in sizes):
            with pack.open(one) as stream:
                _check_cells(_pieces(stream, name), name)


def _has_only(odd: re.Pattern[bytes], pack: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> bool:
    """Tell whether every cell of a part is an ordinary one, so that the sheet can be held however many there are."""
    with pack.open(one) as stream:
        return not any(_PREFIXED.search(piece) or odd.search(piece) for piece in _pieces(stream, name))


def _pieces(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """Yield the same bytes, cut before a tag. Raises UnreadableError where there is none for too long."""
    rest = b""
    for chunk in iter(lambda: stream.read(_CHUNK), b""):
        cut = chunk.rfind(b"<")
        if cut < 0 and len(chunk) == _CHUNK and rest.startswith(b"<"):
            message = f"A cell of the workbook holds more than {megabytes(_CHUNK)}. No answer is so long."
            raise unreadable(name, "cell-too-long", message, action="Find out how it came in. Nothing was read.")
        if cut < 0:
            rest += chunk
            continue
        yield rest + chunk[:cut]
        rest = chunk[cut:]
    yield rest


def _check_cells(pieces: Iterable[bytes], name: str) -> None:
    """Raise UnreadableError when the cells of a sheet lie so far apart that the sheet cannot be held."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for piece in pieces:
        found = _CELL.findall(piece)
        columns.update(letters for letters, _ in found)
        rows.update(digits for _, digits in found)
    width = max(map(_number, columns), default=0)
    height = max((int(digits) if len(digits) < len("12345678") else MOST_CELLS for digits in rows), default=0)
    if max(width, 1) * height > MOST_CELLS:
        message = f"A cell stands in row {height:,}, and one in column {width:,}: so large a sheet is not an export."
        action = "Delete the cells far from the others, save the workbook, and try again."
        raise unreadable(name, "far-cell", message, expected=f"at most {MOST_CELLS:,} cells", action=action)


def _number(letters: bytes) -> int:
    """Return the number of a column, from 1: `A` is 1, `XFD` is 16384."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large(name: str, size: int, most: int) -> UnreadableError:
    message = f"The workbook would unpack to {megabytes(size)}, more than any export of ours."
    action = "Export a shorter time, or split the file."
    return unreadable(name, "too-large", message, expected=f"at most {megabytes(most)}", action=action)
