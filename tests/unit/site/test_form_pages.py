"""The pages of forms: what each kind says of itself, and the list of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from programme.catalogue.model import Form
from programme.records.check import PROJECT
from programme.site import documents
from programme.site.form_pages import form_pages, not_open, return_facts
from programme.site.page import Page, drawer
from programme.site.view import View
from programme.templates import environment
from tests.real_records import real

DAY = date(2026, 1, 15)
RETURNS = ("partnership-quarterly-return", "safer-street-summers-update")
APART = ("leadership-programme-application", *RETURNS, "youth-perception-survey")


@cache
def pages() -> dict[str, Page]:
    view = View(real(), DAY)
    return {page.address: page for page in form_pages(view, drawer(view, environment(PROJECT / "hooks" / "templates")))}


def words(address: str) -> str:
    return " ".join(LexborHTMLParser(pages()[address].html).text().split())


def a_return(**fields: Any) -> Form:
    form = real().forms["partnership-quarterly-return"]
    return replace(form, **fields)


def test_a_form_for_a_fund_stands_among_its_pages_and_others_apart() -> None:
    assert set(pages()) == {
        "fund/forms/community-action-fund-application/", "forms/", *(f"forms/{name}/" for name in APART),
    }  # fmt: skip


@pytest.mark.parametrize("name", APART)
def test_a_form_that_is_for_no_fund_says_nothing_of_one(name: str) -> None:
    page = pages()[f"forms/{name}/"]
    assert "Community Action Fund" not in words(page.address)
    assert 'href="../../fund/' not in page.html
    assert 'href="../../forms/"' in page.html


@pytest.mark.parametrize("address", sorted(pages()))
def test_no_page_names_a_tool_an_export_or_a_column(address: str) -> None:
    said = words(address).lower()
    assert [word for word in ("microsoft", "google", "kobo", "export", "column", "csv") if word in said] == []


@pytest.mark.parametrize("name", RETURNS)
def test_a_return_is_for_partners_and_says_when_it_is_sent(name: str) -> None:
    said = words(f"forms/{name}/")
    assert "This page is for our partners." in said
    assert "You cannot send a return from here." in said
    assert "How often" in said


def test_the_day_of_a_return_is_said_where_it_is_announced() -> None:
    assert "The 14th of the next month" in words("forms/safer-street-summers-update/")
    assert "Not yet announced" in words("forms/partnership-quarterly-return/")


@pytest.mark.parametrize(
    ("day", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd")]
)
def test_a_day_is_written_as_people_say_it(day: int, said: str) -> None:
    assert return_facts(a_return(due_day=day))[-1] == ("By when", f"The {said} of the next month")


def test_a_return_that_goes_on_names_no_last_period() -> None:
    labels = [label for label, _ in return_facts(a_return(last_period=None))]
    assert labels == ["How often", "First quarter", "By when"]


def test_a_partner_chooses_among_those_who_owe_the_return() -> None:
    assert "Leicestershire Police" in words("forms/safer-street-summers-update/")
    assert "Leicestershire Police" not in words("forms/partnership-quarterly-return/")


def test_a_name_that_was_not_read_anywhere_says_so() -> None:
    said = words("forms/partnership-quarterly-return/")
    assert "Safer Melton Partnership (not yet checked)" in said
    assert "Charnwood Community Safety Partnership (not" not in said


def test_a_form_with_nothing_left_to_choose_says_that_it_is_not_open_and_offers_nothing_of_the_past() -> None:
    said = words("forms/leadership-programme-application/")
    assert "Not open now" in said
    assert "There is nothing to choose from now." in said
    assert "Cohort 1" not in said
    assert "Not open now" not in words("forms/youth-perception-survey/")


def test_a_form_is_open_again_when_there_is_something_to_choose() -> None:
    form = real().forms["leadership-programme-application"]
    cohort, *others = form.questions
    again = replace(form, questions=(replace(cohort, options=("Cohort 6",)), *others))
    assert not_open(form) == cohort
    assert not_open(again) is None


def test_a_survey_has_no_document_to_draft_in_and_other_forms_have_one() -> None:
    files = documents.render(real(), DAY)
    named = {f"{page.address}{page.address.split('/')[-2]}.docx" for page in pages().values() if ".docx" in page.html}
    assert named == set(files)
    assert "forms/youth-perception-survey/youth-perception-survey.docx" not in files


def test_the_ideas_of_the_toolkit_are_a_link_and_not_a_list() -> None:
    page = LexborHTMLParser(pages()["fund/forms/community-action-fund-application/"].html)
    question = page.css_first("#q-toolkit-idea")
    assert question is not None
    assert [link.attributes["href"] for link in question.css("a")] == ["../../../toolkit/"]
    assert question.css("li") == []


def test_every_form_is_in_the_list_under_its_kind() -> None:
    page = LexborHTMLParser(pages()["forms/"].html)
    assert [heading.text() for heading in page.css("h2")] == ["To apply", "Returns of our partners", "Surveys"]
    links = {link.attributes["href"] for link in page.css(".cap-card a")}
    assert links == {f"../{address}" for address in pages() if address != "forms/"}
