from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from frictionless import Resource, system
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.problems import Problem
from programme.records.check import DATA, PROJECT, Checked, check_folder
from programme.records.schemas import load_schemas
from programme.records.vocabularies import PAGE_WORDS

Files = Mapping[str, str]
FUND: Final = "id: a\ntitle: A fund\nsummary: It gives money.\nbasis: proposed\n"
SOURCE: Final = "- {id: s, title: T, publisher: P, kind: web-page}\n"
SCHEMAS: Final = load_schemas(DATA / "schemas")
VALUES: Final = st.sampled_from(
    [
        "",
        "''",
        "no",
        "NaN",
        "snan",
        "sNaN",
        "-Infinity",
        "1e999999999",
        "0x10",
        "٣",
        "2026-02-31",
        "0001-01-01",
        "9999-12-31",
        "24:00",
        "12:60",
        "17:00",
        "spring 2026",
        "winter 0001",
        "[]",
        "{}",
        "[a, [b]]",
        "{a: {b: c}}",
        "|\n    text\n",
        "£5",
        "-1",
        "10000000",
        "1" * 5000,
        "a" * 7000,
        "<b>",
        "javascript:alert(1)",
        "https://[",
        "999",
        "\u202e",
        "null",
        "~",
        '"\\u0000"',
        '"\\n"',
    ],
)


def check(files: Files) -> Checked:
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return check_folder(Path(folder), shown="x")


def codes(files: Files) -> list[str]:
    return [problem.code for problem in check(files).problems]


def found(files: Files) -> Problem:
    (problem,) = check(files).problems
    return problem


def test_a_record_that_is_right_has_no_problem() -> None:
    assert codes({"funds/a.yaml": FUND}) == []


def test_a_misspelt_required_field_is_one_problem_and_not_two() -> None:
    problem = found({"funds/a.yaml": FUND.replace("title:", "titel:")})
    assert problem.action == "Did you mean “title”? That field is missing."


def test_a_value_that_breaks_its_pattern_and_its_vocabulary_is_one_problem() -> None:
    problem = found({"funds/a.yaml": FUND.replace("proposed", "Proposed")})
    assert (problem.code, problem.action) == ("not-in-vocabulary", "Did you mean “proposed”?")


def test_two_kinds_may_use_the_same_id() -> None:
    theme = "- id: a\n  title: A\n  summary: B\n  basis: proposed\n"
    assert "duplicate" not in codes({"themes.yaml": "- id: a\n", "areas.yaml": "- id: a\n", "funds/a.yaml": FUND})
    assert codes({"themes.yaml": theme, "funds/a.yaml": FUND}) == []


def test_a_repeated_id_does_not_make_the_lists_of_both_records_one() -> None:
    theme = "- {id: a, title: A, summary: B, basis: proposed, words: [one]}\n"
    assert codes({"themes.yaml": theme * 2}) == ["duplicate"]


def test_of_two_files_with_one_id_the_one_with_another_name_is_told() -> None:
    problems = check({"funds/a.yaml": FUND, "funds/0.yaml": FUND}).problems
    assert {problem.place.path for problem in problems} == {"x/funds/0.yaml"}
    assert {problem.code for problem in problems} == {"name-is-not-id", "duplicate"}


def test_no_file_is_renamed_to_one_that_is_there() -> None:
    (told,) = [
        one for one in check({"funds/a.yaml": FUND, "funds/b.yaml": FUND}).problems if one.code == "name-is-not-id"
    ]
    assert told.action == "Write “id: b”."


@pytest.mark.parametrize("identity", ["../../etc/passwd", "A fund", "a" * 300])
def test_no_file_is_renamed_to_an_id_that_is_none(identity: str) -> None:
    told = check({"funds/a.yaml": FUND.replace("id: a", f"id: {identity}")}).problems
    assert [one.action for one in told if one.code == "name-is-not-id"] == ["Write “id: a”."]


@pytest.mark.parametrize("name", ["road safety 2025", "Road-Safety", "a ", "b--c"])
def test_a_file_with_a_name_that_is_no_id_is_renamed_and_its_id_is_left_alone(name: str) -> None:
    told = found({f"funds/{name}.yaml": FUND})
    assert (told.code, told.action) == ("name-is-not-id", "Rename the file to a.yaml.")
    assert told.found == f"“{name}.yaml”"


def test_a_file_with_a_name_that_is_no_id_gets_a_new_one_when_the_ids_is_taken() -> None:
    (told,) = [
        one for one in check({"funds/a.yaml": FUND, "funds/A fund.yaml": FUND}).problems if one.code == "name-is-not-id"
    ]
    assert told.action == "Rename the file, and write its new name as id."


