"""The report says of a submission what fits its kind of form, and nothing of money or rounds where there are none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

from programme.submissions.outcome import Flag, Match, State, Submission, Verdict
from programme.submissions.report.answers import Answers
from programme.submissions.report.html import report_html
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.tasks import Task
from programme.submissions.report.view import Line, ReportView, report_view
from programme.submissions.report.workbook import report_workbook
from tests.unit.submissions.report import invented as sample
from tests.unit.submissions.report.test_html import text_in
from tests.unit.submissions.report.test_workbook import rows

SURVEY: Final[dict[str, Any]] = {"form": "youth-perception-survey", "call": "", "asked": None}
COURSE: Final[dict[str, Any]] = {"form": "leadership-programme-application", "call": "Cohort 5", "asked": None}
RETURN: Final[dict[str, Any]] = {
    "form": "safer-street-summers-update",
    "call": "2025-07",
    "partner": "safer-example",
    "asked": None,
}


def view_of(*submissions: Submission) -> ReportView:
    return report_view(sample.outcome(*submissions), {}, sample.records(), day=sample.DAY, previous=None)


def line_of(**told: Any) -> Line:
    (line,) = view_of(sample.submission(1, **told)).lines
    return line


def task_of(**told: Any) -> Task:
    (task,) = view_of(sample.submission(1, State.NEEDS_A_PERSON, **told)).tasks
    return task


@pytest.mark.parametrize(
    ("told", "who", "call"),
    [
        (SURVEY, "", ""),
        (COURSE, "", "Cohort 5"),
        (COURSE | {"call": ""}, "", "Cohort not known"),
        (RETURN, "Safer Example Partnership", "July 2025"),
        (RETURN | {"partner": "", "call": ""}, "Partner not known", "Period not known"),
        ({}, "Invented Road Watch", "Road Safety round"),
        ({"call": ""}, "Invented Road Watch", "Round not known"),
        ({"form": "a-form-of-long-ago"}, "(no name given)", "Road Safety round"),
    ],
)
def test_a_submission_is_told_by_who_sent_it_and_what_it_is_for(told: dict[str, Any], who: str, call: str) -> None:
    line = line_of(**told)
    assert (line.organisation, line.call) == (who, call)


@pytest.mark.parametrize(
    ("told", "about", "labels"),
    [
        (SURVEY, "Youth survey", ["It counts", "It does not count"]),
        (COURSE, "Leadership Programme form, Cohort 5",
         ["It counts", "It may not apply", "The applicant took it back"]),
        (RETURN, "Safer Street Summers update, July 2025",
         ["It counts", "It does not count", "The partner took it back"]),
    ],
)  # fmt: skip
def test_a_task_offers_what_fits_and_asks_for_no_money(told: dict[str, Any], about: str, labels: list[str]) -> None:
    task = task_of(**told)
    assert (task.about, task.asked, [choice.label for choice in task.choices]) == (about, "", labels)


def test_whoever_applies_for_two_cohorts_is_told_so_in_words_of_the_course() -> None:
    flag = Verdict("other-round", "1", "Both give the same e-mail address.", flag=Flag.OTHER_ROUND)
    assert line_of(**COURSE, flags=(flag,)).flags == "Also in another cohort"
    assert line_of(flags=(flag, flag)).flags == "Also in another round"


def test_the_task_of_a_survey_names_no_round_and_no_pounds() -> None:
    page = LexborHTMLParser(report_html(view_of(sample.submission(1, State.NEEDS_A_PERSON, **SURVEY))))
    assert text_in(page, ".task > .soft") == "Youth survey. Sent 1 December 2025, 10am."
    assert text_in(page, ".task h3") == sample.reference(1)


def test_two_returns_that_may_be_one_are_not_called_bids() -> None:
    match = Match(other=sample.reference(2), kind="ask", reason="They are alike.")
    first = sample.submission(1, State.NEEDS_A_PERSON, matches=(match,), **RETURN)
    (task,) = view_of(first, sample.submission(2, **RETURN)).tasks
    same, different, *others = task.pairs[0].choices
    assert (same.label, different.label) == (
        "One return sent twice: the earlier one is replaced",
        "Two returns: both count",
    )
    assert "One return sent twice." in same.line
    assert [choice.line for choice in others] == [
        f"{sample.reference(number)},refuse,caseworker,2026-01-20,It is another partner's return.,,"
        for number in (1, 2)
    ]


def test_a_cohort_has_no_money_and_no_deadline_of_a_round() -> None:
    view = view_of(sample.submission(1, **COURSE))
    section = text_in(LexborHTMLParser(report_html(view)), "section[aria-labelledby=rounds]")
    assert "Cohort 5" in section
    for words in ("One bid may get", "Money in the round", "Closes", "Ask for", "£", "Deadline:"):
        assert words not in section
    state, _ = rows(report_workbook(view), "Rounds")
    assert (state["Round"], state["How many"], state["Ask for"], state["Closes"]) == ("Cohort 5", 1, "", "")


def test_an_amount_that_cannot_be_read_is_a_dash_where_the_form_asks_for_one() -> None:
    kinds = Kinds(Answers({}, sample.records()), sample.records())
    one = structs.replace(sample.submission(1), asked=None)
    assert (kinds.asked(one), kinds.asked(structs.replace(one, asked=Decimal(5)))) == ("–", "£5")
