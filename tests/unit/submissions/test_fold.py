from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace as with_facts

from programme.submissions.facts import Decision, Entry, Fact, File, Issued, Mark, Record
from programme.submissions.fold.fold import fold
from programme.submissions.fold.issued import issue
from programme.submissions.fold.versions import version_signs
from programme.submissions.outcome import Disposition, Flag, Held, Outcome, State, Submission
from programme.submissions.reading.declarations import reading_digest, shape_of
from programme.submissions.references import is_reference
from programme.submissions.rules.sums import decimal
from tests.unit.submissions.sample import (
    DAY,
    NOT_ANSWERED,
    PARTIAL,
    RECORDS,
    REFERENCES,
    SHAPE,
    answers,
    arrived,
    by_source,
    chosen,
    file_of,
    folded,
    number,
    only,
    reached,
    record,
)

PERSON, READY, REPLACED, LATE = State.NEEDS_A_PERSON, State.READY, State.REPLACED, State.LATE
FIRST, VERSION, REPEAT = Disposition.FIRST, Disposition.VERSION, Disposition.REPEAT
TOO_LATE = "2026-01-14T10:00:00Z"


def again(source: str, who: int = 1, sent: str = "2025-12-05T10:00:00Z", **changes: Any) -> Record:
    """Another application of applicant number `who`."""
    return record(source, sent=sent, answers=answers(who, **changes))


def states(*facts: Fact) -> dict[str, State]:
    return {source: one.state for source, one in by_source(folded(*facts)).items()}


def reference(source: str = "1", form: str = "application") -> str:
    return REFERENCES.reference(form, source)


def decided(
    outcome: str, source: str = "1", *, form: str = "application", on: str = "2026-01-15", **more: Any
) -> Decision:
    return Decision(about=reference(source, form), outcome=outcome, by="panel", on=on, why="Looked at.", **more)


def verdicts(one: Submission, state: State) -> list[str]:
    return [verdict.rule for verdict in one.tried if verdict.state is state]


class TestEveryRecordOfAFile:
    def test_is_a_first_one_a_version_or_a_repeat(self) -> None:
        one, other = record(), record(sent="2025-12-02T10:00:00Z")
        facts: list[Fact] = [one, other, record("2"), file_of(one, record("2"), one, other)]
        (account,) = folded(*facts).accounts
        assert account.records == {FIRST: 2, REPEAT: 1, VERSION: 1, Disposition.STRUCTURAL: 1}
        assert (account.read, account.balances) == (5, True)

    def test_that_is_none_is_counted_by_its_reason(self) -> None:
        more = (Entry(row=3, structural="blank"), Entry(row=4, quarantine="width"), Entry(row=5, quarantine="width"))
        (account,) = folded(record(), file_of(record(), more=more)).accounts
        assert account.reasons == {"blank": 1, "header": 1, "width": 2}

    def test_whose_part_of_the_ledger_is_lost_is_quarantined(self) -> None:
        outcome = folded(file_of(record()))
        assert outcome.accounts[0].records == {Disposition.QUARANTINE: 1, Disposition.STRUCTURAL: 1}
        assert outcome.held == (Held("digest of export.csv", "export.csv", 2, "lost"),)

    def test_brings_its_pounds_to_the_account(self) -> None:
        one, other = record(), again("1", amount=number("500.50"))
        (account,) = folded(one, other, file_of(one, other, one)).accounts
        assert account.asked == {FIRST: Decimal(9500), VERSION: Decimal("500.50"), REPEAT: Decimal(9500)}

    def test_keeps_what_the_file_lacked_and_had_besides(self) -> None:
        (account,) = folded(file_of(missing=("phone",), unknown=("Fax",))).accounts
        assert (account.missing, account.unknown) == (("phone",), ("Fax",))