@pytest.mark.parametrize(
    "files",
    [
        {"themes.yaml": "- titel: x\n"},
        {"themes.yaml": "- {}\n"},
        {"themes.yaml": "- {id: }\n- {id: ''}\n"},
        {"codelists/bases.yaml": "- foo: x\n"},
        {"funds/a.yaml": "foo: bar\n"},
        {"funds/a.yaml": "{}\n"},
        {"funds/a.yaml": FUND + "pots:\n  - foo: bar\n"},
        {"funds/a.yaml": FUND + "words:\n  -\n  - [a]\n"},
    ],
)
def test_records_with_nothing_of_use_in_them_are_told_and_do_not_crash(files: Files) -> None:
    assert codes(files)


@pytest.mark.parametrize("text", ["funds/a.yaml", "themes.yaml", "sources.yaml"])
@pytest.mark.parametrize("content", ["a: [", "just words\n", "", "\x07"])
def test_what_refers_to_a_file_that_cannot_be_read_is_not_told_as_wrong_too(text: str, content: str) -> None:
    one = "id: r\nfund: a\ntheme: t\ntitle: T\nsummary: S\nseries: 2025/26\nbasis: proposed\nsources: [s]\n"
    good = {
        "funds/a.yaml": FUND,
        "themes.yaml": "- {id: t, title: T, summary: S, basis: proposed}\n",
        "sources.yaml": SOURCE,
    }
    problems = check({"rounds/r.yaml": one, **good, text: content}).problems
    assert {problem.place.path for problem in problems} == {f"x/{text}"}


def test_a_vocabulary_that_cannot_be_read_does_not_make_its_words_wrong() -> None:
    files = codelists() | {"codelists/bases.yaml": "- id: [\n"}
    assert {problem.place.path for problem in check({**files, "funds/a.yaml": FUND}).problems} == {
        "x/codelists/bases.yaml"
    }


def test_what_refers_to_a_list_without_anything_in_it_is_told() -> None:
    one = "id: r\nfund: a\ntheme: t\ntitle: T\nsummary: S\nseries: 2025/26\nbasis: general-knowledge\nsources: [s]\n"
    good = {"rounds/r.yaml": one, "funds/a.yaml": FUND, "sources.yaml": SOURCE}
    problem = found({**good, "themes.yaml": "[]\n"})
    assert (problem.code, str(problem.place)) == ("unknown-reference", "x/rounds/r.yaml:3:8")


def codelists() -> dict[str, str]:
    return {f"codelists/{path.name}": path.read_text(encoding="utf-8") for path in (DATA / "codelists").glob("*.yaml")}


def test_a_vocabulary_that_is_missing_is_told_once() -> None:
    files = codelists()
    del files["codelists/bases.yaml"]
    problem = found({**files, "funds/a.yaml": FUND})
    assert (problem.code, str(problem.place)) == ("no-vocabulary", "x/codelists/bases.yaml")


def test_a_vocabulary_without_words_is_told_as_one_that_is_missing() -> None:
    problem = found(codelists() | {"codelists/bases.yaml": "[]\n", "funds/a.yaml": FUND})
    assert (problem.code, str(problem.place)) == ("no-vocabulary", "x/codelists/bases.yaml")


def test_a_vocabulary_that_cannot_be_read_does_not_hide_another_that_is_missing() -> None:
    files = codelists() | {"codelists/bases.yaml": "- id: [\n", "funds/a.yaml": FUND}
    del files["codelists/weekdays.yaml"]
    places = {(one.code, one.place.path) for one in check(files).problems}
    assert ("no-vocabulary", "x/codelists/weekdays.yaml") in places
    assert ("no-vocabulary", "x/codelists/bases.yaml") not in places


@pytest.mark.parametrize("name", ["page-words", "submission-states", "result-reasons"])
def test_a_vocabulary_that_only_pages_and_commands_use_is_told_too(name: str) -> None:
    files = codelists()
    del files[f"codelists/{name}.yaml"]
    problem = found({**files, "funds/a.yaml": FUND})
    assert (problem.code, str(problem.place)) == ("no-vocabulary", f"x/codelists/{name}.yaml")


def test_a_word_of_pages_that_is_missing_is_told() -> None:
    files, name = codelists(), "codelists/page-words.yaml"
    files[name] = "".join(line for line in files[name].splitlines(keepends=True) if "{id: leave," not in line)
    problem = found({**files, "funds/a.yaml": FUND})
    assert (problem.code, problem.message) == ("no-vocabulary", "The word “leave” is missing. Pages use it.")


