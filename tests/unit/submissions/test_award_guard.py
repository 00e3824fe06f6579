"""The guard over awards by name: an organisation's own name passes, and nothing of a person ever does."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
import pytest

from programme.catalogue.model import Award
from programme.problems import Severity
from programme.submissions.facts import Words
from programme.submissions.outcome import Submission
from programme.submissions.outputs import Outputs, write_outputs
from programme.submissions.public.bundle import public_bundle
from programme.submissions.store.store import WORDS
from tests.unit.submissions.public_samples import DAY, FORM, ROUND, award, many, outcome, question, records
from tests.unit.submissions.store_samples import files, store_in

FILE: Final = f"public/data/awards/{ROUND}.yaml"
RESULT: Final = f"public/data/results/{ROUND}.yaml"
ASKED: Final = {"name": question("organisation"), "email": question("email"), "phone": question("phone"),
                "postcode": question("postcode"), "contact": "contact-name", "role": "contact-role"}  # fmt: skip


def words_of(one: Submission, /, other: str = "", **answers: str) -> Words:
    said = {ASKED[name]: text for name, text in answers.items()}
    return Words(one.record.content, FORM, "2026-01-05T10:00:00Z", said, {"Extra": other} if other else {})


def published(folder: Path, one: Submission, *words: Words) -> Outputs:
    """Write the outputs of a decided round in which this is the one award, with these words in the store."""
    store = store_in(folder)
    store.add(WORDS, words)
    return write_outputs(store, outcome(one, *many(declined=20)), records(), day=DAY)


def public(folder: Path) -> dict[str, str]:
    return {name: text.decode() for name, text in files(folder).items() if name.startswith("public/")}


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ("Sampleton Village Hall", {}),
        ("SAMPLETON village-hall", {}),
        ("The Village Hall at Sampleton", {}),
        ("Sampleton Village Hall", {"email": "sampletonvillagehall@example.org"}),
        ("Sampleton Village Hall", {"email": "village.hall@example.org"}),
        ("Sampleton Village Hall", {"role": "Trustee of Sampleton Village Hall"}),
        ("Sampleton Village Hall", {"role": "Youth worker"}),
        ("Sampleton Village Hall", {"role": "Trustee"}),
        ("Sampleton Village Hall", {"role": "Music teacher"}),
        ("Sampleton Village Hall", {"other": "Hall"}),
        ("Sampleton Village Hall", {"contact": "Anna Example, Sampleton Village Hall"}),
        ("Sampleton Village Hall", {"contact": "Anna Example, chair of Village Hall"}),
        ("Sampleton Village Hall", {"contact": "Anna Example", "phone": "01632 960123", "postcode": "ZZ99 1AA"}),
    ],
)
def test_the_name_of_an_organisation_is_no_leak(given: str, more: dict[str, str], tmp_path: Path) -> None:
    purpose = "A youth worker on two evenings, and a music teacher who is a trustee"
    one = award(900, "Sampleton Village Hall", purpose, name=given)
    done = published(tmp_path, one, words_of(one, name=given, **more))
    assert done.problems == ()
    assert set(public(tmp_path)) == {FILE, RESULT}
    assert "organisation: Sampleton Village Hall\n" in public(tmp_path)[FILE]


PLANTED: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("Sampleton Hall", "Ask for Anna Example", {"contact": "Anna Example"}),
    ("Sampleton Hall", "EXAMPLE, Anna runs it", {"contact": "Anna Example"}),
    ("Anna Example", "Lights", {"contact": "Anna Example"}),
    ("Anna Example", "Lights", {"contact": "Ms Anna Example"}),
    ("Anna Example Community Trust", "Lights", {"contact": "Anna Example"}),
    ("Anna Example Community Trust", "Lights", {"contact": "Ms Anna Example"}),
    ("Anna Example Community Trust", "Lights", {"contact": "Anna Jane Example"}),
    ("Anna Example Community Trust", "Lights", {"contact": "Bob Sample and Anna Example"}),
    ("Anna Example Community Trust", "Lights", {"contact": "Anna Example, Anna Example Community Trust"}),
    ("The Anna Example Trust", "Lights", {"contact": "Rev Dr Anna Example"}),
    ("Dr Anna Example", "Lights", {"contact": "Cllr Anna Example"}),
    ("Friends of Anna Example", "Lights", {"contact": "Example, Anna"}),
    ("Sampleton Hall", "Ask for Anna Example", {"role": "Assistant to Anna Example"}),
    ("Sampleton Hall", "Ring 960123", {"phone": "01632 960123"}),
    ("Sampleton Hall", "Write to anna.example", {"email": "anna.example@example.org"}),
    ("Sampleton Hall", "Write to somebody@example.org", {}),
    ("Sampleton Hall", "Ring 01632 960123", {}),
    ("Sampleton Hall", "Ring 960 1234", {"phone": "9601234"}),
    ("Sampleton Hall", "Lights in ZZ99 1AA", {}),
    ("Sampleton Hall", "Lights for Quixampla", {"other": "Quixampla"}),
)


@pytest.mark.parametrize(("organisation", "purpose", "said"), PLANTED)
def test_something_of_a_person_stops_the_whole_bundle(
    organisation: str, purpose: str, said: dict[str, str], tmp_path: Path
) -> None:
    """Even where somebody gave it as the name of the organisation that applies."""
    one = award(900, organisation, purpose, name=organisation)
    done = published(tmp_path, one, words_of(one, name=organisation, **said))
    assert public(tmp_path) == {}
    assert {problem.code for problem in done.problems} == {"leak"}
    assert all(one.reference in problem.message for problem in done.problems)
    shown = "".join(map(str, done.problems)).lower()
    assert not [word for word in ("anna", "quixampla", "960", "1aa", "example.org") if word in shown]


def test_the_name_of_somebody_else_who_applied_alone_stops_the_whole_bundle(tmp_path: Path) -> None:
    one = award(900, "Sampleton Hall", "Lights, with Sam Sample")
    (alone,) = many("individual", ROUND, 700, declined=1)
    done = published(tmp_path, one, words_of(one, name="Sampleton Hall"), words_of(alone, name="Sam Sample"))
    assert public(tmp_path) == {}
    assert {problem.code for problem in done.problems} == {"leak"}


def test_the_name_of_another_group_is_no_leak(tmp_path: Path) -> None:
    one = award(900, "Sampleton Hall", "Lights for the Mockham Ramblers")
    other = award(901, name="Mockham Ramblers")
    store = store_in(tmp_path)
    store.add(WORDS, [words_of(one, name="Sampleton Hall"), words_of(other, name="Mockham Ramblers")])
    done = write_outputs(store, outcome(one, other, *many(declined=20)), records(), day=DAY)
    assert done.problems == ()
    assert FILE in public(tmp_path)


def test_an_earlier_version_in_which_somebody_applied_alone_counts(tmp_path: Path) -> None:
    one = award(900, "Sampleton Hall", name="Sampleton Hall")
    before = msgspec.structs.replace(award(900, kind="individual", name="").record, content="earlier")
    both = msgspec.structs.replace(one, versions=(before, one.record))
    said = msgspec.structs.replace(words_of(one, name="Sampleton Hall"), content="earlier")
    done = published(tmp_path, both, said, words_of(one, name="Sampleton Hall"))
    assert {problem.code for problem in done.problems} == {"leak"}


SURVEY: Final = "youth-perception-survey"
SAID: Final = ("Cricket", "Lights in the car park", "Youth Club", "A skate park", "Anna Sample")


@pytest.mark.parametrize(
    ("organisation", "purpose"),
    [
        ("Mockham Cricket Club", "New nets"),
        ("Sampleton Village Hall", "Better lights in the car park"),
        ("Mockham Youth Club", "A corner of the new skate park"),
    ],
)
def test_what_somebody_wishes_for_in_a_survey_holds_no_award_back(
    organisation: str, purpose: str, tmp_path: Path
) -> None:
    one = award(900, organisation, purpose, name=organisation)
    wishes = [Words(f"{at}", SURVEY, "2025-12-01T10:00:00Z", {"activities": text}) for at, text in enumerate(SAID)]
    done = published(tmp_path, one, words_of(one, name=organisation), *wishes)
    assert done.problems == ()
    assert FILE in public(tmp_path)


def test_a_name_that_somebody_wrote_in_a_survey_stops_the_whole_bundle(tmp_path: Path) -> None:
    one = award(900, "Sampleton Hall", "Lights, with Anna Sample", name="Sampleton Hall")
    wish = Words("wish", SURVEY, "2025-12-01T10:00:00Z", {"activities": "to be taught by Anna Sample"})
    done = published(tmp_path, one, words_of(one, name="Sampleton Hall"), wish)
    assert {problem.code for problem in done.problems} == {"leak"}


def test_an_award_whose_answers_are_deleted_is_told_until_it_is_public(tmp_path: Path) -> None:
    """The guard has nothing to look for, so a person reads the words."""
    one = award(900, "Sampleton Hall", "Lights, run by Anna Example")
    done = published(tmp_path, one)
    (told,) = done.problems
    assert (told.code, told.place.path, told.severity) == ("award-unchecked", one.reference, Severity.WARNING)
    assert one.reference in told.message
    assert "Anna" not in str(told)
    assert FILE in public(tmp_path)
    (made,) = public_bundle(outcome(one, *many(declined=20)), records(), day=DAY).awards
    known = Award(**{field.name: getattr(made, field.name) for field in fields(made)}, given=None, sources=())
    merged = replace(records(), awards=MappingProxyType({made.id: known}))
    again = write_outputs(store_in(tmp_path), outcome(one, *many(declined=20)), merged, day=DAY)
    assert again.problems == ()


def test_when_some_answers_cannot_be_read_no_award_is_told_by_name(tmp_path: Path) -> None:
    one = award(900, "Sampleton Hall")
    store = store_in(tmp_path)
    name = store.add(WORDS, [words_of(one, name="Sampleton Hall")])
    store.storage.write(name, b"damaged")
    done = write_outputs(store_in(tmp_path), outcome(one, *many(declined=20)), records(), day=DAY)
    assert public(tmp_path) == {}
    assert {problem.code for problem in done.problems} == {"damaged-segment", "leak"}


def test_after_a_leak_what_was_public_before_stays_as_it_was(tmp_path: Path) -> None:
    published(tmp_path, award(900, "Sampleton Hall"))
    before = public(tmp_path)
    one = award(900, "Sampleton Hall", "Ask for Anna Example")
    published(tmp_path, one, words_of(one, contact="Anna Example"))
    assert public(tmp_path) == before