class TestFiles:
    def test_stand_in_the_order_of_their_latest_submission(self) -> None:
        early, late = record(), record("2", sent="2025-12-02T10:00:00Z")
        exports = [file_of(late, name="a.csv"), file_of(early, name="b.csv"), file_of(early, late, name="c")]
        assert [one.name for one in folded(early, late, *exports).accounts] == ["b.csv", "a.csv", "c"]

    def test_that_were_read_anew_count_as_they_are_read_now(self) -> None:
        shape = shape_of(RECORDS.forms["application"], SHAPE, RECORDS)
        assert shape
        now = reading_digest(RECORDS.forms["application"], shape, RECORDS)
        old = file_of(more=(Entry(row=2, quarantine="time"),))
        new = with_facts(file_of(record(), reading=now), digest=old.digest)
        outcome = folded(old, new, record(reading=now))
        assert (len(outcome.accounts), outcome.held, len(outcome.submissions)) == (1, (), 1)

    def test_that_were_read_in_two_former_ways_count_as_they_were_understood_best(self) -> None:
        worse, better = record(unmapped=("problem",), reading="older"), record(reading="old")
        assert only(worse, better, file_of(worse)).state is READY


class TestVersions:
    def test_are_kept_with_the_oldest_first_and_the_last_one_counts(self) -> None:
        old, new = record(), record(sent="2025-12-02T10:00:00Z", answers=answers(problem=NOT_ANSWERED))
        facts: list[Fact] = [old, new, file_of(new, old)]
        for mixed in permutations(facts):
            found = only(*mixed)
            assert (found.versions, found.state) == ((old, new), State.INCOMPLETE)

    def test_sent_at_one_moment_are_told_apart_by_the_exports_they_came_in(self) -> None:
        old, new, other = record(content="b"), record(content="a"), record("2", sent="2025-12-02T10:00:00Z")
        exports = [file_of(old, name="1.csv"), file_of(new, other, name="2.csv")]
        found = by_source(folded(old, new, other, *exports))["1"]
        assert (found.record, found.state) == (new, READY)

    def test_sent_at_one_moment_in_one_export_need_a_person(self) -> None:
        found = only(*arrived(record(content="a"), record(content="b")))
        assert (found.state, found.because.rule) == (PERSON, "unclear-order")

    def test_in_two_exports_that_cannot_be_put_in_order_need_a_person(self) -> None:
        one, other = record(content="a"), record(content="b")
        found = only(one, other, file_of(one, name="1.csv"), file_of(other, name="2.csv"))
        assert found.because.rule == "unclear-order"

    def test_in_two_exports_of_which_one_lacks_a_row_need_a_person(self) -> None:
        one, other, more = record(content="a"), record(content="b"), record("2", sent="2025-11-30T10:00:00Z")
        exports = [file_of(one, more, name="1.csv"), file_of(other, name="2.csv")]
        found = by_source(folded(one, other, more, *exports))["1"]
        assert (found.because.rule, sorted(found.tied)) == ("unclear-order", ["1.csv", "2.csv"])

    def test_that_the_newest_export_holds_again_counts(self) -> None:
        one, other = record(content="a"), record(content="b")
        second, third = (record(name, sent=f"2025-12-0{name}T10:00:00Z") for name in "23")
        exports = [
            file_of(one, name="1.csv"), file_of(other, second, name="2.csv"), file_of(one, second, third, name="3.csv")
        ]  # fmt: skip
        found = by_source(folded(one, other, second, third, *exports))["1"]
        assert (found.record, found.state) == (one, READY)

    def test_of_one_moment_count_as_a_person_says(self) -> None:
        one = record()
        other = with_facts(again("1", sent=one.submitted, amount=number("500"), budget=number("500", 1)), content="b")
        facts: list[Fact] = [one, other, file_of(one, name="1.csv"), file_of(other, name="2.csv")]
        signs = version_signs((one, other))
        for sign, counts in zip(signs, (one, other), strict=True):
            outcome = folded(*facts, decided("version", on="2026-01-19", other=sign))
            (found,) = outcome.submissions.values()
            assert (found.record, found.state, outcome.stray) == (counts, READY, ())
            assert found.asked == decimal(counts.answers["amount"].number)
            assert sorted(one.records[FIRST] for one in outcome.accounts if FIRST in one.records) == [1]

    def test_of_one_moment_need_a_person_again_when_another_comes(self) -> None:
        one, other, third = (record(content=name) for name in "abc")
        settled = decided("version", other=version_signs((one, other))[0])
        exports = [file_of(each, name=f"{each.content}.csv") for each in (one, other, third)]
        assert only(one, other, *exports[:2], settled).state is READY
        assert only(one, other, third, *exports, settled).because.rule == "unclear-order"

    def test_of_one_moment_need_a_person_when_people_differ_on_one_day_and_not_when_a_later_day_settles_it(
        self,
    ) -> None:
        one, other = record(content="a"), record(content="b")
        signs = version_signs((one, other))
        facts: list[Fact] = [one, other, file_of(one, name="1.csv"), file_of(other, name="2.csv")]
        differ = [decided("version", other=sign) for sign in signs]
        assert only(*facts, *differ).because.rule == "unclear-order"
        assert only(*facts, *differ, decided("version", on="2026-01-21", other=signs[0])).record == one

    def test_that_are_older_need_no_order(self) -> None:
        facts = arrived(record(content="a"), record(content="b"), record(sent="2025-12-02T10:00:00Z"))
        assert only(*facts).state is READY


