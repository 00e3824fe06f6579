"""The toolkit and the advice in a browser: narrowing and sorting, sources, warnings, and the ways visitors take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from tests.site.links import parse
from tests.site.pages import TEMPLATES, Template, address
from tests.site.test_accessibility import axe, violations  # noqa: F401 - axe is a fixture
from tests.site.test_browser import KEPT, PHONE, SMALLEST

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import OpenPage, Site

NEW: Final = [one for one in TEMPLATES if one.glob.split("/")[0] in ("toolkit", "advice", "glossary")]
MOST_BYTES: Final = 25_000  # of the HTML of a page of advice
SHOWN: Final = ".cap-narrow__list > li:not([hidden]) > a"
# Ticks a box, lays the page out, and tells how long that took, several times over.
MEASURE: Final = """() => [...document.querySelectorAll('.cap-narrow__form [type=checkbox]')].map((box) => {
  const start = performance.now();
  box.click();
  document.body.offsetHeight;
  return performance.now() - start;
})"""


def listed(site: Site) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site.folder / "toolkit.json").read_text("utf-8"))
    return data


def titles(site: Site, **wanted: set[str]) -> list[str]:
    """Titles of the initiatives that are in one of the groups of each facet, in the list's order."""
    entries = listed(site)["entries"]
    return [one["t"] for one in entries if all(values & set(one[name]) for name, values in wanted.items())]


def toolkit(site: Site, open_page: OpenPage, query: str = "", **options: Any) -> Page:
    """The front page of the toolkit, with its form."""
    page = open_page(f"{site.url}toolkit/{query}", **options)
    page.locator(".cap-narrow__form").wait_for()
    return page


def tick(page: Page, name: str, value: str) -> None:
    """Tick a box, opening its group first."""
    box = page.locator(f"[name={name}][value={value}]")
    group = page.locator("details", has=box)
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    box.check()


def test_ticks_in_one_group_widen_and_ticks_in_another_narrow(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page, viewport=PHONE)
    tick(page, "theme", "road-safety")
    assert page.locator(SHOWN).all_text_contents() == titles(built_site, theme={"road-safety"})
    tick(page, "theme", "rural-crime")
    tick(page, "cost", "free")
    wanted = titles(built_site, theme={"road-safety", "rural-crime"}, cost={"free"})
    assert 0 < len(wanted) < len(titles(built_site))
    assert page.locator(SHOWN).all_text_contents() == wanted
    expect(page.locator(".cap-narrow__list > li:visible")).to_have_count(len(wanted))
    words = f"{len(wanted)} of {len(titles(built_site))} fit."
    expect(page.locator(".cap-narrow__count")).to_have_text(words)
    expect(page.locator(".cap-narrow [role=status]")).to_have_text(words)


def test_each_group_holds_on_its_page_what_the_script_narrows_to(built_site: Site) -> None:
    groups = [(facet["name"], choice) for facet in listed(built_site)["facets"] for choice, _ in facet["choices"]]
    assert {name for name, _ in groups} == {"theme", "cost", "time", "who", "evidence", "stage"}
    for name, choice in groups:
        found: list[str] = []
        page, number = built_site.folder / "toolkit" / name / choice / "index.html", 1
        while page.is_file():
            found += [link.text() for link in parse(page).css(".cap-list > li > a")]
            number += 1
            page = page.parent.parent / f"{choice}-{number}" / "index.html"
        assert found == titles(built_site, **{name: {choice}}), (name, choice)


def test_the_choice_is_in_the_address_and_comes_back_with_it(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page)
    tick(page, "evidence", "strong")
    tick(page, "evidence", "promising")
    page.get_by_label("With these words").fill("road")
    page.get_by_label("Sort by").select_option("time")
    expect(page).to_have_url(f"{built_site.url}toolkit/?evidence=strong,promising&words=road&sort=time")
    before = page.locator(SHOWN).all_text_contents()
    again = toolkit(built_site, open_page, "?" + page.url.partition("?")[2])
    assert again.locator(SHOWN).all_text_contents() == before
    expect(again.locator("[name=evidence][value=promising]")).to_be_checked()
    expect(again.locator("[name=evidence][value=promising]")).to_be_visible()
    expect(again.get_by_label("With these words")).to_have_value("road")
    expect(again.get_by_label("Sort by")).to_have_value("time")
    assert page.evaluate(KEPT) == ["", 0, 0]


