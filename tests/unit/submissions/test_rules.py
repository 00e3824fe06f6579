from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from programme.clock import Period
from programme.eligibility import decide
from programme.submissions.facts import Answer
from programme.submissions.outcome import Flag, State, Submission, Verdict
from programme.submissions.rules import answers as answers_rules
from programme.submissions.rules import decided, money, pairs, returned, rounds
from tests.unit.submissions.rule_texts import rule_texts
from tests.unit.submissions.sample import (
    FUND,
    NOT_ANSWERED,
    RECORDS,
    ROUNDS,
    UNREADABLE,
    answers,
    arrived,
    chosen,
    named,
    number,
    only,
    reached,
    record,
    text,
)

PERSON, READY = State.NEEDS_A_PERSON, State.READY
LATER = "2026-01-13T00:00:00Z"  # the first instant that is too late
AFTER_GRACE = "2026-01-13T00:10:00Z"


def applied(sent: str = "2025-12-01T10:00:00Z", /, **changes: Answer) -> Submission:
    """An application without fault but for the changes."""
    return only(*arrived(record(sent=sent, answers=answers(**changes))))


def ruled(**changes: Answer) -> tuple[State, str]:
    found = applied(**changes)
    return found.state, found.because.rule


def tried(found: Submission, rule: str) -> Verdict:
    (verdict,) = (one for one in found.tried if one.rule == rule)
    return verdict


class TestWithoutFault:
    def test_it_is_ready(self) -> None:
        assert ruled() == (READY, "ready")

    def test_every_rule_that_was_tried_is_told_with_what_it_saw(self) -> None:
        assert [(one.rule, one.saw) for one in applied().tried] == [
            ("missing-column", "every column"),
            ("unreadable-time", "a time"),
            ("unclear-order", "one last version"),
            ("unreadable-answer", "every answer"),
            ("unknown-option", "none"),
            ("unknown-round", "open"),
            ("before-opening", "opened 17 November 2025"),
            ("after-closing", "sent 1 December 2025, 10:00:00; deadline: the end of 12 January 2026"),
            ("not-eligible", "organisation-type: charity, full-time-staff: 2, in-area: yes"),
            ("ceiling", "£9,500 of at most £10,000"),
            ("required-answers", "12 of 12 answered"),
            ("budget-sum", "3 costs of £9,500, £9,500 asked for"),
        ]

    def test_that_answers_are_there_is_said_of_those_that_must_be_given_alone(self) -> None:
        assert tried(applied(), "required-answers").says == "Every question that must be answered is."


class TestWhatCannotBeRead:
    def test_a_missing_column_needs_a_person(self) -> None:
        found = only(*arrived(record(unmapped=("problem",))))
        assert (found.state, found.because.rule, found.because.saw) == (PERSON, "missing-column", "problem")
        assert found.because.says == "The file had no column for “What of problem?”."

    def test_a_missing_column_is_not_a_missing_answer_too(self) -> None:
        found = only(*arrived(record(unmapped=("problem",), answers=answers(problem=NOT_ANSWERED))))
        assert not [one for one in found.tried if one.state is State.INCOMPLETE]

    @pytest.mark.parametrize("question", ["amount", "round", "staff", "where", "budget", "email", "initiative"])
    def test_an_answer_that_is_needed_needs_a_person(self, question: str) -> None:
        assert ruled(**{question: UNREADABLE}) == (PERSON, "unreadable-answer")

    def test_an_answer_that_nobody_needs_is_only_told(self) -> None:
        found = applied(remarks=UNREADABLE)
        assert (found.state, tried(found, "unreadable-answer").saw) == (READY, "remarks")

    def test_an_unknown_option_needs_a_person(self) -> None:
        found = applied(where=chosen("north-area", strange=1))
        assert (found.state, found.because.rule, found.because.saw) == (PERSON, "unknown-option", "where: 1 unknown")

    def test_a_form_without_record_needs_a_person(self) -> None:
        found = only(*arrived(record(form="forgotten")))
        assert (found.state, found.because.rule, found.because.saw) == (PERSON, "unknown-form", "forgotten")


