"""Pages in other languages, as built and in a browser. Their languages are invented: nobody has translated yet."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.site.conftest import OPEN_DAY, PREFIX, PUBLISHED_AT, Site, build
from tests.site.invented_languages import LETTERS, TRANSLATED, write_translated_data
from tests.site.links import LinkChecker, parse
from tests.site.server import serve
from tests.site.test_accessibility import axe, violations  # noqa: F401 - axe is a fixture
from tests.site.test_browser import PHONE, SMALLEST
from tests.site.test_html import invalid_html
from tests.site.test_keyboard import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import NodeTools
    from tests.site.conftest import OpenPage

PARTS: Final = {"topic": "advice", "initiative": "toolkit"}
PAGES: Final = [f"{code}/{PARTS[kind]}/{name}/" for kind, name, codes in TRANSLATED for code in codes]
SAFE: Final = "qaa/advice/domestic-abuse/"
# Words in letters of the English alphabet that no part of the page marks as English or as another language.
UNMARKED: Final = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const language = text.parentElement.closest('[lang]').lang;
    if (language === 'qaa' && /[a-z]/i.test(text.data)) words.push(text.data.trim());
  }
  return words;
}"""


@pytest.fixture(scope="session")
def translated_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the real data with translations into two invented languages."""
    folder = tmp_path_factory.mktemp("translated")
    data = write_translated_data(folder, date.fromisoformat(OPEN_DAY))
    build(folder / "site", OPEN_DAY, PROGRAMME_DATA=str(data))
    server = serve(folder / "site", PREFIX)
    yield Site(OPEN_DAY, folder / "site", f"http://127.0.0.1:{server.server_port}{PREFIX}")
    server.shutdown()
    server.server_close()


def versions(site: Site, path: str) -> dict[str, str]:
    """The addresses of a page in each language, as its head names them."""
    links = parse(site.folder / path / "index.html").css("link[rel=alternate][hreflang]")
    return {link.attributes["hreflang"] or "": link.attributes["href"] or "" for link in links}


def test_every_translation_has_a_page_in_its_language_and_direction(translated_site: Site) -> None:
    for path in PAGES:
        root = parse(translated_site.folder / path / "index.html").css_first("html")
        assert root is not None
        code = path.partition("/")[0]
        assert (root.attributes.get("lang"), root.attributes.get("dir")) == (code, "rtl" if code == "qaa" else None)


def test_the_versions_of_a_page_all_name_the_same_versions_by_their_whole_addresses(translated_site: Site) -> None:
    for kind, name, codes in TRANSLATED:
        path = f"{PARTS[kind]}/{name}/"
        wanted = {"en-GB": PUBLISHED_AT + path} | {code: f"{PUBLISHED_AT}{code}/{path}" for code in codes}
        assert [versions(translated_site, f"{code}{path}") for code in ("", *(f"{code}/" for code in codes))] == [
            wanted
        ] * (len(codes) + 1)


def test_pages_that_are_not_translated_name_no_language(translated_site: Site, built_site: Site) -> None:
    assert versions(translated_site, "advice/speeding/") == {}
    assert not [file for file in built_site.html_files() if "hreflang" in file.read_text("utf-8")]


def test_pages_in_other_languages_are_valid_and_their_links_lead_somewhere(
    translated_site: Site, node_tools: NodeTools
) -> None:
    files = [translated_site.folder / path / "index.html" for path in PAGES]
    files += [translated_site.folder / PARTS[kind] / name / "index.html" for kind, name, _ in TRANSLATED]
    assert invalid_html(node_tools, *files) == []
    assert LinkChecker(translated_site.folder, PREFIX, PUBLISHED_AT).broken(files) == []


def test_search_and_the_a_to_z_hold_english_pages_only(translated_site: Site) -> None:
    entries = json.loads((translated_site.folder / "search.json").read_text("utf-8"))["entries"]
    assert [entry["u"] for entry in entries if entry["u"].split("/")[0] in LETTERS] == []
    lists = [file.read_text("utf-8") for file in (translated_site.folder / "a-to-z").rglob("index.html")]
    assert [text for text in lists if re.search("qaa(-latn)?/", text)] == []


def test_an_english_page_leads_to_its_translation_and_that_back(translated_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{translated_site.url}advice/catalytic/", viewport=PHONE)
    link = page.locator(".cap-languages a[hreflang=qaa]")
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("qaa", "rtl")
    link.click()
    page.wait_for_url("**/qaa/advice/catalytic/")
    expect(page.locator(".cap-callout--warning")).to_be_visible()  # it was made from an older text
    page.locator("main a[rel=alternate][hreflang=en-GB]").click()
    page.wait_for_url(f"{translated_site.url}advice/catalytic/")


def test_all_that_is_english_on_such_a_page_says_so_also_what_scripts_add(
    translated_site: Site, open_page: OpenPage
) -> None:
    page = open_page(translated_site.url + SAFE, viewport=PHONE)
    page.locator("button.cap-search").click()
    page.keyboard.type("speeding")
    expect(page.locator("dialog[open] li").first).to_be_visible()
    assert page.evaluate(UNMARKED) == []


def test_the_way_out_speaks_the_language_of_the_page(translated_site: Site, open_page: OpenPage) -> None:
    page = open_page(translated_site.url + SAFE, viewport=PHONE)
    page.keyboard.press("Escape")
    expect(page.locator("[data-quick-exit] [role=status]")).not_to_be_empty()
    assert not re.search("[A-Za-z]", page.locator("[data-quick-exit]").inner_text())


@pytest.mark.parametrize("path", [SAFE, "qaa/toolkit/scared-straight/", "qaa-latn/toolkit/speedwatch/"])
def test_a_page_in_another_language_fits_the_smallest_screen_and_axe_finds_nothing(
    path: str,
    translated_site: Site,
    open_page: OpenPage,
    axe: str,  # noqa: F811
) -> None:
    page = open_page(translated_site.url + path, viewport=SMALLEST, reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    assert violations(page, axe) == []


def test_every_focus_stop_can_be_seen_on_a_page_that_is_written_from_the_right(
    translated_site: Site, open_page: OpenPage
) -> None:
    page = open_page(translated_site.url + SAFE, viewport=PHONE, reduced_motion="reduce")
    assert [stop for stop in walk(page) if stop["faults"]] == []


def test_lists_and_steps_are_set_in_from_the_right(translated_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{translated_site.url}qaa/toolkit/speedwatch/", viewport=PHONE)
    for selector in (".cap-steps > li", "main h2 + ul"):
        style = page.locator(selector).first.evaluate(
            "(part) => [getComputedStyle(part).paddingRight, getComputedStyle(part).paddingLeft]"
        )
        assert float(style[0].removesuffix("px")) > 0
        assert style[1] == "0px"
