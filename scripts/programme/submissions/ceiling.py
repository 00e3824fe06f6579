"""The most that a bid to a round may ask for: the one place for it."""

from __future__ import annotations

from decimal import Decimal

from programme.catalogue.model import FundRule, Records, Round


def ceiling_of(one: Round | None, records: Records) -> Decimal | None:
    """Return the round's own figure, else that of the fund's rule, else the fund's; None where there is none."""
    fund = records.funds.get(one.fund) if one else None
    if one is None or one.ceiling is not None or fund is None:
        return one.ceiling if one else None
    amounts = {question.id for question in fund.questions if question.answer == "money"}
    figures = [Decimal(rule.values[0]) for rule in fund.rules if rule.question in amounts and _forbids(rule)]
    return min(figures, default=fund.ceiling)


def _forbids(rule: FundRule) -> bool:
    return rule.test == "more-than" and rule.outcome == "not-eligible"