def test_the_words_of_pages_are_those_that_templates_ask_for() -> None:
    assert set(PAGE_WORDS) == set(re.findall(r"\{id: ([a-z-]+),", codelists()["codelists/page-words.yaml"]))
    texts = "\n".join(path.read_text("utf-8") for path in (PROJECT / "hooks" / "templates").rglob("*.html"))
    asked = {one for call in re.findall(r"\bword\(([^)]*)\)", texts) for one in re.findall('"([a-z-]+[a-z])"', call)}
    parts = set(re.findall(r't\.part\(site, said, word, "([a-z-]+)"', texts))
    harm = set(re.findall(r'"(harmful-[a-z]+)"', (PROJECT / "scripts/programme/standing.py").read_text("utf-8")))
    assert asked | parts | harm == set(PAGE_WORDS)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("10000", True),
        ("9812.65", True),
        ("0", True),
        ("£50,000", False),
        ("50,000", False),
        ("NaN", False),
        ("snan", False),
        ("Infinity", False),
        ("1e3", False),
        ("1_000", False),
        ("٣", False),
        ("-1", False),
        ("10000001", False),
        ("50k", False),
    ],
)
def test_an_amount_is_digits_within_the_limits(value: str, *, right: bool) -> None:
    assert codes({"funds/a.yaml": f"{FUND}ceiling: {value}\n"}) == ([] if right else ["bad-money"])


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2026-01-12", True),
        ("2026-1-12", False),
        ("12 January 2026", False),
        ("2026-02-31", False),
        ("20260112", False),
        ("0206-01-12", False),
        ("2026-01-12 ", True),
    ],
)
def test_a_day_is_a_date_that_exists(value: str, *, right: bool) -> None:
    assert codes({"funds/a.yaml": f"{FUND}reviewed_on: {value}\n"}) == ([] if right else ["bad-day"])


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("https://www.example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("www.example.org", False),
        ("https://localhost/", False),
        ("https://a.b@evil.example/", False),
        ('"https://example.org/\\n"', False),
        ('https://example.org/"onload', False),
        ("ftp://example.org/", False),
        ("data:text/html,x", False),
    ],
)
def test_a_link_goes_to_the_web(value: str, *, right: bool) -> None:
    source = f"- id: s\n  title: T\n  publisher: P\n  kind: web-page\n  address: {value}\n"
    assert (codes({"sources.yaml": source}) == []) is right


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("999", True),
        ("7726", True),
        ("116 123", True),
        ("0116 496 0000", True),
        ("01632 77001", True),
        ("0800 555 111", True),
        ("08000 121 700", True),
        ("0800 1111", True),
        ("+44 116 496 0000", True),
        ("99", False),
        ("800 555 111", False),
        ("116 496 0000", False),
        ("0116 496 000", False),
        ("0116 496 00000", False),
        ("020 7946 000", False),
        ("+44 0116 496 0000", False),
        ("0116 ABC", False),
        ("999 or 0116 496 0000", False),
    ],
)
def test_a_telephone_number_can_be_called(value: str, *, right: bool) -> None:
    channel = f"- id: a\n  label: A\n  phone: {value}\n  use: Nothing.\n  basis: proposed\n"
    assert codes({"channels.yaml": channel}) == ([] if right else ["bad-phone"])


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("phone", "0116 496 0000", []),
        ("phone", "0116 ABC", ["bad-phone"]),
        ("phone", "0116 496 000", ["bad-phone"]),
        ("email", "office@example.org", []),
        ("email", "office at example.org", ["bad-email"]),
        ("email", "office@example.org, press@example.org", ["bad-email"]),
        ("website", "https://www.example.org/", []),
        ("website", "htps://www.example.org/", ["bad-link"]),
        ("alerts", "javascript:alert(1)", ["bad-link"]),
        ("fund-page", "https://www.example.org/<script>", ["bad-link"]),
        ("holder", "Anna Example", []),
        ("holder", "<b>Anna Example</b>", ["bad-line"]),
        ("fone", "0116 ABC", ["not-in-vocabulary"]),
    ],
)
def test_a_fact_about_the_office_is_judged_by_what_it_is(fact: str, value: str, told: list[str]) -> None:
    assert codes({"office.yaml": f"- id: a\n  fact: {fact}\n  value: {value}\n  basis: proposed\n"}) == told


def test_a_fact_is_told_in_the_words_of_its_kind() -> None:
    fact = found({"office.yaml": "- id: a\n  fact: phone\n  value: 0116 ABC\n  basis: proposed\n"})
    channel = found({"channels.yaml": "- id: a\n  label: A\n  phone: 0116 ABC\n  use: B\n  basis: proposed\n"})
    assert (fact.expected, fact.found, fact.action) == (channel.expected, channel.found, channel.action)
    assert fact.message == "“Value” is not a telephone number."


