"""Awards by name: when they are told, in whose words, under which id, and when they are taken back."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET, structs

from programme.catalogue.load import Loaded, load_folder
from programme.catalogue.model import Award, Records
from programme.catalogue.rules import RULES
from programme.records.check import DATA
from programme.records.document import Mapping, Scalar, Sequence
from programme.records.text import read_document
from programme.submissions.decide.rows import FilledRow
from programme.submissions.facts import Announced, Decision
from programme.submissions.outcome import State, Submission
from programme.submissions.public.announced import PublicAward, Silence
from programme.submissions.public.bundle import PublicBundle, public_bundle
from programme.submissions.public.files import HEAD, bundle_files
from programme.submissions.public.problems import left_out
from tests.unit.submissions.public_samples import DAY, ROUND, award, many, outcome, records, submission

FILE: Final = f"data/awards/{ROUND}.yaml"
RESULT: Final = f"data/results/{ROUND}.yaml"
REST: Final = many(declined=20)
HALL: Final = award(900, "Sampleton Village Hall", "Lights: a car park")


def bundle_of(*awards: Submission, day: date = DAY, known: Records | None = None) -> PublicBundle:
    return public_bundle(outcome(*awards, *REST), known or records(), day=day)


def told(*awards: Submission, known: Records | None = None) -> list[tuple[str, str]]:
    return [(one.id, one.organisation) for one in bundle_of(*awards, known=known).awards]


def loaded(folder: Path, files: dict[str, str]) -> Loaded:
    """The project's data with these files, as the check reads it."""
    shutil.copytree(DATA, folder / "data", dirs_exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8") if text else path.unlink(missing_ok=True)
    return load_folder(folder / "data", DAY, RULES, shown="data")


def test_an_award_is_written_in_the_words_in_which_the_office_announces_it() -> None:
    assert bundle_files(bundle_of(HALL))[FILE] == HEAD + (
        f"- id: sampleton-village-hall-{ROUND}\n"
        "  fund: community-action-fund\n"
        f"  round: {ROUND}\n"
        "  organisation: Sampleton Village Hall\n"
        "  amount: 8000\n"
        '  purpose: "Lights: a car park"\n'
        "  when: 2025/26, Road Safety round\n"
        "  basis: decided\n"
    )


def test_no_word_of_the_application_is_in_it() -> None:
    assert "Mockham" not in "".join(bundle_files(bundle_of(award(900, "Sampleton Hall", name="Mockham"))).values())


def test_the_public_type_has_no_place_for_anything_else() -> None:
    assert [one.name for one in fields(PublicAward)] == [
        "id", "fund", "round", "organisation", "amount", "purpose", "when", "basis",
    ]  # fmt: skip
    assert {one.name for one in fields(PublicAward)} < {one.name for one in fields(Award)}


def test_an_award_without_such_words_is_not_told_by_name() -> None:
    bundle = bundle_of(award(900))
    assert (bundle.awards, dict(bundle.silent)) == ((), {"00900-22222-2": Silence.NO_WORDS})
    assert list(left_out(bundle)) == []


@pytest.mark.parametrize("waiting", [State.READY, State.NEEDS_A_PERSON])
def test_nothing_is_told_by_name_while_an_application_of_the_round_waits(waiting: State) -> None:
    assert told(HALL, submission(901, waiting)) == []


def test_nothing_is_told_by_name_before_the_round_has_closed() -> None:
    assert bundle_of(HALL, day=date(2026, 1, 12)).awards == ()


@pytest.mark.parametrize(("kind", "name"), [("individual", ""), ("individual", "Sam Sample"), ("charity", "")])
def test_who_may_have_applied_alone_is_never_named_and_that_is_told(kind: str, name: str) -> None:
    bundle = bundle_of(award(900, "Sam Sample", kind=kind, name=name))
    assert bundle.awards == ()
    assert not any("sample" in text.lower() for text in bundle_files(bundle).values())
    (one,) = left_out(bundle)
    assert (one.code, one.place.path) == ("award-left-out", "00900-22222-2")
    assert "Sam" not in str(one)


def again(one: Submission, *decisions: Decision) -> Submission:
    return structs.replace(one, decisions=(*one.decisions, *decisions))


def decided(on: str, *words: str) -> Decision:
    announced = Announced(*words) if words else UNSET
    return Decision(HALL.reference, "award", "panel", on, "Again.", amount="8000", announced=announced)


def test_of_two_ways_on_one_day_neither_is_told() -> None:
    bundle = bundle_of(again(HALL, decided("2026-02-20", "Sampleton Hall", "Lights")))
    assert bundle.awards == ()
    assert [one.code for one in left_out(bundle)] == ["award-left-out"]


def test_words_that_are_added_on_the_same_day_count() -> None:
    bare = again(award(900), decided("2026-02-20", "Sampleton Village Hall", "Lights"))
    assert told(bare) == [(f"sampleton-village-hall-{ROUND}", "Sampleton Village Hall")]


def test_a_later_decision_without_words_takes_the_name_back() -> None:
    assert told(again(HALL, decided("2026-02-21"))) == []


def test_two_awards_of_one_name_have_two_ids_in_any_order() -> None:
    twins = [award(900, "Sampleton Hall", "Paint"), award(901, "Sampleton Hall", "Lights")]
    one = bundle_of(*twins)
    assert [(it.id, it.purpose) for it in one.awards] == [
        (f"sampleton-hall-{ROUND}", "Lights"), (f"sampleton-hall-{ROUND}-2", "Paint"),
    ]  # fmt: skip
    assert bundle_files(one) == bundle_files(bundle_of(*reversed(twins)))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Mary's & Café (Ltd)", f"st-marys-cafe-ltd-{ROUND}"),
        ("李明", f"award-{ROUND}"),
        ("A" * 120, "a" * 76),
        ("B " * 38 + "C", f"{'b-' * 37}b"),
    ],
)
def test_an_id_is_made_of_the_announced_name_and_the_round(name: str, key: str) -> None:
    assert told(award(900, name)) == [(key, name)]


