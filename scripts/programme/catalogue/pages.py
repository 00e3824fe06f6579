"""Hand-written pages and mkdocs.yml: what is personal or spoilt in them is told as in records, with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from programme.catalogue.contacts import contacts_in
from programme.catalogue.findings import Rule
from programme.catalogue.load import Loaded, load_folder
from programme.catalogue.rules.contacts import kept_contacts, said_of
from programme.problems import Place, Problem, in_order
from programme.records.check import PROJECT
from programme.records.text import read_page


def load_with_pages(
    folder: Path, day: date, rules: Iterable[Rule], *, shown: str = "", project: Path = PROJECT
) -> Loaded:
    """Load a data folder, and look through the project's pages: their problems stand beside those of records."""
    loaded = load_folder(folder, day, rules, shown=shown)
    kept = kept_contacts(loaded.records)
    found = [problem for path in _written(project) for problem in _problems(path, project, kept)]
    return replace(loaded, problems=tuple(in_order([*loaded.problems, *found])))


def _written(project: Path) -> list[Path]:
    return [*sorted((project / "content").rglob("*.md")), project / "mkdocs.yml"]


def _problems(path: Path, project: Path, kept: set[tuple[str, str]]) -> Iterator[Problem]:
    page = read_page(path, path.relative_to(project).as_posix())
    yield from page.problems
    for number, line in enumerate(page.lines, 1):
        for one in contacts_in(line):
            if (one.kind, one.key) not in kept:
                place = Place(page.path, number, line.find(one.written) + 1)
                yield Problem(code=f"{one.kind}-in-text", place=place, excerpt=line, **said_of(one))
