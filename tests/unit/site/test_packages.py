"""The Data Package, judged by frictionless from the files as a stranger would."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from frictionless import Package

from programme.catalogue.model import OfficeFact, Records
from programme.site import packages
from tests.unit.site.invented import DAY, HOSTILE, a_round, records, schemas, with_rounds

BROKEN = (
    ("round", b"lamps-2030,small-fund", b"lamps-2030,no-fund", "round: foreign-key"),
    ("round", b",published,", b",guessed,", "round: constraint-error"),
    ("round-words", b"lamps-2030,1", b"gone,1", "round-words: foreign-key"),
    ("form-questions-options", b"asking/4,1", b"asking/9,1", "form-questions-options: foreign-key"),
    ("area", b",new-town,1", b",nowhere,1", "area: foreign-key"),
    ("term", b"bases,computed", b"bases,published", "term: primary-key"),
    ("fund", b"9812.5", b"some", "fund: type-error"),
    ("form-questions", b",yes,", b",perhaps,", "form-questions: type-error"),
)


def files(kept: Records | None = None) -> dict[str, bytes]:
    return packages.render(kept or records(), DAY, schemas=schemas())


def table(name: str, kept: Records | None = None) -> list[dict[str, str]]:
    text = files(kept)[f"api/v1/tables/{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def descriptor() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(files()["api/v1/datapackage.json"])
    return made


def judged(folder: Path, written: dict[str, bytes]) -> list[str]:
    """Write the files and return what frictionless finds, as `table: type of error`."""
    for name, content in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    report = Package(str(folder / "api/v1/datapackage.json")).validate()
    return [f"{task.name}: {error.type}" for task in report.tasks for error in task.errors] + [
        error.type for error in report.errors
    ]


def test_the_package_is_valid_and_gives_hostile_text_back(tmp_path: Path) -> None:
    about = HOSTILE.replace("\x00", "")
    kept = with_rounds(a_round(about=about), records().rounds["vague-2030"])
    assert judged(tmp_path, files(kept)) == []
    assert table("round", kept)[0]["about"] == about


def test_frictionless_would_find_broken_values(tmp_path: Path) -> None:
    """All in one package: each judgement of 40 tables takes seconds."""
    written = files()
    for name, before, after, _ in BROKEN:
        path = f"api/v1/tables/{name}.csv"
        assert before in written[path]
        written[path] = written[path].replace(before, after, 1)
    found = {error for error in judged(tmp_path, written) if not error.endswith(("hash-count", "byte-count"))}
    assert found == {error for *_, error in BROKEN}


def test_every_table_has_titles_and_descriptions_for_every_column() -> None:
    for resource in descriptor()["resources"]:
        assert [one["name"] for one in resource["schema"]["fields"] if not (one["title"] and one["description"])] == []


def test_the_columns_are_those_of_the_schema_in_its_order() -> None:
    for resource in descriptor()["resources"]:
        header = files()[f"api/v1/{resource['path']}"].decode().splitlines()[0].split(",")
        assert header == [one["name"] for one in resource["schema"]["fields"]]


def test_there_is_a_table_of_every_kind_and_of_every_list() -> None:
    expected = {one.resource.replace(".", "-") for kind in schemas().values() for one in kind.family()}
    assert {resource["name"] for resource in descriptor()["resources"]} == expected
    assert len(files()) == len(expected) + 1


def test_a_list_names_its_parent_and_keeps_its_order() -> None:
    assert table("form-questions-options") == [
        {"parent": "asking/4", "position": "1", "value": "Big"},
        {"parent": "asking/4", "position": "2", "value": "Small"},
    ]
    assert [row["key"] for row in table("form-questions")] == [f"asking/{number}" for number in range(1, 6)]


def test_the_vocabularies_are_enums_and_a_table() -> None:
    fields = next(one for one in descriptor()["resources"] if one["name"] == "round")["schema"]["fields"]
    enum = next(one for one in fields if one["name"] == "basis")["constraints"]["enum"]
    assert enum == [row["id"] for row in table("term") if row["codelist"] == "bases"]
    assert "published" in enum


def test_values_are_written_as_editors_write_them() -> None:
    row = next(row for row in table("round") if row["id"] == "vague-2030")
    assert (row["opens"], row["closes"], row["number"]) == ("spring 2030", "", "")
    assert [row["personal"] for row in table("form-questions")] == ["no", "yes", "no", "no", "no"]


def test_the_package_names_its_licence_and_whom_to_thank() -> None:
    assert [one["name"] for one in descriptor()["licenses"]] == ["OGL-UK-3.0"]
    assert "Office of Examples for Exampleshire" in descriptor()["description"]


def test_before_an_election_the_holder_is_not_named() -> None:
    quiet = OfficeFact(
        id="quiet", fact="quiet-period", value="An election", valid_from=None, valid_until=DAY, basis="published",
        sources=(), note=None,
    )  # fmt: skip
    kept = replace(records(), office_facts={**records().office_facts, "quiet": quiet})
    assert b"Holder" not in b"".join(files(kept).values())
    assert b"Second Holder" in files()["api/v1/tables/office-fact.csv"]


def test_the_package_is_the_same_each_time_whatever_the_order_of_reading() -> None:
    assert files(with_rounds(*reversed(list(records().rounds.values())))) == files()
