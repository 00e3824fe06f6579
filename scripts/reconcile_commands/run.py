"""`run`: fold every export into the ledger and write the reports."""

from __future__ import annotations

from pathlib import Path

import click

from programme.phrases import say_count
from programme.submissions.publishing import copy_public
from programme.submissions.run import run as run_all
from programme.submissions.setting import Setting
from programme.submissions.store.storage import StoreError
from reconcile_commands.naming import exports_of, form_option, shape_option
from reconcile_commands.opening import opened
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_done
from reconcile_commands.watching import progress


@click.command()
@click.argument("exports", nargs=-1, type=click.Path(path_type=Path))
@store_option
@form_option
@shape_option
@click.option("--public", type=click.Path(file_okay=False, path_type=Path), help="Also write the public bundle here.")
@data_option
@today_option
def run(exports: tuple[Path, ...], store: str, public: Path | None, data: Path | None, **given: str | None) -> None:
    """Fold every export of the store's inbox, and the EXPORTs named, into the ledger, and write the reports.

    Exports wait in STORE/inbox/FORM/SHAPE/. What was read before is not read again; without anything new no file
    changes.

    Example: .venv/bin/python scripts/reconcile.py run --store private
    """
    day = day_of(given["today"])
    named = exports_of(exports, given["form"], given["shape"])
    records = records_of(data, day)
    place = opened(store, new=True)
    setting = Setting(records, place.references, day)
    try:
        with progress(len(named) + len(place.store.inbox()[0]) + 2) as tell:
            done = run_all(place.store, setting, named, progress=tell)
        status = say_done(done, place.store.address)
        if public and done.whole:  # else what is public stays as it is, which was said
            copied = say_count(copy_public(place.store, public), "public record")
            click.echo(f"Copied {copied} to the folder “{public}”.")
    except StoreError as error:
        stop(str(error))
    raise SystemExit(status)
