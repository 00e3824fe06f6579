"""Numbers that no day and no duration reaches, in cells that may be formatted as one: `-447700900123` for a telephone.

The reader of workbooks stops at them, and with it every other row, so each is made the text of the number it is.
"""

from __future__ import annotations

import re
from typing import Final

from programme.submissions.reading.files import UnreadableError, unreadable

_MOST_EXACT: Final = 1e15  # beyond it a workbook's number has lost its last digits
_MOST_DAYS: Final = 999_999_999  # of a duration; no calendar goes as far
# So far below nothing, the reader of workbooks crashes where the number is formatted as a day or a duration.
_FAR_BELOW: Final = re.compile(rb"v>-(?:[0-9]{11}|[0-9.]*[eE]\+?[0-9]{2}|[iI][nN][fF])")
_NAME: Final = rb"(?:[^\s<>/]*:)?"
_FORMULA: Final = rb"(?:<" + _NAME + rb"f(?:\s[^<>]*)?(?:/>|>[^<>]*</[^<>]*>)\s*)?"
_POWER: Final = rb"[eE]\+?[0-9]+"
_NUMBERS: Final = (  # of ten digits or more, or with a power of ten; most others are far smaller
    rb"[0-9]{10,}(?:\.[0-9]*)?(?:" + _POWER + rb")?",
    rb"[0-9]+(?:\.[0-9]*)?" + _POWER,
    rb"[iI][nN][fF]",
)
_FAR: Final = re.compile(
    rb"<(" + _NAME + rb")c(\s[^<>]*)?>\s*" + _FORMULA
    + rb"<" + _NAME + rb"v>(-?(?:" + b"|".join(_NUMBERS) + rb"))</" + _NAME + rb"v>\s*</" + _NAME + rb"c>"
)  # fmt: skip
_TYPE: Final = re.compile(rb"\st\s*=\s*[\"'](\w*)[\"']")
_OF_NUMBERS: Final = {b"n", b"str"}  # a formula's text may look like a number


def number_text(number: float) -> str:
    """Return a number as the text of its cell: `12`, `9746.5`."""
    return str(int(number)) if number.is_integer() and abs(number) < _MOST_EXACT else repr(round(number, 9))


def is_far_below(piece: bytes) -> bool:
    """Tell whether a piece of a sheet has a number at which the reader of workbooks may crash."""
    return b"-" in piece and _FAR_BELOW.search(piece) is not None


def numbers_as_text(sheet: bytes, name: str) -> bytes:
    """Return a sheet with every number beyond all durations as text. Raises UnreadableError if one stays."""
    changed = _FAR.sub(_as_text, sheet)
    if is_far_below(changed):
        raise no_day(name)
    return changed


def no_day(name: str) -> UnreadableError:
    """Return the error to raise for such a number in a cell that is written as no spreadsheet writes it."""
    message = "A cell of the workbook holds a number that is far beyond every day and duration."
    action = "Find it, correct it or format the cell as text, and save. Nothing was read from this file."
    return unreadable(name, "impossible-number", message, action=action)


def _as_text(cell: re.Match[bytes]) -> bytes:
    prefix, attributes, number = cell[1], cell[2] or b"", cell[3]
    kind = found[1] if (found := _TYPE.search(attributes)) else b"n"
    if kind not in _OF_NUMBERS or abs(float(number)) < _MOST_DAYS:
        return cell[0]
    text = number.decode() if kind == b"str" else number_text(float(number))
    inside = b"<%bis><%bt>%b</%bt></%bis>" % (prefix, prefix, text.encode(), prefix, prefix)
    return b'<%bc%b t="inlineStr">%b</%bc>' % (prefix, _TYPE.sub(b"", attributes), inside, prefix)
