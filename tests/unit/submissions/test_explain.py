"""The story of one submission."""

from __future__ import annotations

import pytest

from programme.submissions.explain import explain, written
from programme.submissions.facts import Announced, Decision, Fact, Mark, Purged, Record, Words
from programme.submissions.fold.forgetting import without_tokens
from tests.unit.submissions.sample import RECORDS, arrived, folded, number, reached, record


def story(*facts: Fact, source: str = "1") -> str:
    outcome = folded(*facts)
    reference = next(key for key, one in outcome.submissions.items() if one.source == source)
    return "\n".join(explain(reference, facts, outcome))


def reference_of(*facts: Fact) -> str:
    return next(iter(folded(*facts).submissions))


def test_names_the_state_the_rule_and_the_value_it_saw() -> None:
    text = story(*arrived(record(sent="2027-01-01T10:00:00Z")))
    assert "late\n" in text
    assert "[after-closing]" in text
    assert "Seen:    sent 1 January 2027, 10:00:00" in text


def test_names_every_file_and_row_in_which_it_was_seen() -> None:
    old, new = record(), record(sent="2025-12-02T10:00:00Z")
    facts = [*arrived(old, name="a.csv"), *arrived(record("2"), new, name="b.csv")]
    text = story(*facts)
    assert "a.csv, row 2: version 1" in text
    assert "b.csv, row 3: version 2" in text


def test_tells_its_versions_and_which_answers_changed() -> None:
    first = record()
    second = record(sent="2025-12-02T10:00:00Z", answers={**first.answers, "amount": number("100")})
    text = story(*arrived(first, second))
    assert "1: sent 1 December 2025, 10:00:00" in text
    assert "; changed: amount" in text


def test_tells_every_rule_that_was_tried() -> None:
    (one,) = folded(*arrived(record())).submissions.values()
    text = story(*arrived(record()))
    assert [verdict.rule for verdict in one.tried if f"  {verdict.rule}: " not in text] == []


def test_tells_others_that_look_alike_with_the_reason() -> None:
    twin = record("2", sent="2025-12-02T10:00:00Z", answers=record("1").answers)
    facts = arrived(record("1"), twin)
    text = story(*facts)
    assert "Others that look like the same applicant's" in text
    assert "same. " in text


def test_tells_decisions_and_marks_with_roles() -> None:
    facts = arrived(record())
    about = reference_of(*facts)
    decision = Decision(about, "award", "panel", "2026-02-03", "Scored 71 percent.", amount="5000")
    mark = Mark(about, "marker-a", "need", "4", "2026-02-01", "Clear figures.")
    text = story(*facts, decision, mark)
    assert "2026-02-03: award, £5000, by panel: Scored 71 percent." in text
    assert "2026-02-01: marker-a, need: 4: Clear figures." in text


def test_tells_with_which_other_one_it_was_said_to_be_the_same() -> None:
    facts = arrived(record(), record("2", sent="2025-12-05T10:00:00Z"))
    ids = {one.source: key for key, one in folded(*facts).submissions.items()}
    decision = Decision(ids["1"], "same", "panel", "2026-02-03", "One bid.", other=ids["2"])
    assert f"same with {ids['1']}, by panel" in story(*facts, decision, source="2")
    assert f"same with {ids['2']}, by panel" in story(*facts, decision, source="1")


def test_tells_in_which_words_an_award_is_announced() -> None:
    facts = arrived(record())
    words = Announced("Sampleton Village Hall", "Lights")
    decision = Decision(reference_of(*facts), "award", "panel", "2026-02-03", "Strong.", amount="5", announced=words)
    assert "   announced as “Sampleton Village Hall”: Lights" in story(*facts, decision)


def test_tells_when_its_words_were_deleted() -> None:
    one = record()
    receipt = Purged("2026-03-01", "2026-03-02", "data-officer", (one.content,))
    assert "its words were deleted on 2026-03-02 by data-officer" in story(*arrived(one), receipt)


def test_small_letters_and_missing_dashes_are_understood() -> None:
    facts = arrived(record())
    reference = reference_of(*facts)
    assert explain(reference.lower().replace("-", " "), facts, folded(*facts))[0] == f"{reference}: ready"


def test_a_mistyped_reference_is_told_with_the_nearest() -> None:
    facts = arrived(record())
    reference = reference_of(*facts)
    wrong = reference[:4] + ("A" if reference[4] != "A" else "B") + reference[5:]
    with pytest.raises(LookupError, match=f"mistyped. Did you mean {reference}"):
        explain(wrong, facts, folded(*facts))


def test_a_reference_of_nobody_is_told() -> None:
    facts = arrived(record())
    with pytest.raises(LookupError, match="No submission in this store"):
        explain(reference_of(*arrived(record("7"))), facts, folded(*facts))


def test_what_was_purged_is_not_said_to_have_changed() -> None:
    first = record()
    (gone,) = without_tokens([first], {first.content})
    assert isinstance(gone, Record)
    second = record(sent="2025-12-02T10:00:00Z", answers={**first.answers, "amount": number("100")})
    assert "; changed: amount\n" in story(*arrived(gone, second))


def test_an_address_that_changed_is_said_to_have_while_it_is_known() -> None:
    first = record()
    second = record(sent="2025-12-02T10:00:00Z", answers={**first.answers, "email": reached("email", "x@example.org")})
    assert "; changed: email\n" in story(*arrived(first, second))


def test_what_was_written_is_told_in_the_order_of_the_form_with_what_it_does_not_know() -> None:
    facts = arrived(one := record())
    said = Words(
        one.content, one.form, one.submitted, {"gone": "Old", "amount": "9500", "problem": "A\nB"}, {"Extra": "X"}
    )
    lines = written(reference_of(*facts), folded(*facts), {one.content: said}, RECORDS, ())
    asks = [question.ask for question in RECORDS.forms[one.form].questions if question.id in {"problem", "amount"}]
    answers = {"What of problem?": ["    A", "    B"], "What of amount?": ["    9500"]}
    expected = [line for ask in asks for line in (f"  {ask}", *answers[ask])]
    assert lines == ["", "What was written, version 1", *expected, "  gone", "    Old", "  Extra", "    X"]


def test_words_that_were_deleted_are_said_to_be() -> None:
    facts = arrived(one := record())
    assert written(reference_of(*facts), folded(*facts), {}, RECORDS, {one.content})[-1] == "  The words were deleted."
    assert "are not in the store" in written(reference_of(*facts), folded(*facts), {}, RECORDS, ())[-1]
