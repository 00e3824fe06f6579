from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.records.check import DATA
from programme.records.document import Document, Mapping, Node, Scalar, Sequence
from programme.records.text import read_document

# Pieces of which real files, and their mistakes, are made.
PIECES: Final = st.sampled_from(
    [
        "a",
        "id",
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n    ",
        "\t",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        " #",
        "|",
        ">",
        "|-",
        "&a",
        "*a",
        "!",
        "!!str",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "?",
        "? ",
        "<<",
        "@",
        "`",
        "\\",
        "\\x",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\r",
        "\r\n",
        "\x85",
        "\u2028",
        "\x00",
        "\x07",
        "no",
        "11:59",
        "😀",
        "\ufffe",
        "0163277001",
    ],
)


def read(content: str | bytes) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return read_document(path, "x.yaml")


def plain(node: Node | None) -> object:
    """Return what was read as lists, dicts and text."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, (_, value) in node.entries.items()}
    return [plain(one) for one in node.items] if isinstance(node, Sequence) else node.text if node else None


def codes(content: str | bytes) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in read(content).problems]


def check_places(document: Document) -> None:
    for problem in document.problems:
        place = problem.place
        assert 0 <= place.line <= len(document.lines)
        assert place.line == 0 or 1 <= place.column <= len(document.lines[place.line - 1]) + 1
        assert problem.action


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "Yes",
        "on",
        "null",
        "~",
        "11:59",
        "0163277001",
        "12.10",
        "1e3",
        "0x1F",
        "2026-02-31",
        "1_000",
        ".inf",
        "=",
        "<<",
    ],
)
def test_a_value_stays_as_it_was_typed(text: str) -> None:
    assert plain(read(f"a: {text}\n").root) == {"a": text}


def test_every_key_value_and_item_knows_its_line_and_column() -> None:
    root = read("a: b\nlist:\n  - one\n  - two: 2\n").root
    assert isinstance(root, Mapping)
    key, items = root.entries["list"]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(items, Sequence)
    assert [(one.line, one.column) for one in items.items] == [(3, 5), (4, 5)]


@pytest.mark.parametrize("text", ["\ufeffa: b\n", "a: b\r\n", "a: b", "---\na: b\n", "# a comment\na: b\n", 'a: "b"\n'])
def test_harmless_habits_of_other_programs_are_accepted(text: str) -> None:
    document = read(text)
    assert plain(document.root) == {"a": "b"}
    assert document.problems == []


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_with_nothing_in_it_has_no_content_and_no_fault_of_syntax(text: str) -> None:
    document = read(text)
    assert document.root is None
    assert document.problems == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: Road: the second\n", ("colon-in-text", 1, 12)),
        ("closes: 2026-01-12\n  closes_time: 17:00\n", ("bad-indent", 2, 3)),
        ("title: 'St Mary's Hall'\n", ("text-after-quote", 1, 17)),
        ('title: "Safe" streets\nid: x\n', ("text-after-quote", 1, 15)),
        ("title: [Draft] streets\nid: x\n", ("text-after-bracket", 1, 16)),
        ("id: x\ncloses:2026\ntitle: a\n", ("no-colon", 2, 1)),
        ("a: 'x\nb: y\n", ("unclosed-quote", 1, 4)),
        ('a: "x\nb: y\n', ("unclosed-quote", 1, 4)),
        ("title: - Road\n", ("hyphen-in-line", 1, 8)),
        ("words: - a\n  - b\n", ("hyphen-in-line", 1, 8)),
        ("id: x\ntitle: > Road\n", ("text-after-sign", 2, 10)),
        ("about: | some text\n", ("text-after-sign", 1, 10)),
        ("title: >5 places\n", ("text-after-sign", 1, 11)),
        ("title: >0\n", ("text-after-sign", 1, 9)),
        ("title: ? Road\n", ("reserved-character", 1, 8)),
        ('a: "C:\\Users"\n', ("backslash", 1, 4)),
        ('a: "\\q"\n', ("backslash", 1, 4)),
        ("id: x\n\ttitle: y\n", ("tab", 2, 1)),
        ("id: x\nlist:\n\t- a\n", ("tab", 3, 1)),
        ("a: @x\n", ("reserved-character", 1, 4)),
        ("a: %x\n", ("reserved-character", 1, 4)),
        ("a: [b, c\nd: e\n", ("bracket", 1, 4)),
        ("a: {b: c\nd: e\n", ("bracket", 1, 4)),
        ("- a\nb: c\n", ("bad-indent", 2, 1)),
        ("a: b\n\n\nc: d\x07\n", ("control-character", 4, 5)),
        ("a: b\na: c\n", ("repeated-field", 2, 1)),
        ("? [a]\n: b\n", ("field-name", 1, 3)),
        ("a: &x b\nc: *x\n", ("yaml-machinery", 1, 4)),
        ("a: *x\n", ("yaml-machinery", 1, 4)),
        ("a: !!int 3\n", ("yaml-machinery", 1, 4)),
        ("a: b\n---\nc: d\n", ("second-document", 2, 1)),
        ("a: b\u00a0c\n", ("no-break-space", 1, 5)),
        ("a: b\n# c\u200b\n", ("invisible-character", 2, 4)),
        ("a: b\u202ec\n", ("invisible-character", 1, 5)),
        ("a: b\u2028c: d\n", ("invisible-character", 1, 5)),
        ("a: b\u00adc\n", ("invisible-character", 1, 5)),
        ("a: " + "[" * 8, ("nested-too-deep", 1, 10)),
    ],
)
def test_a_mistake_is_told_where_it_stands(text: str, problem: tuple[str, int, int]) -> None:
    assert codes(text) == [problem]


@pytest.mark.parametrize(
    "later",
    [
        '- id: c\n  title: "Two: y"\n',
        '- id: c\n  title: "Two"\n',
        '- id: c\n  title: ""\n  kind: d\n',
        '- id: c\n  title: "- two"\n',
        '- id: c\n  title: "@two"\n',
        '- id: c\n  title: It is "good".\n',
        '- id: c\n  title: It is "good": yes\n  kind: "d"\n',
        '- "two"\n',
        'kind: "d"\n',
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_told_where_it_stands_and_not_where_the_next_one_is(later: str) -> None:
    (problem,) = read(f'- id: a\n  title: "One: x\n  publisher: P\n{later}').problems
    assert (problem.code, problem.place.line, problem.place.column) == ("unclosed-quote", 2, 10)
    assert re.fullmatch(r"Its text runs on to the next such mark, on line [45]\.", problem.found)


def test_an_apostrophe_is_the_next_mark_of_a_single_one() -> None:
    text = "id: a\ntitle: 'St Matthew\nsummary: A hall\nabout: The people's hall.\n"
    assert codes(text) == [("unclosed-quote", 2, 8)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: Road Safety #2\n", (1, 20)),
        ("list:\n  - text: Gear, see #5 on our list\n", (2, 21)),
        ("list:\n  - one #1\n  - two\n", (2, 9)),
        ("title: Road\n  Safety   #2\n", (2, 12)),
        ("title: #2\n", (1, 8)),
        ("list: [a, b #2\n  ]\n", (1, 13)),
        ("# #\ntitle: Road Safety\t#2\n", (2, 20)),
    ],
)
def test_a_text_that_is_cut_off_at_a_hash_is_told(text: str, place: tuple[int, int]) -> None:
    assert codes(text) == [("cut-by-hash", *place)]


@pytest.mark.parametrize(
    "text",
    [
        "title: Road # like this\n",
        "title: Road #\n",
        "#title: Road\n  #no: space\ntitle: Road\n",
        'title: "Road #2"\n',
        "title: 'Road #2' #3\n",
        "about: |\n  Number #2\n  and #3.\n",
        "about: | #2\n  Text.\n",
        "title: Road#2\n",
        "words:\n  #- lamps\n  - gates\n",
    ],
)
def test_a_comment_and_a_hash_in_a_text_are_left_alone(text: str) -> None:
    assert codes(text) == []


CONFLICT: Final = "id: a\n<<<<<<< HEAD\ntitle: One\n=======\ntitle: Two\n>>>>>>> theirs\nsummary: It is.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_two_versions_of_a_text_are_told_once_and_as_what_they_are(end: str) -> None:
    document = read(CONFLICT.replace("\n", end))
    (problem,) = document.problems
    assert (problem.code, problem.place.line, problem.excerpt) == ("two-versions", 2, "<<<<<<< HEAD")
    assert problem.found == "3 such lines, the last of them on line 6"
    assert document.root is None


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "=======", ">>>>>>> a branch"])
def test_a_line_that_was_left_of_two_versions_is_told(line: str) -> None:
    assert codes(f"id: a\n{line}\ntitle: One\n") == [("two-versions", 2, 1)]


@pytest.mark.parametrize(
    "text", ["about: |\n  Title\n  =======\n  >>>>>>> text\n", "# =======\na: b\n", "a: <<<<<<< HEAD\n"]
)
def test_the_same_signs_inside_a_text_are_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_text_in_quotation_marks_may_run_over_lines_and_is_not_told_for_the_mistake_after_it() -> None:
    assert codes('title: "One\n  two" three\nid: x\n') == [("text-after-quote", 2, 7)]
    assert codes('title: "One\n  two"\nid: x\n kind: y\n') == [("bad-indent", 4, 2)]


@pytest.mark.parametrize(
    ("name", "field", "count"),
    [
        ("pillars.yaml", "  summary: ", 2),
        ("sources.yaml", "  title: ", 2),
        ("funds/community-action-fund.yaml", "    reason: ", 1),
    ],
)
def test_a_quotation_mark_that_is_taken_away_from_a_real_record_is_told_on_its_line(
    name: str, field: str, count: int
) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    number = [one for one, line in enumerate(lines) if line.startswith(field)][count - 1]
    lines[number] = f'{field}"{lines[number].removeprefix(field).strip(chr(34))}'
    assert codes("\n".join(lines) + "\n") == [("unclosed-quote", number + 1, len(field) + 1)]


@pytest.mark.parametrize(("content", "column"), [("caf\xe9: x\n".encode("latin-1"), 4), ("a: b".encode("utf-16"), 1)])
def test_a_file_that_is_not_utf_8_is_told_with_the_place(content: bytes, column: int) -> None:
    assert codes(content) == [("not-utf-8", 1, column)]


def test_different_invisible_characters_of_a_line_are_each_told_once() -> None:
    assert [code for code, _, _ in codes("a: b\u200bc\u200bd\u00a0e\n")] == ["invisible-character", "no-break-space"]


def test_a_list_may_have_as_many_items_as_the_limit_and_no_more() -> None:
    assert codes("- a\n" * 5000) == []
    assert codes("- a\n" * 5001) == [("too-long", 1, 1)]


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert codes("a: b\n" + "#" * (512 * 1024 - 5)) == []
    assert [code for code, _, _ in codes("a: b\n" + "#" * (512 * 1024 - 4))] == ["file-too-large"]


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_document(tmp_path / "gone.yaml", "gone.yaml").problems
    assert (problem.code, str(problem.place)) == ("unreadable-file", "gone.yaml")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_crash(content: bytes) -> None:
    check_places(read(content))


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(content: str) -> None:
    check_places(read(content))


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_anything_like_yaml_is_read_without_a_crash(content: str) -> None:
    document = read(content)
    check_places(document)
    if isinstance(document.root, Scalar | Mapping | Sequence):
        assert document.place(document.root).line <= len(document.lines)