class TestTheSameApplicant:
    def test_who_sends_again_replaces_the_earlier_one(self) -> None:
        found = by_source(folded(*arrived(record(), again("2"))))
        assert {source: one.state for source, one in found.items()} == {"1": REPLACED, "2": READY}
        assert found["1"].because.saw == f"sent again as {reference('2')}"
        assert found["1"].because.says.startswith("The names are the same, and both give the same postcode")

    def test_who_sends_three_times_is_left_with_the_last_one(self) -> None:
        third = again("3", sent="2025-12-06T10:00:00Z")
        assert states(*arrived(record(), again("2"), third)) == {"1": REPLACED, "2": REPLACED, "3": READY}

    def test_who_sends_again_too_late_keeps_the_one_in_time(self) -> None:
        assert states(*arrived(record(), again("2", sent=TOO_LATE))) == {"1": READY, "2": LATE}

    def test_who_sends_two_projects_is_asked(self) -> None:
        other = again("2", project=reached("project", "Another project"))
        found = by_source(folded(*arrived(record(), other)))
        assert {one.state for one in found.values()} == {PERSON}
        assert found["1"].because.rule == found["2"].because.rule == "same-applicant"

    def test_who_sends_twice_in_one_moment_is_asked(self) -> None:
        assert states(*arrived(record(), again("2", sent=record().submitted))) == {"1": PERSON, "2": PERSON}

    def test_in_another_round_is_flagged_only(self) -> None:
        found = by_source(folded(*arrived(record(), again("2", round=chosen("second")))))
        assert {one.state for one in found.values()} == {READY}
        assert [[flag.flag for flag in one.flags] for one in found.values()] == [[Flag.OTHER_ROUND]] * 2

    def test_is_not_looked_for_where_the_round_is_not_known(self) -> None:
        found = folded(*arrived(*(again(str(one), round=NOT_ANSWERED) for one in range(2))))
        assert not any(one.matches for one in found.submissions.values())


