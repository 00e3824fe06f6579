"""Under each round the report names what does not count and waits for nobody, why, and the line that changes it."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from programme.submissions.facts import Decision
from programme.submissions.outcome import Match, Outcome, State, Submission, Verdict
from tests.unit.submissions.report import invented as sample
from tests.unit.submissions.report.test_html import html

WHY = "Looked at by hand. The sample rule holds."


def folded(outcome: Outcome) -> list[LexborNode]:
    """What is folded away under the rounds, but for the numbers of pictures."""
    found = LexborHTMLParser(html(outcome)).css("section[aria-labelledby=rounds] details")
    return [one for one in found if "The numbers of this picture" not in one.text()]


def rows(outcome: Outcome) -> list[list[str]]:
    (one,) = folded(outcome)
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
