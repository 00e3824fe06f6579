"""The eleven invariants of submissions, each on generated sets of facts and, where files matter, on generated exports.

Facts are drawn as a reader could make them of any exports: few applicants, so that versions, repeats and matches
are common; every kind of fault; decisions, marks and exports that overlap.
"""

from __future__ import annotations

import os
import random
import zlib
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from programme.submissions.facts import Answer, Decision, Entry, Fact, File, Issued, Mark, Record, fact_on, lines
from programme.submissions.fold.forgetting import PURGED, without_tokens
from programme.submissions.fold.issued import issue
from programme.submissions.fold.versions import version_signs
from programme.submissions.outcome import Disposition, Outcome, State
from programme.submissions.rules.decided import OUTCOMES, PLACE
from tests.unit.submissions.rule_texts import rule_texts
from tests.unit.submissions.sample import (
    NOT_ANSWERED,
    PARTIAL,
    RECORDS,
    REFERENCES,
    SHAPE,
    UNREADABLE,
    answers,
    chosen,
    entry_of,
    file_of,
    folded,
    named,
    number,
    reached,
    record,
    text,
)

MANY: Final = settings(max_examples=250 if os.environ.get("CI") else 100)
SECRETS: Final = ("zzsecret", "planted")  # no verdict, match or account may hold these
SOURCES: Final = st.sampled_from("12345")
MOMENTS: Final = st.sampled_from(
    [
        "2025-11-01T09:00:00Z",  # before the round opens
        "2025-12-01T10:00:00Z",
        "2025-12-05T10:00:00Z",
        "2026-01-12T23:59:59Z",
        "2026-01-13T00:05:00Z",  # within the minutes of grace
        "2026-01-14T10:00:00Z",  # too late
    ]
)
DAYS: Final = st.sampled_from(["2026-01-15", "2026-01-16"])
NAMES: Final = ("Exampleton Youth Club", "Exampelton Youth Club", "Mock Farm Watch", "Exampleton Litter Pickers")


@st.composite
def applications(draw: st.DrawFn) -> Record:
    """An application of one of a few applicants, often with a fault."""
    who = draw(st.integers(1, 4))
    faults = draw(st.lists(st.sampled_from(sorted(FAULTS)), max_size=2))
    changes = {question: answer for fault in faults for question, answer in FAULTS[fault].items()}
    name = named(draw(st.sampled_from(NAMES)))
    unmapped = draw(st.sampled_from([(), (), (), ("problem",)]))
    source, sent, reading = draw(SOURCES), draw(MOMENTS), draw(st.sampled_from(["reading", "reading", "former"]))
    content = f"{source} {sent} {who} {name.name} {sorted(faults)} {unmapped}"
    given_answers = answers(who, **{"name": name, **changes})
    return record(source, sent=sent, content=content, answers=given_answers, unmapped=unmapped, reading=reading)


FAULTS: Final[dict[str, dict[str, Answer]]] = {
    "no round": {"round": NOT_ANSWERED},
    "no dates": {"round": chosen("unknown-dates")},
    "other round": {"round": chosen("second")},
    "staff": {"staff": number("31")},
    "school": {"staff": number("200"), "kind": chosen("school")},
    "business": {"kind": chosen("business")},
    "ceiling": {"amount": number("10000.01")},
    "amount": {"amount": UNREADABLE},
    "budget": {"budget": number("1", lines=1)},
    "option": {"where": chosen("north-area", strange=1)},
    "missing": {"problem": NOT_ANSWERED},
    "long": {"problem": text(900, 4000)},
    "slow": {"initiative": chosen("slow")},
    "number": {"number": named("1234567")},
    "other number": {"number": named("7654321")},
    "project": {"project": reached("project", "Another project")},
    "email": {"email": reached("email", "clerk1@example.org")},
    "person": {"name": reached("organisation", "Test Person"), "kind": chosen("individual")},
}


@st.composite
def returns(draw: st.DrawFn) -> Record:
    source, sent, partner = f"r{draw(SOURCES)}", draw(MOMENTS), draw(st.sampled_from(["north", "south", "stranger"]))
    period = draw(st.sampled_from(["July to September 2025", "October to December 2025", "some day"]))
    given_answers = {"partner": chosen(partner), "period": chosen(period), "people": number("3")}
    content = f"{source} {sent} {partner} {period}"
    return record(source, form="return", sent=sent, content=content, answers=given_answers)


OTHERS: Final = st.builds(
    lambda row, kind, code: Entry(row=row, **{kind: code}),
    st.integers(100, 200),
    st.sampled_from(["structural", "quarantine"]),
    st.sampled_from(["blank", "time", "width"]),
)


