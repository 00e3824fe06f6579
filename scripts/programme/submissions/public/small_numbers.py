"""How small numbers are kept out of public tables, so that nobody finds out about one applicant from a count.

Numbers only: what is counted, and which counts are of people, is for those who call this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SMALL: Final = 7
HIDDEN: Final = "*"
_STEP: Final = 5
_LEAST_SLACK: Final = 2
_FEWEST: Final = 10  # of fewer, a large part could not be rounded: 8 and 9 would become more than there are, or small


def people(count: int, total: int) -> str:
    """Return how many of a total that is public are people: `0`, `*` for 1 to 7, otherwise to the nearest 5.

    It is never more than the total. Of a total below 10 nothing is said, whatever the count.
    """
    if total < _FEWEST:
        return ""
    if 0 < count <= SMALL:
        return HIDDEN
    return str(min(count + _STEP // 2, total) // _STEP * _STEP)


def hidden(cells: Mapping[str, int]) -> dict[str, str]:
    """Return the cells of a table whose total is public, small ones as `*`, so that no subtraction brings one back.

    When a cell is small (1 to 7), all that are 7 or fewer are hidden, nought too: then only their sum is known. Where
    that sum would still give one away (there is just one of them, or it is as small or as large as it can be), all
    cells are hidden.
    """
    low = [count for count in cells.values() if count <= SMALL]
    if not any(low):
        return {name: str(count) for name, count in cells.items()}
    limit = SMALL if _LEAST_SLACK <= sum(low) <= SMALL * len(low) - _LEAST_SLACK and len(low) > 1 else None
    return {name: HIDDEN if limit is None or count <= limit else str(count) for name, count in cells.items()}
