"""The plans: which initiatives have one, what is asked, what is filled in, and the files beside them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pytest
from docx import Document
from selectolax.lexbor import LexborHTMLParser

from programme.site.page import drawer
from programme.site.plan_documents import plan_files
from programme.site.plans import PARTS, plan_pages, plans
from programme.site.toolkit import Toolkit
from programme.site.view import View
from programme.templates import environment
from tests.conftest import ROOT
from tests.real_records import real

if TYPE_CHECKING:
    from programme.catalogue.model import Records
    from programme.site.page import Page

DAY: Final = date(2025, 12, 15)
STAGES: Final = ["scan", "analyse", "respond", "assess"]
NAMED_IN_THE_ISSUE: Final = {
    "problem", "places", "partners-and-permissions", "what-you-will-do", "budget", "outcomes-and-measures", "risks"
}  # fmt: skip


def toolkit(records: Records | None = None) -> Toolkit:
    return Toolkit(View(records or real(), DAY))


def pages_of(records: Records | None = None) -> dict[str, Page]:
    made = toolkit(records)
    return {page.address: page for page in plan_pages(made, drawer(made.view, environment(ROOT / "hooks/templates")))}


@cache
def pages() -> dict[str, Page]:
    return pages_of()


@cache
def files() -> dict[str, bytes]:
    return plan_files(toolkit(), DAY)


def page(name: str = "speedwatch") -> LexborHTMLParser:
    return LexborHTMLParser(pages()[f"toolkit/{name}/plan/"].html)


def value(question: str, name: str = "speedwatch") -> str:
    field = page(name).css_first(f"#plan-{question}")
    assert field is not None
    return (field.attributes["value"] or "") if field.tag == "input" else field.text()


def with_rating(rating: str) -> Records:
    one = replace(real().initiatives["speedwatch"], rating=rating)
    return replace(real(), initiatives=MappingProxyType({"speedwatch": one}))


def test_every_initiative_has_a_plan_but_for_harmful_ones() -> None:
    harmless = {name for name, one in real().initiatives.items() if one.rating != "harmful"}
    assert set(plans(toolkit())) == harmless
    assert set(pages()) == {f"toolkit/{name}/plan/" for name in harmless}
    assert 0 < len(harmless) < len(real().initiatives)


def test_a_harmful_initiative_has_neither_page_nor_files() -> None:
    records = with_rating("harmful")
    assert pages_of(records) == {}
    assert plan_files(toolkit(records), DAY) == {}
    assert len(pages_of(with_rating("limited"))) == 1


def test_without_a_form_that_plans_ask_from_there_is_no_plan() -> None:
    assert plans(toolkit(replace(real(), forms=MappingProxyType({})))) == {}


def test_every_heading_of_a_plan_is_word_for_word_a_question_of_the_form() -> None:
    form = next(iter(plans(toolkit()).values())).form
    asked = [question.ask for stage in STAGES for question in form.questions if question.plan_stage == stage]
    for address in pages():
        found = LexborHTMLParser(pages()[address].html).css(".cap-plan h3 > label")
        assert [label.text() for label in found] == asked, address


def test_the_stages_stand_in_the_order_of_problem_solving() -> None:
    titles = [heading.text() for heading in page().css(".cap-plan h2")]
    assert titles == [term.label for term in real().terms["sara-stages"]]


def test_the_plan_asks_all_that_a_plan_needs() -> None:
    asked = {field.attributes["name"] for field in page().css(".cap-plan :is(input, textarea)")}
    assert asked >= NAMED_IN_THE_ISSUE


def test_no_personal_question_is_asked() -> None:
    form = real().forms["community-action-fund-application"]
    private = tuple(replace(one, plan_stage="scan") if one.personal else one for one in form.questions)
    made = pages_of(replace(real(), forms=MappingProxyType({form.id: replace(form, questions=private)})))
    assert "contact-email" in {one.id for one in form.questions if one.personal}
    assert "contact-email" not in made["toolkit/speedwatch/plan/"].html


def test_every_field_has_a_label_and_its_help_described() -> None:
    tree = page()
    for field in tree.css(".cap-plan :is(input, textarea)"):
        assert tree.css_first(f"label[for={field.id}]") is not None
        hint = field.attributes.get("aria-describedby")
        assert hint is None or tree.css_first(f"#{hint}") is not None
    assert tree.css_first("#plan-problem-hint") is not None


def test_the_hint_tells_the_most_words_and_nothing_else_of_the_limits() -> None:
    hints = {one.id: " ".join(one.text().split()) for one in page().css(".cap-plan .cap-hint[id]")}
    assert hints["plan-project-title-hint"] == "A few words that anyone would understand. At most 100 characters."
    assert hints["plan-amount-hint"] == "You can ask for up to £10,000."


@pytest.mark.parametrize("question", ["problem", "places", "who-benefits", "amount"])
def test_what_only_the_group_knows_is_left_empty(question: str) -> None:
    assert value(question) == ""


def test_what_the_record_knows_is_filled_in() -> None:
    record = real().initiatives["speedwatch"]
    assert value("project-title") == record.title
    assert value("what-you-will-do").splitlines()[1] == f"2. {record.steps[1].text}"
    partners = value("partners-and-permissions").splitlines()
    assert partners[:2] == ["Who it takes:", f"- {record.people[0]}"]
    assert partners[-2:] == ["Permission we may need:", f"- {record.permissions[-1].text}"]
    assert value("milestones") == f"Time to set up: about {record.setup_weeks} weeks"
    assert value("risks").splitlines() == [f"- {risk.text}" for risk in record.watch_for]
    assert value("budget") == "Usual cost: £500 to £2,000"
    assert value("outcomes-and-measures").endswith(f"- {record.measures[-1].text}")


def test_every_part_of_the_vocabulary_is_known_to_the_plan_and_used() -> None:
    parts = {term.id for term in real().terms["plan-parts"]}
    used = {name for form in real().forms.values() for question in form.questions for name in question.plan_from}
    assert parts == set(PARTS) == used


def test_an_initiative_that_can_backfire_warns_on_its_plan() -> None:
    assert "Can backfire alone" in page("adventure").text()
    assert "Can backfire alone" not in page().text()


def test_a_plan_sends_nothing_anywhere() -> None:
    assert page().css("form, [action], [formaction], input[type=submit], button[type=submit]") == []


def test_all_plans_share_one_frame_and_are_not_found_by_search() -> None:
    assert {one.parent for one in pages().values()} == {"toolkit/plan/"}
    assert {one.kind for one in pages().values()} == {""}


def test_hostile_text_stays_text() -> None:
    one = replace(real().initiatives["speedwatch"], people=("</textarea><script>alert(1)</script>",))
    tree = LexborHTMLParser(
        pages_of(replace(real(), initiatives=MappingProxyType({one.id: one})))["toolkit/speedwatch/plan/"].html
    )
    field = tree.css_first("#plan-partners-and-permissions")
    assert field is not None
    assert "</textarea><script>" in field.text()
    assert [script.attributes.get("src") for script in tree.css("script")] == ["../../../assets/plan.js"]


def test_each_plan_has_a_document_and_a_picture_beside_it() -> None:
    wanted = {f"toolkit/{name}/{file}" for name in plans(toolkit()) for file in (f"{name}-plan.docx", "theory.svg")}
    assert set(files()) == wanted


def test_the_document_asks_what_the_page_asks_and_holds_what_is_known() -> None:
    document = Document(io.BytesIO(files()["toolkit/speedwatch/speedwatch-plan.docx"]))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name if paragraph.style else "", []).append(paragraph.text)
    labels = [label.text() for label in page().css(".cap-plan h3 > label")]
    assert by_style["Title"] == ["Your plan: Community Speedwatch"]
    assert by_style["Heading 2"][: len(labels)] == labels
    assert [text.strip() for text in by_style["Answer"]] == [
        value(str(field.attributes["name"])).strip() for field in page().css(".cap-plan :is(input, textarea)")
    ]


def test_documents_are_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert plan_files(toolkit(), DAY) == files()


def test_documents_are_small() -> None:
    assert max(map(len, files().values())) < 20_000