@st.composite
def files(draw: st.DrawFn, records: list[Record], form: str) -> list[File]:
    """Exports of one form that overlap, repeat and leave things out; together they hold every record."""
    own = [one for one in records if one.form == form]
    parts = draw(st.lists(st.lists(st.sampled_from(own), max_size=6), max_size=3)) if own else []
    found = []
    for at, part in enumerate([*parts, own]):
        shape, more = draw(st.sampled_from([SHAPE, PARTIAL])), tuple(draw(st.lists(OTHERS, max_size=2)))
        digest = f"{zlib.crc32(repr((part, more)).encode())}"
        found.append(file_of(*part, name=f"{form}-{at}.csv", more=more, form=form, shape=shape, digest=digest))
    return found


@st.composite
def decisions(draw: st.DrawFn, records: list[Record]) -> Decision | Mark:
    one, other = draw(st.sampled_from(records)), draw(st.sampled_from(records))
    outcome = draw(st.sampled_from([*OUTCOMES, "incomplete-ok", "same", "different", "version", "mark"]))
    about, second = (REFERENCES.reference(it.form, it.source) for it in (one, other))
    if outcome == "mark":
        return Mark(about, "marker-a", "need", draw(st.sampled_from("345")), draw(DAYS))
    if outcome == "version":
        alike = {it.content: it for it in records if sent_as(it) == sent_as(one)}
        sign = draw(st.sampled_from(version_signs([*alike.values()])))
        return Decision(about, outcome, "panel", draw(DAYS), "zzsecret", sign)
    paired = outcome in {"same", "different"}
    amount = draw(st.sampled_from(["", "500"])) if outcome == "award" else ""
    return Decision(about, outcome, "panel", draw(DAYS), "zzsecret", second if paired else "", amount)


def sent_as(one: Record) -> tuple[str, str, str]:
    return one.form, one.source, one.submitted


@st.composite
def ledgers(draw: st.DrawFn, *, decided: bool = True) -> list[Fact]:
    """Everything that a store could hold after a few runs."""
    records = draw(st.lists(st.one_of(applications(), applications(), returns()), min_size=1, max_size=8))
    exports = [file for form in ("application", "return") for file in draw(files(records, form))]
    said = draw(st.lists(decisions(records), max_size=3)) if decided else []
    return [*records, *exports, *said]


