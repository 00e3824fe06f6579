"""Every row of a file to its place: a record, structural, or quarantined. Each row is one entry, whatever it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from programme.problems import Problem
from programme.submissions.facts import Answer, Entry, Record, Words
from programme.submissions.reading.blocks import Blocks
from programme.submissions.reading.choices import Options
from programme.submissions.reading.csv_rows import Row
from programme.submissions.reading.declarations import Declared
from programme.submissions.reading.error_cells import error_in
from programme.submissions.reading.headings import tidied
from programme.submissions.reading.ids import id_of, look_of_id
from programme.submissions.reading.layout import Layout
from programme.submissions.reading.measures import Tokens
from programme.submissions.reading.moments import Moment, fits_other_order, fits_this_order_only, look_of, reader_of
from programme.submissions.reading.row_reader import RowReader
from programme.submissions.reading.tally import Tally

_UNFINISHED: Final = ("partial", "incomplete", "unfinished", "in progress", "started", "draft", "saved")
_TEXT_FOLLOWS: Final = tuple("+-=@\t0123456789")
_TOLD: Final = {"no-id": "spoilt-id", "fault": "error-cell"}  # in words of its own, when there is something to see


@dataclass(slots=True)
class Sorted:
    """What came of the rows of a file, in their order."""

    entries: list[Entry] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Sorter:
    """Sorts the rows of one file, one after the other. `others` are all forms, to name the one that a file is of."""

    def __init__(
        self,
        declared: Declared,
        others: Mapping[str, Declared],
        tokens: Tokens,
        *,
        name: str,
        reading: str,
        take: Callable[[Words], None] | None = None,
    ) -> None:
        shape = declared.shape
        self.declared, self.shape, self.tokens, self.name, self.reading = declared, shape, tokens, name, reading
        self.out, self.tally, self.blocks = Sorted(), Tally(), Blocks(declared, others, name)
        self.take = take or self.out.words.append
        self.options = {
            one: Options(
                words, joined_by=shape.joined_by, are_ids=shape.options_are == "ids", none=shape.none_option or ""
            )
            for one, words in declared.options.items()
        }
        self.moment = reader_of(shape.submitted_format, shape.zone)
        self.ignored = {tidied(one) for one in shape.ignored_states}
        self.previews = bool(shape.preview_files and name.casefold().startswith(shape.preview_files.casefold()))
        self.readers: dict[int, RowReader] = {}
        self.misread, self.sure = 0, False  # moments that fit the other order of day and month, and one of this only

    def sort(self, rows: Iterable[Row]) -> Sorted:
        """Sort all rows, and tell what was wrong with them."""
        for number, (cells, fault) in enumerate(rows, 1):
            self._row(number, self._stripped(cells), fault)
        self.blocks.end()
        if self.misread and not self.sure:
            self._distrust()
        layout = self.blocks.layout
        told = self.tally.problems(self.name, self.declared, layout.width if layout else 0)
        self.out.problems = [*self.blocks.problems, *told]
        self.out.missing, self.out.unknown = tuple(self.blocks.missing), tuple(self.blocks.unknown)
        return self.out

    def _stripped(self, cells: Sequence[str]) -> list[str]:
        stripped = list(map(str.strip, cells))
        for mark in self.shape.text_marks:
            stripped = [_unmarked(cell, mark) if cell.startswith(mark) else cell for cell in stripped]
        return stripped

    def _row(self, number: int, cells: list[str], fault: str) -> None:
        if self.blocks.open and fault != "width" and self._headings(number, cells):
            if fault:
                self.tally.add(_TOLD.get(fault, fault), number, error_in(cells))
            return
        if fault in {"encoding", "width"}:
            self.blocks.broken(cells)
            self._hold(number, fault)
            return
        layout = self.blocks.layout
        if layout is None:
            self._odd(number, cells, "heading")
        elif len(cells) < layout.width or any(cells[layout.width :]):
            self._odd(number, cells, "width")
        elif self.previews:
            self._odd(number, cells, "preview", layout)
        else:
            self._submission(number, cells, layout, has_error=bool(fault))

    def _headings(self, number: int, cells: list[str]) -> bool:
        """Take a row of headings, and the rest of its block; False when it is a row of answers already."""
        first = not self.blocks.headings
        code = self.blocks.begin(number, cells)
        if code in {"", "blank"}:
            if code:
                self._structural(number, code)
            return bool(code)
        if first and self.blocks.headings and self.blocks.layout is None and not self.blocks.is_headings(cells):
            self._hold(number, "heading")  # no headings of any form of ours: it may be somebody's answers
        else:
            self._structural(number, code)
        return True

    def _submission(self, number: int, cells: list[str], layout: Layout, *, has_error: bool) -> None:
        if self.ignored and layout.state_at is not None:
            state = tidied(cells[layout.state_at])
            if state in self.ignored:
                self._structural(number, "partial" if state.startswith(_UNFINISHED) else "test", cells, layout)
                return
        if layout.fault_at is not None and cells[layout.fault_at]:
            self._hold(number, "fault", cells, layout)
            return
        said_at = cells[layout.time_at] if layout.time_at is not None else ""
        if said_at in self.shape.no_moment:
            self._hold(number, "undated", cells, layout)
            return
        moment = self.moment(said_at)
        if moment is None:
            self._odd(number, cells, "time", layout)
            return
        if not self.sure:
            self.sure = fits_this_order_only(said_at, self.shape.submitted_format)
        self._answered(number, cells, layout, moment, has_error=has_error)

    def _answered(self, number: int, cells: list[str], layout: Layout, moment: Moment, *, has_error: bool) -> None:
        """Place a row whose moment is known."""
        reader = self.readers.get(id(layout)) or self._reader(layout)
        answers, said = reader.answers.of(cells)
        source = self._source(cells, layout, said, moment)
        if source and has_error and (error := error_in(layout.answers_in(cells))):
            self._hold(number, "fault", cells, layout, error)
            self.out.entries[-1] = replace(self.out.entries[-1], source=source)  # by which a purge finds it
        elif source:
            self._record(number, cells, reader, answers, said, source, moment)
        else:
            self._hold(number, "no-id", cells, layout, look_of_id(self._id_cell(cells, layout)))

    def _record(  # noqa: PLR0917 - everything that a record is made of
        self,
        number: int,
        cells: list[str],
        reader: RowReader,
        answers: dict[str, Answer],
        said: dict[str, str],
        source: str,
        moment: Moment,
    ) -> None:
        content = self.tokens.content(reader.whole(self.declared.form.id, source, cells))
        submitted, unsure = moment
        form = self.declared.form.id
        for name in reader.lists:
            if answers[name].strange:
                self.tally.strange[name].append(number)
        self.out.records.append(
            Record(
                form=form,
                source=source,
                content=content,
                reading=self.reading,
                submitted=submitted,
                answers=answers,
                unmapped=reader.layout.missing,
                ambiguous_time=unsure,
            )
        )
        other = {heading: cells[at] for at, heading in reader.kept if cells[at]}
        self.take(Words(content=content, form=form, submitted=submitted, answers=said, other=other))
        if reader.blank and other:
            self.blocks.unknown |= {heading: None for heading in other if heading in reader.blank}
        asked = reader.answers.asked_in(answers)
        self.out.entries.append(Entry(row=number, source=source, content=content, asked=asked))

    def _source(self, cells: list[str], layout: Layout, said: Mapping[str, str], moment: Moment) -> str:
        """Return what tells a submission apart: the tool's id, or a digest of what the form declares; or nothing."""
        if self.shape.id_column:
            return id_of(self._id_cell(cells, layout))
        identity = self.declared.form.identity
        if not any(one in said for one in identity) or not layout.columns.keys() >= set(identity):
            return ""
        parts = (" ".join(said.get(one, "").split()).casefold() for one in identity)
        return self.tokens.content("\x1f".join((self.declared.form.id, moment[0], *parts)))

    def _odd(self, number: int, cells: list[str], code: str, layout: Layout | None = None) -> None:
        """Place a row that is no plain answer. `layout` is given when it is as wide as the headings."""
        if not any(cells):
            self._structural(number, "blank")
            return
        heading = self.blocks.again(number, cells)
        if heading:
            self._structural(number, heading)
        elif code == "preview":
            self._structural(number, code, cells, layout)
        elif code == "time" and layout is not None:
            said = cells[layout.time_at] if layout.time_at is not None else ""
            if not said and self.shape.unfinished_without_time and layout.time_at is not None:
                self._structural(number, "partial", cells, layout)
                return
            self.misread += fits_other_order(said, self.shape.submitted_format)
            self._hold(number, "time", cells, layout, look_of(said) or "nothing")
        else:
            self._hold(number, code, look=f"{len(cells)} cells" if code == "width" else "")

    def _structural(self, number: int, code: str, cells: Sequence[str] = (), layout: Layout | None = None) -> None:
        self.out.entries.append(Entry(row=number, structural=code, **self._known_of(cells, layout)))

    def _hold(
        self, number: int, code: str, cells: Sequence[str] = (), layout: Layout | None = None, look: str = ""
    ) -> None:
        self.out.entries.append(Entry(row=number, quarantine=code, **self._known_of(cells, layout)))
        if code not in {"heading", "width"} or self.blocks.fitted:
            told = "foreign" if code == "heading" else _TOLD.get(code, code) if look else code
            self.tally.add(told, number, look)

    def _known_of(self, cells: Sequence[str], layout: Layout | None) -> dict[str, str]:
        """Return the id and the pounds of a row that is no record but as wide as its headings."""
        if layout is None:
            return {}
        reader = self.readers.get(id(layout)) or self._reader(layout)
        return {"source": id_of(self._id_cell(cells, layout)), "asked": reader.answers.asked(cells)}

    def _id_cell(self, cells: Sequence[str], layout: Layout) -> str:
        return cells[layout.id_at] if layout.id_at is not None and self.shape.id_column else ""

    def _reader(self, layout: Layout) -> RowReader:
        return self.readers.setdefault(id(layout), RowReader(layout, self.declared, self.options, self.tokens))

    def _distrust(self) -> None:
        """Hold every record of a file whose moments fit only with day and month the other way round."""
        for at, entry in enumerate(self.out.entries):
            if entry.content:
                self.out.entries[at] = Entry(row=entry.row, source=entry.source, quarantine="time", asked=entry.asked)
                self.tally.add("order", entry.row)
        self.out.records.clear()
        self.out.words.clear()


def _unmarked(cell: str, mark: str) -> str:
    """Return a cell without the mark before it; one that stands before a word may be the writer's own."""
    return cell[len(mark) :] if cell.startswith(_TEXT_FOLLOWS, len(mark)) else cell