def test_back_from_an_initiative_leads_to_the_same_choice(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page)
    tick(page, "theme", "rural-crime")
    before = page.locator(SHOWN).all_text_contents()
    page.locator(SHOWN).first.click()
    page.wait_for_url("**/toolkit/*/")
    page.go_back()
    page.locator(SHOWN).first.wait_for()
    assert page.locator(SHOWN).all_text_contents() == before
    expect(page.locator("[name=theme][value=rural-crime]")).to_be_checked()


def test_an_address_with_words_nobody_knows_shows_everything(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page, "?theme=no-such,<b>&colour=red&sort=<script>")
    assert page.locator(SHOWN).all_text_contents() == titles(built_site)
    expect(page.get_by_label("Sort by")).to_have_value("title")


def test_clear_all_takes_every_choice_back(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page, "?theme=rural-crime&words=gps&sort=cost")
    page.get_by_role("button", name="Clear all").press("Enter")
    assert page.locator(SHOWN).all_text_contents() == titles(built_site)
    expect(page.locator(".cap-narrow input:checked")).to_have_count(0)
    expect(page.get_by_role("button", name="Clear all")).to_be_focused()
    expect(page).to_have_url(f"{built_site.url}toolkit/")


@pytest.mark.parametrize("sort", ["title", "cost", "time", "evidence"])
def test_the_list_is_in_the_order_that_was_asked_for(sort: str, built_site: Site, open_page: OpenPage) -> None:
    data = listed(built_site)
    order = {facet["name"]: [choice for choice, _ in facet["choices"]] for facet in data["facets"]}
    ranks = {
        "title": data["entries"].index,
        "cost": lambda one: order["cost"].index(one["cost"][0]),
        "time": lambda one: one["weeks"],
        "evidence": lambda one: order["evidence"].index(one["evidence"][0]),
    }
    page = toolkit(built_site, open_page)
    page.get_by_label("Sort by").select_option(sort)
    wanted = [one["t"] for one in sorted(data["entries"], key=ranks[sort])]
    assert page.locator(SHOWN).all_text_contents() == wanted
    page.get_by_label("Sort by").select_option("title")
    assert page.locator(SHOWN).all_text_contents() == titles(built_site)


def test_words_narrow_whatever_their_case_and_nothing_found_says_so(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page)
    page.get_by_label("With these words").fill("SPEED")
    found = page.locator(".cap-narrow__list > li:not([hidden])").all_text_contents()
    assert 0 < len(found) < len(titles(built_site))
    assert all("speed" in text.casefold() for text in found)
    page.get_by_label("With these words").fill("zzzz")
    expect(page.locator(".cap-narrow [role=status]")).to_contain_text("Nothing fits all of that.")


def test_a_harmful_initiative_carries_its_warning_in_every_list(built_site: Site, open_page: OpenPage) -> None:
    warned = {one["t"]: one["w"] for one in listed(built_site)["entries"] if "harmful" in one["evidence"]}
    assert warned
    page = toolkit(built_site, open_page, "?evidence=harmful")
    items = page.locator(".cap-narrow__list > li:not([hidden])")
    expect(items).to_have_count(len(warned))
    for title, warning in warned.items():
        loud = items.filter(has_text=title).locator(".cap-warn--harmful")
        expect(loud).to_have_text(warning)
    lists = [file for file in built_site.html_files() if file.parent.parent.parent.name == "toolkit"]
    for item in (item for file in lists for item in parse(file).css(".cap-list > li")):
        link, mark = item.css_first("a"), item.css_first(".cap-warn--harmful")
        assert link is not None
        assert (link.text() in warned) == (mark is not None), link.text()