class TestTheRound:
    def test_that_is_not_answered_needs_a_person(self) -> None:
        assert ruled(round=NOT_ANSWERED) == (PERSON, "unknown-round")

    def test_of_which_two_were_chosen_needs_a_person(self) -> None:
        assert ruled(round=chosen("open", "second")) == (PERSON, "unknown-round")

    def test_that_has_no_record_needs_a_person(self) -> None:
        assert ruled(round=chosen("forgotten")) == (PERSON, "unknown-round")

    def test_without_exact_dates_needs_a_person(self) -> None:
        found = applied(round=chosen("unknown-dates"))
        assert (found.state, found.because.rule) == (PERSON, "unknown-dates")
        assert found.because.saw == "opens unknown, closes unknown"

    def test_that_had_not_opened_needs_a_person(self) -> None:
        found = applied("2025-11-16T23:59:59Z")
        assert (found.state, found.because.rule) == (PERSON, "before-opening")

    def test_is_open_from_its_first_instant(self) -> None:
        assert applied("2025-11-17T00:00:00Z").state is READY

    def test_is_open_to_its_last_second(self) -> None:
        found = applied("2026-01-12T23:59:59Z")
        assert (found.state, found.flags) == (READY, ())

    @pytest.mark.parametrize("sent", [LATER, "2026-01-13T00:09:59Z"])
    def test_counts_within_its_minutes_of_grace_with_a_flag(self, sent: str) -> None:
        found = applied(sent)
        assert (found.state, [one.flag for one in found.flags]) == (READY, [Flag.WITHIN_GRACE])

    def test_is_closed_after_them(self) -> None:
        found = applied(AFTER_GRACE)
        assert (found.state, found.because.rule) == (State.LATE, "after-closing")
        assert found.because.saw == "sent 13 January 2026, 00:10:00; deadline: the end of 12 January 2026"

    def test_without_grace_is_closed_at_once(self) -> None:
        assert applied("2026-01-13T00:00:00Z", round=chosen("rich")).state is State.LATE

    def test_had_an_earlier_version_in_time(self) -> None:
        found = only(*arrived(record(), record(sent=AFTER_GRACE)))
        assert found.because.says == "It came after the round had closed. An earlier version came in time."

    def test_is_the_only_one_of_a_form_that_does_not_ask(self) -> None:
        form = RECORDS.forms["application"]
        form = replace(form, questions=tuple(one for one in form.questions if one.means != "round"))
        records = replace(RECORDS, forms={"application": form}, rounds={"open": ROUNDS[0]})
        assert only(*arrived(record()), records=records).call == "open"

    def test_of_a_form_that_does_not_ask_is_not_guessed_among_several(self) -> None:
        form = RECORDS.forms["application"]
        form = replace(form, questions=tuple(one for one in form.questions if one.means != "round"))
        records = replace(RECORDS, forms={"application": form})
        assert only(*arrived(record()), records=records).because.rule == "unknown-round"

    def test_is_none_of_a_form_that_asks_for_a_course(self) -> None:
        given = {"cohort": chosen("Cohort 1"), "email": reached("email", "someone@example.org")}
        found = only(*arrived(record(form="course", answers=given)))
        assert (found.state, found.call) == (READY, "Cohort 1")


class TestWhoMayApply:
    def test_thirty_staff_may(self) -> None:
        assert ruled(staff=number("30")) == (READY, "ready")

    def test_thirty_one_may_not(self) -> None:
        found = applied(staff=number("31"))
        assert (found.state, found.because.rule) == (State.NOT_ELIGIBLE, "not-eligible:thirty-staff")
        assert found.because.saw == "organisation-type: charity, full-time-staff: 31, in-area: yes"

    def test_a_school_with_two_hundred_may(self) -> None:
        assert ruled(staff=number("200"), kind=chosen("school")) == (READY, "ready")

    def test_a_business_is_asked_first(self) -> None:
        assert ruled(kind=chosen("business")) == (PERSON, "ask-first:not-named")

    def test_a_business_with_thirty_one_may_not(self) -> None:
        assert ruled(kind=chosen("business"), staff=number("31"))[0] is State.NOT_ELIGIBLE

    @pytest.mark.parametrize("question", ["kind", "staff", "where"])
    def test_who_does_not_say_is_incomplete_first(self, question: str) -> None:
        found = applied(**{question: NOT_ANSWERED})
        assert found.state is State.INCOMPLETE
        assert tried(found, "ask-first").state is PERSON

    def test_an_answer_that_is_none_of_the_options_is_not_called_missing(self) -> None:
        found = applied(kind=chosen(strange=1))
        asked, shut = tried(found, "ask-first"), tried(found, "not-eligible")
        assert (asked.state, asked.saw) == (PERSON, "organisation-type: cannot be understood")
        assert asked.says == "The fund's rules need an answer that cannot be understood."
        assert shut.says == "No rule of the fund shuts it out, as far as it is answered."
        assert shut.saw == "organisation-type: cannot be understood, full-time-staff: 2, in-area: yes"

    def test_agrees_with_the_fund_on_every_combination(self) -> None:
        states = {"eligible": READY, "ask-first": PERSON, "not-eligible": State.NOT_ELIGIBLE}
        kinds, staff, pounds = ("charity", "school", "business"), ("0", "30", "31", "200"), ("10000", "10000.01")
        for kind, staffed, asked, before in product(kinds, staff, pounds, ("yes", "no")):
            given = {"organisation-type": kind, "full-time-staff": staffed, "amount": asked, "in-area": "yes"}
            said = decide(FUND, {**given, "applied-before": before, "another-round": "no"}, RECORDS.terms)
            found = applied(
                kind=chosen(kind), staff=number(staffed), amount=number(asked), before=chosen(before),
                budget=number(asked, lines=1),
            )  # fmt: skip
            assert found.state is states[said.outcome], (given, found.because)


