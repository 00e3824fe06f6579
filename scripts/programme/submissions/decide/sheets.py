"""The two sheets that people fill in, by their headings, and what a whole row of each means."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from msgspec import UNSET, UnsetType

from programme.catalogue.model import Records
from programme.submissions.decide.rows import FilledRow
from programme.submissions.facts import Announced, Decision, Mark
from programme.submissions.rules.decided import PAIRED, VERSION

_AWARD: Final = "award"
_SET_ASIDE: Final = "set-aside"
_ANNOUNCED: Final = {"announce": 120, "purpose": 300}  # what goes public of an award, and the most characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's headings. A row of which none of `filled` holds anything is left alone."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    shown: tuple[str, ...]  # there for the reader's eyes only
    filled: tuple[str, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """Every heading that may stand in it."""
        return (*self.typed, *self.shown)

    @property
    def typed(self) -> tuple[str, ...]:
        """Every heading under which people write something that is read."""
        return (*self.required, *self.optional)


DECISIONS: Final = Sheet(
    required=("about", "outcome", "by", "on", "why"),
    optional=("other", "amount", *_ANNOUNCED),
    shown=(),
    filled=("about", "outcome", "by", "on", "why", "other", "amount", *_ANNOUNCED),
)
MARKS: Final = Sheet(
    required=("reference", "criterion", "score", "marker", "on"),
    optional=("note",),
    shown=("organisation", "project", "asks for", "out of", "what to look for"),
    filled=("score", "note"),
)


def decision_of(row: FilledRow, records: Records) -> Decision | None:
    """Return the decision of a row, or None; then the row says what is wrong."""
    outcome = row.word("outcome", [term.id for term in records.terms.get("decisions", ())])
    about = row.held("about") if outcome == _SET_ASIDE else row.reference("about")
    by, on, why = row.role("by"), row.day("on"), row.why("why")
    if not outcome:
        return None
    other = _other(row, outcome)
    amount = row.number("amount") if outcome == _AWARD else row.empty("amount", outcome)
    announced = _announced(row, outcome)
    if other and other == about:
        row.wrong(
            "other",
            "“about” and “other” are the same reference.",
            expected="two references",
            found=other,
            action="Write the reference of the submission that it is compared with.",
        )
    return None if row.problems else Decision(about, outcome, by, on, why, other, amount, announced)


def _other(row: FilledRow, outcome: str) -> str:
    """Return what a decision names besides what it is about: a second reference, a version, or nothing."""
    if outcome == VERSION:
        return row.version("other")
    return row.reference("other") if outcome in PAIRED else row.empty("other", outcome)


def _announced(row: FilledRow, outcome: str) -> Announced | UnsetType:
    """Return the public words of an award, unset where there are none: both cells are filled in, or neither is."""
    if outcome != _AWARD or not any(map(row.text, _ANNOUNCED)):
        for column in _ANNOUNCED:
            row.empty(column, outcome)
        return UNSET
    organisation, purpose = (row.public(column, longest=longest) for column, longest in _ANNOUNCED.items())
    return Announced(organisation, purpose)


def mark_of(
    row: FilledRow, records: Records, given: MutableMapping[tuple[str, str, str], tuple[int, str]]
) -> Mark | None:
    """Return the mark of a row, or None. `given` are the marks of rows before it: row and score by what they mark."""
    reference, marker, on = row.reference("reference"), row.marker("marker"), row.day("on")
    titles = {"-".join(one.title.lower().split()): one.id for one in records.criterions.values()}
    word = row.word("criterion", [*records.criterions, *(title for title in titles if title not in records.criterions)])
    criterion = records.criterions.get(titles.get(word, word))
    score = row.number("score", most=Decimal(criterion.marks), places=1) if criterion else ""
    note = row.note("note")
    if row.problems or criterion is None:
        return None
    before = given.setdefault((reference, marker, criterion.id), (row.row, score))
    if before[1] != score:
        row.wrong(
            "two-scores",
            f"{marker} gave {reference} another score for {criterion.id} in row {before[0]}.",
            expected="one score",
            action="Delete the row that does not count.",
        )
        return None
    return Mark(reference, marker, criterion.id, score, on, note)
