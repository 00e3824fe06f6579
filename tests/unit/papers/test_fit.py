"""How a card is made to fit: first the type, then the points, and an error when nothing helps."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from programme.papers.fit import TooLongError, fitted
from programme.papers.leaflet import Leaflet
from tests.unit.papers.invented_leaflets import leaflet, part

CARD = leaflet(part("Now", 10, order=0, least=2))


@dataclass
class Sheet:
    """A sheet that holds so many points of 12 point type, and fewer of larger type."""

    leaflet: Leaflet
    size: int
    room: float

    @property
    def pages(self) -> list[None]:
        kept = sum(len(one.points) for one in self.leaflet.parts)
        return [None] * (1 if kept * self.size / 12 <= self.room else 2)


def card(room: float) -> tuple[int, int]:
    """The size of type and the number of points left out of the card that fits."""
    sheet = fitted(CARD, lambda leaflet, size: Sheet(leaflet, size, room))
    return sheet.size, sheet.leaflet.left_out


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (20, (14, 0)),
        (11, (13, 0)),
        (10, (12, 0)),
        (9, (12, 1)),
        (6.5, (12, 4)),
        (2, (12, 8)),
        (1.9, (11, 8)),
        (1.7, (10, 8)),
    ],
)
def test_a_card_keeps_as_much_as_fits_in_type_that_is_easy_to_read(room: float, expected: tuple[int, int]) -> None:
    assert card(room) == expected


def test_a_card_that_cannot_fit_names_the_record_and_says_what_to_do() -> None:
    with pytest.raises(TooLongError, match=r"“advice/lost-lamps” does not fit one page.*Make the record's texts"):
        card(1)
