"""Which records a purge deletes: those that no form keeps any longer, or those of whoever asks for it.

A choice looks at facts and says which contents; deleting them is the same for all, and the business of `purge`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from programme.catalogue.model import Form
from programme.clock import london_instant, months_later, utc_text
from programme.submissions.facts import Fact, Issued, Record
from programme.submissions.fold.issued import references_of
from programme.submissions.fold.same_row import same_by_row
from programme.submissions.references import References, known_reference


@dataclass(frozen=True, slots=True)
class Chosen:
    """The contents to delete, how many others were sent before the day but are still kept, and the day if there is
    one.
    """

    contents: frozenset[str]
    kept: int = 0
    before: str = ""


Choice = Callable[[Sequence[Fact]], Chosen]


def due_by_age(facts: Sequence[Fact], *, forms: Mapping[str, Form], before: date, day: date) -> Chosen:
    """Choose what was sent before a day, as far as the months have passed for which its form keeps it."""
    limit = utc_text(london_instant(before))
    limits = {form.id: kept_from(form, day) for form in forms.values()}
    sent = {fact.content: fact for fact in facts if isinstance(fact, Record) and fact.submitted < limit}
    due = {content for content, record in sent.items() if record.submitted < limits.get(record.form, limit)}
    return Chosen(frozenset(due), len(sent) - len(due), before.isoformat())


def due_on_request(facts: Sequence[Fact], *, asked: Collection[str], references: References) -> Chosen:
    """Choose every version of the submissions with the references `asked`, however long their forms keep them.

    What was another submission by earlier declarations of a form is chosen too, where it is the same row of an export.
    Raises UnknownReferenceError when nobody has one of these references.
    """
    records = [fact for fact in facts if isinstance(fact, Record)]
    issued = [fact for fact in facts if isinstance(fact, Issued)]
    ids = {reference: one for one, reference in references_of(records, issued, references).items()}
    chosen = same_by_row(facts, {ids[known_reference(reference, ids)] for reference in asked})
    return Chosen(frozenset(one.content for one in records if (one.form, one.source) in chosen))


def kept_from(form: Form, day: date) -> str:
    """Return the instant from which a form's submissions are still kept on a day; without a rule, none is kept."""
    if form.keep_months is None:
        return "9999"
    return utc_text(london_instant(months_later(day, -form.keep_months)))
