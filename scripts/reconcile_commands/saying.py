"""How the commands speak: a bar while a person watches, problems in order, counts. In CI problems are counted only."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from programme.problems import Problem, Severity, in_order
from programme.reports import as_text
from programme.submissions.run import Done
from programme.submissions.store import REPORT
from reconcile_commands.counting import say_accounts, say_states, several


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Give a function that is told each step; when a person watches, it moves a bar."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    with click.progressbar(length=steps, file=sys.stderr, item_show_func=lambda step: step or "") as bar:
        yield lambda step: bar.update(1, step)


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
    click.echo(f"Read {several(len(now), 'new export')}; {done.known:,} known already.")
    say_accounts([one for one in done.outcome.accounts if one.digest in now])
    say_states(done.outcome)
    status = say_problems(done.problems)
    for name in done.written:
        click.echo(f"Wrote {address}/{name}")
    click.echo(f"The report is {address}/{REPORT}" if done.written else "Nothing is new: no file was changed.")
    return status


def say_held(paths: Sequence[str]) -> int:
    """Print which exports a purge could not delete, and return the exit status."""
    if paths and os.environ.get("CI"):
        click.echo(f"exports-held: {len(paths)}")
    for path in () if os.environ.get("CI") else paths:
        click.echo(f"Not deleted: {path}. It holds records that could not be read. Decide about them first.")
    return int(bool(paths))
