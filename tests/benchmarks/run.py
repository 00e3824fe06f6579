"""Measure the budgets and print the figures: `make bench`. Not a test: it never fails for being slow.

Every figure is of a whole process: CPU seconds are user plus system time of the command and its
children, the median of a few runs. Ratios compare commands that were run in turn, in the same call.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.browser import search_figures  # noqa: E402 - the path comes first
from tests.benchmarks.measuring import RUNS, build, measured, median, say  # noqa: E402
from tests.benchmarks.real import real  # noqa: E402
from tests.benchmarks.submissions import submissions  # noqa: E402
from tests.benchmarks.synthetic import write_data  # noqa: E402

PLAIN = """\
site_name: The same pages as Markdown
docs_dir: content
site_dir: site
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
not_in_nav: "*"
validation: {omitted_files: ignore, unrecognized_links: ignore, links: {not_found: ignore}}
"""


def check(folder: Path) -> None:
    """Measure the check of 1,000 one-record files, imports included."""
    data = write_data(folder / "check", 1000)
    cost = median([measured([sys.executable, "scripts/check_data.py", str(data)]) for _ in range(RUNS)])
    say("Checking 1,000 one-record files, CPU", f"{cost.cpu:.2f} s", "at most 1.0 s")
    say("Checking 1,000 one-record files, memory", f"{cost.memory:.0f} MB", "under 120 MB")


def builds(folder: Path) -> None:
    """Measure building 1,000 and 5,000 records, and the same 1,000 pages as Markdown in the plain theme."""
    data = {count: write_data(folder / f"build-{count}", count) for count in (10, 1000, 5000)}
    for count in (10, 1000):
        build(data[count], folder / f"site-{count}")
    plain = folder / "plain"
    (plain / "content").mkdir(parents=True)
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    measured([sys.executable, "scripts/export_markdown.py", str(folder / "site-1000"), str(plain / "content")])
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(build(data[1000], folder / "site-1000"))
        theirs.append(measured([sys.executable, "-m", "mkdocs", "build", "--quiet"], plain))
    large, small = build(data[5000], folder / "site-5000"), build(data[10], folder / "site-10")
    own, other = median(ours).cpu, median(theirs).cpu
    say("Building 1,000 records, CPU", f"{own:.2f} s", "")
    say("The same pages as Markdown in mkdocs-material, CPU", f"{other:.2f} s", "")
    say("Ratio", f"{own / other:.2f}", "at most 0.50")
    pages = {count: len(list((folder / f"site-{count}").rglob("index.html"))) for count in (10, 1000, 5000)}
    each, later = (own - small.cpu) / (pages[1000] - pages[10]), (large.cpu - small.cpu) / (pages[5000] - pages[10])
    say("Cost of a page, at 1,000 and at 5,000 records", f"{each * 1000:.2f} ms, {later * 1000:.2f} ms", "")
    say("Ratio", f"{later / each:.2f}", "at most 1.30")


def sizes(folder: Path) -> None:
    """Measure the largest page and the first view, with 10 and with 1,000 records."""
    for count in (10, 1000):
        site = folder / f"site-{count}"
        largest = max(site.rglob("*.html"), key=lambda page: page.stat().st_size)
        name = f"Largest page with {count:,} records ({largest.parent.relative_to(site)})"
        say(name[:58], f"{largest.stat().st_size / 1000:.1f} KB", "at most 25 KB")
        one_round = next((site / "fund/rounds").glob("*/index.html")).parent.relative_to(site).as_posix()
        views = {page: _first_view(site, page) for page in ("", "fund/", one_round, "fund/can-i-apply/")}
        worst = max(views, key=lambda page: views[page])
        say(
            f"Largest first view with {count:,} records (/{worst})",
            f"{views[worst] / 1000:.1f} KB gzipped",
            "at most 45 KB",
        )


def _first_view(site: Path, page: str) -> int:
    """Return the gzipped bytes of a page and of everything that it loads by itself."""
    path = site / page / "index.html"
    html = path.read_text(encoding="utf-8")
    loaded = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', html) + re.findall(
        r'<script src="([^"]+)"', html
    )
    files = [path, *((path.parent / one).resolve() for one in loaded)]
    return sum(len(gzip.compress(one.read_bytes())) for one in files)


def search(folder: Path) -> None:
    """Measure in a browser what search loads before it is wanted, and how soon it answers with 1,000 records."""
    before, load, answer = search_figures(folder / "site-1000")
    say("Search data loaded before the visitor reaches for it", f"{before} bytes", "0 bytes")
    say("Search ready with 1,000 records", f"{load:.0f} ms", "")
    say("Answer with 1,000 records", f"{answer:.1f} ms", "within 100 ms")


def main() -> None:
    """Measure everything in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="programme-bench-"))
    try:
        check(folder)
        builds(folder)
        sizes(folder)
        search(folder)
        real(folder)
        submissions(folder)
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(error.cmd)} failed:\n{error.output}")
        raise SystemExit(1) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
