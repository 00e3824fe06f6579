"""Rules of awards: what was given, the round it was given in, and what only a decision of the office can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from programme.catalogue.bases import DECIDED
from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Award, Records

_AGAIN: Final = "Do not write it by hand: decide, and run the reconciliation, which writes the file."


def award_says_what_was_given(records: Records, _: date) -> Iterator[Finding]:
    """An award that names no amount may leave it out, but one of equipment says what was given."""
    for one in records.awards.values():
        if one.amount is not None and one.given:
            yield at(one, "given").error(
                "amount-and-thing",
                "The award has an amount and also something that was given.",
                expected="one of the two",
                found=one.given,
                action="Keep the one that was published.",
            )


def award_is_of_its_rounds_fund(records: Records, _: date) -> Iterator[Finding]:
    """An award that names a round is of the fund to which the round belongs."""
    for one in records.awards.values():
        about = records.rounds.get(one.round or "")
        if about and about.fund != one.fund:
            yield at(one, "round").error(
                "round-of-other-fund",
                "The round belongs to another fund than the award.",
                expected=f"a round of {one.fund}",
                found=f"{about.id}, a round of {about.fund}",
                action="Correct the fund or the round.",
            )


def award_from_a_decision_has_its_result(records: Records, _: date) -> Iterator[Finding]:
    """An award whose basis is the office's decision is of a round whose result is decided and counts it."""
    found = Counter[str]()
    for one in _decided(records):
        result = records.results.get(one.round or "")
        found[one.round or ""] += 1
        if result is None or not result.decided or found[result.round] > (result.awards or 0):
            yield at(one, "basis").error(
                "decided-without-result",
                "No result of a round counts this award.",
                expected="a round with a decided result that counts as many awards",
                found=_said(one, records),
                action=_AGAIN,
            )


def _decided(records: Records) -> Iterator[Award]:
    return (one for one in records.awards.values() if one.basis == DECIDED)


def _said(one: Award, records: Records) -> str:
    result = records.results.get(one.round or "")
    if result is None:
        return f"no result of {one.round}" if one.round else "no round"
    return f"{result.awards or 0} awards in the result of {one.round}" if result.decided else "a result not decided"


def award_is_within_the_ceiling(records: Records, _: date) -> Iterator[Finding]:
    """An award is seldom above the largest award of its round, or else of its fund."""
    for one in records.awards.values():
        about, fund = records.rounds.get(one.round or ""), records.funds.get(one.fund)
        of = about if about and about.ceiling is not None else fund
        if one.amount is not None and of and of.ceiling is not None and one.amount > of.ceiling:
            yield at(one, "amount").warning(
                "over-the-ceiling",
                f"The award is above the largest that {of.id} gives.",
                expected=f"at most {of.ceiling}",
                found=str(one.amount),
                action="Compare it with the source: a digit or the point may be wrong. If it is right, leave it.",
            )


def award_is_told_once(records: Records, _: date) -> Iterator[Finding]:
    """An award is written once: not under two ids, and not by hand when the reconciliation wrote it."""
    written = {(one.round, _plain(one.organisation)): one for one in _decided(records)}
    firsts: dict[tuple[object, ...], Award] = {}
    for one in records.awards.values():
        other = written.get((one.round, _plain(one.organisation)))
        first = firsts.setdefault(_what(one), one)
        if other and one.basis != DECIDED:
            told = "The reconciliation has written an award of this round to the same organisation."
            yield _twice(one, other, told)
        elif first is not one:
            yield _twice(one, first, "Another award is of the same fund, time and amount, to the same organisation.")


def _what(one: Award) -> tuple[object, ...]:
    """Return what is the same in two awards only when they are one award; the purpose may be told in other words."""
    given = _plain(one.given or "")
    purpose = "" if given or one.amount is not None else _plain(one.purpose)
    return one.fund, _plain(one.organisation), _plain(one.when), one.amount, given, purpose


def _twice(one: Award, other: Award, told: str) -> Finding:
    return at(one, "organisation").warning(
        "award-twice",
        told,
        expected="each award once",
        found=f"{one.id} and {other.id}",
        action="If it is the same award, remove this one.",
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
