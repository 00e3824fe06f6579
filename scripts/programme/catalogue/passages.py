"""The texts that visitors read, with their places: of the records in a data folder, and of hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

from programme.catalogue.reading import Passage
from programme.records.check import Checked, check_folder
from programme.records.rows import Row
from programme.records.schemas import Schema

# Quoted from others, or lists of names and search words: nobody here can choose plainer words for them.
_KINDS_LEFT_OUT = (
    "area",
    "award",
    "cost-band",
    "export-shape",
    "language",
    "office-fact",
    "plain-word",
    "source",
    "term",
    "translation",
)
_FIELDS_LEFT_OUT = (
    "words", "column", "former_columns", "note", "given", "name", "own_name", "apply_parameter", "apply_value",
)  # fmt: skip
_HEADINGS = ("title", "label", "term")
_READ = ("line", "text")

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_SPOKEN = re.compile(r"(title|description): *(.*)")
_MARK = re.compile(r"^(?:#{1,6} |[-*] |\d+\. |> )")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def record_passages(checked: Checked) -> dict[tuple[str, str], list[Passage]]:
    """Return the passages of every record by (kind, id), in the order of its fields."""
    found: dict[tuple[str, str], list[Passage]] = {}
    for schema in checked.schemas.values():
        if schema.name not in _KINDS_LEFT_OUT:
            for row in checked.tables.tables[schema.resource].rows:
                found[schema.name, row.key] = list(_of_row(row, schema))
    return found


def _of_row(row: Row, schema: Schema) -> Iterator[Passage]:
    for one in schema.fields:
        if one.name in _FIELDS_LEFT_OUT:
            continue
        if one.items:
            for item in row.lists.get(one.name, ()):
                yield from _of_row(item, one.items)
        elif one.kind in _READ and one.name in row.cells:
            cell = row.cells[one.name]
            yield from _of_cell(row, cell.line, cell.column, cell.text, counts=one.name not in _HEADINGS)


def _of_cell(row: Row, line: int, column: int, text: str, *, counts: bool) -> Iterator[Passage]:
    """Yield a value's paragraphs, each at the line on which it begins."""
    document = row.document
    for paragraph in filter(None, (part.strip() for part in text.split("\n\n"))):
        first = paragraph.split("\n")[0]
        lines = range(line, len(document.lines) + 1)
        at = next((number for number in lines if first[:30] in document.excerpt(number)), line)
        yield Passage(document.path, at, column, _LINK.sub(r"\1", paragraph), counts, document.excerpt(at))


def page_passages(path: Path, shown: str) -> list[Passage]:
    """Return the passages of a hand-written page: its title and description, and every line that is text."""
    text = path.read_text("utf-8", errors="replace")
    front = _FRONT.match(text)
    lines = text.splitlines()
    start = front[0].count("\n") if front else 0
    found = [one for number in range(start) if (one := _spoken(lines[number], number + 1, shown))]
    for number, line in enumerate(lines[start:], start + 1):
        words = unescape(_LINK.sub(r"\1", _TAG.sub(" ", line))).strip()
        mark = _MARK.match(words)
        words = words[mark.end() :] if mark else words
        if words:
            found.append(Passage(shown, number, 1, words, not (mark and mark[0].startswith("#")), line))
    return found


def _spoken(line: str, number: int, shown: str) -> Passage | None:
    match = _SPOKEN.match(line)
    return Passage(shown, number, match.start(2) + 1, match[2], match[1] != "title", line) if match else None


def project_texts(project: Path, only: Sequence[Path] = ()) -> tuple[dict[str, list[Passage]], dict[str, str]]:
    """Return the passages of every record and hand-written page by name, and the plain word for each to avoid.

    `only` leaves out what is in none of these files and folders; a Markdown file may be from elsewhere.
    """
    checked = check_folder(project / "data", shown="data")
    texts = {f"{kind}/{key}": found for (kind, key), found in record_passages(checked).items()}
    inside = (project / "content").rglob("*.md")
    for path in sorted({*inside, *(one for one in only if one.suffix == ".md")}):
        shown = path.relative_to(project).as_posix() if path.is_relative_to(project) else str(path)
        texts[shown] = page_passages(path, shown)
    if only:
        texts = {name: found for name, found in texts.items() if _is_within(project, found, only)}
    rows = checked.tables.tables["plain-word"].rows
    return texts, {row.cells["word"].text: row.cells["instead"].text for row in rows if not row.record.bad}


def _is_within(project: Path, found: Sequence[Passage], only: Sequence[Path]) -> bool:
    paths = [project / passage.path for passage in found[:1]]
    return any(path.is_relative_to(one) for path in paths for one in only)
