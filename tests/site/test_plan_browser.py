"""A plan in a browser: filled in, kept only when asked, downloaded, printed; by keyboard and without a script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.site.conftest import PUBLISHED_AT
from tests.site.test_accessibility import violations
from tests.site.test_html import invalid_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Dialog, Page

    from tests.conftest import NodeTools
    from tests.site.conftest import OpenPage, Site

PLAN: Final = "toolkit/speedwatch/plan/"
PROBLEM: Final = "What is the problem, and how do you know?"
KEPT: Final = "JSON.stringify({...localStorage})"
# The plans with the most words: if these fit their paper, the others do.
LONGEST: Final = ["bcrp-disc", "crime-prevention-survey", "focused-deterrence", "problem-solving-group"]
MOST_BYTES: Final = 25_000
TOO_WIDE: Final = """() => [...document.querySelectorAll('svg text')].filter((text) => {
  const box = text.getBBox();
  return box.x + box.width > document.documentElement.viewBox.baseVal.width - 12;
}).map((text) => text.textContent)"""


@pytest.fixture
def plan_url(built_site: Site) -> str:
    return built_site.url + PLAN


@pytest.fixture
def plan(plan_url: str, open_page: OpenPage) -> Page:
    return open_page(plan_url)


def write(page: Page, text: str = "Cars go too fast.") -> None:
    page.get_by_label(PROBLEM).fill(text)


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_an_initiative_leads_to_its_plan(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{built_site.url}toolkit/speedwatch/")
    page.get_by_role("link", name="Make a plan from this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan: Community Speedwatch")


def test_nothing_is_kept_before_the_visitor_asks(plan: Page) -> None:
    write(plan)
    expect(plan.get_by_label("Keep this plan on this device")).not_to_be_checked()
    assert plan.evaluate(KEPT) == "{}"
    assert plan.evaluate("[document.cookie, sessionStorage.length]") == ["", 0]


def test_a_kept_plan_is_there_again_and_follows_what_is_written(plan: Page) -> None:
    write(plan)
    plan.get_by_label("Keep this plan on this device").check()
    write(plan, "Cars go much too fast.")
    plan.reload()
    expect(plan.get_by_label(PROBLEM)).to_have_value("Cars go much too fast.")
    expect(plan.get_by_label("Keep this plan on this device")).to_be_checked()
    expect(plan.get_by_role("status")).to_have_text("This is the plan that you kept on this device.")
    assert list(json.loads(plan.evaluate(KEPT))) == ["programme-plan-speedwatch"]


def test_a_plan_can_be_deleted_from_the_device(plan: Page) -> None:
    plan.get_by_label("Keep this plan on this device").check()
    write(plan)
    plan.get_by_role("button", name="Delete from this device").click()
    assert plan.evaluate(KEPT) == "{}"
    expect(plan.get_by_label("Keep this plan on this device")).not_to_be_checked()
    expect(plan.get_by_label("Keep this plan on this device")).to_be_focused()
    expect(plan.get_by_label(PROBLEM)).to_have_value("Cars go too fast.")
    write(plan, "More.")
    assert plan.evaluate(KEPT) == "{}"


def test_no_longer_keeping_a_plan_deletes_it(plan: Page) -> None:
    plan.get_by_label("Keep this plan on this device").check()
    plan.get_by_label("Keep this plan on this device").uncheck()
    assert plan.evaluate(KEPT) == "{}"
    expect(plan.get_by_role("status")).to_contain_text("Deleted from this device.")


def test_a_plan_deleted_in_another_window_is_not_written_again(plan: Page, plan_url: str) -> None:
    plan.get_by_label("Keep this plan on this device").check()
    other = plan.context.new_page()
    other.goto(plan_url)
    other.get_by_role("button", name="Delete from this device").click()
    expect(plan.get_by_label("Keep this plan on this device")).not_to_be_checked()
    write(plan)
    assert plan.evaluate(KEPT) == "{}"


def test_a_browser_that_keeps_nothing_is_told_of(plan: Page) -> None:
    plan.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    plan.get_by_label("Keep this plan on this device").click()
    expect(plan.get_by_label("Keep this plan on this device")).not_to_be_checked()
    expect(plan.get_by_role("status")).to_contain_text("Print or download it before you leave.")


def test_what_was_kept_wrongly_does_not_break_the_page(plan: Page) -> None:
    plan.evaluate("localStorage.setItem('programme-plan-speedwatch', '{broken')")
    plan.reload()
    expect(plan.get_by_role("button", name="Print this plan")).to_be_visible()
    expect(plan.get_by_label("What is your project called?")).to_have_value("Community Speedwatch")


def test_leaving_warns_only_when_something_would_be_lost(plan: Page) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    plan.on("dialog", leave)
    plan.reload()
    assert asked == []
    plan.get_by_label(PROBLEM).press_sequentially("Cars")
    plan.reload()
    assert asked == ["beforeunload"]


def test_the_document_holds_every_heading_and_answer(plan: Page, tmp_path: Path) -> None:
    write(plan, "Größe {1} \\ £5 “fast” 🚲\nSecond line")
    with plan.expect_download() as downloading:
        plan.get_by_role("button", name="Download as a document").click()
    assert downloading.value.suggested_filename == "speedwatch-plan.rtf"
    downloading.value.save_as(tmp_path / "plan.rtf")
    text = (tmp_path / "plan.rtf").read_text("ascii")
    assert text.startswith("{\\rtf1")
    assert _is_balanced(text)
    for label in plan.locator(".cap-plan label").all_text_contents():
        assert _plain(label) in _plain(text)
    escaped = "Gr\\u246?\\u223?e \\{1\\} \\\\ \\u163?5 \\u8220?fast\\u8221? \\u-10179?\\u-8526?\\line\nSecond line"
    assert escaped in text
    assert f"The page to fill in: {PUBLISHED_AT}{PLAN}" in text
    expect(plan.get_by_role("status")).to_contain_text("in your downloads")


def test_writing_keeping_and_downloading_ask_the_network_for_nothing(plan: Page) -> None:
    plan.get_by_alt_text("The list above as a picture").scroll_into_view_if_needed()
    plan.wait_for_load_state("networkidle")
    asked: list[str] = []
    refused: list[str] = []
    plan.on("request", lambda request: asked.append(request.url))
    plan.on("console", lambda message: refused.append(message.text))
    write(plan)
    plan.get_by_label("Keep this plan on this device").check()
    plan.get_by_label("What is your project called?").press("Enter")
    with plan.expect_download():
        plan.get_by_role("button", name="Download as a document").click()
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert refused == []


def test_the_print_button_prints(plan: Page) -> None:
    plan.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    plan.get_by_role("button", name="Print this plan").press("Enter")
    assert plan.title() == "printed"


def test_all_can_be_reached_by_keyboard_in_order(plan: Page) -> None:
    plan.get_by_label("Keep this plan on this device").focus()
    seen = []
    for _ in range(16):
        plan.keyboard.press("Tab")
        seen.append(plan.evaluate("document.activeElement.name || document.activeElement.textContent"))
    names = plan.evaluate("[...document.querySelectorAll('.cap-plan :is(input, textarea)')].map(({ name }) => name)")
    assert seen == [
        "Download this plan as a Word document (DOCX)", *names, "Print this plan", "Download as a document"
    ]  # fmt: skip


def test_paper_shows_the_whole_answer_the_address_and_the_day(plan: Page) -> None:
    words = "Every word of a long answer has to be on the paper. " * 40
    write(plan, words)
    plan.emulate_media(media="print")
    paper = plan.locator(".cap-plan__paper", has_text="Every word of a long answer")
    expect(paper).to_be_visible()
    assert paper.evaluate("(one) => one.scrollHeight <= one.clientHeight + 2")
    expect(plan.get_by_label(PROBLEM)).to_be_hidden()
    expect(plan.locator("[data-print]")).to_contain_text(PUBLISHED_AT + PLAN)
    expect(plan.locator("[data-print]")).to_contain_text("Printed on")
    for part in ("Keep this plan", "Print this plan", "Download this plan", "theory of change"):
        expect(plan.get_by_text(part).first).to_be_hidden()


@pytest.mark.parametrize("name", ["speedwatch", *LONGEST])
def test_a_plan_prints_on_two_sheets(name: str, built_site: Site, open_page: OpenPage) -> None:
    assert sheets(open_page(f"{built_site.url}toolkit/{name}/plan/")) <= 2


def test_without_a_script_a_plan_can_be_written_and_printed(plan_url: str, open_page: OpenPage) -> None:
    page = open_page(plan_url, java_script_enabled=False)
    write(page)
    expect(page.get_by_label(PROBLEM)).to_have_value("Cars go too fast.")
    expect(page.get_by_label("What will you do?")).to_have_value(re.compile("Raise a Community Concern"))
    for part in ("Keep this plan on this device", "Print this plan", "Download as a document"):
        expect(page.get_by_text(part)).to_be_hidden()
    expect(page.get_by_role("link", name="Download this plan as a Word document")).to_be_visible()
    assert sheets(page) <= 2
    page.emulate_media(media="print")
    expect(page.get_by_label(PROBLEM)).to_be_visible()


def test_the_word_document_and_the_picture_are_there(plan: Page) -> None:
    with plan.expect_download() as downloading:
        plan.get_by_role("link", name="Download this plan as a Word document").click()
    assert downloading.value.suggested_filename == "speedwatch-plan.docx"
    picture = plan.get_by_alt_text("The list above as a picture")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("(one) => one.naturalWidth") == 480


def test_no_text_of_a_picture_leaves_its_box(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    found = {}
    for file in sorted(built_site.folder.glob("toolkit/*/theory.svg")):
        page.goto(f"{built_site.url}toolkit/{file.parent.name}/theory.svg")
        found[file.parent.name] = page.evaluate(TOO_WIDE)
    assert len(found) > 50
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(width: int, plan_url: str, new_context: Callable[..., BrowserContext],
                           node_tools: NodeTools) -> None:  # fmt: skip
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(plan_url)
    page.get_by_label("Keep this plan on this device").check()
    axe = (node_tools.modules / "axe-core" / "axe.min.js").read_text("utf-8")
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_plans_are_valid_html_and_small(built_site: Site, node_tools: NodeTools) -> None:
    files = sorted(built_site.folder.glob("toolkit/*/plan/index.html"))
    assert len(files) > 50
    assert max(file.stat().st_size for file in files) <= MOST_BYTES
    assert invalid_html(node_tools, *files[:3], built_site.folder / PLAN / "index.html") == []


def _is_balanced(text: str) -> bool:
    bare = re.sub(r"\\[\\{}]", "", text)
    return bare.count("{") == bare.count("}") > 10


def _plain(text: str) -> str:
    return re.sub(r"\\u-?\d+\?|[^ -~]", "?", text)
