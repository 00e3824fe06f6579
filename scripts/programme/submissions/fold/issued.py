"""Which reference belongs to which submission: one that was issued stays, and none is ever given twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import count

from programme.submissions.facts import Fact, Issued, Record, SubmissionId
from programme.submissions.references import References


def issue(facts: Iterable[Fact], references: References) -> tuple[Issued, ...]:
    """Return the references to be issued for the submissions that have none yet, sorted by form and id."""
    records: list[Record] = []
    issued: list[Issued] = []
    for fact in facts:
        if isinstance(fact, Record):
            records.append(fact)
        elif isinstance(fact, Issued):
            issued.append(fact)
    before = {(one.form, one.source) for one in issued}
    found = references_of(records, issued, references)
    return tuple(Issued(found[one], *one) for one in sorted(found) if one not in before)


def references_of(
    records: Iterable[Record], issued: Collection[Issued], references: References
) -> dict[SubmissionId, str]:
    """Return the reference of every submission, by form and id. One that is taken gives way to the next attempt."""
    found = _kept(issued)
    taken = {one.reference for one in issued}
    for form, source in sorted({(one.form, one.source) for one in records} - found.keys()):
        reference, attempts = references.reference(form, source), count(1)
        while reference in taken:
            reference = references.reference(form, source, next(attempts))
        found[form, source] = reference
        taken.add(reference)
    return found


def _kept(issued: Iterable[Issued]) -> dict[SubmissionId, str]:
    """Return the references that were issued. Two runs at once could issue one reference to two: the first keeps it."""
    owners: dict[str, SubmissionId] = {}
    for one in issued:
        owner = one.form, one.source
        if owners.setdefault(one.reference, owner) > owner:
            owners[one.reference] = owner
    found: dict[SubmissionId, str] = {}
    for reference, owner in owners.items():
        if found.setdefault(owner, reference) > reference:
            found[owner] = reference
    return found
