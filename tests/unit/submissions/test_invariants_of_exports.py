"""The invariants that are about files, on exports that the simulator writes and the reader reads: every row of one
export is written again in other files, in other orders, overlapping, with other delimiters and encodings.
"""

from __future__ import annotations

import csv
import io
import os
import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from programme.catalogue.model import Form
from programme.submissions.facts import Fact, lines
from programme.submissions.fold.fold import fold
from programme.submissions.fold.issued import issue
from programme.submissions.outcome import Outcome, Submission
from programme.submissions.reading.declarations import shape_of
from programme.submissions.reading.export import Reading, read_export
from programme.submissions.simulate import Kind, simulate
from tests.real_records import real
from tests.unit.submissions.sample import REFERENCES

MANY: Final = settings(max_examples=150 if os.environ.get("CI") else 60)
DAY: Final = date(2026, 4, 10)
FORMS: Final = ("community-action-fund-application", "partnership-quarterly-return", "youth-perception-survey")
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS: Final = {"utf-8": "utf-8-sig", "utf-16": "utf-16"}
SHAPE: Final = "generic"
ROWS: Final = 18


@dataclass(frozen=True)
class Export:
    """A simulated export as rows of cells: its headings, and the rows below them that hold a submission."""

    form: str
    headings: list[str]
    rows: list[list[str]]


@cache
def simulated(form: str, seed: int) -> Export:
    """An export of one form; without those submissions that were sent twice in one moment.

    Which of these counts depends on the files they come in, and so they are given to a person.
    """
    one = real().forms[form]
    shape = shape_of(one, SHAPE, real())
    assert shape
    made = simulate(one, shape, real(), rows=ROWS, seed=seed)
    headings, *rows = csv.reader(io.StringIO(made.content.decode("utf-8-sig")))
    twice = {fault.source for fault in made.truth.of(Kind.SAME_MOMENT)}
    return Export(form, headings, [row for row in rows if row and row[0] not in twice and row != headings])


def written(export: Export, rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=DELIMITERS[delimiter]).writerows([export.headings, *rows])
    return text.getvalue().encode(ENCODINGS[encoding])


def read(export: Export, rows: list[list[str]], delimiter: str = "comma", encoding: str = "utf-8") -> Reading:
    form = declared(real().forms[export.form], delimiter, encoding)
    shape = shape_of(form, SHAPE, real())
    assert shape
    content = written(export, rows, delimiter, encoding)
    return read_export(content, "export.csv", form=form, shape=shape, records=real(), references=REFERENCES)


def declared(form: Form, delimiter: str, encoding: str) -> Form:
    """The form, saying that its exports are written so."""
    exports = (replace(one, delimiter=delimiter, encoding=encoding) for one in form.exports)
    return replace(form, exports=tuple(exports))


def facts_of(*readings: Reading) -> list[Fact]:
    found: list[Fact] = []
    for one in readings:
        found += [one.file, *one.records]
    return found


def folded(*facts: Fact) -> Outcome:
    return fold(facts, real(), REFERENCES, day=DAY)


def result(outcome: Outcome) -> dict[str, object]:
    """Everything about submissions that must not depend on the files they came in."""
    return {one.reference: told(one) for one in outcome.submissions.values()}


def told(one: Submission) -> tuple[object, ...]:
    return one.state, one.because, one.asked, one.call, one.partner, sorted(match.other for match in one.matches)


SEEDS: Final = st.integers(0, 30)
WRITTEN: Final = st.tuples(st.sampled_from(sorted(DELIMITERS)), st.sampled_from(sorted(ENCODINGS)))
PARTS: Final = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), WRITTEN), max_size=5)


class TestInvariant1EveryRowIsSomewhere:
    @MANY
    @given(st.sampled_from(FORMS), SEEDS, WRITTEN)
    def test_of_every_export(self, form: str, seed: int, how: tuple[str, str]) -> None:
        export = simulated(form, seed)
        reading = read(export, export.rows, *how)
        (account,) = folded(*facts_of(reading)).accounts
        assert account.balances
        assert account.read == len(export.rows) + 1
        assert (
            sum(account.reasons.values())
            == Counter(bool(entry.structural or entry.quarantine) for entry in reading.file.entries)[True]
        )


class TestInvariant3ASecondRunIsTheSame:
    @MANY
    @given(st.sampled_from(FORMS), SEEDS, WRITTEN)
    def test_to_the_byte(self, form: str, seed: int, how: tuple[str, str]) -> None:
        export = simulated(form, seed)
        first, second = (facts_of(read(export, export.rows, *how)) for _ in range(2))
        assert lines(first) == lines(second) == lines([*first, *second])
        assert repr(folded(*first, *second)) == repr(folded(*first))


class TestInvariant4FilesMakeNoDifference:
    @MANY
    @given(st.sampled_from(FORMS), SEEDS, WRITTEN, st.integers())
    def test_in_whatever_order_their_rows_stand(self, form: str, seed: int, how: tuple[str, str], order: int) -> None:
        export = simulated(form, seed)
        rows = list(export.rows)
        random.Random(order).shuffle(rows)  # noqa: S311 - an order of tests, no secret
        assert result(folded(*facts_of(read(export, rows, *how)))) == result(whole(form, seed))

    @MANY
    @given(st.sampled_from(FORMS), SEEDS, PARTS, st.integers())
    def test_however_they_are_split_and_overlap_and_repeat(
        self, form: str, seed: int, parts: list[tuple[int, int, tuple[str, str]]], order: int
    ) -> None:
        export = simulated(form, seed)
        half = len(export.rows) // 2
        cuts = [(0, half, ("comma", "utf-8")), (half, len(export.rows), ("tab", "utf-16")), *parts]
        readings = [read(export, export.rows[min(cut) : max(cut)], *how) for *cut, how in cuts]
        facts = facts_of(*readings)
        random.Random(order).shuffle(facts)  # noqa: S311 - an order of tests, no secret
        assert result(folded(*facts)) == result(whole(form, seed))


class TestInvariant6AReferenceStays:
    @MANY
    @given(st.sampled_from(FORMS), SEEDS, st.integers(1, ROWS))
    def test_whatever_comes_with_later_exports(self, form: str, seed: int, cut: int) -> None:
        export = simulated(form, seed)
        early = facts_of(read(export, export.rows[:cut]))
        issued = issue(early, REFERENCES)
        later = folded(*early, *issued, *facts_of(read(export, export.rows)))
        assert {one.reference for one in issued} <= later.submissions.keys()


class TestInvariant10NoPersonalValueComesOut:
    @MANY
    @given(st.sampled_from(FORMS), SEEDS)
    def test_of_any_personal_column(self, form: str, seed: int) -> None:
        export = simulated(form, seed)
        reading = read(export, export.rows)
        outcome = folded(*facts_of(reading))
        said = repr([
            (one.because, one.tried, one.flags, one.matches) for one in outcome.submissions.values()
        ]) + repr((outcome.accounts, outcome.held, outcome.due))  # fmt: skip
        personal = {question.id for question in real().forms[form].questions if question.personal}
        values = {
            words for one in reading.words for question, words in one.answers.items() if question in personal and words
        }
        telling = {value for value in values if len(value) > 5 and not value.isdecimal()}
        assert [value for value in telling if value in said] == []


@cache
def whole(form: str, seed: int) -> Outcome:
    export = simulated(form, seed)
    return folded(*facts_of(read(export, export.rows)))
