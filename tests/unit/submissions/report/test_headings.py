from __future__ import annotations

import pytest
import yaml

from programme.submissions.report.headings import heading_problems, yaml_text
from tests.unit.submissions.report import invented as sample


def test_a_missing_column_names_the_heading_that_is_most_like_it_and_the_lines_to_add() -> None:
    missing = heading_problems(sample.rich(), sample.records())[0]
    assert missing.missing
    assert missing.record == f"data/forms/{sample.FORM}.yaml"
    assert yaml.safe_load(missing.yaml) == [
        {"id": "insurance", "former_columns": ["Do you have the insurance the project needs?"]}
    ]


def test_an_unknown_heading_is_kept_and_the_lines_to_pass_over_it_are_shown() -> None:
    unknown = heading_problems(sample.rich(), sample.records())[2]
    assert unknown.what == "The heading “Score: total” is not in the form's record. Its answers are kept."
    assert yaml.safe_load(unknown.yaml) == [{"id": "microsoft-forms", "own_columns": ["Score: total"]}]


@pytest.mark.parametrize(
    "text", ["Plain words", "a: b", "- x", "yes", "12", "# no", '"q"', "{{field:x}}", "", " x ", "1.5", "née", "*a"]
)
def test_any_heading_comes_back_from_yaml_as_it_was(text: str) -> None:
    assert yaml.safe_load(f"- {yaml_text(text)}") == [text]
