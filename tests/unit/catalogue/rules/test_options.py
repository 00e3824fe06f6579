"""The rule of options: no two of a question have the same words, wherever they come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from types import MappingProxyType
from typing import Any, Final

import pytest

from programme.catalogue.findings import Finding
from programme.catalogue.load import load_folder
from programme.catalogue.model import Records
from programme.catalogue.rules.options import options_have_words_of_their_own
from programme.records.check import DATA
from tests.real_records import real

DAY: Final = date(2026, 1, 15)
FORM: Final = "community-action-fund-application"


def told(records: Records) -> list[Finding]:
    return list(options_have_words_of_their_own(records, DAY))


def with_another(kind: str, like: str, **fields: Any) -> Records:
    """The real records with one more, which is like one of them."""
    held = getattr(real(), kind)
    other = replace(held[like], id="another", **fields)
    return replace(real(), **{kind: MappingProxyType({**held, other.id: other})})


def with_question(**fields: Any) -> Records:
    form = real().forms[FORM]
    changed = replace(form.questions[0], **fields)
    return replace(real(), forms=MappingProxyType({FORM: replace(form, questions=(changed,))}))


def test_the_real_options_all_have_words_of_their_own() -> None:
    assert told(real()) == []


@pytest.mark.parametrize("title", ["Road Safety round", "ROAD  safety round "])
def test_two_rounds_have_two_titles(title: str) -> None:
    (one,) = told(with_another("rounds", "road-safety-2025", title=title))
    assert (one.kind, one.id, one.path, one.code) == ("round", "another", ("title",), "same-words")
    assert one.found == "“Road Safety round”, the title of road-safety-2025"
    assert "such as with the year" in one.action


@pytest.mark.parametrize(
    ("kind", "like", "field"),
    [
        ("areas", "rutland", "name"),
        ("partners", "charnwood-csp", "title"),
        ("initiatives", "speedwatch", "title"),
    ],
)
def test_so_have_two_areas_partners_and_initiatives(kind: str, like: str, field: str) -> None:
    (one,) = told(with_another(kind, like))
    assert (one.id, one.path, one.code) == ("another", (field,), "same-words")


def test_a_table_that_no_form_offers_may_have_two_of_a_name() -> None:
    records = with_another("rounds", "road-safety-2025")
    assert told(replace(records, forms=MappingProxyType({}))) == []


def test_two_options_in_the_form_itself_have_two_names() -> None:
    (one,) = told(with_question(options=("Yes", "No", " yes"), options_from=None))
    assert (one.path, one.code) == (("questions", 1, "options", 3), "same-words")


def test_two_words_of_a_vocabulary_have_two_labels() -> None:
    records = with_question(options=(), options_from="organisation-types")
    school, *_ = [one for one in records.terms["organisation-types"] if one.id == "school"]
    terms = {**records.terms, "organisation-types": (school, replace(school, id="academy"))}
    (one,) = told(replace(records, terms=MappingProxyType(terms)))
    assert (one.kind, one.id, one.path) == ("term", "organisation-types/academy", ("label",))
    assert one.found == "“School”, the label of school"


def test_the_label_is_told_in_the_file_of_its_vocabulary(tmp_path: Path) -> None:
    copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "codelists" / "organisation-types.yaml"
    path.write_text(path.read_text("utf-8").replace("label: Business,", "label: school,"), encoding="utf-8")
    problems = load_folder(tmp_path / "data", DAY, (options_have_words_of_their_own,), shown="data").problems
    assert [(one.code, one.place.path, one.place.line) for one in problems] == [
        ("same-words", "data/codelists/organisation-types.yaml", 12)
    ]
