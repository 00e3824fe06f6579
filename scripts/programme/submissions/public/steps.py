"""What lies between two results of a round, when it is known which applications each was made of.

Both results are public, so what one of them has more than the other is public too. One application that takes the
place of another is the same applicant's and counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programme.catalogue.model import Records
from programme.submissions.outcome import State, Submission
from programme.submissions.public.round_result import FEWEST_AMOUNTS, is_one_person


@dataclass(frozen=True, slots=True)
class Part:
    """What one application adds to a result. `alone` tells whether one person sent it."""

    state: State
    asked: Decimal | None
    awarded: Decimal | None
    alone: bool


Parts = Mapping[str, Part]  # by reference


def parts_of(received: Iterable[Submission], records: Records) -> dict[str, Part]:
    """Return what each application adds to the result of its round."""
    return {it.reference: Part(it.state, it.asked, it.awarded, is_one_person(it, records)) for it in received}


def awarded_in(parts: Parts) -> dict[str, Part]:
    """Return the parts that are awards."""
    return {key: part for key, part in parts.items() if part.state is State.AWARDED}


def changes(old: Parts, now: Parts) -> int:
    """Return how many applications came, went or have another outcome."""
    before, after = ({(key, part.state) for key, part in parts.items()} for parts in (old, now))
    return _most(before - after, after - before)


def asked_tells(old: Parts, now: Parts) -> bool:
    """Tell whether few amounts lie between what was asked for, or few of those without an award.

    What those with an award asked for is often known.
    """
    every = _amounts(old, now, lambda part: part.asked)
    others = _amounts(old, now, lambda part: part.asked, of=lambda part: part.state is not State.AWARDED)
    return 0 < every < FEWEST_AMOUNTS or 0 < others < FEWEST_AMOUNTS


def awarded_tells(old: Parts, now: Parts) -> bool:
    """Tell whether few awards to people who applied alone lie between what was awarded: the others are announced."""
    return 0 < _amounts(old, now, lambda part: part.awarded, of=lambda part: part.alone) < FEWEST_AMOUNTS


def _amounts(
    old: Parts, now: Parts, amount: Callable[[Part], Decimal | None], *, of: Callable[[Part], bool] = lambda _: True
) -> int:
    """Return how many amounts lie between two sums, of the parts that matter."""
    before, after = (
        {(key, found): part for key, part in parts.items() if (found := amount(part)) is not None}
        for parts in (old, now)
    )
    gone = [one for one in before.keys() - after.keys() if of(before[one])]
    come = [one for one in after.keys() - before.keys() if of(after[one])]
    return _most(gone, come)


def _most(gone: Collection[object], come: Collection[object]) -> int:
    return max(len(gone), len(come))
