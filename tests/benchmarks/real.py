"""Measure the budgets of the real data: its check, build, search and pages, and the narrowing of the toolkit."""

from __future__ import annotations

import gzip
import statistics
import sys
from pathlib import Path

from programme.records.check import DATA
from tests.benchmarks.browser import narrowing_figures, search_figures
from tests.benchmarks.measuring import RUNS, build, measured, median, say

INITIATIVES = 1000
# What visitors may type: a word misspelt, everyday words, a sentence.
WORDS = ("speeding", "catalitic", "van break-in", "scam text", "speeding past the school", "dog", "grant money")


def real(folder: Path) -> None:
    """Build the project's own site below `folder`, and print a line for each budget."""
    site = folder / "site-real"
    checks = median([measured([sys.executable, "scripts/check_data.py"]) for _ in range(RUNS)])
    builds = median([build(DATA, site) for _ in range(RUNS)])
    say("Checking the real data, CPU", f"{checks.cpu:.2f} s", "under 1.0 s")
    say("Building the real data without PDF files, CPU", f"{builds.cpu:.2f} s", "under 3.0 s")
    search(site)
    pages(site)
    narrowing(site)


def search(site: Path) -> None:
    """Measure the list that search fetches, and how soon it answers."""
    listed = len(gzip.compress((site / "search.json").read_bytes()))
    _, ready, answer = search_figures(site, WORDS)
    say("The list that search fetches", f"{listed / 1000:.1f} KB gzipped", "at most 40 KB")
    say("Search ready with the real data", f"{ready:.0f} ms", "")
    say("Answer with the real data", f"{answer:.1f} ms", "within 100 ms")


def pages(site: Path) -> None:
    """Measure the largest page of advice."""
    largest = max((site / "advice").rglob("index.html"), key=lambda page: page.stat().st_size)
    name = f"Largest page of advice ({largest.parent.relative_to(site).as_posix()})"
    say(name[:58], f"{largest.stat().st_size / 1000:.1f} KB", "at most 25 KB")


def narrowing(site: Path) -> None:
    """Measure ticking each box of the toolkit's form in turn, with a thousand invented initiatives."""
    times = narrowing_figures(site, INITIATIVES)
    figure = f"{statistics.mean(times):.1f} ms, {max(times):.1f} ms"
    say("Narrowing 1,000 initiatives, on average and at most", figure, "within 50 ms")