def test_without_script_the_groups_are_links(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{built_site.url}toolkit/", viewport=PHONE, java_script_enabled=False)
    page.get_by_role("link", name="Road safety").click()
    expect(page.locator("main .cap-list > li").first).to_be_visible()


def test_with_script_the_groups_are_still_there_as_links(built_site: Site, open_page: OpenPage) -> None:
    page = toolkit(built_site, open_page)
    expect(page.get_by_role("link", name="Road safety")).to_have_count(0)
    page.get_by_text("Go by lists instead").click()
    expect(page.get_by_role("link", name="Road safety")).to_be_visible()


def test_when_the_list_cannot_be_had_the_links_stay_as_they_were(built_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.route("**/toolkit.json", lambda route: route.abort())
    page.goto(f"{built_site.url}toolkit/")
    expect(page.get_by_role("link", name="Road safety")).to_be_visible()
    expect(page.locator(".cap-narrow")).to_have_count(0)


def test_a_thousand_initiatives_are_narrowed(
    built_site: Site, open_page: OpenPage, capsys: pytest.CaptureFixture[str]
) -> None:
    data = listed(built_site)
    real = data["entries"]
    data["entries"] = [{**real[number % len(real)], "t": f"Initiative {number}"} for number in range(1000)]
    page = open_page("about:blank", viewport=PHONE)
    page.route("**/toolkit.json", lambda route: route.fulfill(json=data))
    page.goto(f"{built_site.url}toolkit/")
    page.locator(".cap-narrow__form").wait_for()
    times = sorted(page.evaluate(MEASURE))
    with capsys.disabled():
        print(f"\n1,000 initiatives narrowed: {times[len(times) // 2]:.1f} ms, at most {times[-1]:.1f} ms")  # noqa: T201
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(SHOWN)).to_have_count(100)
    page.get_by_role("button", name="Show the other 900").press("Enter")
    expect(page.locator(SHOWN)).to_have_count(1000)
    expect(page.locator(SHOWN).nth(100)).to_be_focused()
    tick(page, "evidence", "harmful")
    wanted = sum("harmful" in one["evidence"] for one in data["entries"])
    assert wanted < 100
    expect(page.locator(SHOWN)).to_have_count(wanted)
    expect(page.locator(".cap-narrow__count")).to_have_text(f"{wanted} of 1000 fit.")


def test_every_number_after_a_point_leads_to_a_source(built_site: Site) -> None:
    numbers = 0
    for page in map(parse, record_pages(built_site)):
        sources = [one.attributes["id"] for one in page.css(".cap-sources li[id]")]
        for link in page.css(".cap-ref a"):
            assert (link.attributes.get("href") or "").removeprefix("#") in sources
            assert link.text() == (link.attributes.get("href") or "").removeprefix("#source-")
            numbers += 1
    assert numbers > 100


def test_every_page_names_its_sources_or_says_that_it_awaits_review(built_site: Site) -> None:
    for file in record_pages(built_site):
        page = parse(file)
        checked = page.css_first(".cap-checked")
        assert checked is not None, file
        assert "The office has not yet checked this page." in checked.text() or page.css(".cap-sources li"), file
        assert page.css(".cap-mark") == [], file  # said once, not at each line


def test_no_page_of_advice_is_heavy(built_site: Site) -> None:
    sizes = {file.parent.name: file.stat().st_size for file in (built_site.folder / "advice").rglob("index.html")}
    assert len(sizes) > 50
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_the_three_situations_are_the_first_links_of_the_advice(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{built_site.url}advice/", viewport=PHONE)
    links = page.locator("main a:not(.cap-crumbs a)").all_inner_texts()
    assert links[:3] == ["It is happening now", "It has just happened", "I want to prevent it"]


def test_from_home_to_a_stolen_catalytic_converter_in_three_taps_without_script(
    built_site: Site, open_page: OpenPage
) -> None:
    page = open_page(built_site.url, viewport=PHONE, java_script_enabled=False)
    page.get_by_role("link", name="Advice").first.click()
    page.get_by_role("link", name="It has just happened").click()
    page.get_by_role("link", name="Catalytic converter theft").click()
    expect(page).to_have_url(f"{built_site.url}advice/catalytic/#after")
    expect(page.get_by_role("heading", name="It has just happened")).to_be_in_viewport()
    expect(page.get_by_text("Call 101 or report online")).to_be_visible()


def test_from_speeding_in_our_village_to_an_initiative_and_the_round(built_site: Site, open_page: OpenPage) -> None:
    page = open_page(built_site.url, viewport=PHONE)
    page.locator("button.cap-search").click()
    page.keyboard.type("speeding in our village")
    page.locator("dialog[open] li a", has_text="Speeding").first.click()
    page.wait_for_url("**/advice/speeding/")
    page.locator("main").get_by_role("link", name="Speedwatch").first.click()
    page.wait_for_url("**/toolkit/speedwatch/")
    page.locator("main").get_by_role("link", name="Road Safety round").click()
    page.wait_for_url("**/fund/rounds/road-safety-2025/")
    expect(page.locator("main [data-round-state] .cap-badge").first).to_be_visible()


@pytest.mark.parametrize("template", NEW, ids=lambda one: one.name)
def test_axe_finds_nothing_on_the_smallest_screen(
    template: Template,
    built_site: Site,
    open_page: OpenPage,
    axe: str,  # noqa: F811
) -> None:
    page = open_page(address(built_site, template), viewport=SMALLEST)
    for summary in page.locator("summary:visible").all():
        summary.click()
    assert violations(page, axe) == []


def record_pages(site: Site) -> list[Any]:
    """The pages of initiatives and topics."""
    pages = [*(site.folder / "toolkit").glob("*/index.html"), *(site.folder / "advice").glob("*/index.html")]
    assert len(pages) > 100
    return pages
