"""The eligibility checker in a browser: it decides as Python does, and can be used by keyboard and without a script."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from markupsafe import Markup, escape
from playwright.sync_api import expect

from programme.catalogue.load import load_folder
from programme.catalogue.model import Fund, FundQuestion, Records
from programme.eligibility import decide, options
from programme.site.checker import render, script_data
from programme.templates import environment
from tests.site.server import serve
from tests.site.test_accessibility import violations
from tests.unit.sample_fund import FUND, RECORDS, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.conftest import NodeTools
    from tests.site.conftest import OpenPage, Site

ROOT: Final = Path(__file__).resolve().parent.parent.parent
SCRIPT: Final = ROOT / "hooks" / "theme" / "assets" / "checker.js"
TEMPLATES: Final = environment(ROOT / "hooks" / "templates")
CONTACT: Final = Markup("0116 000 0000")
POLICY: Final = "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none'"
FRAME: Final = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Can I apply?</title><link rel="icon" href="data:,"><script src="checker.js" defer></script></head>
<body><h1>Can I apply?</h1>{checker}<p><a href="#rules">To the rules</a></p></body></html>"""

COUNTS: Final = ["0", "30", "31", "200", "", "lots", "1,000", "12.5", "2\u00a0000", "\u0663\u0660"]
AMOUNTS: Final = [
    "0",
    "£0.00",
    "0.01",
    "10000",
    "10000.01",
    "£9,500",
    "",
    "10,00",
    " £ 10 000.00 ",
    "10k",
    "9.999",
    "£10,000.1",
    "9500\ufeff",
]
# As JSON text: Playwright takes long over thousands of small objects.
DECIDE_ALL: Final = """(text) => {
  const [data, all] = JSON.parse(text);
  return JSON.stringify(all.map((answers) => window.programmeChecker.decide(data, answers)));
}"""


@pytest.fixture(scope="module")
def real() -> Records:
    """The real records. Their rules do not depend on the day."""
    return load_folder(ROOT / "data", date(2025, 12, 15), ()).records


def real_funds(records: Records) -> list[Fund]:
    return [fund for fund in records.funds.values() if fund.rules]


def boundary_answers(fund: Fund, records: Records) -> list[dict[str, str]]:
    """The whole product of answers at and around the limits of a fund's rules."""
    tried = [answers_to_try(fund, question, records) for question in fund.questions]
    names = [question.id for question in fund.questions]
    return [dict(zip(names, values, strict=True)) for values in product(*tried)]


def answers_to_try(fund: Fund, question: FundQuestion, records: Records) -> list[str]:
    if question.answer not in ("count", "money"):
        return [term.id for term in options(question, records.terms)]
    limits = [int(rule.values[0]) for rule in fund.rules if rule.question == question.id and rule.test == "more-than"]
    near = [str(limit + step) for limit in limits for step in (0, 1)]
    few = ["0", "30", "31", "200"] if question.answer == "count" else ["0", "10000", "10000.01", "£9,500"]
    return list(dict.fromkeys([*few, *near]))


def decided_by_python(fund: Fund, records: Records, answers: dict[str, str]) -> dict[str, Any]:
    verdict = decide(fund, answers, records.terms)
    rules = [rule.id for rule in verdict.rules]
    return {"outcome": str(verdict.outcome), "rules": rules, "unanswered": list(verdict.unanswered)}


def decided_by_script(page: Page, fund: Fund, records: Records, all_answers: list[dict[str, str]]) -> list[Any]:
    page.add_script_tag(path=SCRIPT)
    verdicts: list[Any] = json.loads(
        page.evaluate(DECIDE_ALL, json.dumps([script_data(fund, records.terms), all_answers]))
    )
    return verdicts


def disagreements(page: Page, fund: Fund, records: Records, all_answers: list[dict[str, str]]) -> list[Any]:
    """Answers on which Python and the script differ, with what each says."""
    found = decided_by_script(page, fund, records, all_answers)
    wanted = [decided_by_python(fund, records, answers) for answers in all_answers]
    return [triple for triple in zip(all_answers, wanted, found, strict=True) if triple[1] != triple[2]]