@pytest.mark.parametrize("value", ['"a\\n"', "|\n  a\n"])
def test_a_line_break_at_the_end_of_a_short_text_is_told(value: str) -> None:
    assert codes({"funds/a.yaml": FUND.replace("It gives money.", value)}) == ["stray-space"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"proposed "', ["stray-space"]),
        ("' proposed'", ["stray-space"]),
        ("proposed\u00a0", ["no-break-space", "stray-space"]),
        ('"propose "', ["not-in-vocabulary", "stray-space"]),
    ],
)
def test_a_value_with_a_space_at_its_end_is_judged_without_it(value: str, told: list[str]) -> None:
    assert sorted(codes({"funds/a.yaml": FUND.replace("proposed", value)})) == told


def test_an_id_with_a_space_at_its_end_is_still_that_of_its_file_and_of_what_refers_to_it() -> None:
    one = "id: r\nfund: 'a '\ntheme: t\ntitle: T\nsummary: S\nseries: 2025/26\nbasis: proposed\n"
    files = {
        "funds/a.yaml": FUND.replace("id: a", "id: 'a '"),
        "rounds/r.yaml": one + "sources: ['s ']\n",
        "sources.yaml": "- {id: s, title: T, publisher: P, kind: web-page}\n",
        "themes.yaml": "- {id: 't ', title: T, summary: S, basis: proposed}\n",
    }
    assert [(one.code, str(one.place)) for one in check(files).problems] == [
        ("stray-space", "x/funds/a.yaml:1:5"),
        ("stray-space", "x/rounds/r.yaml:2:7"),
        ("stray-space", "x/rounds/r.yaml:8:11"),
        ("stray-space", "x/themes.yaml:1:8"),
    ]


@pytest.mark.parametrize(
    ("value", "action"),
    [
        ('"proposed "', "Delete the space inside the quotation marks."),
        ("proposed\u00a0", "Delete the space."),
        ("|\n  proposed", "Write the value on the same line, after the colon."),
    ],
)
def test_quotation_marks_are_spoken_of_only_where_there_are_some(value: str, action: str) -> None:
    problems = check({"funds/a.yaml": FUND.replace("proposed", value)}).problems
    assert [one.action for one in problems if one.code == "stray-space"] == [action]


def test_a_longer_text_may_end_with_a_line_break() -> None:
    assert codes({"funds/a.yaml": FUND + "about: |\n  Two words.\n"}) == []


def test_every_wrong_date_of_a_record_with_other_mistakes_is_told_in_the_same_run() -> None:
    text = FUND + "colour: red\nstarted: soon\nended: 2026-02-31\n"
    assert sorted(codes({"funds/a.yaml": text})) == ["bad-period", "bad-period", "unknown-field"]


def test_when_frictionless_crashes_on_a_value_the_value_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programme.records.written._WRITTEN", {})  # without the guard before it
    problems = check({"funds/a.yaml": FUND + "ceiling: snan\n"}).problems
    assert [(one.code, one.place.line) for one in problems] == [("bad-money", 5)]


def test_an_error_without_a_row_is_told_and_does_not_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Error:
        type, note = "source-error", "it broke"

    def validated(_: Resource) -> tuple[list[object], list[Error]]:
        return [{}], [Error()]

    monkeypatch.setattr("programme.records.judge._validated", validated)
    assert set(codes({"funds/a.yaml": FUND})) == {"table"}


def fields(indent: str = "", depth: int = 0) -> st.SearchStrategy[str]:
    """Files of the right field names with any values, in any nesting."""
    names = sorted({one.name for schema in SCHEMAS.values() for each in schema.family() for one in each.fields})
    line = st.tuples(st.sampled_from(names), VALUES).map(lambda pair: f"{indent}{pair[0]}: {pair[1]}\n")
    if depth:
        inner = fields(indent + "    ", depth - 1).map(lambda text: text.replace(indent + "    ", indent + "  - ", 1))
        line |= st.tuples(st.sampled_from(names), inner).map(lambda pair: f"{indent}{pair[0]}:\n{pair[1]}")
    return st.lists(line, min_size=1, max_size=6, unique_by=lambda text: text.split(":")[0]).map("".join)


NAMES: Final = st.sampled_from(
    [
        "funds/a.yaml",
        "rounds/a.yaml",
        "forms/a.yaml",
        "themes.yaml",
        "areas.yaml",
        "office.yaml",
        "codelists/bases.yaml",
        "x.txt",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, st.tuples(st.booleans(), fields(depth=1)), max_size=3))
def test_any_values_are_checked_without_a_crash(files: Mapping[str, tuple[bool, str]]) -> None:
    listed: Callable[[str], str] = lambda text: "- " + text.replace("\n", "\n  ").rstrip(" ")  # noqa: E731
    check({name: listed(text) if as_list else text for name, (as_list, text) in files.items()})


def test_frictionless_knows_afterwards_what_it_knew_before() -> None:
    before = vars(system).get("plugins")
    check_folder(DATA, only=("theme",))
    assert vars(system).get("plugins") is before  # None until something asks for them
    assert {"csv", "inline", "remote"} <= system.plugins.keys()
