"""The page that markers read."""

from __future__ import annotations

from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

from programme.submissions.facts import Answer, Mark, Words
from programme.submissions.outcome import Outcome, State
from programme.submissions.report.applications import applications_page
from programme.submissions.report.moderation import moderation_packs
from tests.unit.submissions.report import invented as sample

HOSTILE = "<script>alert(1)</script>\nand {{ 7*7 }}"


def page(outcome: Outcome, words: dict[str, Words]) -> LexborHTMLParser:
    return LexborHTMLParser(applications_page(outcome, words, sample.records(), call=sample.ROUND, day=sample.DAY))


def answers(found: LexborHTMLParser) -> dict[str, str]:
    asks, said = ([one.text() for one in found.css(f"dl.answers {name}")] for name in ("dt", "dd"))
    return dict(zip(asks, said, strict=True))


def test_it_has_every_answer_in_the_order_of_the_form_as_it_was_written() -> None:
    one = sample.submission(1)
    found = page(sample.outcome(one), {one.record.content: sample.words_of(one, fit=HOSTILE)})
    said = answers(found)
    assert said["How does your project fit the theme of the round?"] == HOSTILE
    assert said["What will you do?"] == "(no answer)"
    asked = [
        question.ask
        for section in sample.records().forms[sample.FORM].sections
        for question in sample.records().forms[sample.FORM].questions
        if question.section == section.id and not question.personal
    ]
    assert list(said) == asked


def test_nothing_about_a_person_is_in_it() -> None:
    one = sample.submission(1)
    text = page(sample.outcome(one), {one.record.content: sample.words_of(one)}).html or ""
    assert "example.org" not in text
    assert "01632" not in text
    assert "ZZ99" not in text


def test_nor_the_name_of_somebody_who_may_have_applied_alone() -> None:
    one = sample.submission(1)
    alone = {**one.record.answers, "organisation-name": Answer(given=True)}
    one = structs.replace(one, versions=(structs.replace(one.record, answers=alone),))
    words = {
        one.record.content: sample.words_of(one, **{"organisation-name": "Sam Q Sample", "registration-number": "7"})
    }
    found = page(sample.outcome(one), words)
    assert "Sample" not in (found.html or "")
    assert "(one person)" in found.css("article h2")[0].text()
    assert "What is your organisation called?" not in answers(found)
    outcome = sample.outcome(structs.replace(one, marks=(Mark(one.reference, "marker-a", "need", "3", "2026-01-19"),)))
    assert "Sample" not in moderation_packs(outcome, words, sample.records(), day=sample.DAY)[sample.ROUND]


def test_only_applications_that_are_ready_are_read() -> None:
    outcome = sample.rich()
    found = page(outcome, sample.words(outcome))
    ready = [one.reference for one in outcome.submissions.values() if one.state is State.READY]
    assert [one.attributes["id"] for one in found.css("article h2")] == [f"a-{reference}" for reference in ready]


def test_deleted_words_are_said_to_be_deleted() -> None:
    said = answers(page(sample.outcome(sample.submission(1)), {}))
    assert said["How much money are you asking for?"] == "(deleted)"
    assert said["What will you do?"] == "(no answer)"
