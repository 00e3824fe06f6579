"""The markers' sheets merged: each bid's score in percent, where the markers differ, and what nobody has marked.

A marker's total counts only when that marker has marked every criterion. The score of a bid is the mean of
these totals; until every marker has one, it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from programme.catalogue.model import Criterion, Round
from programme.phrases import say_count
from programme.submissions.facts import Mark
from programme.submissions.outcome import Submission

_MARKERS = 3  # where the round's record says nothing: as in this office's People Zones rounds
_TWO = " (two scores of one day: mark again on a later day)"
_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """One criterion of a bid: what each marker gave, their mean, and the highest less the lowest."""

    title: str
    marks: int
    scores: tuple[Decimal | None, ...]
    mean: Decimal | None
    spread: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of one bid. `percent` is None while no marker is through; `spread`, in percentage points, while not two
    are.
    """

    markers: tuple[str, ...]
    totals: tuple[Decimal | None, ...]  # each marker's percent
    lines: tuple[CriterionLine, ...]
    percent: Decimal | None
    spread: Decimal | None
    missing: tuple[str, ...]
    nothing_for: tuple[str, ...]  # criteria to which every marker gave nothing

    @property
    def whole(self) -> bool:
        """Whether every marker has marked every criterion."""
        return not self.missing

    @property
    def widest(self) -> CriterionLine | None:
        """The criterion on which the markers differ most, as a part of its marks; None where they agree."""
        widest = max(self.lines, key=lambda line: line.spread / line.marks, default=None)
        return widest if widest and widest.spread else None


def markers_of(found: Round | None) -> int:
    """Return how many markers each bid of a round has."""
    return found.markers if found and found.markers else _MARKERS


def score(one: Submission, criteria: Sequence[Criterion], *, expected: int) -> Score:
    """Return the score of a bid; `expected` is how many markers there should be."""
    given = _latest(one.marks)
    markers = tuple(sorted({mark.marker for mark in one.marks}))
    whole = sum(criterion.marks for criterion in criteria)
    totals = tuple(_total(marker, criteria, given, whole) for marker in markers)
    known = [total for total in totals if total is not None]
    lines = tuple(_line(criterion, markers, given) for criterion in criteria)
    return Score(
        markers=markers,
        totals=totals,
        lines=lines,
        percent=_mean(known),
        spread=max(known) - min(known) if len(known) > 1 else None,
        missing=tuple(_missing(markers, criteria, given, expected)),
        nothing_for=tuple(line.title for line in lines if line.mean == 0),
    )


def _latest(marks: Iterable[Mark]) -> dict[tuple[str, str], Decimal | None]:
    """Return the last score by marker and criterion; None where there are two different ones of one day."""
    latest: dict[tuple[str, str], tuple[str, Decimal | None]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.on, mark.score)):
        key, found = (mark.marker, mark.criterion), Decimal(mark.score)
        day, before = latest.get(key, ("", None))
        latest[key] = (mark.on, None if day == mark.on and before != found else found)
    return {key: found for key, (_, found) in latest.items()}


def _total(
    marker: str, criteria: Sequence[Criterion], given: dict[tuple[str, str], Decimal | None], whole: int
) -> Decimal | None:
    scores = [given.get((marker, criterion.id)) for criterion in criteria]
    known = [found for found in scores if found is not None]
    return _tenths(sum(known, Decimal(0)) * _HUNDRED / whole) if whole and len(known) == len(scores) else None


def _line(criterion: Criterion, markers: Sequence[str], given: dict[tuple[str, str], Decimal | None]) -> CriterionLine:
    scores = tuple(given.get((marker, criterion.id)) for marker in markers)
    known = [found for found in scores if found is not None]
    spread = max(known) - min(known) if known else Decimal(0)
    return CriterionLine(title=criterion.title, marks=criterion.marks, scores=scores, mean=_mean(known), spread=spread)


def _missing(
    markers: Sequence[str],
    criteria: Sequence[Criterion],
    given: dict[tuple[str, str], Decimal | None],
    expected: int,
) -> Iterator[str]:
    for marker in markers:
        titles = [
            criterion.title + (_TWO if (marker, criterion.id) in given else "")
            for criterion in criteria
            if given.get((marker, criterion.id)) is None
        ]
        if titles:
            yield f"{marker}: {', '.join(titles)}"
    if len(markers) < expected:
        yield f"{say_count(expected - len(markers), 'more marker')} of {expected}"


def _mean(known: Sequence[Decimal]) -> Decimal | None:
    return _tenths(sum(known, Decimal(0)) / len(known)) if known else None


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(_TENTH, ROUND_HALF_UP)