class TestWhoMayBeTheSame:
    def test_is_asked(self) -> None:
        other = again("2", email=reached("email", "else@example.org"), postcode=reached("postcode", "ZZ99 9ZZ"))
        found = by_source(folded(*arrived(record(), other)))
        assert [one.because.rule for one in found.values()] == ["unclear-identity"] * 2
        assert found["1"].matches[0].other == found["2"].reference

    def test_is_not_asked_where_one_came_too_late(self) -> None:
        other = again("2", sent=TOO_LATE, email=reached("email", "else@example.org"),
                      postcode=reached("postcode", "ZZ99 9ZZ"))  # fmt: skip
        assert states(*arrived(record(), other)) == {"1": READY, "2": LATE}

    def test_by_an_address_alone_is_flagged_only(self) -> None:
        found = by_source(folded(*arrived(record(), again("2", who=2, email=reached("email", "clerk1@example.org")))))
        assert {one.state for one in found.values()} == {READY}
        assert [[flag.flag for flag in one.flags] for one in found.values()] == [[Flag.SHARED_CONTACT]] * 2

    def test_is_one_person_by_the_token_of_the_name(self) -> None:
        person: dict[str, Any] = {"name": reached("organisation", "Test Person"), "kind": chosen("charity")}
        assert states(*arrived(again("1", **person), again("2", sent="2025-12-06T10:00:00Z", **person))) == {
            "1": REPLACED,
            "2": READY,
        }


class TestWhoeverAppliesForACourse:
    @staticmethod
    def applied(*cohorts: str) -> list[Submission]:
        given = {"email": reached("email", "someone@example.org")}
        sent = [
            record(str(at), form="course", answers={"cohort": chosen(one), **given})
            for at, one in enumerate(cohorts, 1)
        ]
        return list(by_source(folded(*arrived(*sent))).values())

    def test_twice_with_one_address_is_a_persons_to_settle(self) -> None:
        found = self.applied("Cohort 1", "Cohort 1")
        assert [(one.state, one.because.rule) for one in found] == [(PERSON, "unclear-identity")] * 2
        assert found[0].because.says == "Both give the same e-mail address."

    def test_for_two_cohorts_is_flagged_and_no_more(self) -> None:
        found = self.applied("Cohort 1", "Cohort 2")
        assert [(one.state, [it.flag for it in one.flags]) for one in found] == [(READY, [Flag.OTHER_ROUND])] * 2


