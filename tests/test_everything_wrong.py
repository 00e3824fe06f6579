"""A folder of records which are wrong in every way: the complete, exact list of what an editor is told.

The golden files are read in the diff as a member of staff would read them. Four hostile files are not
kept in git: they are written when the tests run.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

import check_data
from programme.catalogue.load import Loaded, load_folder
from programme.catalogue.rules import RULES
from programme.problems import Severity
from tests.golden import compare

FIXTURES: Final = Path(__file__).parent / "fixtures"
WRONG: Final = FIXTURES / "everything-wrong"
DAY: Final = "2026-01-15"
ENDINGS: Final = {"text": "txt", "github": "github.txt", "summary": "md", "sarif": "sarif"}


def run(form: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(FIXTURES)
    return CliRunner().invoke(check_data.main, ["everything-wrong", "--format", form, "--today", DAY])


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_folder(WRONG, date.fromisoformat(DAY), RULES, shown="everything-wrong")


@pytest.mark.parametrize(("form", "ending"), ENDINGS.items())
def test_prints_exactly_what_the_golden_file_says_and_exits_with_one(
    form: str, ending: str, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    result = run(form, monkeypatch)
    compare(FIXTURES / f"everything-wrong.{ending}", result.output, pytestconfig)
    assert result.exit_code == 1


def test_every_problem_says_what_to_do_and_ends_as_a_sentence(loaded: Loaded) -> None:
    assert [problem for problem in loaded.problems if not problem.action] == []
    assert [problem.message for problem in loaded.problems if not problem.message.endswith(".")] == []


def test_every_problem_stands_at_a_place_that_exists(loaded: Loaded) -> None:
    for problem in loaded.problems:
        path = FIXTURES / problem.place.path
        assert path.exists()
        if problem.place.line:
            lines = path.read_bytes().decode("utf-8", "replace").splitlines()
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


def test_one_place_has_one_problem_but_for_a_copied_file(loaded: Loaded) -> None:
    errors = (problem for problem in loaded.problems if problem.severity is Severity.ERROR)
    places = Counter(str(problem.place) for problem in errors)
    assert {place for place, count in places.items() if count > 1} == {"everything-wrong/funds/copied.yaml:1:5"}


def test_no_message_uses_a_developers_words(loaded: Loaded) -> None:
    words = re.compile(
        r"\b(?:constraint|enum|foreign.key|null|None|scalar|mapping|node|regex|pattern|parse\w*|traceback)\b"
    )
    said = [text for problem in loaded.problems for text in (problem.message, problem.expected, problem.action)]
    assert [text for text in said if words.search(text)] == []


def test_what_refers_to_a_file_that_cannot_be_read_is_not_told_as_wrong_too(loaded: Loaded) -> None:
    assert [one for one in loaded.problems if "refers-to-unread" in one.place.path] == []


def test_values_that_other_readers_change_are_kept_as_they_were_typed(loaded: Loaded) -> None:
    channel = loaded.records.channels["as-typed"]
    assert (channel.phone, channel.hours, channel.without_speech) == ("0163277001", "11:59", "no")


def test_sarif_has_the_shape_that_code_scanning_reads(monkeypatch: pytest.MonkeyPatch, loaded: Loaded) -> None:
    log: dict[str, Any] = json.loads(run("sarif", monkeypatch).output)
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert len(one["results"]) == len(loaded.problems)
    for result in one["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
        (location,) = result["locations"]
        region = location["physicalLocation"].get("region", {"startLine": 1, "startColumn": 1})
        assert min(region.values()) >= 1
        assert not location["physicalLocation"]["artifactLocation"]["uri"].startswith("/")


def test_every_annotation_is_one_line_and_names_its_file(monkeypatch: pytest.MonkeyPatch, loaded: Loaded) -> None:
    *lines, blank = run("github", monkeypatch).output.split("\n")
    assert blank == ""
    assert len(lines) == len(loaded.problems) + 1
    assert all(re.match(r"::(error|warning) file=everything-wrong/", line) for line in lines[:-1])
