"""Counts as the commands print them. In CI a file is known by its digest, because its name may hold a person's."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import click

from programme.phrases import say_count
from programme.submissions.facts import Record
from programme.submissions.outcome import Account, Outcome, Submission


def say_accounts(accounts: Sequence[Account]) -> None:
    """Print what became of each file's records."""
    for one in accounts:
        name = one.digest[:12] if os.environ.get("CI") else one.name
        became = numbers({str(kind): number for kind, number in one.records.items()})
        click.echo(f"  {name}: {one.read:,} records: {became or 'no row could be read'}")


def say_states(outcome: Outcome) -> None:
    """Print how many submissions there are in each state, and the proof that nothing was lost."""
    read = sum(one.read for one in outcome.accounts)
    placed = sum(sum(one.records.values()) for one in outcome.accounts)
    arrived = "Everything arrived"
    if not all(one.adds_up for one in outcome.accounts):
        arrived = "RECORDS ARE MISSING"
    elif outcome.unread or not all(one.balances for one in outcome.accounts):
        arrived = "NOT EVERY FILE COULD BE READ"
    exports = say_count(len(outcome.accounts), "export")
    click.echo(f"{arrived}: {say_count(read, 'record')} in {exports}, {placed:,} accounted for.")
    _say_submissions(outcome.submissions.values())


def say_expected(outcome: Outcome, read: Iterable[Record]) -> None:
    """Print the states that the submissions of some records would have."""
    sources = {(one.form, one.source) for one in read}
    _say_submissions([one for one in outcome.submissions.values() if (one.form, one.source) in sources])


def _say_submissions(submissions: Collection[Submission]) -> None:
    states = Counter(str(one.state) for one in submissions)
    click.echo(f"{say_count(len(submissions), 'submission')}: {numbers(states) or 'none'}.")


def numbers(counts: Mapping[str, int]) -> str:
    """Return `12 ready, 3 late`: the largest first."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{number:,} {word}" for word, number in ordered if number)
