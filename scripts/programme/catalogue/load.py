"""From a checked folder to immutable records, and from what a rule finds back to a place in a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from programme.catalogue.findings import Change, Finding, Rule
from programme.catalogue.model import CLASSES, Records, Term
from programme.clock import Period
from programme.problems import Place, Problem, Severity, in_order
from programme.records.check import Checked, check_folder, codelist_of
from programme.records.document import Scalar
from programme.records.generated import attribute
from programme.records.rows import Row
from programme.records.schemas import Field, Schema


@dataclass(frozen=True, slots=True)
class Loaded:
    """The good records of a folder, and every problem in it, in the order of files and lines."""

    records: Records
    problems: tuple[Problem, ...]
    checked: Checked

    @property
    def has_errors(self) -> bool:
        """Whether anything stops a build."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def load_folder(
    folder: Path, day: date, rules: Iterable[Rule], *, shown: str = "", only: Collection[str] = ()
) -> Loaded:
    """Check a data folder, build its records, and apply the rules between them as on `day`.

    With `only`, records of these kinds alone are read: quicker, for who needs no others and no rules.
    """
    checked = check_folder(folder, shown=shown, only=only)
    values = {
        id(row): typed
        for resource, rows in checked.typed.items()
        for row, typed in zip(checked.tables.tables[resource].rows, rows, strict=True)
    }
    builder = _Builder(values)
    groups = {schema.name: builder.group(schema, checked) for schema in checked.schemas.values()}
    records = Records(**{attribute(schema): _frozen(groups[schema.name]) for schema in checked.schemas.values()})
    found = _problems([finding for rule in rules for finding in rule(records, day)], checked)
    return Loaded(records, tuple(in_order([*checked.problems, *found])), checked)


def compare_folders(before: Loaded, after: Loaded, day: date, changes: Iterable[Change]) -> Loaded:
    """Return `after` with the problems of what was changed since `before`."""
    findings = [finding for change in changes for finding in change(before.records, after.records, day)]
    problems = in_order([*after.problems, *_problems(findings, after.checked)])
    return replace(after, problems=tuple(problems))


def _problems(findings: Collection[Finding], checked: Checked) -> list[Problem]:
    # Only the good rows, which became records: a bad one may claim the same id.
    rows = {
        (schema.name, f"{codelist_of(row)}/{row.key}" if schema.name == "term" else row.key): row
        for schema in checked.schemas.values()
        for row in _roots(schema, checked)
        if not row.bad
    }
    missing = (_missing(finding, checked) for finding in findings if not finding.id and _is_read(finding.kind, checked))
    return [*(_problem(finding, rows) for finding in findings if finding.id), *missing]


def _frozen(group: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(group)


def _roots(schema: Schema, checked: Checked) -> list[Row]:
    table = checked.tables.tables.get(schema.resource)
    return table.rows if table else []


class _Builder:
    """Builds records from typed values."""

    def __init__(self, values: Mapping[int, Mapping[str, Any]]) -> None:
        self.values = values

    def group(self, schema: Schema, checked: Checked) -> dict[str, Any]:
        """Return the good records of a kind by id, or the terms of each vocabulary by its name."""
        good = [(row, self.build(schema, row)) for row in _roots(schema, checked) if not row.bad]
        if schema.name != "term":
            return {record.id: record for _, record in good}
        terms: dict[str, tuple[Term, ...]] = {}
        for row, record in good:
            terms[codelist_of(row)] = (*terms.get(codelist_of(row), ()), record)
        return terms

    def build(self, schema: Schema, row: Row) -> Any:
        """Return the record of a row with its lists."""
        typed, cells = self.values[id(row)], row.cells
        fields: dict[str, Any] = {}
        for one in schema.fields:
            if one.items is None:
                fields[one.name] = _value(one, cells, typed)
            elif one.is_plain_list:
                item = one.items.fields[0]
                each = row.lists.get(one.name, ())
                fields[one.name] = tuple(_value(item, inner.cells, self.values[id(inner)]) for inner in each)
            else:
                fields[one.name] = tuple(self.build(one.items, item) for item in row.lists.get(one.name, ()))
        return CLASSES[schema.resource](**fields)


def _value(one: Field, cells: Mapping[str, Scalar], typed: Mapping[str, Any]) -> Any:
    """Return the value of a field: what frictionless made of it, or the text as it was typed."""
    cell = cells.get(one.name)
    if cell is None:
        return None
    if one.type != "string":
        return typed.get(one.name)
    return Period.of(cell.text) if one.kind == "period" else cell.text


def _is_read(kind: str, checked: Checked) -> bool:
    """Tell whether all records of a kind are there: one that is wrong may be the one that seems to be missing."""
    bad = any(row.bad for row in _roots(checked.schemas[kind], checked))
    return not bad and not checked.tables.unread.get(kind)


def _missing(finding: Finding, checked: Checked) -> Problem:
    """Return the problem of a record that is not there, at the place where it belongs."""
    return Problem(
        code=finding.code,
        place=Place(f"{checked.shown}/{checked.schemas[finding.kind].path}"),
        message=finding.message,
        expected=finding.expected,
        found=finding.found,
        action=finding.action,
        severity=finding.severity,
    )


def _problem(finding: Finding, rows: Mapping[tuple[str, str], Row]) -> Problem:
    row, name = _locate(rows[finding.kind, finding.id], finding.path)
    place = _quoted(row, name, finding.quote) or row.document.place(row.scalar(name) or row.node)
    return Problem(
        code=finding.code,
        place=place,
        message=finding.message,
        expected=finding.expected,
        found=finding.found,
        action=finding.action,
        excerpt=row.document.excerpt(place.line),
        severity=finding.severity,
    )


def _quoted(row: Row, name: str, quote: str) -> Place | None:
    """Return where a part of a longer text stands, which begins on the line of its field or after it."""
    cell = row.cells.get(name)
    first = quote.split("\n", maxsplit=1)[0]
    if not cell or not first:
        return None
    lines = enumerate(row.document.lines[cell.line - 1 :], cell.line)
    return next(
        (Place(row.document.path, number, line.index(first) + 1) for number, line in lines if first in line), None
    )


def _locate(row: Row, path: tuple[str | int, ...]) -> tuple[Row, str]:
    """Follow a finding's path to its row and the name of its field."""
    steps = list(path)
    while len(steps) > 1 and isinstance(steps[1], int):
        row = row.lists[str(steps[0])][steps[1] - 1]
        steps = steps[2:]
    return row, str(steps[0]) if steps else "value"
