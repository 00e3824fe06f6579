"""Which column is which question: the headings of a file against the form's record, by position.

A heading is a question's column, now or before; a column of the tool's own; an option of a question whose
options have columns; or unknown. A heading that stands more often than it can be meant is nobody's: a person looks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from programme.catalogue.model import ExportShape
from programme.submissions.reading.declarations import WITH_OPTIONS, Declared
from programme.submissions.reading.headings import shown, tidied
from programme.submissions.reading.layout import Column, Layout, claims

_SECOND: Final = re.compile(r"(.+?)\s?2")
_LONGEST: Final = 2000  # a longer heading is no question with an option


def layout_of(headings: Sequence[str], below: Sequence[str], declared: Declared) -> Layout:
    """Return where everything stands. `below` is the second row of headings, with options; it may be empty."""
    return _Mapping(headings, below, declared).layout()


class _Mapping:
    """Gives each column of one block of headings to its owner, step by step; what is taken stays taken."""

    def __init__(self, headings: Sequence[str], below: Sequence[str], declared: Declared) -> None:
        self.declared, self.shape = declared, declared.shape
        self.below = [*below, *[""] * (len(headings) - len(below))]
        self.headings = [*headings, *[""] * (len(self.below) - len(headings))]
        self.width = max((at + 1 for at in range(len(self.headings)) if self._is_headed(at)), default=0)
        self.keys = [tidied(heading) for heading in self.headings[: self.width]]
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.keys):
            self.places[key].append(at)
        self.claims = claims(declared)
        self.owner: dict[int, str] = {}  # question by position; empty: the tool's own
        self.columns: dict[str, list[Column]] = defaultdict(list)
        self.doubled: list[str] = []

    def _is_headed(self, at: int) -> bool:
        return bool(self.headings[at].strip() or self.below[at].strip())

    def layout(self) -> Layout:
        """Return what came of all the steps."""
        self._own()
        self._whole_questions()
        self._second_of_a_name()
        if self.shape.options_are == "ids" or self.shape.choices_as == "columns":
            self._named_options()
        if self.shape.choices_as == "columns":
            self._bare_options()
        if self.shape.header_rows > 1:
            self._to_the_left()
        if self.shape.other_column:
            self._own_words(tidied(self.shape.other_column))
        order = [one.id for one in self.declared.form.questions]
        return Layout(
            width=self.width,
            keys=tuple(self.keys),
            id_at=self._first(self.shape.id_column),
            time_at=self._first(self.shape.submitted_column),
            state_at=self._first(self.shape.state_column),
            fault_at=self._first(self.shape.fault_column),
            columns={one: tuple(self.columns[one]) for one in order if self.columns.get(one)},
            unknown=tuple(self._unknown()),
            blank=tuple(at for at, key in enumerate(self.keys) if not key and at not in self.owner),
            doubled=tuple(self.doubled),
            missing=tuple(one for one in order if not self.columns.get(one)),
            own=frozenset(at for at, question in self.owner.items() if not question),
            labels=tuple(self._labels()),
            beside=self._beside(),
        )

    def _first(self, heading: str | None) -> int | None:
        places = self.places.get(tidied(heading)) if heading else None
        return places[0] if places else None

    def _give(self, at: int, question: str, option: str = "", words: str = "") -> None:
        self.owner[at] = question
        self.columns[question].append(Column(at, option, words))

    def _own(self) -> None:
        """The tool's own columns; where a question has the same heading, the first of them is the tool's."""
        shape = self.shape
        for name in (*shape.own_columns, *_of_the_tool(shape)):
            key = tidied(name)
            places = self.places.get(key, [])
            for at in places[:1] if key in self.claims else places:
                self.owner[at] = ""

    def _whole_questions(self) -> None:
        """Each heading that is a question's column. One that stands twice for one question is in doubt."""
        for key, claimants in self.claims.items():
            free = [at for at in self.places.get(key, ()) if at not in self.owner]
            names = [name for name in claimants if not self.columns.get(name)]
            if len(free) > len(names) and names and not self._may_repeat(names):
                self.doubled += names
                continue
            for at, name in zip(free, [*names, *names[-1:] * len(free)], strict=False):
                self._give(at, name, *self._option_below(at, name))

    def _may_repeat(self, names: Sequence[str]) -> bool:
        """Tell whether the heading of a question stands over each of its options."""
        several = self.declared.questions[names[-1]].answer in WITH_OPTIONS
        return self.shape.choices_as == "columns" and self.shape.header_rows > 1 and several and len(names) == 1

    def _second_of_a_name(self) -> None:
        """Microsoft Forms puts a 2 after a question that is called like another column."""
        if self.shape.tool != "microsoft-forms":
            return
        for at, key in enumerate(self.keys):
            match = _SECOND.fullmatch(key)
            if match is None or at in self.owner or match[1] not in self.places:
                continue
            name = next((name for name in self.claims.get(match[1], ()) if not self.columns.get(name)), None)
            if name:
                self._give(at, name)

    def _named_options(self) -> None:
        """`question [option]` and `question/option`: a column of one option under the question's own heading."""
        for at, key in enumerate(self.keys):
            if at in self.owner or len(key) > _LONGEST:
                continue
            for base, words in _splits(key):
                names = [name for name in self.claims.get(base, ()) if self._takes_options(name)]
                if names and base in self.places and not key.endswith("]"):
                    self.owner[at] = ""  # the same once more: the question's own column holds all of them
                elif names:
                    self._give(at, names[0], self._option(names[0], words), words)
                else:
                    continue
                break

    def _bare_options(self) -> None:
        """A column headed by an option alone; the first of several such columns is the first such question's."""
        takers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for question in self.declared.form.questions:
            if question.answer == "choices" and not self.columns.get(question.id):
                for one, words in self.declared.options[question.id].items():
                    takers[tidied(words)].append((question.id, one))
        for key, names in takers.items():
            if len({name for name, _ in names}) < len(names):
                continue  # two options of one question: nobody can tell which is meant
            free = [at for at in self.places.get(key, ()) if at not in self.owner]
            if len(free) <= len(names):
                for at, (name, one) in zip(free, self._nearest(free, names), strict=False):
                    self._give(at, name, one, self.declared.options[name][one])

    def _nearest(self, free: Sequence[int], names: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """Return the takers of fewer columns than takers: those whose other options stand beside them."""
        if len(free) == len(names):
            return names
        beside = [{tidied(word) for word in self.keys[max(0, at - 1) : at + 2]} for at in free]
        chosen: list[tuple[str, str]] = []
        for near in beside:
            rest = [name for name in names if name not in chosen]
            chosen.append(max(rest, key=lambda name: len(near & self._option_keys(name[0]))))
        return chosen

    def _option_keys(self, name: str) -> set[str]:
        return set(map(tidied, self.declared.options[name].values()))

    def _to_the_left(self) -> None:
        """A blank heading belongs to the question on its left, as the option below it."""
        for at in range(1, self.width):
            left = self.owner.get(at - 1)
            if self.keys[at] or at in self.owner or left is None:
                continue
            if left:
                self._give(at, left, *self._option_below(at, left))
            else:
                self.owner[at] = ""

    def _own_words(self, heading: str) -> None:
        """A column for an answer in somebody's own words belongs to the question whose options are on its left."""
        for at in self.places.get(heading, ()):
            left = self.owner.get(at - 1)
            if at not in self.owner and left and self._takes_options(left):
                words = self.headings[at].strip()
                self._give(at, left, self._option(left, words), words)

    def _option_below(self, at: int, name: str) -> tuple[str, str]:
        words = self.below[at].strip()
        return (self._option(name, words), words) if words and self._takes_options(name) else ("", "")

    def _takes_options(self, name: str) -> bool:
        return self.declared.questions[name].answer in WITH_OPTIONS

    def _option(self, name: str, words: str) -> str:
        """Return the id of an option by its words or id; nothing for one that the form lists twice or not at all."""
        wanted = tidied(words)
        found = [one for one, said in self.declared.options[name].items() if wanted in {tidied(said), tidied(one)}]
        return found[0] if len(found) == 1 else ""

    def _unknown(self) -> Iterator[tuple[int, str]]:
        seen: set[str] = set()
        for at, key in enumerate(self.keys):
            if key and at not in self.owner:
                heading = shown(self.headings[at])
                heading = f"{heading} (column {at + 1})" if heading in seen else heading
                seen.add(heading)
                yield at, heading

    def _labels(self) -> Iterator[str]:
        last = ""
        for key, words in zip(self.keys, self.below, strict=False):
            last = key or last
            yield f"{last}\x1d{tidied(words)}"

    def _beside(self) -> dict[int, str]:
        """Return the unknown columns that stand in a run of a question's options: they may be options too."""
        lists = {name for name, columns in self.columns.items() if any(column.words for column in columns)}
        found: dict[int, str] = {}
        for at in range(self.width):
            left = found.get(at - 1, self.owner.get(at - 1))
            if at not in self.owner and self.keys[at] and left in lists:
                found[at] = str(left)
        return found


def _of_the_tool(shape: ExportShape) -> Iterator[str]:
    """Yield the headings by which the tool says what a row is."""
    yield from filter(None, (shape.id_column, shape.submitted_column, shape.state_column, shape.fault_column))


def _splits(key: str) -> Iterator[tuple[str, str]]:
    """Yield each way to take a heading for `question [option]` or `question/option`."""
    if key.endswith("]"):
        for match in re.finditer(r"\s?\[", key):
            yield key[: match.start()], key[match.end() : -1].strip()
    for match in re.finditer("/", key):
        yield key[: match.start()], key[match.end() :]