class TestADecision:
    @pytest.mark.parametrize(
        ("outcome", "state"),
        [
            ("award", State.AWARDED),
            ("decline", State.DECLINED),
            ("withdraw", State.WITHDRAWN),
            ("accept", READY),
            ("refuse", State.NOT_ELIGIBLE),
        ],
    )
    @pytest.mark.parametrize("changes", [{}, {"staff": number("31")}, {"round": NOT_ANSWERED}])
    def test_beats_every_rule(self, outcome: str, state: State, changes: dict[str, Any]) -> None:
        found = only(*arrived(record(answers=answers(**changes))), decided(outcome))
        assert (found.state, found.because.rule) == (state, "decision")
        assert found.because.says == f"A person decided on 15 January 2026: {outcome}."

    def test_leaves_what_the_rules_said_beside_it(self) -> None:
        found = only(*arrived(record(sent=TOO_LATE)), decided("accept"))
        assert (found.state, verdicts(found, LATE)) == (READY, ["after-closing"])

    def test_that_is_later_beats_an_earlier_one(self) -> None:
        found = only(*arrived(record()), decided("decline", on="2026-01-16"), decided("award", amount="500"))
        assert (found.state, found.awarded) == (State.DECLINED, None)

    def test_that_contradicts_another_of_the_day_needs_a_person(self) -> None:
        found = only(*arrived(record()), decided("decline"), decided("award"))
        assert (found.state, found.because.saw) == (PERSON, "award and decline")

    def test_that_awards_other_pounds_than_another_of_the_day_says_both_amounts(self) -> None:
        found = only(*arrived(record()), decided("award", amount="100"), decided("award", amount="200.50"))
        assert (found.state, found.because.saw) == (PERSON, "award £100 and award £200.50")

    def test_brings_the_amount_of_an_award(self) -> None:
        assert only(*arrived(record()), decided("award", amount="9000.50")).awarded == Decimal("9000.50")

    def test_gives_a_place_on_a_course(self) -> None:
        given = {"cohort": chosen("Cohort 1"), "email": reached("email", "someone@example.org")}
        found = only(*arrived(record(form="course", answers=given)), decided("place", form="course"))
        assert (found.state, found.awarded) == (State.PLACED, None)

    @pytest.mark.parametrize("changes", [{}, {"staff": number("31")}])
    def test_that_gives_a_place_on_no_course_needs_a_person(self, changes: dict[str, Any]) -> None:
        found = only(*arrived(record(answers=answers(**changes))), decided("place"))
        assert (found.state, found.because.rule) == (PERSON, "place-on-no-course")
        assert found.because.says == "A place was given on 15 January 2026, and this is for no course."

    def test_to_take_it_as_it_is_lifts_what_is_missing_only(self) -> None:
        missing = answers(problem=NOT_ANSWERED)
        assert only(*arrived(record(answers=missing)), decided("incomplete-ok")).state is READY
        over = {**missing, "staff": number("31")}
        assert only(*arrived(record(answers=over)), decided("incomplete-ok")).state is State.NOT_ELIGIBLE

    def test_that_two_are_the_same_replaces_the_earlier_one(self) -> None:
        facts = [*arrived(record(), record("2", sent="2025-12-05T10:00:00Z")), decided("same", "2", other=reference())]
        found = by_source(folded(*facts))
        assert [found[source].state for source in "12"] == [REPLACED, READY]
        assert found["1"].because.says == "A person decided that both are one."
        assert found["1"].decisions == found["2"].decisions != ()

    def test_that_two_are_the_same_and_are_not_needs_a_person(self) -> None:
        facts = [*arrived(record(), record("2", sent="2025-12-05T10:00:00Z"))]
        both = [decided("same", "2", other=reference()), decided("different", other=reference("2"))]
        found = by_source(folded(*facts, *both))
        assert [found[source].state for source in "12"] == [PERSON, PERSON]
        assert "Decide again on a later day." in found["1"].because.says

    def test_that_two_are_different_leaves_both(self) -> None:
        facts = [*arrived(record(), again("2")), decided("different", other=reference("2"))]
        assert states(*facts) == {"1": READY, "2": READY}

    def test_about_the_earlier_one_stands_when_it_is_sent_again(self) -> None:
        facts = [*arrived(record(), again("2")), decided("award")]
        assert states(*facts) == {"1": State.AWARDED, "2": PERSON}

    def test_that_the_later_one_was_taken_back_leaves_the_earlier_one(self) -> None:
        assert states(*arrived(record(), again("2")), decided("withdraw", "2")) == {"1": READY, "2": State.WITHDRAWN}

    def test_about_nothing_that_is_known_is_stray(self) -> None:
        one = decided("award", "no such")
        mark = Mark(reference=one.about, marker="marker-a", criterion="need", score="4", on="2026-01-15")
        assert folded(*arrived(record()), mark, one).stray == (one, mark)

    def test_about_a_second_one_that_is_not_known_is_stray(self) -> None:
        one = decided("same", other=reference("no such"))
        assert folded(*arrived(record()), one).stray == (one,)


class TestMarks:
    def test_stand_with_their_submission_in_order(self) -> None:
        marks = [Mark(reference(), f"marker-{name}", "need", "4", "2026-01-15") for name in "bac"]
        assert [one.marker for one in only(*arrived(record()), *marks).marks] == ["marker-a", "marker-b", "marker-c"]


class TestARecordThatCannotBeRead:
    entry = Entry(row=9, source="9", quarantine="time")

    def held(self, *facts: Fact) -> tuple[Held, ...]:
        return folded(*facts).held

    def test_is_held(self) -> None:
        assert self.held(file_of(more=(self.entry,))) == (Held("digest of export.csv", "export.csv", 9, "time"),)

    def test_is_told_once_from_the_last_export(self) -> None:
        late = record("2", sent="2025-12-09T10:00:00Z")
        files = [file_of(more=(self.entry,), name="1.csv"), file_of(late, more=(self.entry,), name="2.csv")]
        assert [one.name for one in self.held(late, *files)] == ["2.csv"]

    def test_that_was_set_aside_is_not_told_again(self) -> None:
        aside = Decision("digest of 1.csv:9", "set-aside", "office", "2026-01-15", "A test.")
        files = [file_of(more=(self.entry,), name=name) for name in ("1.csv", "2.csv")]
        outcome = folded(*files, aside)
        assert (outcome.held, outcome.stray) == ((), ())


