#!/usr/bin/env python3
"""Make the PDF files of a built site: a card and a large print of every topic and initiative, and the whole toolkit.

SITE is the folder with the built site (default: site). The files go into its folder papers.

Example: python scripts/make_papers.py --today 2025-12-15 --only catalytic site
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from programme.catalogue.load import load_folder
from programme.catalogue.rules import RULES
from programme.clock import the_day
from programme.papers.build import make, planned
from programme.papers.leaflet import NotMadeError
from programme.records.check import DATA, PROJECT

NO_ADDRESS = "SITE_URL is not set: the papers name their page without the site's address, and have no square code."


@click.command(help=__doc__)
@click.argument("site", type=click.Path(path_type=Path), default=Path("site"))
@click.option("--today", metavar="YYYY-MM-DD", help="Make them as on this day (default: PROGRAMME_TODAY, else today).")
@click.option("--only", "name", metavar="ID", help="Make those of one topic or initiative, or the book: toolkit.")
@click.option("--processes", type=click.IntRange(1, 16), default=2, show_default=True, help="How many at once.")
def main(site: Path, today: str | None, name: str | None, processes: int) -> None:
    """Plan, make, and say how many."""
    try:
        day = the_day(os.environ, today)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    loaded = load_folder(Path(os.environ.get("PROGRAMME_DATA") or DATA), day, RULES, shown="data")
    if loaded.has_errors:
        raise click.ClickException("The data is not right, so nothing was made. To see why: make check")
    address = os.environ.get("SITE_URL", "")
    if not address:
        click.echo(NO_ADDRESS)
    try:
        jobs = planned(loaded.records, day, address=address, name=name, site=site)
        made = make(jobs, PROJECT / "hooks/templates", day, processes=processes)
        with click.progressbar(made, len(jobs), hidden=not sys.stdout.isatty()) as papers:
            for place, content in papers:
                path = site / "papers" / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    except (NotMadeError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{len(jobs)} PDF file{'' if len(jobs) == 1 else 's'} made in {site / 'papers'}.")


if __name__ == "__main__":
    main()
