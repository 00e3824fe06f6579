"""A round prints to clean A4: its words, its address and the day, and nothing that only works on a screen."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.site.conftest import PUBLISHED_AT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.site.conftest import OpenPage, Site

ROUND: Final = "fund/rounds/road-safety-2025/"
FORM: Final = "fund/forms/community-action-fund-application/"
SCREEN_ONLY: Final = (
    ".cap-search", ".cap-menu", ".cap-nav", ".cap-crumbs", ".cap-contents", ".cap-footer", ".cap-skip", ".cap-emergency"
)  # fmt: skip
A4_POINTS: Final = (595, 842)
# Words wider than the paper are cut off by a printer.
CUT_OFF: Final = """(width) => [...document.querySelectorAll('main *')]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > width + 1)
  .map((element) => element.outerHTML.slice(0, 100))"""
TEXT_WIDTH: Final = 673  # A4 within its margins of 16 mm, in CSS pixels
needs_pdftotext = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="the words of a PDF are read with poppler's pdftotext"
)


@pytest.fixture
def printed(built_site: Site, open_page: OpenPage) -> Page:
    """The page of a round as a printer gets it, on a chosen day."""
    page = open_page("about:blank", viewport={"width": TEXT_WIDTH, "height": 900}, color_scheme="dark")
    page.clock.set_fixed_time("2025-12-16T12:00:00Z")
    page.goto(built_site.url + ROUND)
    page.emulate_media(media="print")
    return page


def test_a_printed_round_shows_its_facts(printed: Page) -> None:
    expect(printed.locator("main h1")).to_be_visible()
    expect(printed.locator("main")).to_contain_text("The end of 12 January 2026")
    expect(printed.locator("[data-round-state] .cap-badge")).to_be_visible()


@pytest.mark.parametrize("part", SCREEN_ONLY)
def test_a_printed_round_leaves_out_what_only_works_on_a_screen(part: str, printed: Page) -> None:
    expect(printed.locator(part).first).to_be_attached()
    expect(printed.locator(f"{part}:visible")).to_have_count(0)


def test_a_printed_round_tells_its_address_and_the_days(printed: Page) -> None:
    note = printed.locator("[data-print]")
    expect(note).to_be_visible()
    expect(note).to_contain_text(PUBLISHED_AT + ROUND)
    expect(note).to_contain_text("Site last updated: 15 December 2025")
    expect(note).to_contain_text("Printed on 16 December 2025")


def test_on_a_screen_the_note_for_paper_is_not_seen(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url + ROUND)
    expect(page.locator("[data-print]")).to_be_attached()
    expect(page.locator("[data-print]")).to_be_hidden()


@pytest.mark.parametrize("path", [ROUND, "", "fund/", "contact/"])
def test_what_is_printed_is_dark_words_on_white_even_on_a_dark_screen(
    path: str, built_site: Site, printed: Page
) -> None:
    printed.goto(built_site.url + path)
    colours = printed.evaluate(
        "[...document.querySelectorAll('body, main, main *')].filter((part) => part.checkVisibility())"
        ".map((part) => getComputedStyle(part)).flatMap(({ color, backgroundColor }) => [color, backgroundColor])"
    )
    assert set(colours) <= {"rgb(0, 0, 0)", "rgb(34, 34, 34)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("path", [ROUND, FORM, "fund/", "fund/awards/", ""])
def test_nothing_is_cut_off_at_the_edge_of_the_paper(path: str, built_site: Site, printed: Page) -> None:
    printed.goto(built_site.url + path)
    assert printed.evaluate(CUT_OFF, TEXT_WIDTH) == []


@pytest.mark.parametrize(("path", "most"), [(ROUND, 5), (FORM, 9)])
def test_a_page_prints_on_a_few_sheets_of_a4(path: str, most: int, built_site: Site, printed: Page) -> None:
    printed.goto(built_site.url + path)
    paper = printed.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"MediaBox\s*\[0 0 (\S+) (\S+)\]", paper)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {A4_POINTS}
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 2 <= sheets <= most


@needs_pdftotext
def test_the_words_on_the_paper_are_those_of_the_round(printed: Page, tmp_path: Path) -> None:
    words = words_on_paper(printed, tmp_path)
    for wanted in ("Road Safety round", "The end of 12 January 2026", "£10,000", "Printed on 16 December 2025"):
        assert wanted in words
    assert (PUBLISHED_AT + ROUND).replace(" ", "") in words.replace(" ", "")
    for unwanted in ("Skip to main content", "Search", "Menu", "On this page", "Accessibility"):
        assert unwanted not in words


@needs_pdftotext
def test_a_long_table_begins_on_the_first_sheet(built_site: Site, printed: Page, tmp_path: Path) -> None:
    printed.goto(f"{built_site.url}fund/awards/")
    cell = printed.locator(".cap-table tbody th").first.inner_text()
    assert cell in words_on_paper(printed, tmp_path, "-l", "1")


@needs_pdftotext
def test_the_checker_prints_its_rules_and_no_questions_to_press(
    built_site: Site, printed: Page, tmp_path: Path
) -> None:
    printed.goto(f"{built_site.url}fund/can-i-apply/")
    expect(printed.locator("[data-checker] form")).to_be_attached()
    words = words_on_paper(printed, tmp_path)
    assert "How to use the list" in words
    assert "See what your answer leads to" in words
    for unwanted in ("Continue", "Question 1 of"):
        assert unwanted not in words


def words_on_paper(page: Page, folder: Path, *options: str) -> str:
    """The words of a page as they are printed; the options are those of pdftotext."""
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    command = ["pdftotext", "-layout", *options, str(file), "-"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return " ".join(done.stdout.split())
