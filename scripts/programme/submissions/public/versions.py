"""When the result of a round may follow those that are published, and what it then leaves out.

Every version that was ever handed on stands in the public history, so what lies between two of them is public too.
Until a round is decided, nothing but the number received is told. From then on:

- A decided result stays as it is, whole and with its day, until none waits and at least three applications came, went
  or have another outcome than in every version that is out.
- Such a new version leaves out a sum where few amounts lie between it and an earlier one that told this sum.
- What is no longer true goes at once: an award that was counted is taken back, or its amount is corrected. Then only
  the numbers of applications and awards are told, or, while an application waits, of applications alone. With no
  sum, no count of people and no table there is nothing to subtract.

Awards by name follow the version that is told: see `bundle`. Where the versions are kept is for `published_versions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from programme.submissions.public.round_result import PublicResult
from programme.submissions.public.steps import Parts, asked_tells, awarded_in, awarded_tells, changes

_FEWEST_CHANGES: Final = 3


@dataclass(frozen=True, slots=True)
class Version:
    """A result and what it was made of: None where that is not known. For staff: only the result is public.

    Of two versions of one day the one with the larger number came later.
    """

    result: PublicResult
    parts: Parts | None
    number: int = 0


def same_figures(one: PublicResult, other: PublicResult) -> bool:
    """Tell whether two results say the same, whatever their days."""
    return replace(one, as_of=date.min) == replace(other, as_of=date.min)


def same_version(one: Version, other: Version) -> bool:
    """Tell whether two versions are one, whatever their days."""
    return same_figures(one.result, other.result) and replace(one, result=other.result) == other


def following(now: PublicResult, parts: Parts, told: Sequence[Version]) -> tuple[Version, bool]:
    """Return the version to tell, and whether nothing of now is held back. `told` are the decided ones until now."""
    if not told:
        return Version(now, parts), True
    current = max(told, key=lambda it: (it.result.as_of, it.number))
    if same_figures(current.result, now):
        return _next(current, current.result, parts), True
    made = _without_small_steps(now, parts, told)
    steps = [_changes(it, made, parts) for it in told if not same_figures(it.result, made)]
    enough = all(step >= _FEWEST_CHANGES for step in steps) or (not any(steps) and _only_adds(made, current.result))
    if made.decided and enough:
        return _next(current, made, parts), True
    if _holds(current, parts):
        return current, False
    bare = _bare(now)
    return _next(current, current.result if same_figures(bare, current.result) else bare, parts), False


def _next(current: Version, result: PublicResult, parts: Parts) -> Version:
    """Return the version with this result, or the current one when nothing in it is new."""
    new = Version(result, parts, current.number + 1)
    return current if replace(new, number=current.number) == current else new


def _without_small_steps(now: PublicResult, parts: Parts, told: Iterable[Version]) -> PublicResult:
    """Return a result without the sums from which, with one that is out, few amounts could be worked out."""
    for one in told:
        if one.result.asked is not None and (one.parts is None or asked_tells(one.parts, parts)):
            now = replace(now, asked=None)
        if one.result.awarded is not None and (one.parts is None or awarded_tells(one.parts, parts)):
            now = replace(now, awarded=None)
    return now


def _changes(old: Version, now: PublicResult, parts: Parts) -> int:
    """Return how many applications changed, or at least how many where it is not known which were in it."""
    if old.parts is not None:
        return changes(old.parts, parts)
    awards = len(awarded_in(parts)) - (old.result.awards or 0)
    return max(abs(now.received - old.result.received), abs(awards))


def _only_adds(made: PublicResult, current: PublicResult) -> bool:
    """Tell whether a result says all that another does and more: an amount that was missing is there now."""
    names = [each.name for each in fields(PublicResult) if each.name != "as_of"]
    return all(getattr(current, name) in {None, "", (), getattr(made, name)} for name in names)


def _holds(current: Version, parts: Parts) -> bool:
    """Tell whether every award that a version counts is one still, of the same amount where it tells the sum."""
    now = awarded_in(parts)
    if current.parts is None:
        return len(now) == current.result.awards
    before = awarded_in(current.parts)
    if not before.keys() <= now.keys():
        return False
    return current.result.awarded is None or all(now[key].awarded == part.awarded for key, part in before.items())


def _bare(now: PublicResult) -> PublicResult:
    """Return what can be told at any time: what came in, and, when all is decided, how many awards there are."""
    return PublicResult(
        round=now.round,
        as_of=now.as_of,
        decided=now.decided,
        received=now.received,
        awards=now.awards,
        success_rate=now.success_rate,
    )
