"""`check`: say what exports would do, writing nothing."""

from __future__ import annotations

import os
from pathlib import Path

import click

from programme.phrases import say_count
from programme.submissions.references import References
from programme.submissions.run import preview
from programme.submissions.setting import Setting
from programme.submissions.store.keys import key_at_hand
from programme.submissions.store.storage import StoreError, open_storage
from programme.submissions.store.store import Store
from reconcile_commands.counting import say_accounts, say_expected
from reconcile_commands.naming import exports_of, form_option, shape_option
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_problems
from reconcile_commands.watching import progress


@click.command()
@click.argument("exports", nargs=-1, required=True, type=click.Path(path_type=Path))
@form_option
@shape_option
@store_option
@data_option
@today_option
def check(exports: tuple[Path, ...], store: str, data: Path | None, **given: str | None) -> None:
    """Read the EXPORTs against their form's record and say what a run would do. Nothing is written.

    Form and shape are the names of the folders, FORM/SHAPE/FILE, or those of --form and --shape. What the store
    holds already is taken into account, when there is one.

    Example: .venv/bin/python scripts/reconcile.py check --form community-action-fund-application
    --shape microsoft-forms a.xlsx
    """
    day = day_of(given["today"])
    named = exports_of(exports, given["form"], given["shape"])
    records = records_of(data, day)
    try:
        place = Store(open_storage(store))
        key = key_at_hand(place, os.environ)
        with progress(len(named)) as tell:
            known = place if key.kept else None
            done, read = preview(known, Setting(records, References(key.secret), day), named, progress=tell)
    except StoreError as error:
        stop(str(error))
    click.echo(f"Read {say_count(len(done.read), 'export')}; {done.known:,} known already. Nothing was written.")
    digests = {file.digest for file in done.read}
    say_accounts([one for one in done.outcome.accounts if one.digest in digests])
    say_expected(done.outcome, read)
    raise SystemExit(say_problems(done.problems))
