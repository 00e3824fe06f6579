"""What a run warns of when it has folded the ledger: a purge that did not end, references without a submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from programme.problems import Place, Problem, Severity
from programme.submissions.facts import Issued, Record
from programme.submissions.fold.same_row import contents_by_row
from programme.submissions.outcome import Outcome
from programme.submissions.store.ledger import Ledger
from programme.submissions.store.store import LEDGER


def warnings(ledger: Ledger, outcome: Outcome) -> Iterator[Problem]:
    """Yield what staff have to know of a ledger; while a part of it is missing, only what that cannot explain."""
    yield from _unfinished(ledger)
    if ledger.whole:
        yield from _outdated(ledger, outcome)


def _unfinished(ledger: Ledger) -> Iterator[Problem]:
    """Yield the warning that some records still have what they are compared by, although a receipt names their row."""
    purged = contents_by_row(ledger.facts, ledger.purged())
    if any(isinstance(one, Record) and one.content in purged and not one.group for one in ledger.facts):
        yield Problem(
            code="purge-unfinished",
            place=Place(LEDGER),
            message="Some of what was purged is in the store: a purge ended half-way or is still going on, or a form's "
            "record was changed and an export read again.",
            action="If no purge is going on, run the same purge again: it deletes what is left.",
            severity=Severity.WARNING,
        )


def _outdated(ledger: Ledger, outcome: Outcome) -> Iterator[Problem]:
    """Yield a warning for each form of which references were issued that no submission has any more."""
    there = {(one.form, one.source) for one in outcome.submissions.values()}
    issued = {(one.form, one.source) for one in ledger.facts if isinstance(one, Issued)}
    for form, number in sorted(Counter(form for form, _ in issued - there).items()):
        yield Problem(
            code="references-outdated",
            place=Place(f"data/forms/{form}.yaml"),
            message=f"References that were issued for this form and have no submission any more: {number:,}.",
            expected="the `identity`, `zone` and `submitted_format` by which they were issued",
            action="If one of these was changed in this file and people know the earlier references, change it back: "
            "decisions and marks under them count for nothing now. If that was done already, do nothing.",
            severity=Severity.WARNING,
        )
