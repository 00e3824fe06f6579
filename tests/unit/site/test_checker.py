"""The checker's page and the guidance on who can apply, as HTML from the rules."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from programme.catalogue.model import Fund
from programme.site.checker import render, who_can_apply
from programme.templates import environment
from tests.unit.sample_fund import FUND, RECORDS, rule

ROOT: Final = Path(__file__).resolve().parents[3]
TEMPLATES: Final = environment(ROOT / "hooks" / "templates")
CONTACT: Final = Markup('<a href="tel:01160000000">0116 000 0000</a>')


def checker(fund: Fund = FUND) -> LexborHTMLParser:
    return LexborHTMLParser(render(fund, RECORDS, templates=TEMPLATES, root="../../", contact=CONTACT))


def guidance(fund: Fund = FUND) -> LexborHTMLParser:
    return LexborHTMLParser(who_can_apply(fund, RECORDS, templates=TEMPLATES, root="../"))


def words(node: LexborNode | LexborHTMLParser | None) -> str:
    """The text of an element with its white space made even."""
    assert node is not None
    return re.sub(r"\s+", " ", node.text() or "").strip()


def data(page: LexborHTMLParser) -> dict[str, Any]:
    found = page.css_first("script#checker-data")
    assert found is not None
    loaded: dict[str, Any] = json.loads(found.text())
    return loaded


def steps(page: LexborHTMLParser) -> list[str]:
    return [words(step) for step in page.css("ol.cap-steps > li")]


PUBLISHED: Final = "Published: A board paper"
SAID: Final = [
    (
        "What are you? Choose one. Parish council, School, Charity: go on to the next question. "
        f"Business: ask the office first. Rule: Title of not-named. Reason of not-named. {PUBLISHED}"
    ),
    (
        "How many staff? 30 or fewer: go on to the next question. More than 30: you cannot apply. "
        "Is your answer to question 1 “School”? Then this rule does not count: go on to the next question. "
        f"Rule: Title of thirty. Reason of thirty. {PUBLISHED}"
    ),
    (
        "How much money? £10,000 or less: go on to the next question. More than £10,000: you cannot apply. "
        f"Rule: Title of ceiling. Reason of ceiling. {PUBLISHED}"
    ),
    (
        "Had money before? No: go on to the next question. Yes: go on to the next question. "
        f"Rule: Title of previous. Reason of previous. {PUBLISHED}"
    ),
    (
        "Another round too? No: go on to the next question. Yes: go on to the next question. "
        f"Rule: Title of other-round. Reason of other-round. {PUBLISHED}"
    ),
    (
        "Is it here? Yes: that was the last question. No: ask the office first. "
        "Rule: Title of elsewhere. Reason of elsewhere. Proposed, not confirmed"
    ),
]


def test_the_list_says_what_follows_from_every_answer() -> None:
    assert steps(checker()) == SAID


def test_the_list_is_open_without_a_script_and_says_how_to_use_it() -> None:
    page = checker()
    details = page.css_first("details[data-checker-rules]")
    assert details is not None
    assert "open" in details.attributes
    assert words(details.css_first("summary")) == "All the rules as a list"
    for said in ("“You cannot apply”, then you cannot apply", "“Ask the office first”, ask before you apply",
                 "you can apply when a round is open", "To ask the office: 0116 000 0000"):  # fmt: skip
        assert said in words(details)


def test_a_published_rule_links_to_its_source_and_a_proposed_one_says_so() -> None:
    page = checker()
    links = {
        one.attributes["data-rule"]: [link.attributes["href"] for link in one.css("a")]
        for one in page.css("[data-rule]")
    }
    assert links["thirty"] == ["https://example.org/paper"]
    assert links["elsewhere"] == []


def test_the_list_and_the_data_name_every_rule_once_in_the_order_of_the_questions() -> None:
    page = checker()
    names = [rule.id for rule in FUND.rules]
    assert [one.attributes["data-rule"] for one in page.css("[data-rule]")] == names
    assert [one["id"] for one in data(page)["rules"]] == names


def test_two_limits_on_one_number_are_both_told() -> None:
    note = rule("large", "amount", "more-than", "5000", outcome="note")
    assert "£5,000 or less: go on" in steps(checker(replace(FUND, rules=(*FUND.rules, note))))[2]


def test_the_script_gets_questions_options_and_rules_from_the_record() -> None:
    found = data(checker())
    assert found["questions"][0] == {
        "id": "kind", "ask": "What are you?", "hint": "Choose one.", "answer": "choice",
        "options": [
            {"id": "council", "label": "Parish council", "hint": "Parish council."},
            {"id": "school", "label": "School", "hint": "School."},
            {"id": "charity", "label": "Charity", "hint": "Charity."},
            {"id": "business", "label": "Business", "hint": "Business."},
        ],
    }  # fmt: skip
    assert [one["label"] for one in found["questions"][3]["options"]] == ["Yes", "No"]
    assert found["questions"][1]["options"] == []
    assert found["rules"][1] == {
        "id": "thirty", "title": "Title of thirty", "question": "staff", "test": "more-than", "values": ["30"],
        "outcome": "not-eligible", "unless": {"question": "kind", "values": ["school"]},
    }  # fmt: skip
    assert found["rules"][2]["unless"] is None


@pytest.mark.parametrize(
    "hostile", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "&lt;b&gt;"]
)
def test_hostile_words_stay_words(hostile: str) -> None:
    first, *others = FUND.rules
    bad = replace(FUND, questions=(replace(FUND.questions[0], ask=hostile), *FUND.questions[1:]),
                  rules=(replace(first, title=hostile, reason=hostile), *others))  # fmt: skip
    page = checker(bad)
    assert len(page.css("script")) == 1
    assert page.css("img, b") == []
    assert data(page)["questions"][0]["ask"] == hostile
    assert data(page)["rules"][0]["title"] == hostile
    assert hostile in words(page.css_first("[data-rule]"))
    assert guidance(bad).css("img, b, script") == []


def test_each_outcome_has_its_words_and_a_place_for_the_reasons() -> None:
    html = render(FUND, RECORDS, templates=TEMPLATES, root="../../", contact=CONTACT)
    found = re.findall(r'<template data-checker-outcome="(.+?)">(.+?)</template>', html, re.DOTALL)
    templates = {name: LexborHTMLParser(inside) for name, inside in found}
    headings = {name: words(one.css_first("h2")) for name, one in templates.items()}
    assert headings == {
        "eligible": "You can apply",
        "ask-first": "Ask the office first",
        "not-eligible": "You cannot apply",
    }
    assert all(one.css_first("[data-checker-reasons]") is not None for one in templates.values())


def test_a_fund_without_rules_says_whom_to_ask() -> None:
    bare = replace(FUND, questions=(), rules=())
    assert words(checker(bare)) == "No rules of who can apply have been announced. Ask the office: 0116 000 0000."
    assert words(guidance(bare)) == ""


def test_the_guidance_tells_kinds_limits_and_notes_from_the_same_rules() -> None:
    page = guidance()
    lists = [[words(item) for item in one.css("li")] for one in page.css("ul")]
    assert lists == [
        ["Parish council", "School", "Charity"],
        ["Business"],
        [
            "Title of thirty. Reason of thirty.",
            "Title of ceiling. Reason of ceiling.",
            "Title of previous. Reason of previous.",
            "Title of other-round. Reason of other-round.",
            "Title of elsewhere. Reason of elsewhere. (Proposed, not confirmed)",
        ],
    ]
    assert [one.attributes["href"] for one in page.css("a")] == ["../fund/can-i-apply/#rules"]
