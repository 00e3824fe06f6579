"""The whole way on an invented export: from its rows to the public bundle, which holds nothing personal."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import UNSET, UnsetType

from programme.submissions.facts import Announced, Decision, Fact, Words
from programme.submissions.fold.fold import fold
from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.outputs import write_outputs
from programme.submissions.public.announced import organisation_of
from programme.submissions.public.bundle import public_bundle
from programme.submissions.public.files import bundle_files, public_words
from programme.submissions.public.personal import personal_of, published_contacts
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import read_export
from programme.submissions.references import References
from programme.submissions.simulate import simulate
from programme.submissions.store.store import WORDS
from tests.unit.submissions.public_samples import FORM, ROUND, guard, records
from tests.unit.submissions.store_samples import store_in

DAY: Final = date(2026, 3, 2)
REFERENCES: Final = References(b"a key for tests only, 32 letters")


@cache
def folded(purpose: str = "") -> tuple[Outcome, tuple[Words, ...]]:
    """An export of 300 applications on which everything has been decided: every third of the ready ones an award.

    With a purpose the awards are announced, under the name that the applicant also gave.
    """
    form = records().forms[FORM]
    shape = shape_of(form, "microsoft-forms", records())
    assert shape
    made = simulate(form, shape, records(), rows=300, seed=3, round_id=ROUND)
    reading = read_export(made.content, made.name, form=form, shape=shape, records=records(), references=REFERENCES)
    facts: tuple[Fact, ...] = (reading.file, *reading.records)
    decisions: tuple[Decision, ...] = ()
    for _ in range(2):  # when a pair has been decided on, another may wait
        outcome = fold((*facts, *decisions), records(), REFERENCES, day=DAY)
        decisions += tuple(_decided(outcome, purpose))
    return fold((*facts, *decisions), records(), REFERENCES, day=DAY), reading.words


def _decided(outcome: Outcome, purpose: str) -> list[Decision]:
    waiting = [one for one in outcome.submissions.values() if one.state in {State.READY, State.NEEDS_A_PERSON}]
    ready = [one for one in waiting if one.state is State.READY]
    awards = {one.reference for one in ready[::3]}
    by: dict[str, Any] = {"by": "funding-team", "on": "2026-02-20", "why": "Decided by the panel."}
    made = [
        Decision(about=one.reference, outcome="award", amount="5000", **by, announced=_announced(one, purpose))
        if one.reference in awards
        else Decision(about=one.reference, outcome="decline", **by)
        for one in waiting
    ]
    return made + [Decision(about=f"{held.digest}:{held.row}", outcome="set-aside", **by) for held in outcome.held]


def _announced(one: Submission, purpose: str) -> Announced | UnsetType:
    return Announced(organisation_of(one.record, records()), purpose) if purpose else UNSET


def test_awards_by_name_pass_the_guard_with_every_answer_of_a_round_in_the_store(tmp_path: Path) -> None:
    outcome, words = folded("Lights, and a youth worker on two evenings")
    store = store_in(tmp_path)
    store.add(WORDS, words)
    done = write_outputs(store, outcome, records(), day=DAY)
    assert done.problems == ()
    text = (tmp_path / f"private/public/data/awards/{ROUND}.yaml").read_text("utf-8")
    awards = [one for one in outcome.submissions.values() if (one.state, one.call) == (State.AWARDED, ROUND)]
    assert text.count("basis: decided") == len(awards) > 50
    assert write_outputs(store_in(tmp_path), outcome, records(), day=DAY).written == ()


def test_awards_by_name_that_name_one_contact_stop_everything(tmp_path: Path) -> None:
    outcome, words = folded("Lights, and a youth worker on two evenings")
    named = next(one.answers["contact-name"] for one in words if one.answers.get("contact-name"))
    outcome, words = folded(f"Lights, looked after by {named}")
    store = store_in(tmp_path)
    store.add(WORDS, words)
    done = write_outputs(store, outcome, records(), day=DAY)
    assert {one.code for one in done.problems} == {"leak"}
    assert not (tmp_path / "private/public").exists()


def test_the_bundle_of_an_invented_round_is_told_in_full_and_holds_nothing_personal() -> None:
    outcome, words = folded()
    bundle = public_bundle(outcome, records(), day=DAY)
    find = personal_of(records())
    personal = [value for one in words for values in find(one) for value in values]
    allowed = public_words(bundle, records()) | published_contacts(records())
    assert len(personal) > 1000
    assert [one.decided for one in bundle.results if one.round == ROUND] == [True]
    assert guard(bundle_files(bundle), personal, allowed=allowed, closed=True) == ()


def test_the_numbers_are_those_of_the_states() -> None:
    outcome, _ = folded()
    (one,) = (result for result in public_bundle(outcome, records(), day=DAY).results if result.round == ROUND)
    states = [it.state for it in outcome.submissions.values() if it.call == ROUND]
    assert one.received == len(states) - states.count(State.REPLACED)
    assert one.awards == states.count(State.AWARDED)
    assert one.reasons


def test_a_personal_value_of_an_invented_round_is_found_when_it_is_put_into_the_bundle() -> None:
    outcome, words = folded()
    bundle = public_bundle(outcome, records(), day=DAY)
    text, allowed = bundle_files(bundle)[f"data/results/{ROUND}.yaml"], public_words(bundle, records())
    questions = [one.id for one in records().forms[FORM].questions if one.personal]
    values = sorted({one.answers.get(question, "") for one in words for question in questions})
    long = [value for value in values if len(value.split()) > 1 or "@" in value]
    for value in long[::15]:
        assert guard({"a": f"{text}note: {value.upper()}\n"}, [value], allowed=allowed)
