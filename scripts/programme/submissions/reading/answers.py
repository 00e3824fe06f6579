"""From the cells of one row to the answers of a record and their words, as a layout has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import call
from typing import Final

from programme.catalogue.meanings import by_meaning
from programme.submissions.facts import ALONE, NO_ANSWER, Answer
from programme.submissions.reading.choices import Options, is_chosen
from programme.submissions.reading.declarations import WITH_OPTIONS, Declared
from programme.submissions.reading.headings import tidied
from programme.submissions.reading.layout import Column, Layout, picker
from programme.submissions.reading.measures import NAMED, Measure, Tokens, measure_of, nameless

_MOST_KEPT: Final = 4096


@dataclass(frozen=True, slots=True)
class Group:
    """A question that has several columns: its options', or the parts of one answer."""

    question: str
    columns: tuple[Column, ...]
    beside: tuple[tuple[int, str], ...]  # unknown columns that may be options, with their headings
    is_list: bool
    own_words: str  # the words, as they are compared, of a column for an answer in somebody's own words; or nothing
    options: Options
    measure: Measure
    kept: dict[tuple[str, ...], tuple[Answer, str]] = field(default_factory=dict)

    def of(self, cells: Sequence[str]) -> tuple[Answer, str]:
        """Return the answer that the columns make together, and its words, a line for each."""
        own = tuple([cells[column.at] for column in self.columns] + [cells[at] for at, _ in self.beside])
        if not self.is_list:
            text = "\n".join(filter(None, own))
            return (self.measure(text), text) if text else (NO_ANSWER, "")
        found = self.kept.get(own)
        if found is None:
            found = self._chosen(own)
            if len(self.kept) < _MOST_KEPT:
                self.kept[own] = found
        return found

    def _chosen(self, own: Sequence[str]) -> tuple[Answer, str]:
        listed = zip(self.columns, own, strict=False)
        chosen = [found for column, cell in listed if cell and (found := self._ticked(column, cell))]
        perhaps = zip(self.beside, own[len(self.columns) :], strict=True)
        chosen += [(cell, cell) for (_, key), cell in perhaps if cell and tidied(cell) == key]
        if not chosen:
            return NO_ANSWER, ""
        return self.options.of(option for option, _ in chosen), "\n".join(words for _, words in chosen)

    def _ticked(self, column: Column, cell: str) -> tuple[str, str] | None:
        """Return the option that the cell of an option's column adds, and its words; None when it was not chosen."""
        verdict = is_chosen(cell, column.words) if column.words else None
        if verdict is not None:
            return (column.words, column.words) if verdict else None
        if column.option and tidied(column.words) == self.own_words:
            return column.words, f"{column.words}: {cell}"
        # A listed option's own column holds something else: it is no such option, and must not pass for one.
        words = cell if not column.option or self.options.find(cell) != column.option else column.words
        return words, words


class Answers:
    """Reads the answers of rows in one layout. Cells are given without space around them."""

    def __init__(self, layout: Layout, declared: Declared, options: Mapping[str, Options], tokens: Tokens) -> None:
        self._tokens = tokens
        own_words = tidied(declared.shape.other_column or "")
        singles: list[tuple[str, int, Measure]] = []
        self.groups: list[Group] = []
        for name, columns in layout.columns.items():
            question = declared.questions[name]
            measure = measure_of(question, declared, options[name], tokens)
            if len(columns) == 1 and (not columns[0].words or question.answer == "choice"):
                singles.append((name, columns[0].at, measure))
                continue
            beside = tuple((at, layout.keys[at]) for at, one in layout.beside.items() if one == name)
            is_list = question.answer in WITH_OPTIONS
            self.groups.append(Group(name, columns, beside, is_list, own_words, options[name], measure))
        self._names = [name for name, _, _ in singles]
        self._cells = picker([at for _, at, _ in singles])
        self._measures = [measure for _, _, measure in singles]
        meant = {means: question.id for means, question in by_meaning(declared.form).items()}
        self._amount = next((one for one in singles if one[0] == meant.get("amount")), None)
        self._named = [(means, meant[means]) for means in NAMED if means in meant]
        self._type = meant.get("organisation-type", "")

    def of(self, cells: Sequence[str]) -> tuple[dict[str, Answer], dict[str, str]]:
        """Return the answers of a row by question, and the words of those that were given."""
        texts = self._cells(cells)
        said = dict(compress(zip(self._names, texts, strict=True), texts))
        answers = dict(zip(self._names, map(call, self._measures, texts), strict=True))
        for group in self.groups:
            answers[group.question], text = group.of(cells)
            if text:
                said[group.question] = text
        if self._named and not self._is_organisation(answers):
            for means, name in self._named:
                if name in said:
                    answers[name] = nameless(answers[name], self._tokens, means, said[name])
        return answers, said

    def _is_organisation(self, answers: Mapping[str, Answer]) -> bool:
        """Tell whether name and number may be kept: where a type is asked for, a known one that is not a person."""
        if not self._type:
            return True
        chosen = answers.get(self._type, NO_ANSWER).options
        return bool(chosen) and ALONE not in chosen

    def asked_in(self, answers: Mapping[str, Answer]) -> str:
        """Return the pounds that a record asks for, as digits; nothing when it asks for none that can be read."""
        answer = answers[self._amount[0]] if self._amount else NO_ANSWER
        return answer.number if answer.readable else ""

    def asked(self, cells: Sequence[str]) -> str:
        """Return the same of the cells of a row that is no record."""
        if self._amount is None or len(cells) <= self._amount[1]:
            return ""
        text = cells[self._amount[1]]
        answer = self._amount[2](text) if text else NO_ANSWER
        return answer.number if answer.readable else ""