def by_hand(identity: str, **values: Any) -> Records:
    """The records with one more award."""
    first = next(iter(records().awards.values()))
    one = replace(first, id=identity, **values)
    return replace(records(), awards=MappingProxyType({**records().awards, identity: one}))


def test_an_award_that_was_written_by_hand_keeps_its_id() -> None:
    key = f"sampleton-village-hall-{ROUND}"
    assert told(HALL, known=by_hand(key)) == [(f"{key}-2", "Sampleton Village Hall")]
    assert told(HALL, known=by_hand(key, basis="decided", round="rural-crime-2025"))[0][0] == f"{key}-2"


def test_the_check_accepts_what_is_written_and_a_second_run_writes_the_same(tmp_path: Path) -> None:
    awards = [HALL, award(901, "“Quoted” #1: & more", "- A dash: and a colon #")]
    files = bundle_files(bundle_of(*awards))
    found = loaded(tmp_path, files)
    assert not found.has_errors
    written = [one for one in found.records.awards.values() if one.round == ROUND]
    assert {(one.organisation, one.purpose) for one in written} == {
        ("Sampleton Village Hall", "Lights: a car park"), ("“Quoted” #1: & more", "- A dash: and a colon #"),
    }  # fmt: skip
    assert bundle_files(bundle_of(*awards, known=found.records, day=date(2026, 4, 1))) == files


def test_an_award_that_is_overturned_is_taken_out_of_the_file(tmp_path: Path) -> None:
    other = award(901, "Mockham Watch")
    public = loaded(tmp_path, bundle_files(bundle_of(HALL, other))).records
    files = bundle_files(bundle_of(submission(900, State.DECLINED), other, known=public))
    assert "Mockham Watch" in files[FILE]
    assert "Sampleton" not in files[FILE]
    assert not loaded(tmp_path, files).has_errors


def test_the_last_award_that_is_overturned_takes_its_file_with_it(tmp_path: Path) -> None:
    public = loaded(tmp_path, bundle_files(bundle_of(HALL))).records
    files = bundle_files(bundle_of(submission(900, State.DECLINED), known=public))
    assert files[FILE] == ""
    after = loaded(tmp_path, files)
    assert not after.has_errors
    assert FILE not in bundle_files(bundle_of(submission(900, State.DECLINED), known=after.records))


def test_a_round_that_is_open_again_has_neither_result_nor_awards(tmp_path: Path) -> None:
    public = loaded(tmp_path, bundle_files(bundle_of(HALL))).records
    files = bundle_files(bundle_of(HALL, known=public, day=date(2026, 1, 12)))
    assert files == {FILE: "", RESULT: ""}


def test_what_another_store_wrote_is_left_alone(tmp_path: Path) -> None:
    public = loaded(tmp_path, bundle_files(bundle_of(HALL))).records
    assert bundle_files(public_bundle(outcome(), public, day=DAY)) == {}


def texts_of(one: Mapping) -> dict[str, str]:
    return {name: value.text for name, (_, value) in one.entries.items() if isinstance(value, Scalar)}


SIGNS: Final = st.one_of(
    st.text(st.sampled_from("aBz é1 :#-\"'&*!%@`{}[],?|>=~\\/.()…’“李🚲\u00a0\u200b\n"), min_size=2, max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)


@settings(deadline=None, max_examples=400)
@given(SIGNS, SIGNS)
def test_whatever_the_sheet_takes_the_check_takes_too(tmp_path_factory: pytest.TempPathFactory, a: str, b: str) -> None:
    row = FilledRow("decisions.csv", 2, {"announce": a, "purpose": b}, DAY)
    name, purpose = row.public("announce", longest=120), row.public("purpose", longest=300)
    if row.problems:
        return
    path = tmp_path_factory.mktemp("data") / "one.yaml"
    path.write_text(bundle_files(bundle_of(award(900, name, purpose)))[FILE], "utf-8")
    document = read_document(path, "one.yaml")
    assert document.problems == []
    assert isinstance(document.root, Sequence)
    (one,) = document.root.items
    assert isinstance(one, Mapping)
    assert [texts_of(one)[field] for field in ("organisation", "purpose")] == [name, purpose]
    assert re.fullmatch("[^<>\r\n\t]{1,400}", name + purpose)
