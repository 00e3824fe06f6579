"""What is written from the schemas and kept in git is what the schemas give today."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import generate
from programme.catalogue.load import load_folder
from programme.catalogue.rules import RULES
from programme.clock import chosen_day
from programme.records.check import DATA, PROJECT
from programme.records.generated import annotated_samples, model_source
from programme.records.schemas import load_schemas

DAY = chosen_day({}, "2026-11-21")
SCHEMAS = load_schemas(DATA / "schemas")


def test_no_generated_file_is_stale() -> None:
    result = CliRunner().invoke(generate.main, ["--check"])
    assert (result.output, result.exit_code) == ("", 0)


def test_check_names_a_stale_file_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    guide = PROJECT / "CONTRIBUTING.md"
    before = guide.read_bytes()
    monkeypatch.setattr(generate, "annotated_samples", lambda _: "another text\n")
    result = CliRunner().invoke(generate.main, ["--check"])
    assert "stale: CONTRIBUTING.md" in result.output
    assert result.exit_code == 1
    assert guide.read_bytes() == before


def test_the_typed_records_are_code() -> None:
    ast.parse(model_source(SCHEMAS))


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_editor_schema_knows_every_field_and_no_other(name: str) -> None:
    schema = json.loads((DATA / "schemas/editor" / f"{name}.json").read_text(encoding="utf-8"))
    record = schema.get("items", schema)
    assert set(record["properties"]) == {field.name for field in SCHEMAS[name].fields}
    assert record["additionalProperties"] is False


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_annotated_sample_of_a_kind_is_a_record_that_passes(name: str, tmp_path: Path) -> None:
    schema = SCHEMAS[name]
    (sample,) = annotated_samples({name: schema}).split("```yaml\n")[1:]
    lines = sample.partition("```")[0]
    identity = str(schema.by_name["id"].example)
    path = tmp_path / schema.path.replace("*", "sample" if schema.holds == "list" else identity)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines, encoding="utf-8")
    assert DAY
    loaded = load_folder(tmp_path, DAY, RULES)
    # A sample stands alone, so what it refers to is not there; and rules speak of other records.
    allowed = {"unknown-reference", "no-vocabulary", "amount-and-thing", "weekday-does-not-fit", "no-such-fact"}
    assert [one for one in loaded.problems if one.code not in allowed] == []
