"""The guard over awards by name: an organisation's own name passes, and nothing of a person ever does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
import pytest

from programme.submissions.facts import Words
from programme.submissions.outcome import Submission
from programme.submissions.outputs import Outputs, write_outputs
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
        ("Sampleton Village Hall", {"contact": "Anna Example", "phone": "01632 960123", "postcode": "ZZ99 1AA"}),
    ],
)
def test_the_name_of_an_organisation_is_no_leak(given: str, more: dict[str, str], tmp_path: Path) -> None:
    one = award(900, "Sampleton Village Hall", "A youth worker on two evenings", name=given)
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
    store.add(WORDS, [words_of(other, name="Mockham Ramblers")])
    done = write_outputs(store, outcome(one, other, *many(declined=20)), records(), day=DAY)
    assert done.problems == ()
    assert FILE in public(tmp_path)


def test_an_earlier_version_in_which_somebody_applied_alone_counts(tmp_path: Path) -> None:
    one = award(900, "Sampleton Hall", name="Sampleton Hall")
    before = msgspec.structs.replace(award(900, kind="individual", name="").record, content="earlier")
    both = msgspec.structs.replace(one, versions=(before, one.record))
    said = msgspec.structs.replace(words_of(one, name="Sampleton Hall"), content="earlier")
    done = published(tmp_path, both, said)
    assert {problem.code for problem in done.problems} == {"leak"}


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
