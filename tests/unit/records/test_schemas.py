from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from programme.records.check import DATA, check_folder
from programme.records.schemas import load_schemas

KINDS: Final = """\
- {kind: id, type: string, python: str, expected: an id}
- {kind: line, type: string, constraints: {maxLength: 400}, python: str, expected: "at most 400 characters, plain"}
"""


def schema(folder: Path, *fields: str) -> Path:
    (folder / "kinds.yaml").write_text(KINDS, encoding="utf-8")
    lines = "".join(f"  - {one}\n" for one in fields)
    (folder / "thing.yaml").write_text(f"name: thing\npath: things.yaml\nfields:\n{lines}", encoding="utf-8")
    return folder


def test_a_comma_that_cuts_a_description_short_is_a_mistake_of_the_schema(tmp_path: Path) -> None:
    folder = schema(tmp_path, "{name: id, kind: id, description: The word, as records use it.}")
    with pytest.raises(ValueError, match=r"thing\.id: unknown"):
        load_schemas(folder)


def test_an_example_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    folder = schema(tmp_path, "{name: id, kind: id, example: 17:00}", "{name: on, kind: id, example: 1974-04-01}")
    assert [field.example for field in load_schemas(folder)["thing"].fields] == ["17:00", "1974-04-01"]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("{name: a, kind: line, constraints: {maxLength: 60}}", "at most 60 characters, plain"),
        ("{name: a, kind: id, codelist: bases}", "one of the words of codelists/bases.yaml"),
        ("{name: a, kind: id, reference: area}", "the id of an area"),
        ("{name: a, kind: id, expected: nine letters}", "nine letters"),
    ],
)
def test_what_is_expected_is_said_for_the_field_and_not_only_for_its_kind(
    field: str, words: str, tmp_path: Path
) -> None:
    assert load_schemas(schema(tmp_path, field))["thing"].by_name["a"].expected == words


def test_a_list_is_a_child_table_with_a_name_of_its_own() -> None:
    schemas = load_schemas(DATA / "schemas")
    names = [one.resource for one in schemas["round"].family()]
    assert names[0] == "round"
    assert {"round.examples", "round.words"} <= set(names)
    assert schemas["round"].by_name["words"].is_plain_list


def test_a_schema_that_was_edited_is_read_anew(tmp_path: Path) -> None:
    before = load_schemas(schema(tmp_path, "{name: a, kind: id}"))
    after = load_schemas(schema(tmp_path, "{name: another, kind: id}"))
    assert (list(before["thing"].by_name), list(after["thing"].by_name)) == (["a"], ["another"])


def test_a_field_has_another_kind_beside_some_words_of_another_field(tmp_path: Path) -> None:
    folder = schema(
        tmp_path, "{name: sort, kind: id}", "{name: a, kind: line, kind_by: sort, kinds: {short: id}, title: Thing}"
    )
    one = load_schemas(folder)["thing"].by_name["a"]
    assert (one.kind, one.kind_by, {word: each.kind for word, each in one.kinds.items()}) == (
        "line", "sort", {"short": "id"},
    )  # fmt: skip
    assert (one.kinds["short"].title, one.kinds["short"].expected) == ("Thing", "an id")


def test_the_words_that_decide_a_kind_are_words_of_the_vocabulary() -> None:
    codelists = check_folder(DATA, only=("term",)).codelists
    for schema_ in load_schemas(DATA / "schemas").values():
        for one in schema_.scalars:
            known = codelists[schema_.by_name[one.kind_by].codelist] if one.kinds else ()
            assert one.kinds.keys() <= set(known)
            assert all("pattern" in each.constraints for each in one.kinds.values())
