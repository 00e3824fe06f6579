from __future__ import annotations

import re
from itertools import pairwise

import pytest
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

from programme.submissions.outcome import Due, Outcome, State
from programme.submissions.report.html import report_html
from programme.submissions.report.snapshot import Snapshot, snapshot_of
from programme.submissions.report.view import report_view
from tests.unit.submissions.report import invented as sample

HOSTILE = "<script>alert(1)</script>\"'{{ 7*7 }}&<img src=x onerror=alert(1)>"


def html(outcome: Outcome, previous: Snapshot | None = None, **answers: str) -> str:
    words = {one.record.content: sample.words_of(one, **answers) for one in outcome.submissions.values()}
    return report_html(report_view(outcome, words, sample.records(), day=sample.DAY, previous=previous))


def page(outcome: Outcome, previous: Snapshot | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(html(outcome, previous))


def text_in(found: LexborHTMLParser, selector: str) -> str:
    (one,) = found.css(selector)
    return one.text()


def test_the_same_outcome_is_the_same_page() -> None:
    assert html(sample.rich()) == html(sample.rich())


def test_the_page_asks_the_network_for_nothing_and_runs_nothing() -> None:
    text = html(sample.rich())
    found = LexborHTMLParser(text)
    assert not found.css("script, link, img, iframe, object, [src], [style]")
    assert [
        one.attributes["href"] for one in found.css("a") if not (one.attributes["href"] or "").startswith("#")
    ] == []
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_page_shows_the_oldest_tasks_and_says_where_the_rest_is(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = sample.rich()
    every = report_view(outcome, {}, sample.records(), day=sample.DAY, previous=None).tasks
    assert len(page(outcome).css(".task h3[id^=t-]")) == len(every) > 1
    monkeypatch.setattr("programme.submissions.report.html.MOST", 1)
    found = page(outcome)
    assert [one.attributes["id"] for one in found.css(".task h3[id^=t-]")] == [f"t-{every[0].reference}"]
    assert f"“Look alike” of the workbook have all {len(every)}, with the same lines." in (found.html or "")


def test_what_applicants_wrote_stays_text() -> None:
    answers = {"organisation-name": HOSTILE, "project-title": HOSTILE}
    text = report_html(
        report_view(
            sample.rich(),
            {one.record.content: sample.words_of(one, **answers) for one in sample.rich().submissions.values()},
            sample.records(),
            day=sample.DAY,
            previous=None,
        )
    )
    found = LexborHTMLParser(text)
    assert not found.css("script, img")
    assert "{{ 7*7 }}" in text_in(found, "main")


def test_every_table_has_a_caption_and_every_heading_cell_a_scope() -> None:
    found = page(sample.rich())
    assert all(table.css_first("caption") for table in found.css("table"))
    assert all(cell.attributes.get("scope") in {"row", "col"} for cell in found.css("th"))


def test_parts_have_names_and_headings_do_not_jump() -> None:
    found = page(sample.rich())
    ids = [one.attributes["id"] for one in found.css("[id]")]
    assert len(ids) == len(set(ids))
    assert all(one.attributes["aria-labelledby"] in ids for one in found.css("[aria-labelledby]"))
    assert all((one.attributes["href"] or "")[1:] in ids for one in found.css("a"))
    levels = [int((one.tag or "h0")[1]) for one in found.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_picture_has_a_text_in_its_place() -> None:
    picture = text_in(page(sample.rich()), "svg[role=img] title")
    assert "7 applications. Most came from 25 November 2025 to 1 December 2025: 4. 1 came after" in picture


def test_an_account_that_adds_up_gets_a_tick_and_another_an_alarm() -> None:
    found = sample.rich()
    lost = structs.replace(found, accounts=(structs.replace(found.accounts[0], read=99),))
    assert "✓ Yes. Every record that was read is accounted for" in html(found)
    assert "✗ No. Something is not accounted for." in html(lost)


def test_applications_that_wait_to_be_decided_are_pointed_to_where_tasks_stand() -> None:
    found = page(sample.outcome(sample.submission(1), sample.submission(2)))  # the round has closed
    (today,) = found.css("section[aria-labelledby=today]")
    assert "Waiting to be decided: 2 applications, ready, in a round that has closed." in today.text()
    assert "Nothing waits" not in today.text()
    (link,) = today.css("a")
    assert found.css(f"section[aria-labelledby=money] h3{link.attributes['href']}")


def test_when_all_is_decided_nothing_waits() -> None:
    today = text_in(page(sample.outcome(sample.submission(1, State.DECLINED))), "section[aria-labelledby=today]")
    assert "✓ Nothing waits for a person." in today
    assert "Waiting to be decided" not in today


def test_everything_that_waits_for_a_person_is_on_the_page() -> None:
    text = text_in(page(sample.rich()), "section[aria-labelledby=today]")
    for expected in (sample.reference(1), sample.reference(2), sample.reference(3), f"{sample.DIGEST}:12,set-aside"):
        assert expected in text


@pytest.mark.parametrize(
    ("previous", "words"),
    [
        (None, "This is the first run"),
        (snapshot_of(sample.rich(), "2026-01-19"), "Nothing changed since 19 January 2026."),
        (Snapshot(states={"X": "ready"}), "1 reference of the last run is gone. That must not happen."),
    ],
)
def test_what_changed_is_said(previous: Snapshot | None, words: str) -> None:
    assert words in text_in(page(sample.rich(), previous), "section[aria-labelledby=changes]")


@pytest.mark.parametrize(
    ("again", "words"),
    [("", sample.reference(9)), (sample.reference(8), f"{sample.reference(9)} on time, {sample.reference(8)} late")],
)
def test_a_return_that_was_sent_again_late_names_both(again: str, words: str) -> None:
    due = Due("quarterly-return", "safer-example", "2025-Q3", "sent-again-late", "2025-10-14", sample.reference(9),
              again or sample.reference(9))  # fmt: skip
    found = page(sample.outcome(due=(due,)))
    *_, state, _, references = found.css("section[aria-labelledby=returns] tbody tr td")
    assert (state.text(), references.text()) == ("On time, sent again late", words)
    assert "counts as on time" in text_in(found, "section[aria-labelledby=returns]")


def test_a_late_return_that_was_accepted_is_the_one_that_is_named() -> None:
    one = sample.reference(9)
    due = Due("quarterly-return", "safer-example", "2025-Q3", "sent-again-accepted", "2025-10-14", one, one)
    found = page(sample.outcome(due=(due, structs.replace(due, period="2025-Q2", state="late-accepted", again=""))))
    cells = [cell.text() for cell in found.css("section[aria-labelledby=returns] tbody tr td")]
    assert (cells[1], cells[3]) == ("Late, accepted", one)
    assert (cells[5], cells[7]) == ("On time, sent again late, accepted", one)
    assert "until somebody accepts the late one" in text_in(found, "section[aria-labelledby=returns]")


def test_a_return_that_waits_for_a_person_points_to_the_tasks() -> None:
    told = {"form": "quarterly-return", "partner": "safer-example", "call": "2025-Q3"}
    one = sample.submission(1, State.NEEDS_A_PERSON, **told)
    due = Due("quarterly-return", "safer-example", "2025-Q3", "on-time", "2025-10-14", one.reference)
    (section,) = page(sample.outcome(one, due=(due,))).css("section[aria-labelledby=returns]")
    assert section.css("tbody td")[1].text() == "On time, waits for a person (part 2)"
    assert section.css("tbody td a")[0].attributes["href"] == "#today"


def test_what_waits_of_a_form_is_said_before_its_reminders() -> None:
    words = "of this form wait in part 2: look there before you send these."
    due = Due("quarterly-return", "safer-example", "2025-Q3", "missing", "2025-10-14")
    lost = {"form": due.form, "partner": due.partner, "call": ""}
    two = [sample.submission(number, State.NEEDS_A_PERSON, **lost) for number in (1, 2)]
    said = text_in(page(sample.outcome(*two, due=(due,))), "section[aria-labelledby=returns]")
    assert said.index(f"2 rows or returns {words}") < said.index("We have not received your return")
    assert "part 2" not in text_in(page(sample.outcome(due=(due,))), "section[aria-labelledby=returns]")


def test_nothing_at_all_is_a_page_too() -> None:
    empty = Outcome({}, (), (), (), ())
    text = text_in(page(empty), "main")
    assert "No export has been read." in text
    assert "Nothing waits for a person." in text


def test_where_no_form_asks_for_money_nothing_is_said_of_pounds() -> None:
    answer = sample.submission(1, form="youth-perception-survey", call="", asked=None)
    outcome = sample.outcome(answer)
    account = structs.replace(outcome.accounts[0], form="youth-perception-survey", asked={})
    section = text_in(page(structs.replace(outcome, accounts=(account,))), "section[aria-labelledby=arrived]")
    assert "Every record that was read is accounted for." in section
    for words in ("£", "pound", "Ask for", "Awarded"):
        assert words not in section


def test_a_file_of_a_form_that_asks_for_no_money_is_not_in_the_table_of_pounds() -> None:
    outcome = sample.rich()
    survey = structs.replace(outcome.accounts[0], form="youth-perception-survey", name="survey.csv")
    both = html(structs.replace(outcome, accounts=(*outcome.accounts, survey)))
    tables = [each.text() for each in LexborHTMLParser(both).css("table") if "of each file" in each.text()]
    assert ["survey.csv" in each for each in tables] == [True, False]
    alone = html(structs.replace(outcome, accounts=(survey,)))
    assert "Pounds that the records of each file ask for" not in alone
