"""What the page of a round says of its result: the numbers of its public record, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import Records, Result, Round

_HIDDEN: Final = "*"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One outcome: its words, what they mean, its number (or `*`), and its common reasons."""

    label: str
    meaning: str
    count: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """The result of a round with the words of its codes."""

    record: Result
    rows: tuple[ResultRow, ...]

    @property
    def hides(self) -> bool:
        """Whether a number is hidden, which the page then explains."""
        return any(row.count == _HIDDEN for row in self.rows) or self.record.from_people == _HIDDEN


def result_view(one: Round, records: Records) -> ResultView | None:
    """Return what is public of a round's result, or None when nothing is."""
    record = next((result for result in records.results.values() if result.round == one.id), None)
    if record is None:
        return None
    terms = {term.id: term for term in records.terms["result-outcomes"]}
    reasons = _reasons(one, records)
    rows = tuple(
        ResultRow(
            label=terms[it.outcome].label,
            meaning=terms[it.outcome].description,
            count=it.count,
            reasons=tuple(reasons[why.reason] for why in record.reasons if why.outcome == it.outcome),
        )
        for it in record.outcomes
    )
    return ResultView(record, rows)


def _reasons(one: Round, records: Records) -> Mapping[str, str]:
    """Return the words of every reason that a result of the round can give: the fund's own rules, and the others."""
    fund = records.funds.get(one.fund)
    own = {rule.id: rule.title for rule in fund.rules} if fund else {}
    return {term.id: term.label for term in records.terms.get("result-reasons", ())} | own
