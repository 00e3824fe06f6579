"""The report names what does not count and waits for nobody, where it belongs: why, and the line that changes it."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from programme.submissions.facts import Decision
from programme.submissions.outcome import Due, Match, Outcome, State, Submission, Verdict
from tests.unit.submissions.report import invented as sample
from tests.unit.submissions.report.test_html import html

WHY = "Looked at by hand. The sample rule holds."


def folded(outcome: Outcome, part: str = "rounds") -> list[LexborNode]:
    """What is folded away in a part of the report, but for the numbers of pictures."""
    found = LexborHTMLParser(html(outcome)).css(f"section[aria-labelledby={part}] details")
    return [one for one in found if "The numbers of this picture" not in one.text()]


def rows(outcome: Outcome, part: str = "rounds") -> list[list[str]]:
    (one,) = folded(outcome, part)
    return [[cell.text(strip=True) for cell in row.css("th, td")] for row in one.css("tbody tr")]


def line_of(one: Submission) -> str:
    ((*_, line),) = rows(sample.outcome(one))
    return line


def test_each_is_named_with_its_reason_and_the_line_that_lets_it_count() -> None:
    states = (State.LATE, State.INCOMPLETE, State.NOT_ELIGIBLE)
    found = rows(
        sample.outcome(*(sample.submission(number, it) for number, it in enumerate(states)), sample.submission(9))
    )
    said = "The sample rule holds. Found: 5,000."
    assert found == [
        [
            sample.reference(number),
            sample.NAMES[number],
            state,
            said,
            f"{sample.reference(number)},{way},caseworker,2026-01-20,{WHY},,",
        ]
        for number, state, way in (
            (1, "Incomplete", "incomplete-ok"),
            (0, "Late", "accept"),
            (2, "Not eligible", "accept"),
        )
    ]


def test_how_many_there_are_is_said_and_where_every_reason_stands() -> None:
    (one,) = folded(sample.outcome(sample.submission(1, State.LATE), sample.submission(2, State.LATE)))
    assert "open" not in one.attributes
    assert one.css("summary")[0].text() == "Late, incomplete, not eligible or replaced: 2 (Road Safety round)"
    assert "The sheet “Submissions” of the workbook names every submission with its reason." in one.text()


def test_where_there_are_none_nothing_is_folded_away() -> None:
    states = (State.READY, State.NEEDS_A_PERSON, State.AWARDED, State.DECLINED, State.WITHDRAWN)
    assert folded(sample.outcome(*(sample.submission(number, it) for number, it in enumerate(states)))) == []


def test_what_was_refused_today_can_be_accepted_from_tomorrow_on() -> None:
    refused = Decision(sample.reference(1), "refuse", "panel", "2026-01-20", "No.")
    assert ",accept,caseworker,2026-01-21," in line_of(sample.submission(1, State.NOT_ELIGIBLE, decisions=(refused,)))


def test_one_that_was_replaced_counts_again_once_a_person_says_that_they_are_two() -> None:
    match = Match(sample.reference(2), "same", "Sent again.")
    because = Verdict("replaced", f"sent again as {match.other}", match.reason, State.REPLACED)
    one = sample.submission(1, State.REPLACED, because=because, matches=(match,))
    assert line_of(one) == f"{one.reference},different,caseworker,2026-01-20,Two bids.,{match.other},"


def test_what_nobody_knows_the_round_of_has_no_line() -> None:
    assert line_of(sample.submission(1, State.NOT_ELIGIBLE, call="")) == "None: nobody knows what it is for."


def test_the_page_shows_as_many_as_tasks_and_the_workbook_has_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programme.submissions.report.html.MOST", 1)
    outcome = sample.outcome(sample.submission(1, State.LATE), sample.submission(2, State.LATE))
    assert len(rows(outcome)) == 1
    assert "the first 1 of 2" in folded(outcome)[0].css("caption")[0].text()


def test_a_late_return_stands_under_the_returns_with_its_partner_period_and_line() -> None:
    late = sample.submission(1, State.LATE, form="quarterly-return", partner="safer-example", call="2025-Q3")
    due = Due("quarterly-return", "safer-example", "2025-Q3", "late", "2025-10-14", late.reference)
    assert rows(sample.outcome(late, due=(due,)), "returns") == [
        [
            late.reference,
            "July to September 2025",
            "Safer Example Partnership",
            "Late",
            "The sample rule holds. Found: 5,000.",
            f"{late.reference},accept,caseworker,2026-01-20,{WHY},,",
        ]
    ]


def test_an_answer_to_a_survey_that_does_not_count_is_named_and_the_answers_are_counted_by_state() -> None:
    survey: dict[str, Any] = {"form": "youth-perception-survey", "call": "", "asked": None}
    outcome = sample.outcome(sample.submission(1, State.NOT_ELIGIBLE, **survey), sample.submission(2, **survey))
    assert [row[:2] for row in rows(outcome)] == [[sample.reference(1), "Not eligible"]]
    page = LexborHTMLParser(html(outcome)).css("section[aria-labelledby=rounds]")[0].text()
    assert "Youth survey: 2 answers. Ready: 1; Not eligible: 1." in page
