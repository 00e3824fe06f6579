"""What editors type can never become script: the whole site, built from hostile records and hostile pages.

The data check refuses such records (its own tests say so). This is the second wall, alone: records with an
attack in every text are put behind the check, hand-written pages have attacks in their front matter, and every page
is opened in a browser, once with the site's policy and once with the policy switched off.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import expect

from programme.catalogue import pages
from tests.fixtures.hostile.poison import poisoned
from tests.site.conftest import OPEN_DAY, PREFIX, PUBLISHED_AT, ROOT, Site
from tests.site.links import parse
from tests.site.pages import of_each_kind
from tests.site.server import serve
from tests.site.test_html import own_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from programme.catalogue.load import Loaded
    from tests.site.conftest import OpenPage

FIXTURE: Final = ROOT / "tests" / "fixtures" / "hostile"
CONFIG: Final = """\
INHERIT: {root}/mkdocs.yml
docs_dir: content
site_dir: site
site_url: {address}
theme:
  custom_dir: {root}/hooks/theme
hooks:
  - {root}/hooks/site.py
watch: []
nav:
  - Home: index.md
  - Community Action Fund: fund/index.md
  - "<img src=x onerror=hacked('menu')> SLOTTITLE": hostile.md
  - hostile.md
  - markers.md
"""
# Counts every way in which a page could run what was typed, and every complaint of the policy.
WATCH: Final = """
  window.hacks = [];
  window.hacked = (how) => { window.hacks.push(String(how)); };
  window.alert = window.confirm = window.prompt = (how) => { window.hacks.push(`dialog ${how}`); };
  document.addEventListener('securitypolicyviolation', (event) => {
    window.hacks.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
"""
# What no page of the site holds: handlers, styles, frames, forms that lead away, addresses that are no address.
FAULTS: Final = """() => {
  const faults = [];
  const schemes = ['https:', 'http:', 'mailto:', 'tel:'];
  for (const element of document.querySelectorAll('*')) {
    const name = element.tagName.toLowerCase();
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith('on') || ['style', 'srcdoc'].includes(attribute)) faults.push(`<${name} ${attribute}>`);
      if (['href', 'src', 'action', 'data', 'xlink:href'].includes(attribute)) {
        const { protocol, host } = new URL(value, location.href);
        if (!schemes.includes(protocol)) faults.push(`<${name}> ${value}`);
        if (name !== 'a' && element.rel !== 'canonical' && host !== location.host) faults.push(`<${name}> ${value}`);
      }
    }
  }
  const pictures = 'svg, img:not([src$="/theory.svg"])';
  const forbidden = `iframe, object, embed, base, form[action], ${pictures}, style, meta[http-equiv=refresh]`;
  const scripts = 'script:not([src]):not([type="application/json"])';
  for (const element of document.querySelectorAll(`${forbidden}, ${scripts}`)) {
    faults.push(element.outerHTML.slice(0, 200));
  }
  for (const part of ['header nav', 'main h1', 'footer nav']) {
    if (document.querySelectorAll(`body > ${part}`).length < 1) faults.push(`no ${part}`);
  }
  return [...faults, ...window.hacks];
}"""


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site with the project's own hook, theme and templates, and hostile words in all of it."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(FIXTURE / "content", folder / "content", dirs_exist_ok=True)
    shutil.copy(FIXTURE / "script.md", folder / "content" / "script.md")
    (folder / "mkdocs.yml").write_text(CONFIG.format(root=ROOT, address=PUBLISHED_AT), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROGRAMME_TODAY", OPEN_DAY)
        patch.setattr(pages, "load_with_pages", _load_hostile(pages.load_with_pages))
        build(load_config(str(folder / "mkdocs.yml")))
    server = serve(folder / "site", PREFIX)
    yield Site(OPEN_DAY, folder / "site", f"http://127.0.0.1:{server.server_port}{PREFIX}")
    server.shutdown()
    server.server_close()


def _load_hostile(real: Callable[..., Loaded]) -> Callable[..., Loaded]:
    def load_with_pages(*args: Any, **options: Any) -> Loaded:
        loaded = real(*args, **options)
        return replace(loaded, records=poisoned(loaded.records), problems=())

    return load_with_pages


@pytest.fixture(scope="session")
def entries(hostile_site: Site) -> list[dict[str, str]]:
    """The search list of the hostile site."""
    found: list[dict[str, str]] = json.loads((hostile_site.folder / "search.json").read_text("utf-8"))["entries"]
    return found


@pytest.fixture(params=[False, True], ids=["with the policy", "without the policy"])
def watched(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page that writes down whatever runs, or would run if the policy let it."""
    page = open_page("about:blank", bypass_csp=request.param)
    page.add_init_script(WATCH)
    return page


