"""Submissions with nothing but what public numbers are made of, for the tests of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from programme.catalogue.model import Records, Result, ResultOutcome, ResultReason
from programme.submissions.facts import Announced, Answer, Decision, Record
from programme.submissions.outcome import Account, Disposition, Held, Outcome, State, Submission, Verdict
from programme.submissions.public.leak import Guard, Leak
from programme.submissions.public.round_result import PublicResult
from tests.real_records import real

DAY: Final = date(2026, 3, 2)
FORM: Final = "community-action-fund-application"
ROUND: Final = "road-safety-2025"
BECAUSE: Final = {
    State.NOT_ELIGIBLE: "not-eligible:thirty-staff",
    State.INCOMPLETE: "required-answers",
    State.LATE: "after-closing",
}


def records() -> Records:
    """The real records."""
    return real()


def submission(
    number: int,
    state: State,
    *,
    kind: str = "charity",
    rule: str = "",
    call: str = ROUND,
    asked: str | None = "9000",
    awarded: str | None = None,
) -> Submission:
    answers = {question("organisation-type"): Answer(given=True, options=(kind,))}
    record = Record(FORM, f"{number}", f"{number:032x}", "r", "2026-01-05T10:00:00Z", answers)
    return Submission(
        reference=f"{number:05}-22222-2",
        form=FORM,
        source=f"{number}",
        versions=(record,),
        state=state,
        because=Verdict(rule or BECAUSE.get(state, "decision"), "", "", state),
        tried=(),
        call=call,
        asked=None if asked is None else Decimal(asked),
        awarded=None if awarded is None else Decimal(awarded),
    )


def question(means: str) -> str:
    """The id of the form's question that means this."""
    return next(one.id for one in records().forms[FORM].questions if one.means == means)


def award(
    number: int,
    organisation: str = "",
    purpose: str = "Lights",
    *,
    name: str = "Sampleton Hall",
    kind: str = "charity",
    on: str = "2026-02-20",
    amount: str = "8000",
) -> Submission:
    """An award; `name` is what the applicant calls itself, `organisation` and `purpose` are what the office says."""
    one = submission(number, State.AWARDED, kind=kind, awarded=amount)
    answers = one.record.answers | ({question("organisation"): Answer(given=True, name=name)} if name else {})
    words = Announced(organisation, purpose) if organisation else msgspec.UNSET
    made = Decision(one.reference, "award", "panel", on, "Strong.", amount=amount, announced=words)
    return msgspec.structs.replace(
        one, versions=(msgspec.structs.replace(one.record, answers=answers),), decisions=(made,)
    )


def many(kind: str = "charity", call: str = ROUND, start: int = 0, /, **counts: int) -> list[Submission]:
    """So many submissions of each state, by the state's name in small letters with underlines."""
    states = [State(name.replace("_", "-")) for name, count in counts.items() for _ in range(count)]
    return [
        submission(start + at, state, kind=kind, call=call, awarded="8000" if state is State.AWARDED else None)
        for at, state in enumerate(states, 1)
    ]


def outcome(*submissions: Submission, held: int = 0) -> Outcome:
    account = Account("d" * 64, "export.xlsx", FORM, "microsoft-forms", held, {Disposition.QUARANTINE: held}, {}, {})
    return Outcome(
        submissions={one.reference: one for one in submissions},
        accounts=(account,),
        held=tuple(Held("d" * 64, "export.xlsx", row, "time") for row in range(held)),
        due=(),
        stray=(),
    )


def record_of(one: PublicResult) -> Result:
    """The record that the check makes of the file of a result."""
    values = {field.name: getattr(one, field.name) for field in fields(PublicResult)}
    values["from_people"] = one.from_people or None
    values["outcomes"] = tuple(ResultOutcome(outcome=name, count=count) for name, count in one.outcomes)
    values["reasons"] = tuple(ResultReason(outcome=name, reason=code) for name, code in one.reasons)
    return Result(id=one.round, **values)


def guard(
    files: Mapping[str, str | bytes], personal: Iterable[str], *, allowed: Iterable[str] = (), closed: bool = False
) -> tuple[Leak, ...]:
    """Every leak in public files, where these are all the short answers that there are."""
    watch = Guard(files, allowed=allowed, closed=closed)
    watch.look(personal)
    return watch.leaks
