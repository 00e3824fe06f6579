"""Where each bid stands among those with the score to be funded, when the pot does not reach for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from programme.submissions.report.wording import pounds

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Able:
    """A bid that may be funded, is marked in full and has the score. `asked` is 0 where nobody knows it."""

    reference: str
    percent: Decimal
    asked: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A bid's place by score, in words, and whether the pot reaches for it and all that have its score or more."""

    reached: bool
    says: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentence that the pot does not reach for all, and the place of each by reference; both may be empty."""

    short: str
    places: Mapping[str, Place]


def ranking(bids: Sequence[Able], pot: Decimal | None, *, line: int) -> Ranking:
    """Return how bids at the line or above stand when funded in full, from the highest score down.

    Nothing is said where the pot reaches for all, or nobody has announced it.
    """
    asked = sum((one.asked for one in bids), _NOTHING)
    if pot is None or asked <= pot:
        return Ranking("", {})
    says = f"they ask for {pounds(asked)}, {pounds(asked - pot)} too much"
    short = f"The pot does not reach for all bids at {line}% or more: {says}."
    return Ranking(short, dict(_places(sorted(bids, key=lambda one: -one.percent), pot)))


def _places(every: list[Able], pot: Decimal) -> Iterator[tuple[str, Place]]:
    first, left = 1, pot
    for _, group in groupby(every, key=lambda one: one.percent):
        same = list(group)
        asked = sum((one.asked for one in same), _NOTHING)
        reached, last = asked <= left, first + len(same) - 1
        place = f"it is number {first}" if len(same) == 1 else f"it shares places {first} to {last}"
        for one in same:
            some = "all of these" if not reached and len(same) > 1 and one.asked <= left else "it"
            ends = f"{'reaches' if reached else 'does not reach'} for {some}"
            yield one.reference, Place(reached, f"By score {place} of {len(every)}: the pot {ends}.")
        first, left = last + 1, left - asked
