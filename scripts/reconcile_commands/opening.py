"""A store as the commands open it, with what makes references under its key."""

from __future__ import annotations

import os
from dataclasses import dataclass

import click

from programme.submissions.references import References
from programme.submissions.store.keys import is_made, key_of
from programme.submissions.store.storage import StoreError, open_storage
from programme.submissions.store.store import Store
from reconcile_commands.options import stop


@dataclass(frozen=True, slots=True)
class Opened:
    """A store, and the maker of references under its key."""

    store: Store
    references: References


def opened(address: str, *, new: bool = False) -> Opened:
    """Open a store with its key; say aloud when it is a development key. Only a `new` one need not be there."""
    try:
        store = Store(open_storage(address))
        if not new and not is_made(store):
            stop(f"There is no store at {store.address}. Name one with --store, or make it with: reconcile.py run")
        key = key_of(store, os.environ)
    except StoreError as error:
        stop(str(error))
    if key.development:
        click.echo(f"Development key in use ({store.address}/development-key): for trying out, not for real data.")
    return Opened(store, References(key.secret))
