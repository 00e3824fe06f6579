"""The blocks of headings in a file: where they begin, what stands below them, and when they are another form's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from programme.problems import Place, Problem
from programme.submissions.reading import heading_problems
from programme.submissions.reading.csv_rows import names_sign
from programme.submissions.reading.declarations import Declared
from programme.submissions.reading.headings import tidied
from programme.submissions.reading.layout import Layout, is_heading_row, known_headings
from programme.submissions.reading.mapping import layout_of

_MOST_COLUMNS: Final = 16_384  # as many as a spreadsheet has
_MOST_LOOKS: Final = 2000  # how many odd rows are looked at for headings


class Blocks:
    """Knows the headings in force. `layout` is None before the first block and under one that is not this form's."""

    def __init__(self, declared: Declared, others: Mapping[str, Declared], name: str) -> None:
        self.declared, self.others, self.name = declared, others, name
        self.layout: Layout | None = None
        self.problems: list[Problem] = []
        self.missing: dict[str, None] = {}
        self.unknown: dict[str, None] = {}
        self.last_row = 0  # of the block in force
        self.headings: list[str] = []
        self._block: list[list[str]] = []  # its rows so far
        self.open = True  # rows of headings are awaited
        self.fitted = False  # some block was this form's
        self._known = set().union(*(known_headings(one) for one in (declared, *others.values())))
        self._looks = 0
        self._broken = ""  # the first row that could not be taken apart while headings were awaited
        self._layouts: dict[tuple[tuple[str, ...], ...], Layout | None] = {}

    @property
    def _at(self) -> int:
        return (self.declared.shape.headings_in or 1) - 1

    def begin(self, number: int, cells: list[str]) -> str:
        """Take a row while the block is open. Returns its structural code, or nothing for an answer."""
        if not self._block and (not any(cells) or (number == 1 and names_sign(cells))):
            return "blank"
        if len(self._block) > self._at and self._is_answer(cells):
            self._close()
            return ""
        self._block.append(cells[:_MOST_COLUMNS])
        self.last_row = number
        code = "header" if len(self._block) == self._at + 1 else "second-header"
        if len(self._block) >= self.declared.shape.header_rows:
            self._close()
        return code

    def end(self) -> None:
        """Close the block that is open when the file ends, and say so when there was none at all."""
        if self.open and len(self._block) > self._at:
            self._close()
        elif self.open:
            self.problems.append(heading_problems.no_headings(self.declared, self.name, self._broken))

    def broken(self, cells: Sequence[str]) -> None:
        """Take note of a row that could not be taken apart: it may be the headings, between other signs."""
        if self.open and not self._broken:
            self._broken = "".join(cells)

    def again(self, number: int, cells: list[str]) -> str:
        """Return the structural code of a row that is headings once more, and follow them; nothing for any other."""
        if number == self.last_row + 1 and self.layout and _are_tags(cells):
            return "second-header"
        if not self._looks_like_headings(cells):
            return ""
        if number == self.last_row + 1 and self.layout and self._is_second(cells):
            self.last_row = number
            return "second-header"
        self._block = [[] for _ in range(self._at)]
        self.open = True
        return self.begin(number, cells)

    def is_headings(self, cells: Sequence[str]) -> bool:
        """Tell whether a row holds headings of any form that we know."""
        return any(is_heading_row(cells, one) for one in (self.declared, *self.others.values()))

    def _is_second(self, cells: Sequence[str]) -> bool:
        """Tell whether headings right below headings are the same questions in other words."""
        repeats = self.declared.shape.headers_repeat or cells == self.headings
        return not repeats and is_heading_row(cells, self.declared)

    def _looks_like_headings(self, cells: Sequence[str]) -> bool:
        if self._known.isdisjoint(cells) or len(cells) > _MOST_COLUMNS or self._looks >= _MOST_LOOKS:
            return False
        found = (self.layout is not None and cells == self.headings) or self.is_headings(cells)
        self._looks += not found
        return found

    def _is_answer(self, cells: Sequence[str]) -> bool:
        """Tell whether a row has digits where the moment stands: a file may lack its second row of headings."""
        wanted = tidied(self.declared.shape.submitted_column)
        at = next((at for at, one in enumerate(self._block[self._at]) if tidied(one) == wanted), None)
        return at is not None and at < len(cells) and any(map(str.isdigit, cells[at]))

    def _close(self) -> None:
        """Find out where everything stands under the block, and tell what is wrong with it, once."""
        self.open = False
        first = not self.headings
        self.headings = self._block[self._at]
        below = self._block[self._at + 1] if len(self._block) > self._at + 1 else []
        key = tuple(self.headings), tuple(below)
        if key not in self._layouts:
            self._layouts[key] = self._arranged(self.headings, below, first=first)
        self.layout = self._layouts[key]
        self.fitted = self.fitted or self.layout is not None
        if self.layout:
            self._known.update(filter(None, self.headings))
        self._block = []

    def _arranged(self, headings: list[str], below: list[str], *, first: bool) -> Layout | None:
        layout = layout_of(headings, below, self.declared)
        row = self.last_row - bool(below)
        if not heading_problems.is_this_form(layout, headings, self.declared, self.others):
            self.problems.append(heading_problems.other_form(row, headings, self.declared, self.others, self.name))
            return None
        if not first and not self.declared.shape.headers_repeat:
            self.problems.append(self._unexpected(row))
            return None
        self.problems += heading_problems.of_layout(layout, row, self.declared, self.name)
        self.missing |= dict.fromkeys(layout.missing)
        self.unknown |= dict.fromkeys(heading for _, heading in layout.unknown)
        return layout

    def _unexpected(self, row: int) -> Problem:
        shape = self.declared.shape
        return Problem(
            code="second-headings",
            place=Place(self.name, row),
            message="Other headings begin here. The rows below them wait for a person.",
            expected=f"one block of headings, as `{shape.id}` in data/export-shapes.yaml says",
            action="Export again into one file. If the tool always writes such files, change there to:\n"
            "  headers_repeat: yes",
        )


def _are_tags(cells: Sequence[str]) -> bool:
    """Tell whether a row below headings holds nothing but HXL tags, which say in a code what stands in a column."""
    return all(cell.startswith("#") for cell in filter(None, cells)) and any(cells)
