"""`purge`: delete personal data that is no longer needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from programme.submissions.fresh import Setting
from programme.submissions.purge import purge as purge_store
from programme.submissions.references import References
from programme.submissions.store.storage import StoreError
from reconcile_commands.counting import say_states, several
from reconcile_commands.opening import opened
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_held


@click.command()
@click.option("--before", required=True, metavar="YYYY-MM-DD", help="Delete what was sent before this day.")
@click.option("--by", default="data-officer", show_default=True, metavar="ROLE", help="Who decided it: a role.")
@store_option
@data_option
@today_option
def purge(before: str, by: str, store: str, data: Path | None, today: str | None) -> None:
    """Delete the words of answers, what they are compared by, and the exports, of what was sent before a day.

    A form's months to keep (keep_months in its record) come first: what it still keeps stays. References, states
    and counts do not change, and a receipt stays in the ledger.

    Example: python scripts/reconcile.py purge --before 2026-01-01 --by data-officer
    """
    day = day_of(today)
    try:
        limit = date.fromisoformat(before)
    except ValueError:
        raise click.UsageError("--before is not a date. Write it as year-month-day, such as 2026-01-01.") from None
    if limit > day:
        raise click.UsageError("--before is a day to come. Name a day that has passed.")
    records = records_of(data, day)
    place = opened(store)
    try:
        done = purge_store(place.store, Setting(records, References(place.key.secret), day), before=limit, by=by)
    except StoreError as error:
        stop(f"{error} The receipt may be written already: the same command finishes it.")
    deleted = f"{several(done.records, 'record')} and {several(len(done.exports), 'export')}"
    click.echo(f"Deleted the words of {deleted}. The receipt is kept.")
    if done.younger:
        click.echo(f"Those exports held {several(done.younger, 'younger record')} too: their words stay in the store.")
    if done.kept:
        click.echo(f"Kept {several(done.kept, 'record')} whose form still keeps them (keep_months).")
    say_states(done.outcome)
    raise SystemExit(say_held(done.held))
