"""What is left out of a leaflet, in which order, and that it is always told."""

from __future__ import annotations

import pytest

from tests.unit.papers.invented_leaflets import leaflet, part

WHOLE = leaflet(part("Now", 4, order=0, least=3), part("Later", 3, order=2, least=1), part("After", 2, order=1))


@pytest.mark.parametrize(
    ("count", "left"),
    [(0, [4, 3, 2]), (1, [4, 2, 2]), (2, [4, 1, 2]), (3, [4, 1, 1]), (4, [4, 1, 0]), (5, [3, 1, 0])],
)
def test_the_least_important_points_go_first_and_the_least_number_stays(count: int, left: list[int]) -> None:
    assert [len(one.points) for one in WHOLE.without(count).parts] == left


def test_no_more_can_be_left_out_than_is_spare() -> None:
    assert WHOLE.spare == 5
    assert WHOLE.without(99) == WHOLE.without(5)


def test_points_go_from_the_end_of_a_part() -> None:
    assert [point.text for point in WHOLE.without(1).parts[1].points] == ["Later 0", "Later 1"]


def test_what_was_left_out_is_counted_and_named() -> None:
    short = WHOLE.without(3)
    assert (short.left_out, short.shortened) == (3, ["Later", "After"])
    assert (WHOLE.left_out, WHOLE.shortened) == (0, [])
