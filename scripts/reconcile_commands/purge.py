"""`purge`: delete personal data that is no longer needed, or whose owner asks for it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from programme.phrases import say_count
from programme.submissions.decide.roles import role
from programme.submissions.purge import Purge
from programme.submissions.purge import purge as purge_store
from programme.submissions.purge_choice import Choice, due_by_age, due_on_request
from programme.submissions.purge_exports import Exports
from programme.submissions.references import UnknownReferenceError
from programme.submissions.setting import Setting
from programme.submissions.store.storage import StoreError
from reconcile_commands.counting import say_states
from reconcile_commands.opening import opened
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_left, say_nobodys, say_problems


@click.command()
@click.option("--before", metavar="YYYY-MM-DD", help="Delete what was sent before this day.")
@click.option(
    "--reference", "asked", multiple=True, metavar="REFERENCE", help="Delete this submission. May be repeated."
)
@click.option("--by", default="data-officer", show_default=True, metavar="ROLE", help="Who decided it: a role.")
@store_option
@data_option
@today_option
def purge(before: str | None, asked: tuple[str, ...], by: str, store: str, data: Path | None, **given: Any) -> None:
    """Delete the words of answers, what they are compared by, and the exports and sheets that held them.

    With --before: of all that was sent before a day, but for what a form still keeps (keep_months in its record).
    With --reference: of every version of a submission, however old. References, states and counts do not change,
    and a receipt stays in the ledger. Hand in sheets that are filled in before: those in the store are deleted.

    Example: .venv/bin/python scripts/reconcile.py purge --before 2026-01-01 --by data-officer

    Or: .venv/bin/python scripts/reconcile.py purge --reference K7XPM-3RT9A-W
    """
    if (before is None) == (not asked):
        raise click.UsageError("Say what to delete: either --before and a day, or --reference and the reference.")
    decided_by = _role(by)
    day = day_of(given["today"])
    limit = None if before is None else _day_before(before, day)
    records = records_of(data, day)
    place = opened(store)
    setting = Setting(records, place.references, day)
    choose: Choice = partial(due_on_request, asked=asked, references=setting.references)
    if limit:
        choose = partial(due_by_age, forms=records.forms, before=limit, day=day)
    try:
        done = purge_store(place.store, setting, choose, by=decided_by)
    except UnknownReferenceError as error:
        stop(f"{error} Nothing was deleted.")
    except StoreError as error:
        stop(f"{error} The receipt may be written already: the same command finishes it.")
    raise SystemExit(_say_purged(done))


def _role(text: str) -> str:
    """Return the role as the receipt keeps it for ever. Anything else may be a name: it is refused and not shown."""
    found = role(text)
    if not found:
        raise click.UsageError(
            "--by does not say a role. Write one, such as data-officer; never a name or an e-mail address, because it "
            "is kept for good. Nothing was deleted."
        )
    return found


def _day_before(text: str, day: date) -> date:
    try:
        limit = date.fromisoformat(text)
    except ValueError:
        raise click.UsageError("--before is not a date. Write it as year-month-day, such as 2026-01-01.") from None
    if limit > day:
        raise click.UsageError("--before is a day to come. Name a day that has passed.")
    return limit


def _say_purged(done: Purge) -> int:
    """Print what a purge did and what is left to do, and return the exit status."""
    exports = done.exports
    deleted = f"{say_count(done.records, 'record')} and {say_count(len(exports.deleted), 'export')}"
    click.echo(f"Deleted the words of {deleted}.{' The receipt is kept.' if done.receipt else ''}")
    if done.damaged:
        click.echo(
            "A part of the words is damaged, as told below: it may still hold some that were to be deleted. Put it "
            "back from a backup or, if there is none, delete it. Run, then purge again."
        )
    _say_others(exports)
    say_nobodys(exports)
    if done.kept:
        click.echo(f"Kept {say_count(done.kept, 'record')} whose form still keeps them (keep_months).")
    if done.shared:
        click.echo(f"Kept {say_count(done.shared, 'token')} that other submissions have too, until these are deleted.")
    say_states(done.outcome)
    click.echo("Now delete the same in the form's own tool, before the next export, and in copies that people made.")
    return max(say_problems(done.problems), say_left(exports))


def _say_others(exports: Exports) -> None:
    """Print what became of the words of those whose records were in deleted exports and were not purged."""
    stored, lost = len(exports.others - exports.lost), len(exports.lost)
    if stored:
        click.echo(f"Those exports held {say_count(stored, 'other record')}: their words stay in the store.")
    if lost:
        held = say_count(lost, "record")
        click.echo(f"Those exports also held {held} whose words were lost before: these are gone for good.")
