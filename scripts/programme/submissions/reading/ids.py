"""The tool's own id of a submission: what tells it from every other, unless something has spoilt it."""

from __future__ import annotations

import re
from typing import Final

from programme.submissions.reading.error_cells import ERRORS
from programme.submissions.reading.moments import look_of

_LONGEST: Final = 200
# How spreadsheets write a long number of which the last digits are lost: `1.18600E+11`. Several ids become the same.
_ROUNDED: Final = re.compile(r"-?(?:[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+|[0-9]{16,}\.0)")


def id_of(cell: str) -> str:
    """Return the id in a cell; nothing where there is none, or one that may be another submission's too."""
    return "" if len(cell) > _LONGEST or _ROUNDED.fullmatch(cell) or cell in ERRORS else cell


def look_of_id(cell: str) -> str:
    """Return how a cell is written that holds no id, never what it says: `9.99999a+99`."""
    return f"{len(cell):,} signs" if len(cell) > _LONGEST else look_of(cell)
