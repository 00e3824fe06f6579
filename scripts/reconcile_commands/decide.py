"""`decide`: take the markers' sheets and decisions as facts, or write the sheets to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from programme.submissions.decide.taking import take, write_templates
from programme.submissions.setting import Setting
from programme.submissions.store.storage import StoreError
from reconcile_commands.counting import say_states
from reconcile_commands.naming import content_of
from reconcile_commands.opening import opened
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_problems


@click.command()
@click.argument("sheets", nargs=-1, type=click.Path(path_type=Path))
@click.option("--template", is_flag=True, help="Write the sheets to fill in, and what markers read, to STORE/reports/.")
@store_option
@data_option
@today_option
def decide(sheets: tuple[Path, ...], store: str, data: Path | None, *, template: bool, **given: Any) -> None:
    """Take the SHEETS (CSV or XLSX) of markers and decisions as facts: who by role, when, why.

    If anything is wrong in any of them, nothing is taken. A sheet that is taken twice changes nothing.

    Example: .venv/bin/python scripts/reconcile.py decide --template

    Then: .venv/bin/python scripts/reconcile.py decide private/reports/decisions.xlsx
    """
    if template == bool(sheets):
        raise click.UsageError("Name the sheets to take, or write empty ones with --template.")
    day = day_of(given["today"])
    contents = [(str(sheet), content_of(sheet)) for sheet in sheets]
    records = records_of(data, day)
    place = opened(store)
    setting = Setting(records, place.references, day)
    try:
        if template:
            written = write_templates(place.store, setting)
            click.echo("\n".join(f"Wrote {place.store.address}/{name}" for name in written))
            return
        taken = take(place.store, setting, contents)
    except StoreError as error:
        stop(str(error))
    status = say_problems(taken.problems)
    click.echo(f"Took {taken.new:,} new decisions and marks; {taken.known:,} known already.")
    if taken.outcome:
        say_states(taken.outcome)
    for name in taken.written:
        click.echo(f"Wrote {place.store.address}/{name}")
    raise SystemExit(status)
