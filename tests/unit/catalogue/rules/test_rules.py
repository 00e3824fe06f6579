"""Each rule at its boundary: what is just wrong is told, and what is just right is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.model import Fund, FundRule, Records, RoundChange, Translation, TranslationText
from programme.catalogue.rules import CHANGES, RULES, checker, deadlines, forms, records, rounds, texts
from programme.clock import Period
from tests.real_records import real

DAY: Final = date(2026, 1, 15)


def with_one(kind: str, identity: str, /, **fields: Any) -> Records:
    """The real records with some fields of one of them changed."""
    held = getattr(real(), kind)
    return replace(real(), **{kind: MappingProxyType({**held, identity: replace(held[identity], **fields)})})


def a_round(opens: str | None = None, closes: str | None = None, **fields: Any) -> Records:
    dates = {"opens": opens and Period.of(opens), "closes": closes and Period.of(closes)}
    return with_one("rounds", "road-safety-2025", **dates, **{"opens_weekday": None, "closes_weekday": None, **fields})


def codes(findings: Iterator[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def fund() -> Fund:
    return real().funds["community-action-fund"]


def with_rule(number: int, **fields: Any) -> Records:
    rules: list[FundRule] = list(fund().rules)
    rules[number] = replace(rules[number], **fields)
    return with_one("funds", fund().id, rules=tuple(rules))


def with_question(identity: str, **fields: Any) -> Records:
    form = real().forms["community-action-fund-application"]
    questions = tuple(replace(one, **fields) if one.id == identity else one for one in form.questions)
    return with_one("forms", form.id, questions=questions)


@pytest.mark.parametrize("rule", [*RULES, *CHANGES], ids=lambda rule: rule.__name__)
def test_a_rule_says_in_its_docstring_what_it_is(rule: Any) -> None:
    assert re.fullmatch(r"[A-Z].+\.", rule.__doc__.strip(), re.DOTALL)


@pytest.mark.parametrize(
    ("opens", "closes", "more", "found"),
    [
        ("2026-02-02", "2026-02-02", {}, []),
        ("2026-02-02", "2026-02-01", {}, ["closes-before-it-opens"]),
        ("2026-02", "2026-02-01", {}, []),
        ("2026-03", "2026-02", {}, ["closes-before-it-opens"]),
        ("2026-02-02", "2026-02-02", {"opens_time": time(9), "closes_time": time(9, 1)}, []),
        ("2026-02-02", "2026-02-02", {"opens_time": time(9), "closes_time": time(9)}, ["closes-before-it-opens"]),
        ("2026-02-02", "2026-02-02", {"closes_time": time(0)}, ["closes-before-it-opens"]),
        ("2026-02-02", None, {}, []),
    ],
)
def test_a_round_closes_after_it_opens(opens: str, closes: str | None, more: dict[str, Any], found: list[str]) -> None:
    assert codes(rounds.closes_after_it_opens(a_round(opens, closes, **more), DAY)) == found


@pytest.mark.parametrize(("weekday", "found"), [("monday", []), ("tuesday", ["weekday-does-not-fit"]), (None, [])])
def test_a_weekday_is_that_of_the_date(weekday: str | None, found: list[str]) -> None:
    assert codes(rounds.weekday_fits_date(a_round("2026-02-02", opens_weekday=weekday), DAY)) == found


@pytest.mark.parametrize(
    ("opens", "found"), [("2026-02-02", []), ("2026-02", ["time-without-day"]), (None, ["time-without-day"])]
)
def test_a_time_stands_beside_an_exact_date(opens: str | None, found: list[str]) -> None:
    assert codes(rounds.time_needs_day(a_round(opens, opens_time=time(9)), DAY)) == found


@pytest.mark.parametrize(
    ("by", "found"), [("2026-02-02", []), ("2026-02", []), ("2026-02-01", ["date-before-opening"])]
)
def test_nothing_is_decided_before_a_round_opens(by: str, found: list[str]) -> None:
    assert codes(rounds.awarded_after_closing(a_round("2026-02-02", decision_by=Period.of(by)), DAY)) == found


@pytest.mark.parametrize(
    ("opens", "closes", "note", "found"),
    [
        ("2026-02-02", "2026-03-02", None, []),
        ("2026", None, None, ["dates-without-note"]),
        ("2026", None, "In 2026.", []),
    ],
)
def test_dates_that_are_not_known_have_a_note(
    opens: str, closes: str | None, note: str | None, found: list[str]
) -> None:
    assert codes(rounds.dates_or_a_note(a_round(opens, closes, dates_note=note), DAY)) == found


def a_change(day: date, opens: str, opens_time: time | None = None) -> RoundChange:
    period = Period.of(opens)
    return RoundChange(
        changed_on=day, opens=period, opens_time=opens_time, closes=None, closes_time=None, reason="A reason."
    )


def test_a_change_of_the_time_alone_is_a_change() -> None:
    change = a_change(date(2026, 1, 2), "2026-02-02", time(9))
    later = a_round("2026-02-02", opens_time=time(10), earlier_dates=(change,))
    assert codes(rounds.earlier_dates_differ(later, DAY)) == []


def test_earlier_dates_differ_from_what_came_after_them_and_are_in_order() -> None:
    first = a_change(date(2026, 1, 2), "2026-01")
    same = a_change(date(2026, 1, 1), "2026-02")
    wrong, right = a_round("2026-02", earlier_dates=(first, same)), a_round("2026-02", earlier_dates=(first,))
    assert codes(rounds.earlier_dates_differ(wrong, DAY)) == ["no-change", "not-in-order"]
    assert codes(rounds.earlier_dates_differ(right, DAY)) == []


@pytest.mark.parametrize(("ceiling", "found"), [("10000", []), ("10000.01", ["over-the-ceiling"]), (None, [])])
def test_a_round_gives_no_more_than_its_fund(ceiling: str | None, found: list[str]) -> None:
    records_ = a_round("2026-02-02", "2026-03-02", ceiling=Decimal(ceiling) if ceiling else None)
    assert codes(rounds.within_the_funds_ceiling(records_, DAY)) == found


@pytest.mark.parametrize(("maximum", "found"), [("10000", []), ("10000.01", ["over-the-ceiling"])])
def test_a_form_lets_nobody_ask_for_more_than_its_fund_gives(maximum: str, found: list[str]) -> None:
    assert codes(rounds.within_the_funds_ceiling(with_question("amount", maximum=Decimal(maximum)), DAY)) == found


@pytest.mark.parametrize(
    ("address", "parameter", "value", "found"),
    [
        (None, None, None, []),
        ("https://a.example.org", None, None, []),
        ("https://a.example.org", "p", "v", []),
        ("https://a.example.org", "p", None, ["half-an-address"]),
        (None, "p", "v", ["half-an-address"]),
        ("http://a.example.org", None, None, ["address-not-private"]),
    ],
)
def test_the_way_to_apply_is_whole_and_private(
    address: str | None, parameter: str | None, value: str | None, found: list[str]
) -> None:
    one = a_round("2026-02-02", apply_address=address, apply_parameter=parameter, apply_value=value)
    assert codes(rounds.way_to_apply_is_whole(one, DAY)) == found


@pytest.mark.parametrize(
    ("day", "at", "found"),
    [
        ("2026-03-29", time(0, 59), []),
        ("2026-03-29", time(1, 30), ["time-does-not-exist"]),
        ("2026-03-29", time(2), []),
        ("2026-10-25", time(1, 30), ["time-occurs-twice"]),
        ("2026-10-25", time(2), []),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_told(day: str, at: time, found: list[str]) -> None:
    assert codes(deadlines.time_exists(a_round("2026-01-05", day, closes_time=at), DAY)) == found


@pytest.mark.parametrize(
    ("closes", "found"),
    [
        ("2026-04-06", ["deadline-not-a-working-day"]),  # Easter Monday
        ("2026-04-07", []),
        ("2026-08-31", ["deadline-not-a-working-day"]),  # the summer bank holiday of England
        ("2026-08-03", []),  # that of Scotland
        ("2026-02-07", ["deadline-not-a-working-day"]),  # a Saturday
        ("2026-02", []),
        ("2026-01-10", []),  # over
        ("2199-12-28", ["deadline-not-a-working-day"]),  # a Saturday, as far away as dates go
    ],
)
def test_a_deadline_when_nobody_is_there_is_warned_about_until_it_is_over(closes: str, found: list[str]) -> None:
    others = {name: one for name, one in real().rounds.items() if name == "road-safety-2025"}
    one = replace(others["road-safety-2025"], closes=Period.of(closes))
    only = replace(real(), rounds=MappingProxyType({one.id: one}))
    assert codes(deadlines.deadline_on_a_working_day(only, DAY)) == found


@pytest.mark.parametrize(
    ("opens", "closes", "at", "found"),
    [
        ("2026-02-02", "2026-03-28", None, []),
        ("2026-02-02", "2026-03-29", None, ["clocks-change"]),
        ("2026-02-02", "2026-03-29", time(0, 30), []),
        ("2026-09-28", "2026-10-25", None, ["clocks-change"]),
        ("2026-02-02", "2026-11-02", None, []),  # winter to winter
    ],
)
def test_a_round_during_which_the_clocks_change_is_warned_about(
    opens: str, closes: str, at: time | None, found: list[str]
) -> None:
    one = replace(real().rounds["road-safety-2025"], opens=Period.of(opens), closes=Period.of(closes), closes_time=at)
    only = replace(real(), rounds=MappingProxyType({one.id: one}))
    assert codes(deadlines.round_within_one_clock(only, DAY)) == found


@pytest.mark.parametrize(
    ("at", "found"),
    [(time(11, 59), ["almost-noon"]), (time(0), ["midnight"]), (time(23, 59), []), (time(12), []), (None, [])],
)
def test_a_closing_time_that_is_often_a_slip_is_warned_about(at: time | None, found: list[str]) -> None:
    assert codes(deadlines.closing_time_is_plain(a_round("2026-02-02", "2026-03-02", closes_time=at), DAY)) == found


@pytest.mark.parametrize(
    ("opens", "closes", "day", "found"),
    [
        ("2026", None, "2026-12-31", []),
        ("2026", None, "2027-01-01", ["opening-has-passed"]),
        ("spring 2026", "2026", "2026-06-01", ["opening-has-passed"]),
        ("spring 2026", "2026", "2027-01-01", []),  # closed
        ("2026-03-02", None, "2027-01-01", []),
        (None, None, "2027-01-01", []),
    ],
)
def test_a_round_that_did_not_get_a_date_while_it_was_expected_is_warned_about(
    opens: str | None, closes: str | None, day: str, found: list[str]
) -> None:
    one = next(one for one in a_round(opens, closes).rounds.values() if one.id == "road-safety-2025")
    only = replace(real(), rounds=MappingProxyType({one.id: one}))
    assert codes(deadlines.opens_while_it_is_expected(only, date.fromisoformat(day))) == found


def test_what_is_published_names_its_source() -> None:
    assert codes(records.basis_has_source(a_round(sources=(), basis="published"), DAY)) == ["basis-without-source"]
    assert codes(records.basis_has_source(a_round(sources=(), basis="proposed"), DAY)) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ((None, date(2026, 1, 1)), (date(2026, 1, 2), None), []),
        ((None, date(2026, 1, 2)), (date(2026, 1, 2), None), ["facts-overlap"]),
        ((None, None), (date(2026, 1, 2), None), ["facts-overlap"]),
        ((date(2026, 1, 2), date(2026, 1, 1)), (date(2027, 1, 1), None), ["ends-before-it-begins"]),
    ],
)
def test_of_each_fact_one_is_true_on_a_day(first: tuple[Any, Any], second: tuple[Any, Any], found: list[str]) -> None:
    phone = real().office_facts["phone"]
    one = replace(phone, id="one", valid_from=first[0], valid_until=first[1])
    two = replace(phone, id="two", valid_from=second[0], valid_until=second[1])
    only = replace(real(), office_facts=MappingProxyType({"one": one, "two": two}))
    assert codes(records.facts_do_not_overlap(only, DAY)) == found


@pytest.mark.parametrize(("day", "found"), [(DAY, []), (date(2026, 1, 16), ["date-in-the-future"])])
def test_a_review_is_not_in_the_future(day: date, found: list[str]) -> None:
    assert codes(records.reviewed_in_the_past(a_round(reviewed_on=day), DAY)) == found


@pytest.mark.parametrize(("day", "found"), [(DAY, []), (date(2026, 1, 16), ["date-in-the-future"])])
def test_a_change_of_dates_is_not_in_the_future(day: date, found: list[str]) -> None:
    changes = (a_change(date(2026, 1, 2), "2026-01"), a_change(day, "2026-02"))
    findings = list(records.reviewed_in_the_past(a_round("2026-03", earlier_dates=changes), DAY))
    assert [one.code for one in findings] == found
    assert [one.path for one in findings] == [("earlier_dates", 2, "changed_on")] * len(found)


@pytest.mark.parametrize(
    ("day", "opens", "old", "found"),
    [
        (date(2026, 1, 2), "2026-03", "2026-02", []),
        (date(2023, 3, 1), "2026-03", "2026-02", []),
        (date(2016, 1, 2), "2026-03", "2026-02", ["date-long-before"]),
        (date(2016, 1, 2), "2026-03", "2018", []),  # put off again and again
        (date(1926, 1, 2), None, "2026", ["date-long-before"]),
    ],
)
def test_a_change_of_dates_is_not_made_long_before_the_round(
    day: date, opens: str | None, old: str, found: list[str]
) -> None:
    one = a_round(opens, earlier_dates=(a_change(day, old),))
    assert codes(rounds.changed_not_long_before(one, DAY)) == found


def test_a_change_of_a_round_without_any_date_is_left_alone() -> None:
    change = replace(a_change(date(1926, 1, 2), "2026"), opens=None)
    assert codes(rounds.changed_not_long_before(a_round(earlier_dates=(change,)), DAY)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plain words, [a page](https://example.org) and [a letter](mailto:a@example.org).", []),
        ("1 < 2 and 3 > 2, and [a page](../other/).", []),
        ("[a](tel:101) <https://example.org>", ["html-in-text"]),
        ("<script>alert(1)</script>", ["html-in-text"]),
        ("<!-- hidden -->", ["html-in-text"]),
        ("[a](javascript:alert(1))", ["unsafe-link"]),
        ("[a]( JavaScript:alert(1))", ["unsafe-link"]),
        ("[a](&#106;avascript:alert(1))", ["unsafe-link"]),
        ("[a](javascript&colon;alert(1))", ["unsafe-link"]),
        ("[a]\n\n[a]: data:text/html,x", ["unsafe-link"]),
        ("![a](vbscript:x)", ["image-in-text", "unsafe-link"]),
        ("![Alt words](https://x.example.org/a.png)", ["image-in-text"]),
        ("See ![][a].\n\n[a]: https://x.example.org/a.png", ["image-in-text"]),
        ("Watch out! [Here](https://example.org) it is, and \\![not](https://example.org) here.", []),
        ("# Big", ["heading-in-text"]),
        ("Words.\n\n  ## Less big\n\nWords.", ["heading-in-text"]),
        ("Words.\n##\nWords.", ["heading-in-text"]),
        ("###### Small", ["heading-in-text"]),
        ("Big\n===", ["heading-in-text"]),
        ("Less big \n--- \n\nWords.", ["heading-in-text"]),
        ("### Shown\n\n#### Shown\n\nNumber #2, and\n#3 of a street.", []),
        ("Words.\n\n- one\n- two", []),
    ],
)
def test_a_longer_text_is_plain_markdown(text: str, found: list[str]) -> None:
    assert codes(texts.text_is_plain_markdown(a_round(about=text), DAY)) == found


def test_what_no_page_shows_is_told_with_its_own_line() -> None:
    text = "Words.\n\n![Alt words](https://x.example.org/a.png) and words.\n\nBig\n===\n"
    findings = texts.text_is_plain_markdown(a_round(about=text), DAY)
    assert [one.quote for one in findings] == ["![Alt words](https://x.example.org/a.png)", "==="]


def test_a_long_line_is_looked_at_in_a_moment() -> None:
    assert codes(texts.text_is_plain_markdown(a_round(about="a " * 3000 + " " * 3000 + "![" * 1500), DAY)) == []


def test_the_text_of_a_translation_is_plain_markdown_too() -> None:
    text = TranslationText(at="aim", text="# Wielki")
    one = Translation(
        id="t", language="qaa", kind="initiative", record="lamps", made_from="0" * 16, made_on=DAY, texts=(text,)
    )  # fmt: skip
    only = replace(real(), translations=MappingProxyType({one.id: one}))
    assert [(one.code, one.path) for one in texts.text_is_plain_markdown(only, DAY)] == [
        ("heading-in-text", ("texts", 1, "text"))
    ]


@pytest.mark.parametrize(
    ("number", "fields", "found"),
    [
        (0, {}, []),
        (0, {"values": ("school", "parish-counsil")}, ["no-such-answer"]),
        (0, {"question": "organization-type"}, ["no-such-question"]),
        (0, {"test": "more-than", "values": ("school",)}, ["wrong-test"]),
        (1, {"test": "is-one-of"}, ["wrong-test"]),
        (1, {"values": ("thirty",)}, ["no-such-answer"]),
        (1, {"values": ("NaN",)}, ["no-such-answer"]),
        (1, {"values": ("30", "40")}, ["wrong-test"]),
        (1, {"unless_values": ()}, ["half-an-exception"]),
        (1, {"unless_question": None}, ["half-an-exception"]),
        (1, {"unless_values": ("skool",)}, ["no-such-answer"]),
    ],
)
def test_every_rule_of_the_checker_can_be_applied(number: int, fields: dict[str, Any], found: list[str]) -> None:
    assert codes(checker.checker_can_ask(with_rule(number, **fields), DAY)) == found


def test_a_vocabulary_that_is_not_there_is_told_once_and_not_for_each_rule() -> None:
    questions = tuple(replace(one, options_from="nothing") if one.options_from else one for one in fund().questions)
    assert codes(checker.checker_can_ask(with_one("funds", fund().id, questions=questions), DAY)) == ["no-options"]


@pytest.mark.parametrize(("ceiling", "found"), [("10000", []), ("15000", ["two-ceilings"])])
def test_the_checker_and_the_fund_name_the_same_amount(ceiling: str, found: list[str]) -> None:
    assert codes(checker.ceiling_is_one_number(with_one("funds", fund().id, ceiling=Decimal(ceiling)), DAY)) == found


@pytest.mark.parametrize(
    ("question", "fields", "found"),
    [
        ("amount", {}, []),
        ("amount", {"section": "mony"}, ["no-such-section"]),
        ("amount", {"minimum": Decimal(10001)}, ["limits"]),
        ("amount", {"max_words": 5}, ["limits"]),
        ("round", {"options_from": "round"}, ["no-options"]),
        ("round", {"options_from": None}, ["no-options"]),
        ("round", {"options": ("One", "Two")}, ["two-lists-of-options"]),
        ("round", {"options_from": "partners"}, []),
        ("round", {"options_from": "initiatives"}, []),
        ("contact-email", {"personal": False}, ["personal-data"]),
        ("contact-phone", {"personal": False}, ["personal-data"]),
    ],
)
def test_a_form_is_whole(question: str, fields: dict[str, Any], found: list[str]) -> None:
    assert codes(forms.form_is_whole(with_question(question, **fields), DAY)) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [({}, []), ({"kind": "survey"}, ["another-funds-form"]), ({"fund": "prevention-fund"}, ["another-funds-form"])],
)
def test_the_form_of_a_round_is_an_application_for_its_fund(fields: dict[str, Any], found: list[str]) -> None:
    changed = with_one("forms", "community-action-fund-application", **fields)
    assert sorted(set(codes(forms.round_has_a_form_of_its_fund(changed, DAY)))) == found


def test_what_was_found_is_said_as_an_editor_writes_it() -> None:
    (finding,) = forms.form_is_whole(with_question("contact-email", personal=False), DAY)
    assert finding.found == "no"


def test_an_area_with_a_successor_has_a_last_day() -> None:
    wrong = with_one("areas", "melton", successor="rutland")
    right = with_one("areas", "melton", successor="rutland", valid_until=date(2028, 3, 31))
    assert codes(records.area_with_successor_ends(wrong, DAY)) == ["successor-without-end"]
    assert codes(records.area_with_successor_ends(right, DAY)) == []


def test_only_an_award_is_known_from_a_decision_of_the_office() -> None:
    wrong = with_one("rounds", "road-safety-2025", basis="decided")
    assert codes(records.only_awards_are_decided(wrong, DAY)) == ["decided-is-for-awards"]
    step = replace(fund().steps[0], basis="decided")
    wrong = with_one("funds", fund().id, steps=(step, *fund().steps[1:]))
    (found,) = records.only_awards_are_decided(wrong, DAY)
    assert found.path == ("steps", 1, "basis")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_real_records_break_no_rule_on_a_day_when_nothing_is_open(rule: Any) -> None:
    assert list(rule(real(), date(2026, 11, 21))) == []
