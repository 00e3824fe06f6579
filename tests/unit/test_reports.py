from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from programme.problems import Place, Problem, Severity
from programme.reports import REPORTS, as_github, as_sarif, as_summary, as_text, count

TEXT: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        "\n::error::x",
        "a|b",
        "\\|",
        "<script>",
        "%0A::stop-commands::x",
        "##[add-mask]x",
        "`",
        "]\\(x)",
        "\r\n",
        "\u202e",
    ]
)


def a_problem(words: str = "“x” is wrong.", path: str = "data/a.yaml", **more: object) -> Problem:
    given_: dict[str, object] = {"code": "a-rule", "place": Place(path, 2, 3), "message": words}
    return Problem(**{**given_, **more})  # type: ignore[arg-type]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    place = Place(draw(TEXT.filter(bool)), draw(st.integers(0, 9)), draw(st.integers(0, 300)))
    words = {name: draw(TEXT) for name in ("message", "expected", "found", "action", "excerpt")}
    return Problem(code="a-rule", place=place, severity=draw(st.sampled_from(Severity)), **words)


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        ([], "No problems found."),
        ([Severity.ERROR], "1 error in 1 file."),
        ([Severity.WARNING] * 2, "2 warnings in 2 files."),
        ([Severity.ERROR] * 1200 + [Severity.WARNING], "1,200 errors and 1 warning in 1,201 files."),
    ],
)
def test_the_count_is_said_in_words(severities: list[Severity], words: str) -> None:
    assert count([a_problem(path=f"{n}.yaml", severity=one) for n, one in enumerate(severities)]) == words


def test_the_text_quotes_the_line_with_a_caret_under_the_place() -> None:
    text = as_text([a_problem(excerpt="a: b", expected="c", found="“b”", action="Write c.")])
    assert text == (
        "data/a.yaml:2:3\n  Error: “x” is wrong. [a-rule]\n     2 | a: b\n       |   ^\n"
        "  Expected: c\n  Found: “b”\n  What to do: Write c.\n\n1 error in 1 file.\n"
    )


def test_lines_to_add_stand_below_what_to_do_as_they_are_to_be_copied() -> None:
    text = as_text([a_problem(action="Add under `a` in b.yaml:\n  own_columns:\n    - c\n  ::error::no")])
    assert text.splitlines()[-6:-2] == [
        "  What to do: Add under `a` in b.yaml:", "      own_columns:", "        - c", "    ./  ::error::no",
    ]  # fmt: skip


def test_a_long_line_is_quoted_around_the_place() -> None:
    excerpt = "a" * 500 + "HERE" + "b" * 500
    lines = as_text([a_problem(place=Place("a.yaml", 1, 501), excerpt=excerpt)]).splitlines()
    assert lines[2][lines[3].index("^")] == "H"
    assert len(lines[2]) < 120


@pytest.mark.parametrize("hidden", ["\x1b[2J", "\u202e", "\u200b", "\x00", "\x07", "\x85", "\u2028", "\ud800"])
def test_the_text_shows_what_would_not_be_seen_or_would_move_the_cursor(hidden: str) -> None:
    text = as_text([a_problem(f"a{hidden}b", excerpt=f"a{hidden}b", found=hidden, path=f"a{hidden}.yaml")])
    assert hidden[0] not in text


@given(st.lists(problems(), max_size=3))
def test_no_text_of_an_editor_begins_a_workflow_command(found: list[Problem]) -> None:
    lines = as_github(found).split("\n")
    assert len(lines) == len(found) + 2
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines[:-2])
    assert "##[" not in "".join(lines)
    assert "\r" not in "".join(lines)
    assert not any(line.lstrip().startswith(("::", "##[")) for line in as_text(found).splitlines())


def test_the_properties_of_an_annotation_cannot_be_added_to() -> None:
    line = as_github([a_problem("a,line=9::b", path="a,line=7:b.yaml", found="100%")]).splitlines()[0]
    assert line == "::error file=a%2Cline=7%3Ab.yaml,line=2,col=3,title=a%2Cline=9%3A%3Ab::a,line=9::b Found: 100%25."


def test_a_sentence_that_ends_has_one_full_stop() -> None:
    assert "line 3. Keep" in as_github([a_problem(found="The first is on line 3.", action="Keep one.")])


@given(st.lists(problems(), min_size=1, max_size=3))
def test_the_summary_keeps_its_rows_and_cells_whatever_was_typed(found: list[Problem]) -> None:
    tree = HTMLParser(cmarkgfm.github_flavored_markdown_to_html(as_summary(found)))
    rows = tree.css("tbody tr")
    assert len(rows) == len(found)
    assert all(len(row.css("td")) == 4 for row in rows)
    assert not tree.css("script, img, a, code, strong, em, td br")


def test_the_summary_of_no_problems_says_so() -> None:
    assert "No problems found." in as_summary([])


@given(st.lists(problems(), max_size=3))
def test_sarif_is_json_that_names_every_problem(found: list[Problem]) -> None:
    log = json.loads(as_sarif(found))
    assert len(log["runs"][0]["results"]) == len(found)


def test_sarif_writes_a_path_as_an_address() -> None:
    result = json.loads(as_sarif([a_problem(path="data/a b%.yaml")]))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/a%20b%25.yaml"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    whole = [a_problem(place=Place("a.yaml"))]
    assert "region" not in as_sarif(whole)
    assert "line=" not in as_github(whole)
    assert as_text(whole).startswith("a.yaml\n")


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_report_ends_with_a_line_break(report: Callable[[list[Problem]], str]) -> None:
    assert report([]).endswith("\n")
    assert report([a_problem()]).endswith("\n")
