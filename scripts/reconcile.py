#!/usr/bin/env python3
"""Reconcile what arrives in the external form: every row of every export is somewhere, and every state has a reason.

Try it, with no account and no key, then open private/reports/report.html:

  .venv/bin/python scripts/reconcile.py simulate && .venv/bin/python scripts/reconcile.py run

Exit status: 0 when all is well, 1 when there are problems to look at, 2 when it could not be done, 130 when stopped.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reconcile_commands.process import own_process

if __name__ == "__main__":
    with own_process(), suppress(ImportError):  # Ctrl-C ends what takes time as it ends a command
        import_module("click")

import click

COMMANDS = {
    "check": "Say what exports would do, writing nothing.",
    "run": "Fold every export of the store into its ledger and write the reports.",
    "explain": "Tell the whole story of one submission.",
    "decide": "Take markers' sheets and decisions, or write the sheets to fill in.",
    "purge": "Delete personal data, by age or on request; the counts stay.",
    "simulate": "Write an invented export with known faults.",
}


class Lazily(click.Group):
    """Commands that are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return them in the order in which people use them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        return getattr(import_module(f"reconcile_commands.{cmd_name}"), cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List them without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


main = Lazily("main", help=__doc__)

if __name__ == "__main__":
    with own_process():
        main()
