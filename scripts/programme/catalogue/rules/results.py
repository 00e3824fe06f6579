"""Rules of results: the public numbers of a round fit together, and no small number can be read from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Records, Result
from programme.clock import say_date

_HIDDEN: Final = "*"
_SMALL: Final = 7
_REST: Final = ("from_people", "asked", "awards", "awarded", "success_rate", "outcomes", "reasons")
_AGAIN: Final = "Do not correct numbers by hand: run the reconciliation, which writes the file again."


def result_is_its_rounds(records: Records, day: date) -> Iterator[Finding]:
    """A result has the id of its round, and tells of a day after the round closed that is not in the future."""
    for one in records.results.values():
        about = records.rounds.get(one.round)
        if one.id != one.round:
            yield at(one, "round").error(
                "result-of-other-round",
                "The file does not have the name of its round.",
                expected=one.id,
                found=one.round,
                action=f"Name the file {one.round}.yaml, or correct the round.",
            )
        if about and about.closes and one.as_of <= about.closes.last:
            yield at(one, "as_of").error(
                "result-before-close",
                "The round had not closed on this day.",
                expected=f"a day after {say_date(about.closes.last)}",
                found=say_date(one.as_of),
                action="Wait until the round has closed, and run the reconciliation again.",
            )
        if one.as_of > day:
            yield at(one, "as_of").error(
                "date-in-the-future",
                "This date has not come yet.",
                expected=f"{say_date(day)} or earlier",
                found=say_date(one.as_of),
                action=_AGAIN,
            )


def result_tells_the_rest_when_decided(records: Records, _: date) -> Iterator[Finding]:
    """Until every application has been decided, a result gives only how many came in; then it gives the awards too."""
    for one in records.results.values():
        given = [name for name in _REST if getattr(one, name) not in {None, ()}]
        if not one.decided and given:
            yield at(one, given[0]).error(
                "result-too-early",
                "Some applications still wait for a decision.",
                expected="only received",
                found=", ".join(given),
                action=_AGAIN,
            )
        if one.decided and (one.awards is None or one.success_rate is None):
            yield at(one, "decided").error(
                "result-not-whole",
                "The round is decided, but a number is missing.",
                expected="values for awards and success_rate",
                found="nothing for " + " and ".join(name for name in ("awards", "success_rate") if name not in given),
                action=_AGAIN,
            )


def result_adds_up(records: Records, _: date) -> Iterator[Finding]:
    """The numbers of a result add up: awards and the other outcomes, where they are told, make those received."""
    for one in records.results.values():
        if not one.decided or one.awards is None:
            continue
        whole = bool(one.outcomes) and all(it.count != _HIDDEN for it in one.outcomes)
        told = one.awards + sum(int(it.count) for it in one.outcomes if it.count != _HIDDEN)
        rate = _percentage(one.awards, one.received)
        if told > one.received or (whole and told != one.received):
            yield at(one, "received").error(
                "result-does-not-add-up",
                "Awards and other outcomes do not make the applications received.",
                expected=f"{told}" if whole else f"{told} or more",
                found=str(one.received),
                action=_AGAIN,
            )
        elif one.success_rate not in {None, rate}:
            yield at(one, "success_rate").error(
                "result-does-not-add-up",
                "The percentage is not that of the awards.",
                expected=str(rate),
                found=str(one.success_rate),
                action=_AGAIN,
            )
        elif one.from_people not in {None, _HIDDEN} and int(one.from_people) > one.received:
            yield at(one, "from_people").error(
                "result-does-not-add-up",
                "More applications came from one person alone than came in.",
                expected=f"{one.received} or fewer",
                found=one.from_people,
                action=_AGAIN,
            )


def small_numbers_are_hidden(records: Records, _: date) -> Iterator[Finding]:
    """A count from 1 to 7 is shown as `*`, and never alone: one hidden number could be worked out from the others."""
    for one in records.results.values():
        hidden = [number for number, it in enumerate(one.outcomes, 1) if it.count == _HIDDEN]
        for number, it in enumerate(one.outcomes, 1):
            if it.count != _HIDDEN and 0 < int(it.count) <= _SMALL:
                yield at(one, "outcomes", number, "count").error(
                    "small-number",
                    "This number is so small that it points at an applicant.",
                    expected=_HIDDEN,
                    found=it.count,
                    action=_AGAIN,
                )
        if len(hidden) == 1:
            yield at(one, "outcomes", hidden[0], "count").error(
                "lone-hidden-number",
                "This is the only hidden number, so anybody can work it out.",
                expected="two or more hidden numbers",
                found="one",
                action=_AGAIN,
            )


def reasons_are_known(records: Records, _: date) -> Iterator[Finding]:
    """A result's reason is a rule of the round's fund or a word of result-reasons, for an outcome that is shown."""
    for one in records.results.values():
        known = _reasons(one, records)
        shown = {it.outcome for it in one.outcomes if it.count not in {_HIDDEN, "0"}}
        for number, it in enumerate(one.reasons, 1):
            if it.reason not in known:
                yield at(one, "reasons", number, "reason").unknown(
                    "unknown-reason",
                    "There is no such reason.",
                    known,
                    found=it.reason,
                    action=_AGAIN,
                )
            if it.outcome not in shown:
                yield at(one, "reasons", number, "outcome").error(
                    "reason-of-hidden-outcome",
                    "The number of this outcome is hidden, or there is none.",
                    expected="an outcome that is shown with its number",
                    found=it.outcome,
                    action=_AGAIN,
                )


def _reasons(one: Result, records: Records) -> list[str]:
    about = records.rounds.get(one.round)
    fund = records.funds.get(about.fund) if about else None
    return ([it.id for it in fund.rules] if fund else []) + [it.id for it in records.terms.get("result-reasons", ())]


def _percentage(part: int, whole: int) -> int:
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0
