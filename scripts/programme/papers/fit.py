"""How a card is made to fit one page: the type becomes smaller, then the least important points are left out.

Nothing is cut silently: what was left out is counted, and a card that cannot fit is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from programme.papers.leaflet import Leaflet, NotMadeError

SIZE = 12  # points: the least for clear print
LARGER = (13, 14)
SMALLER = (11, 10)  # only when what must stay would not fit


class TooLongError(NotMadeError):
    """A card does not fit one page, whatever may be left out of it."""


class Laid(Protocol):
    """A leaflet that was laid out."""

    @property
    def pages(self) -> Sequence[object]:
        """Its pages."""


Sheet = TypeVar("Sheet", bound=Laid)
Lay = Callable[[Leaflet, int], Sheet]


def fitted(leaflet: Leaflet, lay: Lay[Sheet]) -> Sheet:
    """Return the best card of one page: everything in the largest type that fits, else the fewest points left out.

    `lay` lays a leaflet out in a size of type, in points. Raises TooLongError.
    """
    whole = lay(leaflet, SIZE)
    if _is_one_page(whole):
        return _largest(leaflet, lay, whole)
    for size in (SIZE, *SMALLER):
        if _is_one_page(least := lay(leaflet.without(leaflet.spare), size)):
            return _fullest(leaflet, size, lay, least)
    raise TooLongError(
        f"The card “{leaflet.name}” does not fit one page in {SMALLER[-1]} point type, even without all "
        "that may be left out. Make the record's texts shorter: summary, aim, and the first points of each list."
    )


def _largest(leaflet: Leaflet, lay: Lay[Sheet], best: Sheet) -> Sheet:
    """Return the whole card in larger type, as far as it fits."""
    for size in LARGER:
        sheet = lay(leaflet, size)
        if not _is_one_page(sheet):
            break
        best = sheet
    return best


def _fullest(leaflet: Leaflet, size: int, lay: Lay[Sheet], least: Sheet) -> Sheet:
    """Return the card with the fewest points left out, found by halving; `least` has all left out and fits."""
    best, too_few, enough = least, 0, leaflet.spare
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        sheet = lay(leaflet.without(middle), size)
        if _is_one_page(sheet):
            best, enough = sheet, middle
        else:
            too_few = middle
    return best


def _is_one_page(sheet: Laid) -> bool:
    return len(sheet.pages) == 1