def mixed(facts: list[Fact], seed: int, *, again: bool = True) -> list[Fact]:
    """The same set in another order, some of it told twice."""
    rng = random.Random(seed)  # noqa: S311 - an order of tests, no secret
    more = [*facts, *rng.sample(facts, len(facts) // 2)] if again else list(facts)
    rng.shuffle(more)
    return more


def states(outcome: Outcome) -> dict[tuple[str, str], State]:
    return {(one.form, one.source): one.state for one in outcome.submissions.values()}


def pounds(amounts: list[str]) -> Decimal:
    return sum((Decimal(one) for one in amounts if one), Decimal(0))


class TestInvariant1EveryRecordAndEveryPoundIsSomewhere:
    @MANY
    @given(ledgers())
    def test_every_file_balances(self, facts: list[Fact]) -> None:
        outcome = folded(*facts)
        exports = {(fact.form, fact.shape, fact.digest): fact for fact in facts if isinstance(fact, File)}
        assert {(one.form, one.shape, one.digest) for one in outcome.accounts} == exports.keys()
        for account in outcome.accounts:
            entries = exports[account.form, account.shape, account.digest].entries
            assert account.balances
            assert account.read == len(entries)
            assert sum(account.asked.values()) == pounds([entry.asked for entry in entries])

    @MANY
    @given(ledgers())
    def test_pounds_by_state_are_those_of_the_records_that_count(self, facts: list[Fact]) -> None:
        outcome = folded(*facts)
        by_state = dict.fromkeys(State, Decimal(0))
        for one in outcome.submissions.values():
            by_state[one.state] += one.asked or Decimal(0)
        arrived = sum((sum(one.asked.values()) for one in outcome.accounts), Decimal(0))
        repeated = sum((one.asked.get(Disposition.REPEAT, Decimal(0)) for one in outcome.accounts), Decimal(0))
        older = pounds([
            entry_of(record, 0).asked for one in outcome.submissions.values() for record in one.versions[:-1]
        ])  # fmt: skip
        assert sum(by_state.values(), Decimal(0)) == arrived - repeated - older


class TestInvariant2OneDispositionAndOneState:
    @MANY
    @given(ledgers())
    def test_of_every_record_and_submission(self, facts: list[Fact]) -> None:
        outcome = folded(*facts)
        sources = {(fact.form, fact.source) for fact in facts if isinstance(fact, Record)}
        assert sorted(states(outcome)) == sorted(sources)
        firsts = sum(one.records.get(Disposition.FIRST, 0) for one in outcome.accounts)
        assert firsts == len(sources) == len(outcome.submissions)
        contents = {(fact.form, fact.source, fact.content) for fact in facts if isinstance(fact, Record)}
        versions = sum(one.records.get(Disposition.VERSION, 0) for one in outcome.accounts)
        assert firsts + versions == len(contents)


class TestInvariant3ASecondRunIsTheSame:
    @MANY
    @given(ledgers())
    def test_to_the_byte(self, facts: list[Fact]) -> None:
        ledger = lines([*facts, *issue(facts, REFERENCES)])
        once = list(map(fact_on, ledger))
        assert issue(once, REFERENCES) == ()
        assert lines(once) == ledger
        assert repr(folded(*once)) == repr(folded(*map(fact_on, ledger)))


class TestInvariant4TheOrderOfFilesMakesNoDifference:
    @MANY
    @given(ledgers(), st.integers())
    def test_nor_how_often_they_are_told(self, facts: list[Fact], seed: int) -> None:
        assert folded(*mixed(facts, seed)) == folded(*facts)

    @MANY
    @given(st.lists(applications(), min_size=1, max_size=8, unique_by=lambda one: (one.source, one.submitted)),
           st.lists(st.integers(0, 7), min_size=1, max_size=12))  # fmt: skip
    def test_nor_how_they_are_split_and_overlap(self, records: list[Record], cuts: list[int]) -> None:
        parts = [records[min(cut, other) : max(cut, other) + 1] for cut, other in pairwise(cuts)]
        split = [file_of(*part, name=f"{at}.csv") for at, part in enumerate([*parts, records[:4], records[4:]])]
        assert states(folded(*records, *split)) == states(folded(*records, file_of(*records)))


class TestInvariant5HistoryOnlyGrows:
    @MANY
    @given(ledgers(), ledgers())
    def test_nothing_that_was_seen_goes(self, before: list[Fact], more: list[Fact]) -> None:
        first, then = folded(*before), folded(*before, *more)
        assert states(first).keys() <= states(then).keys()
        for reference, one in first.submissions.items():
            assert {it.content for it in one.versions} <= {it.content for it in then.submissions[reference].versions}
            assert set(one.decisions) <= set(then.submissions[reference].decisions)
            assert set(one.marks) <= set(then.submissions[reference].marks)
        assert {one.digest for one in first.accounts} <= {one.digest for one in then.accounts}


class TestInvariant6AReferenceStays:
    @MANY
    @given(ledgers(), ledgers())
    def test_once_it_was_issued_whatever_comes_later(self, before: list[Fact], more: list[Fact]) -> None:
        issued = issue(before, REFERENCES)
        later = issue([*before, *issued, *more], REFERENCES)
        shown = {(one.form, one.source): one.reference for one in issued}
        outcome = folded(*before, *more, *issued, *later)
        now = {(one.form, one.source): one.reference for one in outcome.submissions.values()}
        assert {one: now[one] for one in shown} == shown
        assert len(set(now.values())) == len(now)

    @MANY
    @given(ledgers(decided=False), st.sampled_from("12345"))
    def test_and_is_never_used_again(self, facts: list[Fact], source: str) -> None:
        taken = Issued(REFERENCES.reference("application", source), "application", "gone long ago")
        assert taken.reference not in folded(*facts, taken).submissions


class TestInvariant7EveryStateNamesItsRule:
    @MANY
    @given(ledgers())
    def test_and_the_value_that_it_saw(self, facts: list[Fact]) -> None:
        texts = rule_texts(RECORDS)
        for one in folded(*facts).submissions.values():
            assert one.because.state is one.state
            for verdict in (one.because, *one.tried, *one.flags):
                assert verdict.saw
                assert verdict.says
                assert texts[verdict.rule]


class TestInvariant8ADecisionBeatsARule:
    @MANY
    @given(ledgers(decided=False), st.sampled_from(sorted(OUTCOMES)), st.data())
    def test_whatever_the_rules_say(self, facts: list[Fact], outcome: str, data: st.DataObject) -> None:
        reference = data.draw(st.sampled_from(sorted(folded(*facts).submissions)))
        said = Decision(reference, outcome, "panel", "2026-01-15", "Looked at.")
        one = folded(*facts, said).submissions[reference]
        fits = outcome != PLACE  # there is no course among these forms
        expected = (OUTCOMES[outcome], "decision") if fits else (State.NEEDS_A_PERSON, "place-on-no-course")
        assert (one.state, one.because.rule, one.decisions) == (*expected, (said,))


class TestInvariant9TheUnknownGoesToAPerson:
    UNKNOWN: Final[dict[str, dict[str, Any]]] = {
        "a column": {"unmapped": ("budget",)},
        "the amount": {"answers": {"amount": UNREADABLE}},
        "the round": {"answers": {"round": NOT_ANSWERED}},
        "the dates": {"answers": {"round": chosen("unknown-dates")}},
        "an option": {"answers": {"kind": chosen(strange=1)}},
        "the staff": {"answers": {"staff": UNREADABLE}},
        "the form": {"form": "forgotten"},
        "the time": {"sent": ""},
    }

    @MANY
    @given(
        ledgers(decided=False), st.sampled_from(sorted(UNKNOWN)), st.lists(st.sampled_from(sorted(FAULTS)), max_size=2)
    )
    def test_and_never_to_a_default(self, facts: list[Fact], unknown: str, faults: list[str]) -> None:
        told = dict(self.UNKNOWN[unknown])
        changes = {question: answer for fault in faults for question, answer in FAULTS[fault].items()}
        form = told.pop("form", "application")
        given_answers = answers(9, **{**changes, **told.pop("answers", {})})
        one = record("9", form=form, answers=given_answers, **told)
        found = folded(*facts, one, file_of(one, name="unknown.csv")).submissions[REFERENCES.reference(form, "9")]
        assert found.state is State.NEEDS_A_PERSON


class TestInvariant10NoPersonalValueComesOut:
    @MANY
    @given(ledgers())
    def test_neither_an_answers_token_nor_anybodys_words(self, facts: list[Fact]) -> None:
        tokens = {
            answer.token
            for fact in facts
            if isinstance(fact, Record)
            for answer in fact.answers.values()
            if answer.token
        }
        outcome = folded(*facts)
        told: list[object] = [outcome.accounts, outcome.held, outcome.due]
        told += [(one.because, one.tried, one.flags, one.matches) for one in outcome.submissions.values()]
        said = repr(told)
        assert [token for token in tokens if token in said] == []
        assert [secret for secret in SECRETS if secret in said] == []

    def test_because_a_record_has_no_place_for_the_words_of_an_answer(self) -> None:
        assert set(Answer.__struct_fields__) == {
            "given", "readable", "words", "characters", "number", "lines", "options", "strange", "day", "token", "name",
        }  # fmt: skip


class TestInvariant11PersonalDataCanBeDeleted:
    @MANY
    @given(ledgers(), st.data())
    def test_and_no_reference_state_or_count_changes(self, facts: list[Fact], data: st.DataObject) -> None:
        contents = sorted({fact.content for fact in facts if isinstance(fact, Record)})
        first = data.draw(st.sets(st.sampled_from(contents)))
        then = data.draw(st.sets(st.sampled_from(contents)))
        once = without_tokens(facts, first)
        twice = without_tokens(once, first | then)
        assert summary(folded(*once)) == summary(folded(*twice)) == summary(folded(*facts))

    @MANY
    @given(ledgers())
    def test_and_nothing_is_left_of_it(self, facts: list[Fact]) -> None:
        contents = {fact.content for fact in facts if isinstance(fact, Record)}
        tokens = [
            answer.token
            for fact in without_tokens(facts, contents)
            if isinstance(fact, Record)
            for answer in fact.answers.values()
            if answer.token
        ]
        assert [token for token in tokens if not token.startswith(PURGED)] == []

    @MANY
    @given(ledgers(), st.integers())
    def test_whatever_the_order_of_the_facts(self, facts: list[Fact], seed: int) -> None:
        contents = {fact.content for fact in facts if isinstance(fact, Record)}
        assert lines(without_tokens(mixed(facts, seed), contents)) == lines(without_tokens(facts, contents))


def summary(outcome: Outcome) -> dict[str, Any]:
    """References, states with what caused them, flags, matches, accounts and returns."""
    found = {one.reference: (one.state, one.tried, one.flags, one.matches) for one in outcome.submissions.values()}
    return {"submissions": found, "accounts": outcome.accounts, "held": outcome.held, "due": outcome.due}


def test_a_day_is_an_argument_and_not_read_from_a_clock() -> None:
    one = record()
    assert folded(one, file_of(one), day=date(2020, 1, 1)).submissions == folded(one, file_of(one)).submissions
