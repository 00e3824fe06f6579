from __future__ import annotations

import pytest

from programme.submissions.facts import Entry, Fact, File, Purged, Record
from programme.submissions.fold.forgetting import still_shared, unnamed, without_tokens
from tests.unit.submissions.sample import REFERENCES, answers, arrived, file_of, folded, record

EMAIL = REFERENCES.token("email", "clerk1@example.org")
OLD, NEW = record("1", content="old"), record("2", sent="2025-12-05T10:00:00Z", content="new", answers=answers(1))


def emails(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.answers["email"].token for fact in facts if isinstance(fact, Record)]


def receipt(*contents: str) -> Purged:
    return Purged(before="2026-01-01", on="2026-02-01", by="office", contents=contents)


def test_equal_tokens_become_equal_numbers() -> None:
    first, second = emails(without_tokens([OLD, NEW], {"old", "new"}))
    assert first == second
    assert first.startswith("purged-")


def test_a_token_stays_while_somebody_is_known_by_it_in_another_record() -> None:
    assert emails(without_tokens([OLD, NEW], {"old"})) == [EMAIL, EMAIL]


def test_a_token_goes_with_the_last_record_that_has_it() -> None:
    once = (*without_tokens([OLD, NEW], {"old"}), receipt("old"))
    assert EMAIL not in emails(without_tokens(once, {"new"}))


def test_what_a_receipt_names_is_purged_without_being_named_again() -> None:
    assert EMAIL not in emails(without_tokens([OLD, receipt("old")], ()))


def test_a_token_that_stays_for_somebody_else_is_named_as_shared() -> None:
    once = (*without_tokens([OLD, NEW], {"old"}), receipt("old"))
    assert EMAIL in still_shared(once)
    assert still_shared((*without_tokens(once, {"new"}), receipt("new"))) == frozenset()


def test_a_number_is_not_used_for_another_token_later() -> None:
    other = record("3", content="other", answers=answers(3))
    once = without_tokens([OLD, other], {"old"})
    first, second = emails(without_tokens((*once, receipt("old")), {"other"}))
    assert first != second


def test_a_second_purge_changes_nothing() -> None:
    once = without_tokens([OLD, NEW, receipt("old", "new")], ())
    assert without_tokens(once, ()) == once


def test_what_is_no_address_stays() -> None:
    (one,) = without_tokens([OLD], {"old"})
    assert isinstance(one, Record)
    assert (one.answers["name"], one.answers["amount"]) == (OLD.answers["name"], OLD.answers["amount"])
    assert (one.source, one.content, one.submitted) == (OLD.source, OLD.content, OLD.submitted)


def names(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.name for fact in facts if isinstance(fact, File)]


class TestNamesOfFiles:
    FACTS = (
        *arrived(OLD, name="Anna Example application.csv", digest="0123456789abcdef"),
        *arrived(NEW, name="second.csv", digest="123456789abcdef0"),
        receipt("old"),
    )

    def test_a_file_that_holds_what_was_purged_gets_a_neutral_one(self) -> None:
        assert names(unnamed(self.FACTS, ())) == ["0123456789ab.csv", "second.csv"]

    def test_every_reading_of_the_same_file_gets_it(self) -> None:
        blind = file_of(name="Anna Example application.csv", digest="0123456789abcdef", reading="another")
        assert names(unnamed((blind, *self.FACTS), ())) == ["0123456789ab.csv", "0123456789ab.csv", "second.csv"]

    def test_a_file_that_holds_a_draft_of_the_same_submission_gets_it(self) -> None:
        draft = file_of(name="Anna.csv", digest="abcdef0123456789", more=(Entry(2, source="1", structural="partial"),))
        assert names(unnamed((draft, *self.FACTS), ()))[0] == "abcdef012345.csv"

    def test_a_file_that_still_waits_keeps_its_name(self) -> None:
        assert unnamed(self.FACTS, {"0123456789abcdef"}) == self.FACTS

    @pytest.mark.parametrize(
        ("name", "neutral"),
        [("Anna.XLSX", "0123456789ab.xlsx"), ("for.Anna Example", "0123456789ab"), ("Anna", "0123456789ab")],
    )
    def test_an_ending_stays_only_where_it_is_that_of_a_table(self, name: str, neutral: str) -> None:
        assert names(unnamed((*arrived(OLD, name=name, digest="0123456789abcdef"), receipt("old")), ())) == [neutral]

    def test_nothing_else_changes_and_nothing_more_the_second_time(self) -> None:
        once = unnamed(self.FACTS, ())
        assert unnamed(once, ()) == once
        assert folded(*once).submissions == folded(*self.FACTS).submissions
        assert [one for one in once if not isinstance(one, File)] == [
            one for one in self.FACTS if not isinstance(one, File)
        ]

    @pytest.mark.parametrize("name", [f"Anna Example {number}.csv" for number in range(8)])
    def test_of_two_readings_the_same_one_counts_as_before(self, name: str) -> None:
        other = file_of(OLD, name=name, digest="0123456789abcdef", reading="former", missing=("budget",))
        one = file_of(OLD, name=name, digest="0123456789abcdef", reading="older", missing=("amount",))
        facts = (OLD, one, other, receipt("old"))
        before, after = (folded(*known).accounts[0].missing for known in (facts, unnamed(facts, ())))
        assert before == after
