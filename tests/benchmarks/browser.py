"""The part of the benchmark that needs a browser: what search loads, how soon it answers, how soon a list narrows."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WORDS = ("speeding", "exampel round", "invented", "signs", "grant money", "watch", "roads", "funds", "form 12", "theft")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# Ticks each box, and takes each tick away again; between two a frame is drawn, as between two of a visitor's.
_TICK_EACH = """async () => {
  const times = [];
  for (let round = 0; round < 2; round += 1) {
    for (const box of document.querySelectorAll('.cap-narrow__form [type=checkbox]')) {
      const start = performance.now();
      box.click();
      document.body.offsetHeight;
      times.push(performance.now() - start);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  }
  return times;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _opened(site: Path) -> Iterator[tuple[Page, str]]:
    """Serve a built site, and yield a page of a browser and the address of the site."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            yield browser.new_page(), f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def search_figures(site: Path, words: Sequence[str] = WORDS) -> tuple[int, float, float]:
    """Return the bytes of search data loaded by a first view, the ms until search is ready, the ms of an answer."""
    with _opened(site) as (page, url):
        return _figures(page, url, words)


def narrowing_figures(site: Path, count: int) -> list[float]:
    """Return the ms that each tick of the toolkit's form takes, layout included, with so many initiatives.

    They are those of the site, over and over under other names, on a screen of the size of a phone's.
    """
    data = json.loads((site / "toolkit.json").read_text(encoding="utf-8"))
    known = data["entries"]
    data["entries"] = [{**known[number % len(known)], "t": f"Initiative {number}"} for number in range(count)]
    with _opened(site) as (page, url):
        page.set_viewport_size({"width": 375, "height": 740})
        page.route("**/toolkit.json", lambda route: route.fulfill(json=data))
        page.goto(f"{url}toolkit/")
        page.locator(".cap-narrow__form").wait_for()
        times: list[float] = page.evaluate(_TICK_EACH)
        return times


def _figures(page: Page, url: str, words: Sequence[str]) -> tuple[int, float, float]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle")
    before = sum("search.json" in one or "minisearch" in one for one in asked)
    start = page.evaluate("performance.now()")
    page.get_by_role("button", name="Search").first.click()
    page.wait_for_function("performance.getEntriesByName(location.origin + '/search.json').length > 0")
    page.locator("dialog input").wait_for()
    ready = page.evaluate("performance.now()") - start
    return before, ready, statistics.median(_answer(page, word) for word in words)


def _answer(page: Page, word: str) -> float:
    """Type a word at once and return the ms until the list of answers has changed."""
    script = """word => new Promise(done => {
      const input = document.querySelector('dialog input');
      const list = document.querySelector('dialog .cap-found__list, dialog ul, dialog ol');
      const start = performance.now();
      new MutationObserver((_, self) => { self.disconnect(); done(performance.now() - start); })
        .observe(list.parentElement, { childList: true, subtree: true, characterData: true });
      input.value = word;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    })"""
    return float(page.evaluate(script, word))