def addresses(site: Site) -> list[str]:
    """Pages of each kind, but for the one that is meant to hold a script."""
    return [site.url + path for path in of_each_kind(site.folder, 4) if path != "script/"] + [f"{site.url}404.html"]


def plain(text: str) -> str:
    """Text as a browser shows it: no zero bytes, one space for any white space."""
    return " ".join(text.replace("\x00", "").replace("\ufffd", "").split())


def test_no_page_of_hostile_words_runs_anything_or_asks_anybody_else(hostile_site: Site, watched: Page) -> None:
    asked: list[str] = []
    dialogs: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.on("dialog", lambda dialog: dialogs.append(dialog.message))
    faults = {}
    for url in addresses(hostile_site):
        watched.goto(url)
        faults[url] = watched.evaluate(FAULTS)
    assert len(faults) > 30
    assert {url: found for url, found in faults.items() if found} == {}
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(hostile_site.url).netloc}
    assert dialogs == []


def test_hostile_titles_are_shown_as_they_were_typed(
    hostile_site: Site, entries: list[dict[str, str]], open_page: OpenPage
) -> None:
    hostile = [entry for entry in entries if entry["k"] in {"Round", "Form", "Fund"}]
    assert len(hostile) > 10
    assert "hacked" in hostile[0]["t"]
    page = open_page("about:blank")
    for entry in hostile:
        page.goto(hostile_site.url + entry["u"])
        assert plain(page.locator("main h1").inner_text()) == plain(entry["t"])
        assert plain(page.title()).startswith(plain(entry["t"]))


def test_hostile_titles_are_text_in_search_results_too(hostile_site: Site, watched: Page) -> None:
    watched.goto(hostile_site.url)
    watched.locator(".cap-search").click()
    for words in ("hacked", "script", "onerror"):
        watched.locator("dialog[open] input").fill(words)
        expect(watched.locator("dialog[open] li a").first).to_contain_text(words)
    assert watched.evaluate(FAULTS) == []


def test_the_policy_stops_a_script_in_a_hand_written_page(hostile_site: Site, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.add_init_script(WATCH)
    page.goto(f"{hostile_site.url}script/")
    before = page.evaluate("window.hacks.length")
    page.evaluate("document.querySelector('#trap').click()")
    page.wait_for_function("(before) => window.hacks.length > before", arg=before)
    happened = page.evaluate("window.hacks")
    assert [one for one in happened if not one.startswith("policy: ")] == []


def test_the_check_of_the_built_pages_finds_a_script_in_a_hand_written_page(hostile_site: Site) -> None:
    found = "\n".join(own_code(hostile_site.folder / "script" / "index.html"))
    for part in ("<script>", "<style>", "onerror=", "onload="):
        assert part in found


def test_no_hand_written_page_holds_what_could_lead_a_reader_away(any_site: Site) -> None:
    selector = "iframe, object, embed, base, form[action], meta[http-equiv=refresh], link[rel=stylesheet][href^=http]"
    for page in any_site.html_files():
        assert [element.html for element in parse(page).css(selector)] == [], page


def test_the_watch_for_attacks_can_fail(open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.add_init_script(WATCH)
    html = "<main><h1>x</h1><img src='//x.invalid/' onerror=hacked(1)><a href='javascript:x'>x</a></main>"
    page.route("https://trap.invalid/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("https://trap.invalid/")
    page.wait_for_function("window.hacks.length")
    found = page.evaluate(FAULTS)
    assert "1" in found
    assert "<img onerror>" in found
    assert "<img> //x.invalid/" in found
    assert "<a> javascript:x" in found
    assert "no header nav" in found
