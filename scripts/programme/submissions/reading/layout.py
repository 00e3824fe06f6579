"""Where everything stands in the rows below a block of headings, and what makes a row such a block.

Which heading is which question is found out in `mapping`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from programme.catalogue.model import FormQuestion
from programme.submissions.reading.declarations import Declared
from programme.submissions.reading.headings import tidied

LEAST_SHARE: Final = 0.5  # of a form's questions; with fewer the file is another form's


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a question. `option` is the id of the option it stands for, with its words.

    The id is empty for an option that the form does not list; `words` are empty for a column without option.
    """

    at: int
    option: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in the rows that follow a block of headings. Positions count from 0."""

    width: int
    keys: tuple[str, ...]  # every heading as it is compared
    id_at: int | None
    time_at: int | None
    state_at: int | None
    fault_at: int | None
    columns: Mapping[str, tuple[Column, ...]]  # by question
    unknown: tuple[tuple[int, str], ...]  # position, and heading as people see it; each heading once
    blank: tuple[int, ...]
    doubled: tuple[str, ...]  # questions whose heading stands more than once
    missing: tuple[str, ...]
    own: frozenset[int]  # the tool's own columns
    labels: tuple[str, ...]  # what a column is known by in a record's digest: its heading and the one below it
    beside: Mapping[int, str] = field(default_factory=dict)  # unknown columns among a question's options

    def answers_in(self, cells: Sequence[str]) -> list[str]:
        """Return the cells of a row that answer a question."""
        return [cells[column.at] for columns in self.columns.values() for column in columns]

    @property
    def share(self) -> float:
        """How many of the form's questions have a column, from 0 to 1."""
        return len(self.columns) / max(1, len(self.columns) + len(self.missing))


def picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what takes the cells at some places out of a row, all at once: a row has forty, and a file many rows."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[at] for at in places)


def is_heading_row(cells: Sequence[str], declared: Declared) -> bool:
    """Tell whether a row is a block of headings: of this form, or of any export of this tool."""
    keys = {tidied(cell) for cell in cells} - {""}
    shape = declared.shape
    marks = {tidied(one) for one in (shape.submitted_column, shape.id_column) if one}
    own = {tidied(one) for one in shape.own_columns} | set(claims(declared))
    known = len(keys & (own | marks))
    return marks <= keys or (known > 1 and known * 2 >= len(keys))


def known_headings(declared: Declared) -> set[str]:
    """Return every heading that the form's record and the shape name, as they are written there."""
    shape, questions = declared.shape, declared.form.questions
    own = {shape.submitted_column, shape.id_column or shape.submitted_column, *shape.own_columns}
    return own.union(*({one.column, *one.former_columns, one.id} for one in questions))


def claims(declared: Declared) -> dict[str, list[str]]:
    """Return by heading the questions whose column it is."""
    found: dict[str, list[str]] = defaultdict(list)
    for question in declared.form.questions:
        for key in dict.fromkeys(_keys(question, by_id=declared.shape.options_are == "ids")):
            found[key].append(question.id)
    return found


def _keys(question: FormQuestion, *, by_id: bool) -> Iterator[str]:
    yield from map(tidied, (question.column, *question.former_columns))
    if by_id:
        for name in (question.id, question.id.replace("-", "_")):
            yield from (name, f"{question.section}/{name}", f"{question.section}-{name}")
