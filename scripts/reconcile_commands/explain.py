"""`explain`: the whole story of one submission."""

from __future__ import annotations

from pathlib import Path

import click

from programme.submissions.explain import explain as story_of
from programme.submissions.fold.fold import fold
from programme.submissions.references import References
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from reconcile_commands.opening import opened
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_problems


@click.command()
@click.argument("reference")
@store_option
@data_option
@today_option
def explain(reference: str, store: str, data: Path | None, today: str | None) -> None:
    """Tell the whole story of one submission: where it was seen, every rule with the value it saw, matches, decisions.

    REFERENCE is as the report shows it; small letters and missing dashes do no harm.

    Example: .venv/bin/python scripts/reconcile.py explain K7XPM-3RT9A-W
    """
    day = day_of(today)
    records = records_of(data, day)
    place = opened(store)
    try:
        ledger = load_ledger(place.store)
    except StoreError as error:
        stop(str(error))
    outcome = fold(ledger.facts, records, References(place.key.secret), day=day)
    try:
        click.echo("\n".join(story_of(reference, ledger.facts, outcome)))
    except LookupError as error:
        stop(str(error.args[0]))
    raise SystemExit(say_problems(ledger.problems))