def test_the_script_decides_as_python_does_at_every_boundary_of_the_rules(real: Records, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    assert real_funds(real)
    for fund in real_funds(real):
        all_answers = boundary_answers(fund, real)
        assert len(all_answers) >= 1000
        outcomes = {decide(fund, answers, real.terms).outcome for answers in all_answers}
        assert outcomes == {"eligible", "ask-first", "not-eligible"}
        assert disagreements(page, fund, real, all_answers) == []


def test_the_script_reads_odd_and_missing_answers_as_python_does(open_page: OpenPage) -> None:
    tried = product(["school", "business", "", "toString"], COUNTS, AMOUNTS, ["yes"], ["no"], ["yes", "no", "Yes"])
    names = [question.id for question in FUND.questions]
    all_answers = [dict(zip(names, values, strict=True)) for values in tried]
    page = open_page("about:blank")
    assert disagreements(page, FUND, RECORDS, [{}, *all_answers]) == []


def test_the_list_of_the_real_rules_names_the_rules_of_the_script(real: Records) -> None:
    for fund in real_funds(real):
        html = render(fund, real, templates=TEMPLATES, root="../../", contact=CONTACT)
        in_list = re.findall(r'data-rule="([^"]+)"', html)
        in_data = [rule["id"] for rule in script_data(fund, real.terms)["rules"]]
        assert sorted(in_list) == sorted(in_data) == sorted(rule.id for rule in fund.rules)
        assert [rule.id for rule in fund.rules if escape(rule.reason) not in html] == []


def test_the_comparison_can_fail(open_page: OpenPage) -> None:
    answers = {"kind": "school", "staff": "1", "amount": "1", "before": "no", "another": "no", "here": "yes"}
    stricter = replace(RECORDS, terms={**TERMS, "kinds": TERMS["kinds"][:1]})
    (found,) = decided_by_script(open_page("about:blank"), FUND, stricter, [answers])
    assert found != decided_by_python(FUND, RECORDS, answers)


@pytest.fixture(scope="module")
def checker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with the sample fund's checker, under the site's policy."""
    folder = tmp_path_factory.mktemp("checker")
    checker = render(FUND, RECORDS, templates=TEMPLATES, root="./", contact=CONTACT)
    (folder / "index.html").write_text(FRAME.format(policy=POLICY, checker=checker), "utf-8")
    shutil.copy(SCRIPT, folder)
    server = serve(folder, "/")
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(checker_url: str, open_page: OpenPage) -> Iterator[Page]:
    """The page of the checker. Anything the browser complains of, or asks the network for, is a failure."""
    opened = open_page(checker_url)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.append(request.url))
    yield opened
    assert complaints == []


def heading(page: Page) -> Locator:
    return page.locator("[data-checker] h2").first


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def choose(page: Page, downs: int) -> None:
    """From the heading of a question: to the options, to one of them, and on, by keyboard."""
    press(page, "Tab", "Space", *["ArrowDown"] * downs, "Enter")


def write(page: Page, text: str) -> None:
    """From the heading of a question: to the field, the answer, and on, by keyboard."""
    press(page, "Tab", "ControlOrMeta+a")
    page.keyboard.type(text)
    press(page, "Enter")


def answer_all(page: Page, *, kind: int = 0, staff: str = "3", amount: str = "£9,500", here: int = 0) -> None:
    """Answer the six questions by keyboard: council, no money before, another round, here."""
    heading(page).focus()
    choose(page, kind)
    write(page, staff)
    write(page, amount)
    choose(page, 1)
    choose(page, 0)
    choose(page, here)


def rules_shown(box: Locator) -> list[str | None]:
    return [one.get_attribute("data-rule") for one in box.locator("[data-rule]").all()]


def test_a_council_learns_by_keyboard_alone_that_it_can_apply(page: Page) -> None:
    answer_all(page)
    expect(heading(page)).to_have_text("You can apply")
    expect(heading(page)).to_be_focused()
    box = page.locator(".cap-answer[data-answer=yes]")
    assert rules_shown(box) == ["not-named", "thirty", "ceiling", "elsewhere"]
    expect(box.locator("[data-rule=ceiling]")).to_contain_text("Your answer: £9,500. The rule does not stop you.")
    expect(page.locator("[data-checker]")).to_contain_text("Reason of other-round.")
    expect(page.locator("[data-checker]")).not_to_contain_text("Reason of previous.")


def test_a_refusal_names_the_rule_its_reason_and_its_source(page: Page) -> None:
    answer_all(page, staff="31", here=1)
    expect(heading(page)).to_have_text("You cannot apply")
    box = page.locator(".cap-answer[data-answer=no]")
    assert rules_shown(box) == ["thirty"]
    expect(box).to_contain_text("Title of thirty. Reason of thirty.")
    expect(box.get_by_role("link", name="A board paper")).to_have_attribute("href", "https://example.org/paper")
    expect(page.locator("[data-checker]")).to_contain_text("Reason of elsewhere. Proposed, not confirmed")


def test_an_open_case_is_sent_to_the_office(page: Page) -> None:
    answer_all(page, kind=3)
    expect(heading(page)).to_have_text("Ask the office first")
    box = page.locator(".cap-answer[data-answer=ask]")
    assert rules_shown(box) == ["not-named"]
    expect(box).to_contain_text("0116 000 0000")


def test_a_big_school_is_told_why_the_limit_does_not_stop_it(page: Page) -> None:
    answer_all(page, kind=1, staff="200")
    expect(heading(page)).to_have_text("You can apply")
    told = "Your answer: 200. The rule does not stop you, because to “What are you?” you answered “School”."
    expect(page.locator(".cap-answer [data-rule=thirty]")).to_contain_text(told)


def test_each_question_is_named_and_described_to_assistive_technology(page: Page) -> None:
    group = page.get_by_role("radiogroup", name="What are you?")
    expect(group).to_have_accessible_description("Choose one.")
    expect(group.get_by_role("radio")).to_have_count(4)
    expect(heading(page)).to_have_accessible_description("Question 1 of 6")
    heading(page).focus()
    choose(page, 0)
    expect(page.get_by_role("textbox", name="How many staff?")).to_have_attribute("inputmode", "numeric")
    write(page, "3")
    expect(page.get_by_role("textbox", name="How much money?")).to_have_attribute("inputmode", "decimal")


def test_a_missing_choice_is_told_in_a_summary_that_leads_to_the_options(page: Page) -> None:
    page.get_by_role("button", name="Continue").press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(summary.get_by_role("link", name="Choose one of the answers.")).to_be_visible()
    group = page.get_by_role("radiogroup")
    expect(group).to_have_accessible_description("Choose one. Error: Choose one of the answers.")
    expect(group).to_have_attribute("aria-invalid", "true")
    assert page.title() == "Error: Question 1 of 6: Can I apply?"
    press(page, "Tab", "Enter")
    expect(page.get_by_role("radio").first).to_be_focused()
    press(page, "Space", "Enter")
    expect(heading(page)).to_have_text("How many staff?")
    assert page.title() == "Question 2 of 6: Can I apply?"


@pytest.mark.parametrize("typed", ["", "a few", "12.5", "-1", "<b>1</b>"])
def test_a_number_that_cannot_be_read_is_told_and_kept_to_be_corrected(page: Page, typed: str) -> None:
    heading(page).focus()
    choose(page, 0)
    write(page, typed)
    expect(page.get_by_role("alert")).to_be_focused()
    field = page.get_by_role("textbox", name="How many staff?")
    expect(field).to_have_value(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "Error: Write a whole number, for example 12. If there are none, write 0."
    )
    expect(page.locator("[data-checker] b")).to_have_count(0)
    press(page, "Tab", "Enter")
    expect(field).to_be_focused()


def test_nobody_is_told_that_they_can_apply_for_no_money(page: Page) -> None:
    heading(page).focus()
    choose(page, 0)
    write(page, "3")
    write(page, "£0")
    expect(page.get_by_role("alert")).to_contain_text("Write an amount in pounds that is more than 0")
    expect(heading(page)).not_to_have_text("Had money before?")


def test_change_asks_one_question_again_and_returns_to_the_answer(page: Page) -> None:
    answer_all(page, staff="31")
    page.get_by_role("button", name="Change your answer: How many staff?").press("Enter")
    expect(heading(page)).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value("31")
    write(page, "30")
    expect(heading(page)).to_have_text("You can apply")
    expect(heading(page)).to_be_focused()


def test_the_answer_lists_what_was_answered_as_it_was_understood(page: Page) -> None:
    answer_all(page, staff=" 1,200 ", amount="£9500.5")
    given = page.locator("[data-checker] dd > p").all_inner_texts()
    assert given == ["Parish council", "1,200", "£9,500.50", "No", "Yes", "Yes"]


def test_start_again_forgets_every_answer(page: Page) -> None:
    answer_all(page)
    page.get_by_role("button", name="Start again").press("Enter")
    expect(heading(page)).to_have_text("What are you?")
    expect(heading(page)).to_be_focused()
    expect(page.locator("input:checked")).to_have_count(0)
    expect(page.get_by_role("button", name="Back")).to_have_count(0)
    page.go_back()
    expect(heading(page)).to_have_text("What are you?")


def test_back_in_the_page_and_in_the_browser_lead_to_the_question_before(page: Page) -> None:
    heading(page).focus()
    choose(page, 1)
    write(page, "12")
    page.get_by_role("button", name="Back").press("Enter")
    expect(heading(page)).to_have_text("How many staff?")
    expect(heading(page)).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value("12")
    page.go_back()
    expect(page.get_by_role("radio", name="School")).to_be_checked()
    page.go_forward()
    page.go_forward()
    expect(heading(page)).to_have_text("How much money?")


def test_a_link_to_a_place_on_the_page_loses_neither_question_nor_answer(page: Page) -> None:
    heading(page).focus()
    choose(page, 1)
    page.get_by_role("textbox", name="How many staff?").fill("12")
    page.get_by_role("link", name="To the rules").click()
    expect(page.locator("#rules")).to_be_visible()
    expect(page.get_by_role("textbox", name="How many staff?")).to_have_value("12")
    page.go_back()
    expect(heading(page)).to_have_text("How many staff?")


def test_answers_are_nowhere_but_in_the_page(page: Page, checker_url: str) -> None:
    answer_all(page, staff="29", amount="8765")
    assert page.url == checker_url
    kept = page.evaluate(
        "async () => JSON.stringify([history.state, document.cookie, {...localStorage}, {...sessionStorage},"
        " window.name, (await indexedDB.databases()).length, document.title])"
    )
    assert "8765" not in kept
    assert "council" not in kept
    assert json.loads(kept)[1:6] == ["", {}, {}, "", 0]


def test_nothing_takes_the_focus_before_the_visitor_does_something(page: Page) -> None:
    assert page.evaluate("document.activeElement === document.body")
    assert page.title() == "Can I apply?"


def test_the_list_of_rules_is_closed_but_there_to_be_opened(page: Page) -> None:
    expect(page.locator("#rules")).to_be_hidden()
    page.locator("summary").press("Enter")
    expect(page.locator("#rules [data-rule]")).to_have_count(len(FUND.rules))
    expect(page.locator("#rules [data-rule]").last).to_be_visible()


def test_an_address_of_a_rule_opens_the_list(checker_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{checker_url}#rule-ceiling")
    expect(page.locator("#rule-ceiling")).to_be_visible()
    expect(heading(page)).to_have_text("What are you?")


def test_paper_gets_the_rules_before_the_answer_and_only_the_answer_after_it(page: Page) -> None:
    opened = "document.querySelector('[data-checker-rules]').open"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(opened)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate(opened)
    answer_all(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.evaluate(opened)


def test_the_print_button_prints(page: Page) -> None:
    answer_all(page)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print this answer").press("Enter")
    assert page.evaluate("window.printed")


def test_without_a_script_every_rule_can_be_read(checker_url: str, open_page: OpenPage) -> None:
    page = open_page(checker_url, java_script_enabled=False)
    for rule in FUND.rules:
        expect(page.locator(f"[data-rule={rule.id}]")).to_be_visible()
    expect(page.locator("ol.cap-steps > li")).to_have_count(len(FUND.questions))
    expect(page.locator("button, input, form")).to_have_count(0)


def test_axe_finds_nothing_on_any_step_of_the_built_site(
    built_site: Site, open_page: OpenPage, node_tools: NodeTools
) -> None:
    axe = (node_tools.modules / "axe-core" / "axe.min.js").read_text("utf-8")
    page = open_page(f"{built_site.url}fund/can-i-apply/", viewport={"width": 375, "height": 800})
    titles, found = [], []
    proceed = page.locator("[data-checker] form button[type=submit]")
    expect(proceed).to_be_visible()
    while proceed.count():
        proceed.click()  # without an answer: the question with its errors
        titles.append(page.title())
        found += violations(page, axe)
        answer_somehow(page)
        proceed.click()
    expect(page.locator(".cap-answer")).to_be_visible()
    assert all(title.startswith("Error: Question ") for title in titles)
    assert found + violations(page, axe) == []


def answer_somehow(page: Page) -> None:
    """Give the first option, or one, as the answer."""
    box = page.locator("[data-checker] input").first
    if box.get_attribute("type") == "radio":
        box.check()
    else:
        box.fill("1")


def test_the_page_of_the_built_site_asks_one_question_after_the_other(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{built_site.url}fund/can-i-apply/")
    progress = page.locator("#checker-progress")
    expect(progress).to_contain_text("Question 1 of ")
    answer_somehow(page)
    page.get_by_role("button", name="Continue").click()
    expect(progress).to_contain_text("Question 2 of ")
