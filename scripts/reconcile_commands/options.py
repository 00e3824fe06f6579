"""The options that several commands have, and what they are turned into: the day and the records."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

import click

from programme.catalogue.model import Records
from programme.clock import the_day

# What submissions have to do with: the rest of the data folder takes longer to read than all of this.
KINDS: Final = (
    "office-fact", "fund", "round", "form", "export-shape", "theme", "area", "partner", "award", "initiative",
    "channel", "criterion", "result", "term",
)  # fmt: skip

store_option = click.option(
    "--store",
    default="private",
    show_default=True,
    envvar="RECONCILE_STORE",
    show_envvar=True,
    help="The private store: a folder, or an address such as sftp://user@host/folder or s3://bucket/folder.",
)
data_option = click.option("--data", type=click.Path(path_type=Path), help="Another data folder (default: data).")
today_option = click.option("--today", metavar="YYYY-MM-DD", help="As on this day (default: PROGRAMME_TODAY, today).")


def stop(message: str) -> NoReturn:
    """End the command because it could not be carried out: exit status 2."""
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(2)


def day_of(today: str | None) -> date:
    """Return the day for which the command works."""
    try:
        return the_day(os.environ, today)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def records_of(folder: Path | None, day: date) -> Records:
    """Return the records of a data folder. One with errors is refused: a form or round might be missing."""
    from programme.catalogue.load import load_folder  # noqa: PLC0415 - slow, and --help does without
    from programme.records.check import DATA  # noqa: PLC0415

    loaded = load_folder(folder or DATA, day, (), shown=str(folder or "data"), only=KINDS)
    if loaded.has_errors:
        stop(f"The data folder has errors. See them with: python scripts/check_data.py {folder or 'data'}")
    return loaded.records
