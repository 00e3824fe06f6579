#!/usr/bin/env python3
"""Check a data folder and print every problem in it. Pages in content/ are checked for personal data.
Exit status: 0 when there is no error, 1 when there is one, 2 when it could not be checked.

PATH is the folder to check (default: data).

Example: python scripts/check_data.py --format github --today 2025-12-15 data
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from programme.catalogue.load import compare_folders, load_folder
from programme.catalogue.pages import load_with_pages
from programme.catalogue.rules import CHANGES, RULES
from programme.clock import the_day
from programme.records.check import DATA
from programme.reports import REPORTS
from reconcile_commands.process import own_process


@click.command(help=__doc__)
@click.argument("path", required=False, type=click.Path(path_type=Path), default=None)
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", help="How problems are written.")
@click.option("--today", metavar="YYYY-MM-DD", help="Check as on this day (default: PROGRAMME_TODAY, else today).")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="An older data folder: also check what was changed.",
)
def main(path: Path | None, form: str, today: str | None, against: Path | None) -> None:
    """Check, print, and exit."""
    try:
        day = the_day(os.environ, today)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    folder, shown = (path, str(path)) if path else (DATA, "data")
    loaded = load_with_pages(folder, day, RULES, shown=shown)
    if against:
        loaded = compare_folders(load_folder(against, day, RULES), loaded, day, CHANGES)
    click.echo(REPORTS[form](loaded.problems), nl=False)
    raise SystemExit(1 if loaded.has_errors else 0)


if __name__ == "__main__":
    with own_process():
        main()
