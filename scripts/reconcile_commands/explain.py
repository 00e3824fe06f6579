"""`explain`: the whole story of one submission."""

from __future__ import annotations

import os
from pathlib import Path

import click

from programme.problems import Problem
from programme.submissions.explain import explain as story_of
from programme.submissions.explain import written
from programme.submissions.fold.fold import fold
from programme.submissions.store.ledger import Ledger, load_ledger
from programme.submissions.store.segments import StoredWords
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import Store
from reconcile_commands.opening import opened
from reconcile_commands.options import data_option, day_of, records_of, stop, store_option, today_option
from reconcile_commands.saying import say_problems


@click.command()
@click.argument("reference")
@click.option("--answers", is_flag=True, help="Also show what was written: for your eyes, never in CI.")
@store_option
@data_option
@today_option
def explain(reference: str, store: str, data: Path | None, today: str | None, *, answers: bool) -> None:
    """Tell the whole story of one submission: where it was seen, every rule with the value it saw, matches, decisions.

    REFERENCE is as the report shows it; small letters and missing dashes do no harm.

    Example: .venv/bin/python scripts/reconcile.py explain K7XPM-3RT9A-W
    """
    if answers and os.environ.get("CI"):
        stop("--answers shows what people wrote, and a log in CI may be public. Use it on your own computer.")
    day = day_of(today)
    records = records_of(data, day)
    place = opened(store)
    try:
        ledger = load_ledger(place.store)
        words, problems = _words(place.store, ledger) if answers else ({}, [])
    except StoreError as error:
        stop(str(error))
    outcome = fold(ledger.facts, records, place.references, day=day)
    try:
        click.echo("\n".join(story_of(reference, ledger.facts, outcome)))
        if answers:
            click.echo("\n".join(written(reference, outcome, words, records, ledger.purged())))
    except LookupError as error:
        stop(str(error.args[0]))
    raise SystemExit(say_problems([*ledger.problems, *problems]))


def _words(store: Store, ledger: Ledger) -> tuple[StoredWords, list[Problem]]:
    """Return the words that the ledger still lets the store hold, and what was wrong.

    A purge may go on meanwhile: its receipt stands in the ledger before it deletes anything.
    """
    while True:
        found = store.all_words(store.words)
        if not ledger.catch_up(store):
            return found
