"""Invented submissions with their words, for the tests of the reports. No person or organisation here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from msgspec import structs

from programme.catalogue.load import load_folder
from programme.catalogue.model import Form, Partner, Records
from programme.clock import Period
from programme.records.check import DATA
from programme.submissions.facts import Answer, Decision, Mark, Record, Words
from programme.submissions.outcome import (
    Account,
    Disposition,
    Due,
    Flag,
    Held,
    Match,
    Outcome,
    State,
    Submission,
    Verdict,
)
from programme.submissions.references import References

DAY: Final = date(2026, 1, 20)
FORM: Final = "community-action-fund-application"
ROUND: Final = "road-safety-2025"
KEYS: Final = References(b"a key that is for tests alone")
NAMES: Final = ("Example Village Hall", "Invented Road Watch", "Pretend Primary School", "Sample Scouts")
DIGEST: Final = "a" * 64


@cache
def records() -> Records:
    """The real records, with a pot, a partner and a return that are invented."""
    found = load_folder(DATA, DAY, ()).records
    rounds = dict(found.rounds) | {ROUND: replace(found.rounds[ROUND], pot=Decimal(20000))}
    partner = Partner(
        id="safer-example", title="Safer Example Partnership", areas=(), since=None, until=None, basis="proposed",
        sources=(),
    )  # fmt: skip
    report = replace(
        found.forms[FORM], id="quarterly-return", title="Quarterly return", kind="return", summary="What you did.",
        returned_by=("safer-example",), every="quarter", first_period=Period.of("2025-07"),
    )  # fmt: skip
    monthly = replace(found.forms["safer-street-summers-update"], returned_by=("safer-example",))
    forms: dict[str, Form] = dict(found.forms) | {report.id: report, monthly.id: monthly}
    return replace(
        found,
        rounds=MappingProxyType(rounds),
        forms=MappingProxyType(forms),
        partners=MappingProxyType({partner.id: partner}),
    )


def reference(number: int) -> str:
    return KEYS.reference(FORM, str(number))


def record(number: int, *, sent: str = "2025-12-01T10:00:00Z", amount: str = "5000", version: int = 0) -> Record:
    answers = {
        "organisation-name": Answer(given=True, name=NAMES[number % len(NAMES)]),
        "amount": Answer(given=True, number=amount),
    }
    return Record(form=FORM, source=str(number), content=f"c{number}-{version}", reading="r", submitted=sent,
                  answers=answers)  # fmt: skip


def submission(number: int, state: State = State.READY, **more: Any) -> Submission:
    one = record(number, **{name: more.pop(name) for name in ("sent", "amount") if name in more})
    because = Verdict(rule="sample-rule", saw="5,000", says="The sample rule holds.", state=state)
    values: dict[str, Any] = {
        "reference": reference(number), "form": FORM, "source": str(number), "versions": (one,), "state": state,
        "because": because, "tried": (because,), "call": ROUND, "asked": Decimal(one.answers["amount"].number or 0),
    }  # fmt: skip
    return Submission(**(values | more))


def words_of(one: Submission, **answers: str) -> Words:
    number = int(one.source)
    said = {
        "organisation-name": NAMES[number % len(NAMES)],
        "organisation-postcode": "ZZ99 1AA",
        "contact-email": f"contact{number}@example.org",
        "contact-phone": "01632 960001",
        "project-title": f"Slow down {number}",
        "amount": str(one.asked),
        "budget": "Signs: 5000",
    }
    return Words(content=one.record.content, form=one.form, submitted=one.record.submitted, answers=said | answers)


def outcome(*submissions: Submission, **more: Any) -> Outcome:
    """An outcome of the submissions in which one file held each of them once and nothing else."""
    asked = sum((one.asked or Decimal(0) for one in submissions), Decimal(0))
    account = Account(DIGEST, "applications.xlsx", FORM, "microsoft-forms", len(submissions),
                      {Disposition.FIRST: len(submissions)}, {Disposition.FIRST: asked}, {})  # fmt: skip
    by_reference = {one.reference: one for one in sorted(submissions, key=lambda one: one.reference)}
    values: dict[str, Any] = {"submissions": by_reference, "accounts": (account,), "held": (), "due": (), "stray": ()}
    return Outcome(**(values | more))


def words(found: Outcome) -> dict[str, Words]:
    return {one.record.content: words_of(one) for one in found.submissions.values()}


def rich() -> Outcome:
    """One of everything that the report can show."""
    asks = Match(other=reference(2), kind="ask", reason="The names are alike, and the postcode is the same.", score=81)
    back = structs.replace(asks, other=reference(1))
    pair = [
        Verdict("unclear-identity", f"looks like {one.other}", one.reason, State.NEEDS_A_PERSON) for one in (asks, back)
    ]
    award = Decision(reference(4), "award", "panel", "2026-01-19", "Strong bid.", amount="6000")
    found = outcome(
        submission(1, State.NEEDS_A_PERSON, matches=(asks,), because=pair[0]),
        submission(2, State.NEEDS_A_PERSON, sent="2025-12-08T10:00:00Z", matches=(back,), because=pair[1]),
        submission(3, State.NEEDS_A_PERSON, sent="2025-11-20T10:00:00Z"),
        submission(4, State.AWARDED, awarded=Decimal(6000), decisions=(award,)),
        submission(5, State.LATE, sent="2026-01-13T09:00:00Z",
                   flags=(Verdict("shared", "1", "Shares it.", flag=Flag.SHARED_CONTACT),)),
        submission(6, State.READY, amount="9000"),
        submission(7, State.READY),
    )  # fmt: skip
    account = structs.replace(
        found.accounts[0],
        read=10,
        records={Disposition.FIRST: 7, Disposition.REPEAT: 1, Disposition.STRUCTURAL: 1, Disposition.QUARANTINE: 1},
        reasons={"blank": 1, "time": 1},
        missing=("insurance",),
        unknown=("Do you have the insurance the project needs?", "Score: total"),
    )
    return structs.replace(
        found,
        accounts=(account,),
        held=(Held(DIGEST, "applications.xlsx", 12, "time"),),
        due=(
            Due("quarterly-return", "safer-example", "2025-Q3", "on-time", "2025-10-14", reference(9)),
            Due("quarterly-return", "safer-example", "2025-Q4", "missing", "2026-01-14"),
        ),
        stray=(
            Decision(reference(99), "award", "panel", "2026-01-19", "Typed wrongly.", amount="100"),
            Mark(reference(98), "marker-a", "need", "10", "2026-01-19"),
        ),
    )