class TestTheCeiling:
    @pytest.mark.parametrize(("asked", "state"), [("10000", READY), ("10000.01", State.NOT_ELIGIBLE)])
    def test_is_the_funds(self, asked: str, state: State) -> None:
        assert applied(amount=number(asked), budget=number(asked, lines=1)).state is state

    @pytest.mark.parametrize(("asked", "state"), [("15000", READY), ("15000.01", State.NOT_ELIGIBLE)])
    def test_is_the_rounds_own_where_it_has_one(self, asked: str, state: State) -> None:
        changes = {"amount": number(asked), "budget": number(asked, lines=1), "round": chosen("rich")}
        assert applied(**changes).state is state

    def test_names_both_amounts(self) -> None:
        found = applied(amount=number("12000"))
        assert (found.because.rule, found.because.saw) == ("ceiling", "£12,000 of at most £10,000")

    def test_of_a_fund_without_rule_is_its_figure(self) -> None:
        fund = replace(FUND, rules=(), ceiling=Decimal(500))
        found = only(*arrived(record()), records=replace(RECORDS, funds={"fund": fund}))
        assert found.because.saw == "£9,500 of at most £500"

    def test_is_none_where_nothing_is_announced(self) -> None:
        records = replace(RECORDS, funds={"fund": replace(FUND, rules=(), ceiling=None)})
        assert only(*arrived(record()), records=records).state is READY


class TestWhatMustBeAnswered:
    def test_makes_it_incomplete_and_is_named(self) -> None:
        found = applied(problem=NOT_ANSWERED, project=NOT_ANSWERED)
        assert (found.state, found.because.rule) == (State.INCOMPLETE, "required-answers")
        assert found.because.saw == "not answered: project, problem"
        assert found.because.says == "Not answered: “What of project?”; “What of problem?”."

    def test_does_not_hold_what_is_asked_on_a_condition_only(self) -> None:
        assert applied(children=NOT_ANSWERED).state is READY

    def test_comes_after_what_shuts_it_out(self) -> None:
        assert ruled(problem=NOT_ANSWERED, staff=number("31"))[0] is State.NOT_ELIGIBLE


class TestLimits:
    @pytest.mark.parametrize(
        ("changes", "saw"),
        [
            ({"problem": text(501, 3000)}, "problem: 501 of 500 words"),
            ({"name": Answer(given=True, characters=121, name="Long")}, "name: 121 of 120 characters"),
        ],
    )
    def test_that_are_passed_are_told_and_stop_nothing(self, changes: dict[str, Answer], saw: str) -> None:
        found = applied(**changes)
        assert (found.state, tried(found, "too-long").saw) == (READY, saw)

    def test_that_are_kept_are_not_told(self) -> None:
        assert "too-long" not in {one.rule for one in applied(problem=text(500, 3000)).tried}

    def test_of_a_number_need_a_person(self) -> None:
        found = applied(staff=number("-1"))
        assert tried(found, "number-out-of-range").saw == "staff: -1"
        assert found.state is PERSON


