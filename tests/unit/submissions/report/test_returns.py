from __future__ import annotations

import pytest
from msgspec import structs

from programme.submissions.outcome import Due, Held, Outcome, State, Submission, Verdict
from programme.submissions.report.answers import Answers
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.returns import FormReturns, returns
from tests.unit.submissions.report import invented as sample


def due(period: str, state: str, by: str | None = None) -> Due:
    return Due("quarterly-return", "safer-example", period, state, by)


def form_of(outcome: Outcome) -> FormReturns:
    (one,) = returns(outcome, Kinds(Answers({}, sample.records()), sample.records()), sample.records(), day=sample.DAY)
    return one


def returns_of(*found: Due) -> FormReturns:
    return form_of(sample.outcome(due=found))


def test_returns_are_listed_by_period_with_their_state_and_due_date() -> None:
    assert [(line.period, line.partner, line.label, line.due) for line in form_of(sample.rich()).lines] == [
        ("July to September 2025", "Safer Example Partnership", "On time", "14 October 2025"),
        ("October to December 2025", "Safer Example Partnership", "Missing", "14 January 2026"),
    ]


@pytest.mark.parametrize(
    ("state", "owed", "label", "waits"),
    [
        (State.READY, "on-time", "On time", False),
        (State.INCOMPLETE, "on-time", "On time, incomplete", False),
        (State.NEEDS_A_PERSON, "on-time", "On time, waits for a person", True),
        (State.NEEDS_A_PERSON, "received", "Received, waits for a person", True),
        (State.LATE, "late", "Late", False),
    ],
)
def test_what_came_and_is_not_done_is_said_to_be_so(state: State, owed: str, label: str, *, waits: bool) -> None:
    one = came(1, state, call="2025-Q3")
    told = structs.replace(due("2025-Q3", owed, "2025-10-14"), reference=one.reference)
    form = form_of(sample.outcome(one, due=(told,)))
    assert [(line.label, line.waits) for line in form.lines] == [(label, waits)]
    assert form.sums == ((label, 1),)


def test_one_reminder_names_every_period_that_is_missing() -> None:
    one = returns_of(
        due("2025-Q3", "missing", "2025-10-14"), due("2025-Q4", "missing", "2026-01-14"), due("2026-Q1", "not-due")
    )
    (reminder,) = one.reminders
    assert "Subject: Quarterly return for July to September 2025 and October to December 2025" in reminder.text
    assert "- July to September 2025 (due date: 14 October 2025)" in reminder.text
    assert "- October to December 2025 (due date: 14 January 2026)" in reminder.text
    assert "January to March 2026" not in reminder.text


def test_where_no_due_date_is_announced_nothing_is_missing_and_the_partner_is_asked() -> None:
    one = returns_of(due("2025-Q3", "not-received"), due("2025-Q4", "not-received"))
    (reminder,) = one.reminders
    assert one.sums == (("Not received", 2),)
    assert [(line.label, line.due) for line in one.lines] == [("Not received", "not yet announced")] * 2
    assert "Have you sent us your return “Quarterly return” for these?" in reminder.text
    assert "- July to September 2025\n- October to December 2025\n" in reminder.text
    assert "We have not received" not in reminder.text


def test_a_reminder_says_what_the_form_is_and_names_no_person() -> None:
    (reminder,) = returns_of(due("2025-Q3", "missing")).reminders
    assert "To: whoever returns reports for Safer Example Partnership" in reminder.text
    assert "What it is: What you did." in reminder.text
    assert "@" not in reminder.text


def waiting(*found: Submission, form: str = "quarterly-return", held: tuple[Held, ...] = ()) -> int:
    empty = sample.outcome(*found, due=(due("2025-Q3", "missing"),), held=held)
    accounts = (structs.replace(empty.accounts[0], form=form),)
    return form_of(structs.replace(empty, accounts=accounts)).waiting


def came(number: int, state: State = State.NEEDS_A_PERSON, **more: str) -> Submission:
    return sample.submission(number, state, **{"form": "quarterly-return", "partner": "safer-example", **more})


def test_a_row_of_the_form_that_cannot_be_read_may_be_what_is_missing() -> None:
    held = (Held(sample.DIGEST, "returns.xlsx", 12, "time"), Held("b" * 64, "other.xlsx", 3, "time"))
    assert (waiting(held=held), waiting(held=held, form="another-form")) == (1, 0)


def test_a_return_of_nobody_knows_whom_or_when_may_be_what_is_missing() -> None:
    assert waiting(came(1, call=""), came(2, partner="", call="2025-Q3"), came(3, call="2024-Q1")) == 3


def test_a_return_that_was_accepted_but_is_of_no_partner_of_the_form_may_be_what_is_missing() -> None:
    ready = State.READY
    assert waiting(came(1, ready, partner="", call="2025-Q3"), came(2, ready, partner="police", call="2025-Q3")) == 2


@pytest.mark.parametrize("rule", ["unclear-identity", "before-period"])
def test_a_return_that_may_be_another_partners_or_for_another_period_may_be_what_is_missing(rule: str) -> None:
    because = Verdict(rule, "saw", "Says.", State.NEEDS_A_PERSON)
    assert waiting(structs.replace(came(1, call="2025-Q3"), because=because)) == 1


def test_a_return_whose_period_is_known_or_that_waits_for_nobody_is_not_what_is_missing() -> None:
    assert waiting(came(1, call="2025-Q3"), came(2, State.NOT_ELIGIBLE, call=""), sample.submission(3)) == 0


def test_a_return_that_lacks_answers_has_a_reminder_that_names_them() -> None:
    because = Verdict("required-answers", "not answered: spent", "Not answered: “What was spent?”.", State.INCOMPLETE)
    one = structs.replace(came(1, State.INCOMPLETE, call="2025-Q3"), because=because)
    told = structs.replace(due("2025-Q3", "received"), reference=one.reference)
    (reminder,) = form_of(sample.outcome(one, due=(told,))).reminders
    assert reminder.partner == "Safer Example Partnership"
    assert reminder.text.splitlines() == [
        "To: whoever returns reports for Safer Example Partnership",
        "Subject: Quarterly return for July to September 2025",
        "",
        "Thank you for your return “Quarterly return” for July to September 2025. It is not complete yet.",
        "Not answered: “What was spent?”.",
        "",
        "Please send the form once more, with all answers.",
        "",
        "The programme team",
    ]


def test_what_came_needs_no_reminder() -> None:
    assert returns_of(due("2025-Q3", "late"), due("2025-Q4", "received")).reminders == ()
