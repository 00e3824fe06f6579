"""Cells in which a spreadsheet shows an error in place of what somebody wrote: `#NAME?` for an answer like `-posters`.

The reader of workbooks gives nothing for some of them and stops at others, so each is made the text that it shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_OF_EXCEL: Final = (
    "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#GETTING_DATA", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!", "#ERROR!",
)  # fmt: skip
_OF_LIBREOFFICE: Final = tuple(f"Err:{number}" for number in range(501, 541))
ERRORS: Final = frozenset((*_OF_EXCEL, *_OF_LIBREOFFICE))
_NOBODY_TYPES: Final = ERRORS - {"#N/A"}  # which people type for “no answer”, and no answer turns into by chance
_LIKE: Final = ("#(?:" + "|".join(re.escape(one[1:]) for one in _OF_EXCEL) + ")", "Err:5[0-9][0-9]")
_IN_TEXT: Final = tuple(map(re.compile, _LIKE))
_IN_BYTES: Final = tuple(re.compile(one.encode()) for one in _LIKE)
_TYPE: Final = re.compile(rb"(<(?:[^\s<>/]*:)?c\s[^<>]*?\bt\s*=\s*[\"'])e(?=[\"'])")


def error_in(cells: Sequence[str]) -> str:
    """Return the first error among cells that nobody can have typed, or nothing."""
    return "" if _NOBODY_TYPES.isdisjoint(cells) else next(cell for cell in cells if cell in _NOBODY_TYPES)


def may_hold_errors(content: bytes | str) -> bool:
    """Tell whether a text holds anything like an error: if not, no cell of it needs to be looked at."""
    if isinstance(content, str):
        return any(one.search(content) for one in _IN_TEXT)
    return any(one.search(content) for one in _IN_BYTES)


def errors_as_text(sheet: bytes) -> bytes:
    """Return a sheet of a workbook with its errors as text."""
    return _TYPE.sub(rb"\1str", sheet)
