#!/usr/bin/env python3
"""Check how easy the pages and records are to read. Exit status: 0 when all are plain, otherwise 1.

PATH is a file or folder of data/ or content/, or another Markdown page (default: all of both).

Example: python scripts/check_reading.py --ages content data/advice/speeding.yaml
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from programme.catalogue.passages import project_texts
from programme.catalogue.reading import check, reading_age, sentences
from programme.problems import in_order
from programme.records.check import PROJECT
from programme.reports import REPORTS


@click.command(help=__doc__)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", help="How problems are written.")
@click.option("--ages", is_flag=True, help="Print the reading age of every page and record too, the hardest first.")
def main(paths: tuple[Path, ...], form: str, *, ages: bool) -> None:
    """Check, print, and exit."""
    texts, plainer = project_texts(PROJECT, [path.resolve() for path in paths])
    found = {name: sentences(passages) for name, passages in texts.items()}
    if ages:
        known = {name: reading_age(its) for name, its in found.items() if its}
        for name in sorted(known, key=lambda one: -known[one]):
            click.echo(f"{known[name]:5.1f}  {name}")
    problems = in_order(one for passages in texts.values() for one in check(passages, plainer))
    click.echo(REPORTS[form](problems), nl=False)
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
