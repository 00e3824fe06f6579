"""The part of the benchmark that needs a browser: what search loads, and how soon it answers."""

from __future__ import annotations

import functools
import http.server
import shutil
import statistics
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WORDS = ("speeding", "exampel round", "invented", "signs", "grant money", "watch", "roads", "funds", "form 12", "theft")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def search_figures(site: Path) -> tuple[int, float, float]:
    """Return the bytes of search data loaded by a first view, the ms until search is ready, the ms of an answer."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            page = browser.new_page()
            return _figures(page, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()


def _figures(page: Page, url: str) -> tuple[int, float, float]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle")
    before = sum("search.json" in one or "minisearch" in one for one in asked)
    start = page.evaluate("performance.now()")
    page.get_by_role("button", name="Search").first.click()
    page.wait_for_function("performance.getEntriesByName(location.origin + '/search.json').length > 0")
    page.locator("dialog input").wait_for()
    ready = page.evaluate("performance.now()") - start
    return before, ready, statistics.median(_answer(page, word) for word in WORDS)


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
