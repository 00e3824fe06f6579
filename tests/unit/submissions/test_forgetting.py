from __future__ import annotations

from programme.submissions.facts import Fact, Purged, Record
from programme.submissions.fold.forgetting import purged, still_shared
from tests.unit.submissions.sample import REFERENCES, answers, record

EMAIL = REFERENCES.token("email", "clerk1@example.org")
OLD, NEW = record("1", content="old"), record("2", sent="2025-12-05T10:00:00Z", content="new", answers=answers(1))


def emails(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.answers["email"].token for fact in facts if isinstance(fact, Record)]


def receipt(*contents: str) -> Purged:
    return Purged(before="2026-01-01", on="2026-02-01", by="office", contents=contents)


def test_equal_tokens_become_equal_numbers() -> None:
    first, second = emails(purged([OLD, NEW], {"old", "new"}))
    assert first == second
    assert first.startswith("purged-")


def test_a_token_stays_while_somebody_is_known_by_it_in_another_record() -> None:
    assert emails(purged([OLD, NEW], {"old"})) == [EMAIL, EMAIL]


def test_a_token_goes_with_the_last_record_that_has_it() -> None:
    once = (*purged([OLD, NEW], {"old"}), receipt("old"))
    assert EMAIL not in emails(purged(once, {"new"}))


def test_what_a_receipt_names_is_purged_without_being_named_again() -> None:
    assert EMAIL not in emails(purged([OLD, receipt("old")], ()))


def test_a_token_that_stays_for_somebody_else_is_named_as_shared() -> None:
    once = (*purged([OLD, NEW], {"old"}), receipt("old"))
    assert EMAIL in still_shared(once)
    assert still_shared((*purged(once, {"new"}), receipt("new"))) == frozenset()


def test_a_number_is_not_used_for_another_token_later() -> None:
    other = record("3", content="other", answers=answers(3))
    once = purged([OLD, other], {"old"})
    first, second = emails(purged((*once, receipt("old")), {"other"}))
    assert first != second


def test_a_second_purge_changes_nothing() -> None:
    once = purged([OLD, NEW, receipt("old", "new")], ())
    assert purged(once, ()) == once


def test_what_is_no_address_stays() -> None:
    (one,) = purged([OLD], {"old"})
    assert isinstance(one, Record)
    assert (one.answers["name"], one.answers["amount"]) == (OLD.answers["name"], OLD.answers["amount"])
    assert (one.source, one.content, one.submitted) == (OLD.source, OLD.content, OLD.submitted)
