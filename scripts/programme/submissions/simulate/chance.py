"""Chance that comes again: the same seed draws the same, on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance(Random):
    """Draws for invented answers. Only `random()` is drawn from, whose numbers never change for a seed."""

    def happens(self, share: float) -> bool:
        """Tell whether something happens that does so in this share of cases, 0 to 1."""
        return self.random() < share

    def one(self, items: Sequence[Item]) -> Item:
        """Return any one of some items."""
        return items[int(self.random() * len(items))]

    def below(self, number: int) -> int:
        """Return a whole number from 0 to below `number`."""
        return int(self.random() * number)

    def few(self, number: int) -> int:
        """Return a whole number from 0 to below `number`; the small ones come more often."""
        drawn = self.random()
        return int(drawn * drawn * number)

    def mixed(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
