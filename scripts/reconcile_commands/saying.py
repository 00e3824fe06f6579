"""How the commands speak: what was done, and problems in order. In CI problems are counted only."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import Final

import click

from programme.phrases import say_count
from programme.problems import Problem, Severity, in_order
from programme.reports import as_text
from programme.submissions.purge_exports import Exports
from programme.submissions.run import Done
from programme.submissions.store.store import REPORT, visible
from reconcile_commands.counting import say_accounts, say_states

_MEND: Final = (
    "A part of the store is damaged, so it may hold the only copy of other people's answers. Put that part back from"
    " a backup or, if there is none, delete it. Run: that reads answers anew which the store has lost. Then purge"
    " again."
)
_UNREADABLE: Final = (
    "No run can read a submission in it, so no purge can know whose answers these are. If they are needed, do what the"
    " run says of this file, or export them again. Else delete it."
)

_NOBODYS: Final = (
    "No submission could be made of this, so nobody can tell from here whose answers it is. If it is what you delete,"
    " delete it in the form's own tool, export again and put that in the file's place; or delete the file."
)
_MOST_ROWS: Final = 20


def say_problems(problems: Sequence[Problem]) -> int:
    """Print every problem and return the exit status. A log in CI may be public: it gets codes and counts only."""
    ordered = in_order(problems)
    if os.environ.get("CI"):
        for code, number in sorted(Counter(one.code for one in ordered).items()):
            click.echo(f"{code}: {number}")
    elif ordered:
        click.echo("\n" + as_text(ordered), nl=False)
    return int(any(one.severity is Severity.ERROR for one in ordered))


def say_done(done: Done, address: str) -> int:
    """Print what a run did, and return its exit status."""
    now = {file.digest for file in done.read}
    click.echo(f"Read {say_count(len(now), 'new export')}; {done.known:,} known already.")
    say_accounts([one for one in done.outcome.accounts if one.digest in now])
    say_states(done.outcome)
    status = say_problems(done.problems)
    for name in done.written:
        click.echo(f"Wrote {address}/{name}")
    click.echo(f"The report is {address}/{REPORT}" if done.written else "Nothing is new: no file was changed.")
    if not done.outcome.accounts:
        click.echo(f"There is no export yet: put them in {address}/inbox/FORM/SHAPE/.")
    return status


def say_nobodys(exports: Exports) -> None:
    """Print in which exports of others there are rows of which no purge can tell whose answers they hold."""
    if exports.nobodys and os.environ.get("CI"):
        click.echo(f"rows-of-nobody: {sum(map(len, exports.nobodys.values()))}")
        return
    for path, rows in exports.nobodys.items():
        click.echo(f"Look yourself: {visible(path)}, {_rows(rows)}. {_NOBODYS}")


def _rows(rows: Sequence[int]) -> str:
    """Return `row 7` or `rows 7, 9`; of very many the first."""
    named = ", ".join(map(str, rows[:_MOST_ROWS]))
    more = f" and {len(rows) - _MOST_ROWS:,} more" if len(rows) > _MOST_ROWS else ""
    return f"row{'' if len(rows) == 1 else 's'} {named}{more}"


def say_left(exports: Exports) -> int:
    """Print which exports a purge could not delete or look into, and return the exit status."""
    reasons = {
        "exports-held": (exports.held, "It holds records that could not be read. Decide about them first."),
        "exports-needed": (exports.needed, _MEND),
        "exports-unread": (exports.unread, "No run has read it, so it may hold the same. Run, then purge again."),
        "exports-unreadable": (exports.unreadable, _UNREADABLE),
    }
    for code, (paths, reason) in reasons.items():
        if paths and os.environ.get("CI"):
            click.echo(f"{code}: {len(paths)}")
        for path in () if os.environ.get("CI") else paths:
            click.echo(f"Not deleted: {visible(path)}. {reason}")
    return int(any(paths for paths, _ in reasons.values()))
