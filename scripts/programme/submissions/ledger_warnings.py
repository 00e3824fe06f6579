"""What a run warns of when it has folded the ledger: a purge that did not end, references without a submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from programme.problems import Place, Problem, Severity
from programme.submissions.facts import Decision, Fact, Issued, Mark, Record, SubmissionId
from programme.submissions.fold.same_row import contents_by_row, same_by_row_each
from programme.submissions.outcome import Outcome
from programme.submissions.store.ledger import Ledger
from programme.submissions.store.store import LEDGER

_MOST_NAMED: Final = 5
_UNFINISHED: Final = Problem(
    code="purge-unfinished",
    place=Place(LEDGER),
    message="Some of what was purged is in the store: a purge, or a run beside one, ended half-way or is still going "
    "on, or a form's record was changed and an export read again.",
    action="If no purge is going on, run the same purge again: it deletes what is left.",
    severity=Severity.WARNING,
)


def warnings(ledger: Ledger, outcome: Outcome, anew: Collection[str], *, purged_are_there: bool) -> Iterator[Problem]:
    """Yield what staff have to know of a ledger; while a part of it is missing, only what that cannot explain.

    `anew` are the forms of which this run read exports that were read before by other declarations;
    `purged_are_there` tells that words are in the store which a receipt names.
    """
    if purged_are_there or _has_purged(ledger):
        yield _UNFINISHED
    if ledger.whole:
        yield from _outdated(ledger, outcome, anew)


def _has_purged(ledger: Ledger) -> bool:
    """Tell whether some records still have what they are compared by, although a receipt names their row."""
    purged = contents_by_row(ledger.facts, ledger.purged())
    return any(isinstance(one, Record) and one.content in purged and not one.group for one in ledger.facts)


def _outdated(ledger: Ledger, outcome: Outcome, anew: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each form of which references were issued that no submission has any more.

    They stay in the ledger, so it is told by the run that reads exports `anew`, and then only while something that
    people decided stands under them alone.
    """
    there = {(one.form, one.source) for one in outcome.submissions.values()}
    issued = {one.reference: (one.form, one.source) for one in ledger.facts if isinstance(one, Issued)}
    outdated = {reference: one for reference, one in issued.items() if one not in there}
    lost = _decided_in_vain(ledger, outcome, outdated)
    for form, number in sorted(Counter(form for form, _ in {*outdated.values()}).items()):
        mine = [reference for reference in lost if outdated[reference][0] == form]
        if mine or form in anew:
            yield _told(form, number, mine)


def _decided_in_vain(ledger: Ledger, outcome: Outcome, outdated: Mapping[str, SubmissionId]) -> list[str]:
    """Return those of the references under which something was decided or marked, and not again under the new ones."""
    done = {(reference, what) for one in ledger.facts for reference, what in _decided(one)}
    undone = {(reference, what) for one in outcome.stray for reference, what in _decided(one) if reference in outdated}
    if not undone:
        return []
    same = same_by_row_each(ledger.facts, {outdated[reference] for reference, _ in undone})
    present: dict[SubmissionId, str] = {(one.form, one.source): one.reference for one in outcome.submissions.values()}
    return sorted(
        {
            reference
            for reference, what in undone
            if not any((present.get(one), what) in done for one in same[outdated[reference]])
        }
    )


def _decided(fact: Fact) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each reference that a decision or a mark is about, and what it says but for its day and words."""
    if isinstance(fact, Decision):
        yield from ((one, (fact.outcome,)) for one in {fact.about, fact.other} - {""})
    elif isinstance(fact, Mark):
        yield fact.reference, (fact.marker, fact.criterion)


def _told(form: str, number: int, lost: Sequence[str]) -> Problem:
    """Return the warning; `lost` are the references under which people decided in vain."""
    message = f"References that were issued for this form and have no submission any more: {number:,}."
    action = (
        "If one of these was changed in this file and people know the earlier references, change it back. Otherwise do "
        "nothing: it is told only when exports are read anew. `explain` names the present reference for an earlier one."
    )
    if lost:
        more = f" and {len(lost) - _MOST_NAMED:,} more" if len(lost) > _MOST_NAMED else ""
        message += f" What was decided or marked under some of them counts for nothing: {', '.join(lost[:_MOST_NAMED])}"
        message += f"{more}."
        action = (
            "If one of these was changed in this file, change it back. If it should stay changed, hand in the same "
            "decisions and marks with the present references: `explain` names them for the earlier ones."
        )
    return Problem(
        code="references-outdated",
        place=Place(f"data/forms/{form}.yaml"),
        message=message,
        expected="the `identity`, `zone` and `submitted_format` by which they were issued",
        action=action,
        severity=Severity.WARNING,
    )