class TestAnExportThatHoldsEverything:
    def gone(self, last: File, *records: Record) -> set[str]:
        found = by_source(folded(*records, file_of(*records[:3], name="1.csv", shape=last.shape), last))
        return {source for source, one in found.items() if Flag.GONE_FROM_SOURCE in {flag.flag for flag in one.flags}}

    def three(self) -> list[Record]:
        return [record(str(one), sent=f"2025-12-0{one}T10:00:00Z") for one in (1, 2, 3)]

    def test_and_lacks_one_of_its_span_flags_it(self) -> None:
        one, two, three = self.three()
        later = record("4", sent="2025-12-04T10:00:00Z")
        assert self.gone(file_of(one, three, later, name="2.csv"), one, two, three, later) == {"2"}

    def test_and_is_as_new_as_another_that_has_it_flags_it_however_many_rows_each_has(self) -> None:
        one, two, three = self.three()
        for more in ((), (Entry(row=8, structural="blank"), Entry(row=9, structural="blank"))):
            assert self.gone(file_of(one, three, more=more, name="2.csv"), one, two, three) == {"2"}

    def test_and_begins_later_flags_nothing(self) -> None:
        one, two, three = self.three()
        later = record("4", sent="2025-12-04T10:00:00Z")
        assert self.gone(file_of(two, three, later, name="2.csv"), one, two, three, later) == set()

    def test_and_cannot_be_read_there_flags_nothing(self) -> None:
        one, two, three = self.three()
        later = record("4", sent="2025-12-04T10:00:00Z")
        last = file_of(one, three, later, more=(Entry(row=9, source="2", quarantine="time"),), name="2.csv")
        assert self.gone(last, one, two, three, later) == set()

    def test_is_not_one_of_a_shape_that_holds_a_part(self) -> None:
        one, two, three = self.three()
        assert self.gone(file_of(one, three, name="2.csv", shape=PARTIAL), one, two, three) == set()


class TestReferences:
    def test_are_issued_for_every_submission_that_has_none(self) -> None:
        facts = arrived(record(), record("2"))
        issued = issue(facts, REFERENCES)
        assert [(one.form, one.source) for one in issued] == [("application", "1"), ("application", "2")]
        assert all(is_reference(one.reference) for one in issued)
        assert issue([*facts, *issued], REFERENCES) == ()

    def test_are_the_same_before_and_after_they_are_issued(self) -> None:
        facts = arrived(record(), record("2"))
        assert folded(*facts) == folded(*facts, *issue(facts, REFERENCES))

    def test_that_were_issued_stay_though_the_key_changes(self) -> None:
        facts = [*arrived(record()), Issued("AAAAA-AAAAA-A", "application", "1")]
        assert list(folded(*facts).submissions) == ["AAAAA-AAAAA-A"]

    def test_that_are_taken_give_way_to_another(self) -> None:
        facts = [*arrived(record()), Issued(reference(), "application", "someone else's")]
        assert list(folded(*facts).submissions) == [REFERENCES.reference("application", "1", 1)]

    def test_that_two_runs_gave_twice_stay_with_the_first(self) -> None:
        facts = [*arrived(record(), record("2")), *(Issued(reference(), "application", source) for source in "12")]
        assert sorted(one.source for one in folded(*facts).submissions.values()) == ["1", "2"]
        assert folded(*facts).submissions[reference()].source == "1"

    def test_are_sorted(self) -> None:
        outcome = folded(*arrived(*(record(str(one)) for one in range(9))))
        assert list(outcome.submissions) == sorted(outcome.submissions)


class TestNothing:
    def test_gives_nothing_but_what_is_owed(self) -> None:
        assert fold([], replace(RECORDS, forms={}), REFERENCES, day=DAY) == Outcome({}, (), (), (), ())
