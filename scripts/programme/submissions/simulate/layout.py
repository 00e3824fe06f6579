"""The columns of an export in a tool's shape: their headings, and what a submission has in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from programme.catalogue.model import FormQuestion
from programme.submissions.names import as_id
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.moments import moment_writer
from programme.submissions.simulate.questions import choices
from programme.submissions.simulate.tools import Tool, own_cell, tool_of

Cell = str | int | datetime
_JOINERS: Final = {"semicolon": ";", "comma": ", ", "newline": "\n", "space": " ", "pipe": "|"}
_OPEN: Final = "Open-Ended Response"
_NO_BREAK: Final = "\u00a0"
_FIELD: Final = "{{field:01hexample}}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings from top to bottom, what they were before, and the cell of a submission."""

    heading: str
    cell: Callable[[Draft], Cell]
    below: str = ""  # what a second row of headings says
    former: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """All the columns of a file, in order."""

    columns: tuple[Column, ...]
    heading_rows: int
    heading_at: int  # which of them holds the questions, from 0

    def headings(self, *, former: bool = False) -> list[list[str]]:
        """Return the rows of headings; `former` ones from before questions were changed."""
        rows = [["" for _ in self.columns] for _ in range(self.heading_rows)]
        rows[self.heading_at] = [(former and one.former) or one.heading for one in self.columns]
        if self.heading_rows > 1:
            rows[(self.heading_at + 1) % self.heading_rows] = [one.below for one in self.columns]
        return rows

    def cells(self, draft: Draft) -> list[Cell]:
        """Return the cells of a submission."""
        return [one.cell(draft) for one in self.columns]


def layout_of(scene: Scene) -> Layout:
    """Return the columns that the scene's shape gives the scene's form."""
    shape, tool = scene.shape, tool_of(scene.shape.tool, scene.shape.id)
    own = [_own_column(scene, heading) for heading in shape.own_columns]
    needed = {shape.id_column, shape.submitted_column, shape.state_column} - {None, *shape.own_columns}
    own += [_own_column(scene, heading) for heading in sorted(filter(None, needed))]
    first = len(own) if tool.own_first is None else tool.own_first
    asked = [column for one in scene.form.questions for column in _Asking(scene, one, tool).columns()]
    return Layout((*own[:first], *asked, *own[first:]), shape.header_rows, (shape.headings_in or 1) - 1)


def _own_column(scene: Scene, heading: str) -> Column:
    write = moment_writer(scene.shape)
    if heading == scene.shape.id_column:
        return Column(heading, _id_cell(scene))
    if heading == scene.shape.submitted_column:
        return Column(heading, lambda draft: _time_cell(draft, write))
    if heading == scene.shape.state_column:
        states = (*scene.shape.ignored_states, "")
        return Column(heading, lambda draft: states[0] if draft.ignored else "")
    make = own_cell(heading)
    return Column(heading, lambda draft: make(draft, write))


def _id_cell(scene: Scene) -> Callable[[Draft], Cell]:
    if scene.shape.file_type == "xlsx":
        return lambda draft: "" if draft.anonymous else int(draft.source) if draft.source.isdigit() else draft.source
    return lambda draft: "" if draft.anonymous else draft.source


def _time_cell(draft: Draft, write: Callable[[datetime], Cell]) -> Cell:
    if draft.moment is not None:
        return draft.moment
    return write(draft.submitted) if draft.finished else ""


class _Asking:
    """The columns of one question."""

    def __init__(self, scene: Scene, question: FormQuestion, tool: Tool) -> None:
        self.scene, self.shape, self.question, self.tool = scene, scene.shape, question, tool
        words = choices(question, scene.records)
        # An option that is written in the form has no id of its own: a tool makes one of its words.
        by_id = {name: as_id(name) if name == label else name for name, label in words.items()}
        self.words: Mapping[str, str] = by_id if self.shape.options_are == "ids" else words

    def columns(self) -> Iterator[Column]:
        """Yield one column, or one for each option where the tool does so."""
        if self.question.answer == "choices" and self.shape.choices_as == "columns" and self.words:
            yield from self._of_options()
        else:
            former = self.question.former_columns[-1] if self.question.former_columns else ""
            yield Column(self._heading(), self._cell(), self._below(), former)

    def _heading(self) -> str:
        heading = self.question.id if self.tool.headed_by_ids else self.question.column
        if self.shape.tool == "microsoft-forms":
            heading = f"{heading}2" if heading in self.shape.own_columns else heading
            return heading + _NO_BREAK if len(heading) % 7 == 0 else heading
        if self.shape.tool == "typeform" and self.question.answer == "long-text" and len(heading) % 3 == 0:
            return f"{heading[:-1]} {_FIELD}{heading[-1]}"  # left there of a question that quotes another answer
        return heading

    def _below(self) -> str:
        return "Response" if self.words else _OPEN

    def _of_options(self) -> Iterator[Column]:
        for number, (option, words) in enumerate(self.words.items()):
            if self.shape.header_rows > 1:
                yield Column("" if number else self._heading(), self._ticked(option, words), words)
            elif self.shape.tool == "typeform":
                yield Column(words, self._ticked(option, words))
            else:
                yield Column(f"{self._heading()} [{words}]", self._ticked(option, "Yes", "No"))

    def _ticked(self, option: str, sign: str, none: str = "") -> Callable[[Draft], Cell]:
        """Return the cell of an option: filled when it was chosen, `none` when others were."""
        name = self.question.id

        def cell(draft: Draft) -> Cell:
            chosen = draft.answers[name]
            return sign if option in chosen else none if chosen else ""

        return cell

    def _cell(self) -> Callable[[Draft], Cell]:
        name = self.question.id
        if self.words:
            return self._joined(name)
        if self.shape.file_type == "xlsx" and self.question.answer in {"count", "money"}:
            return lambda draft: _number(str(draft.answers[name]))
        if self.shape.text_marks:
            return lambda draft: self._marked(str(draft.answers[name]))
        return lambda draft: str(draft.answers[name])

    def _joined(self, name: str) -> Callable[[Draft], Cell]:
        words, sign = self.words, _JOINERS[self.shape.joined_by or "semicolon"]
        several = self.question.answer == "choices"
        last = sign if several and self.shape.tool == "microsoft-forms" else ""

        def cell(draft: Draft) -> Cell:
            chosen = draft.answers[name]
            if isinstance(chosen, str) or not chosen:
                return str(chosen or "")
            return (
                words.get(chosen[0], chosen[0]) + last
                if len(chosen) == 1
                else (sign.join([words.get(one, one) for one in chosen]) + last)
            )

        return cell

    def _marked(self, text: str) -> str:
        return self.shape.text_marks[0] + text if text.startswith(("+", "=", "-", "@")) else text


def _number(text: str) -> Cell:
    return int(text) if text.isdigit() else text