class TestTheBudget:
    def test_that_does_not_add_up_needs_a_person(self) -> None:
        found = applied(budget=number("9000", lines=2))
        assert (found.state, found.because.rule) == (PERSON, "budget-sum")
        assert found.because.saw == "2 costs of £9,000, £9,500 asked for"

    def test_of_one_cost_is_said_in_the_singular(self) -> None:
        assert applied(budget=number("4851", lines=1)).because.saw == "1 cost of £4,851, £9,500 asked for"

    def test_adds_up_to_the_penny(self) -> None:
        assert applied(amount=number("9500.5"), budget=number("9500.50", lines=2)).state is READY

    def test_without_a_cost_needs_a_person(self) -> None:
        assert ruled(budget=text()) == (PERSON, "budget-lines")

    @pytest.mark.parametrize("asked", ["0", "0.00", "-5"])
    def test_for_nothing_needs_a_person(self, asked: str) -> None:
        assert ruled(amount=number(asked), budget=number(asked, lines=1)) == (PERSON, "nothing-asked")


class TestTheTimeToSetItUp:
    def test_that_fits_is_told(self) -> None:
        found = applied(initiative=chosen("quick"))
        assert (found.state, tried(found, "setup-time").saw) == (
            READY,
            "quick: 4 weeks from 2026-02-28, to spend by 2026-06-30",
        )

    def test_that_does_not_fit_needs_a_person(self) -> None:
        found = applied(initiative=chosen("slow"))
        assert (found.state, found.because.rule) == (PERSON, "setup-time")
        assert found.because.says == (
            "It takes until 5 December 2026 to set up, and the money must be spent by 30 June 2026."
        )

    def test_begins_with_the_closing_day_where_no_decision_is_announced(self) -> None:
        one = replace(ROUNDS[0], decision_by=None, spend_by=Period.of("2026-02"))
        found = only(
            *arrived(record(answers=answers(initiative=chosen("quick")))),
            records=replace(RECORDS, rounds={"open": one}),
        )
        assert tried(found, "setup-time").saw == "quick: 4 weeks from 2026-01-12, to spend by 2026-02-28"

    def test_is_not_weighed_where_no_last_day_is_announced(self) -> None:
        found = applied(initiative=chosen("slow"), round=chosen("second"))
        assert found.state is READY


class TestGoodToKnow:
    def test_an_hour_that_occurs_twice_is_flagged(self) -> None:
        found = only(*arrived(record(ambiguous_time=True)))
        assert (found.state, [one.flag for one in found.flags]) == (READY, [Flag.TIME_AMBIGUOUS])

    def test_an_award_before_is_flagged(self) -> None:
        found = applied(name=named("Exampleton Litter-Pickers"))
        assert [(one.flag, one.saw) for one in found.flags] == [(Flag.PREVIOUS_AWARD, "award earlier")]
        assert found.state is READY

    @pytest.mark.parametrize(("call", "flagged"), [("open", []), ("rich", []), ("second", ["previous-award"])])
    def test_only_an_award_of_an_earlier_round_was_before(self, call: str, flagged: list[str]) -> None:
        given = replace(RECORDS.awards["earlier"], id="given", round="open", organisation="Sampleton Hall")
        known = replace(RECORDS, awards={"given": given})
        found = only(*arrived(record(answers=answers(name=named("Sampleton Hall"), round=chosen(call)))), records=known)
        assert [str(one.flag) for one in found.flags] == flagged

    def test_who_says_that_there_was_an_award_is_flagged(self) -> None:
        assert [one.rule for one in applied(before=chosen("yes")).flags] == ["says-so-itself"]


class TestASurvey:
    def test_is_ready_when_what_must_be_is_answered(self) -> None:
        assert only(*arrived(record(form="survey", answers={"safe": chosen("Very")}))).state is READY

    def test_is_incomplete_when_it_is_not(self) -> None:
        assert only(*arrived(record(form="survey", answers={"safe": NOT_ANSWERED}))).state is State.INCOMPLETE


class TestTheDocstringsOfRules:
    def test_explain_every_code_that_a_rule_can_give(self) -> None:
        modules = (answers_rules, decided, money, pairs, returned, rounds)
        written = {code for module in modules for code in codes(inspect.getsource(module))}
        assert written - rule_texts().keys() == set()

    def test_are_sentences(self) -> None:
        assert [code for code, words in rule_texts().items() if not words.endswith(".")] == []


def codes(source: str) -> set[str]:
    """The first arguments of the calls that make verdicts."""
    makers = {"person", "fine", "flagged", "verdict", "Verdict"}
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    firsts = [one.args[0] for one in calls if isinstance(one.func, ast.Name) and one.func.id in makers and one.args]
    return {one.value for one in firsts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
