"""The staff report in a browser: its pictures on a phone, and all of it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.unit.submissions.report import invented as sample
from tests.unit.submissions.report.test_html import html

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALLEST: Final = 12  # pixels
# The size at which words of a picture are drawn, whatever the picture is scaled by.
SIZES: Final = """[...document.querySelectorAll('svg text')]
  .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
OVERLAPS: Final = """[...document.querySelectorAll('svg')].flatMap((picture) => {
  const boxes = [...picture.querySelectorAll('text')].map((text) => text.getBoundingClientRect());
  return boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom));
}).length"""


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_words_of_a_picture_can_be_read_and_the_page_does_not_scroll_sideways(width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(html(sample.rich()))
    sizes = page.evaluate(SIZES)
    assert len(sizes) >= 4
    assert min(sizes) >= SMALLEST
    assert page.evaluate(OVERLAPS) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_folded_away_on_a_screen_is_printed(page: Page) -> None:
    page.set_content(html(sample.rich()))
    folded = page.locator("details > table")
    assert folded.count() >= 2
    assert not any(one.is_visible() for one in folded.all())
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in folded.all())
