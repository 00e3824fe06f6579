from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from programme.problems import Problem
from programme.records.check import DATA
from programme.records.files import find_files, kind_of, misplaced
from programme.records.schemas import load_schemas

SCHEMAS: Final = load_schemas(DATA / "schemas")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rounds/a.yaml", "round"),
        ("themes.yaml", "theme"),
        ("codelists/a.yaml", "term"),
        ("rounds/a.yml", None),
        ("rounds/a/b.yaml", None),
        ("a/rounds/b.yaml", None),
        ("a/themes.yaml", None),
        ("rounds.yaml", None),
        ("a.yaml", None),
        ("Rounds/a.yaml", None),
    ],
)
def test_a_files_place_says_what_kind_of_record_it_holds(name: str, kind: str | None) -> None:
    found = kind_of(name, SCHEMAS)
    assert (found.name if found else None) == kind


def test_files_come_in_order_without_hidden_ones_and_without_the_schemas(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/c.yaml", ".hidden", "schemas/x.yaml", "a/schemas/x.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    problems: list[Problem] = []
    assert [name for name, _ in find_files(tmp_path, "data", problems)] == ["a/c.yaml", "a/schemas/x.yaml", "b.yaml"]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("funds/a.yml", "Rename it to funds/a.yaml."),
        ("funds/a.yaml ", "Rename it to funds/a.yaml."),
        ("funds/a.txt", "Move the file"),
    ],
)
def test_a_file_with_another_ending_is_told_its_name(name: str, action: str, tmp_path: Path) -> None:
    assert misplaced(tmp_path / name, name, "data", SCHEMAS).action.startswith(action)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("funds/a.yaml ", "“funds/a.yaml ”"),
        ("funds/a.yaml\n", "“funds/a.yaml ”"),
        (f"funds/{'a' * 60}.txt", f"“funds/{'a' * 53}…”"),
    ],
)
def test_a_files_name_is_told_with_the_space_at_its_end_and_on_one_line(name: str, found: str, tmp_path: Path) -> None:
    assert misplaced(tmp_path / name, name, "data", SCHEMAS).found == found
