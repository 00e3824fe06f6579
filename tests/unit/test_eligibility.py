"""What follows from answers under a fund's rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.eligibility import Eligibility, FundVerdict, amount, decide, is_usable
from tests.unit.sample_fund import ALLOWED, FUND, TERMS

QUESTIONS: Final = [question.id for question in FUND.questions]
ORDER: Final = [Eligibility.ELIGIBLE, Eligibility.ASK_FIRST, Eligibility.NOT_ELIGIBLE]

numbers = st.one_of(st.integers(0, 60).map(str), st.sampled_from(["10000", "10,000.01", "£9 500", "20,000"]))
typed_text = st.text("0123456789.,£ -eyno\t\n\x1c\u00a0\u2009\ufeff٣", max_size=12)
some_text = st.one_of(typed_text, numbers, st.sampled_from(["yes", "no", "school", "council", "business"]))
some_answers = st.dictionaries(st.sampled_from(QUESTIONS), some_text)
whole_answers = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["council", "school", "charity", "business"]),
        "staff": st.integers(0, 300).map(str),
        "amount": st.decimals("0.01", 30_000, places=2).map(str),
        "before": st.sampled_from(["yes", "no"]),
        "another": st.sampled_from(["yes", "no"]),
        "here": st.sampled_from(["yes", "no"]),
    }
)


def verdict(**changed: str) -> FundVerdict:
    """The verdict on answers that are allowed, save for these."""
    return decide(FUND, {**ALLOWED, **changed}, TERMS)


def ids(found: FundVerdict) -> list[str]:
    return [rule.id for rule in found.rules]


@pytest.mark.parametrize(
    ("changed", "outcome", "rules"),
    [
        ({}, "eligible", []),
        ({"staff": "0"}, "eligible", []),
        ({"staff": "30"}, "eligible", []),
        ({"staff": "31"}, "not-eligible", ["thirty"]),
        ({"staff": "200", "kind": "school"}, "eligible", []),
        ({"staff": "1,200", "kind": "charity"}, "not-eligible", ["thirty"]),
        ({"amount": "0.01"}, "eligible", []),
        ({"amount": "£10,000"}, "eligible", []),
        ({"amount": "10 000.00"}, "eligible", []),
        ({"amount": "£10,000.01"}, "not-eligible", ["ceiling"]),
        ({"another": "yes"}, "eligible", ["other-round"]),
        ({"before": "yes"}, "eligible", ["previous"]),
        ({"here": "no"}, "ask-first", ["elsewhere"]),
        ({"kind": "business"}, "ask-first", ["not-named"]),
        ({"kind": "business", "staff": "31"}, "not-eligible", ["not-named", "thirty"]),
        ({"staff": "31", "amount": "10000.01"}, "not-eligible", ["thirty", "ceiling"]),
    ],
)
def test_rules_decide_at_their_boundaries(changed: dict[str, str], outcome: str, rules: list[str]) -> None:
    found = verdict(**changed)
    assert (found.outcome, ids(found), found.unanswered) == (outcome, rules, ())


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("nonsense", ["", " ", "?", "ten", "-1", "NaN", "1e3", "Yes", "constructor"])
def test_an_answer_that_cannot_be_used_sends_the_case_to_a_person(asked: str, nonsense: str) -> None:
    found = verdict(**{asked: nonsense})
    assert (found.outcome, found.unanswered) == (Eligibility.ASK_FIRST, (asked,))


@pytest.mark.parametrize("nothing", ["0", "£0", " £ 0.00 ", "000,000"])
def test_to_ask_for_no_money_is_no_answer(nothing: str) -> None:
    found = verdict(amount=nothing)
    assert (found.outcome, found.unanswered) == (Eligibility.ASK_FIRST, ("amount",))


def test_a_clear_no_decides_even_while_something_is_unanswered() -> None:
    found = verdict(amount="10000.01", here="")
    assert (found.outcome, ids(found), found.unanswered) == (Eligibility.NOT_ELIGIBLE, ["ceiling"], ("here",))


def test_a_rule_waits_while_it_is_unknown_what_could_lift_it() -> None:
    found = verdict(staff="200", kind="")
    assert (found.outcome, ids(found), found.unanswered) == (Eligibility.ASK_FIRST, [], ("kind",))


def test_no_answers_at_all_go_to_a_person() -> None:
    found = decide(FUND, {}, TERMS)
    assert (found.outcome, found.unanswered) == (Eligibility.ASK_FIRST, tuple(QUESTIONS))


@given(some_answers)
def test_nobody_is_eligible_while_anything_is_unanswered(answers: dict[str, str]) -> None:
    found = decide(FUND, answers, TERMS)
    open_questions = [one.id for one in FUND.questions if not is_usable(one, answers.get(one.id, ""), TERMS)]
    assert list(found.unanswered) == open_questions
    assert not (open_questions and found.outcome is Eligibility.ELIGIBLE)


@given(whole_answers, st.integers(1, 300), st.decimals("0.01", 30_000, places=2))
def test_more_staff_or_money_never_leads_to_a_better_outcome(
    answers: dict[str, str], more_staff: int, more_money: Decimal
) -> None:
    before = ORDER.index(decide(FUND, answers, TERMS).outcome)
    staff, money = int(answers["staff"]) + more_staff, Decimal(answers["amount"]) + more_money
    for more in ({"staff": str(staff)}, {"amount": str(money)}):
        assert ORDER.index(decide(FUND, {**answers, **more}, TERMS).outcome) >= before


@given(whole_answers, st.sampled_from(FUND.rules))
def test_a_fund_with_a_rule_less_never_has_a_worse_outcome(answers: dict[str, str], dropped: object) -> None:
    fewer = replace(FUND, rules=tuple(rule for rule in FUND.rules if rule != dropped))
    outcome, without = (decide(fund, answers, TERMS).outcome for fund in (FUND, fewer))
    assert ORDER.index(without) <= ORDER.index(outcome)


@given(whole_answers)
def test_notes_never_change_the_outcome(answers: dict[str, str]) -> None:
    bare = replace(FUND, rules=tuple(rule for rule in FUND.rules if rule.outcome != "note"))
    assert decide(bare, answers, TERMS).outcome == decide(FUND, answers, TERMS).outcome


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("9500", "9500"),
        ("£9,500", "9500"),
        (" £ 9 500.5 ", "9500.5"),
        ("9\u00a0500", "9500"),
        ("1,234,567.89", "1234567.89"),
        ("0", "0"),
        ("999999999", "999999999"),
    ],
)
def test_pounds_are_read_as_people_type_them(typed: str, pounds: str) -> None:
    assert amount(typed) == Decimal(pounds)


@pytest.mark.parametrize(
    "typed",
    ["", "£", "9,50", "95,00", "1,0000", "10.001", "10.", ".5", "-5", "+5", "10k", "£5 each", "£££5", "1e4",
     "1_000", "NaN", "Infinity", "٣٠", "9999999999", "9500\x00", "9500\x1c"],
)  # fmt: skip
def test_what_is_no_clear_amount_is_not_guessed_at(typed: str) -> None:
    assert amount(typed) is None


@given(typed_text)
def test_any_text_is_an_amount_of_pounds_and_pence_or_none(typed: str) -> None:
    found = amount(typed)
    assert found is None or (found >= 0 and found == found.quantize(Decimal("0.01")))
