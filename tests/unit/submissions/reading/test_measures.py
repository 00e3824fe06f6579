"""What is known of answers: numbers, days, options and lists of costs, and when they cannot be read."""

from __future__ import annotations

import pytest

from programme.submissions.facts import Answer
from programme.submissions.reading.budgets import costs
from programme.submissions.reading.choices import Options
from programme.submissions.reading.measures import day_of
from tests.unit.submissions.reading.exports import (
    AREAS,
    KINDS,
    QUESTIONS,
    REFERENCES,
    ROW,
    answer,
    form_of,
    question,
    read_rows,
    row,
    shape,
)


def measured(kind: str, text: str, **more: str) -> Answer:
    form = form_of(*QUESTIONS, question("new", "New?", kind, **more))
    headings = ["Id", "Submitted", *(one.column for one in form.questions)]
    return answer("new", [*ROW, text], headings=headings, form=form)


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("£9,746.50", "9746.50"), ("9746.5", "9746.50"), ("10000", "10000"), ("£ 4 200", "4200"), ("0", "0"),
         ("10000.00", "10000"), ("0050", "50")],
    )  # fmt: skip
    def test_is_digits(self, text: str, number: str) -> None:
        assert measured("money", text) == Answer(given=True, number=number)

    @pytest.mark.parametrize("text", ["about 5k", "9,50", "-5", "£5-£6", "٥٠٠", "NaN", "1e5", "£"])
    def test_that_is_in_doubt_is_unreadable(self, text: str) -> None:
        assert measured("money", text) == Answer(given=True, readable=False)

    def test_that_is_unreadable_is_not_asked_for(self) -> None:
        assert read_rows(row(how="about 5k")).file.entries[1].asked == ""


@pytest.mark.parametrize(("text", "number"), [("30", "30"), ("1,000", "1000"), (" 007 ", "7")])
def test_a_count_is_digits(text: str, number: str) -> None:
    assert measured("count", text) == Answer(given=True, number=number)


@pytest.mark.parametrize("text", ["about 30", "30.5", "-1", "thirty", "²"])
def test_anything_else_is_no_count(text: str) -> None:
    assert measured("count", text) == Answer(given=True, readable=False)


@pytest.mark.parametrize(
    ("text", "said"), [("Yes", "yes"), ("no", "no"), ("TRUE", "yes"), ("0", "no"), ("Y", "yes"), ("No.", "no")]
)
def test_yes_and_no_have_ids(text: str, said: str) -> None:
    assert measured("yes-no", text) == Answer(given=True, options=(said,))


def test_perhaps_is_neither_yes_nor_no() -> None:
    assert measured("yes-no", "Not yet") == Answer(given=True, readable=False)


class TestDays:
    @pytest.mark.parametrize(
        ("text", "written_as"),
        [("2026-01-12", "iso"), ("2026-01-12", "day-first"), ("12/01/2026", "day-first"), ("1/12/2026", "month-first"),
         ("1/12/26", "month-first-short"), ("12/1/26", "day-first-short"),
         ("12 January 2026", "iso"), ("12th jan 2026", "google"),
         ("46034", "workbook"), ("2026-01-12T00:00:00", "workbook")],
    )  # fmt: skip
    def test_are_read_in_the_files_own_order(self, text: str, written_as: str) -> None:
        assert str(day_of(text, written_as)) == "2026-01-12"

    @pytest.mark.parametrize(
        ("text", "written_as"),
        [("12/01/2026", "iso"), ("1/12/26", "day-first"), ("2026-02-30", "iso"), ("12 Brumaire 2026", "iso"),
         ("soon", "iso"), ("9/10/26", "month-first"), ("9/10/2026", "day-first-short"),
         ("0009-10-26", "iso"), ("46034", "iso")],
    )  # fmt: skip
    def test_of_an_order_that_is_not_declared_are_unreadable(self, text: str, written_as: str) -> None:
        assert day_of(text, written_as) is None

    def test_stand_in_the_answer(self) -> None:
        assert measured("date", "2026-01-12") == Answer(given=True, day="2026-01-12")


class TestAddresses:
    @pytest.mark.parametrize("text", ["no at sign", "a@b", "two@example.org, one@example.org", "@example.org"])
    def test_that_are_no_e_mail_addresses_are_unreadable(self, text: str) -> None:
        assert answer("email", row(email=text)).readable is False

    def test_are_equal_digests_however_they_are_typed(self) -> None:
        one, other = (answer("email", row(email=text)).token for text in ("Chair@Example.org ", "chair@example.org"))
        assert one == other == REFERENCES.token("email", "chair@example.org")

    def test_of_four_digits_are_no_telephone_numbers(self) -> None:
        assert measured("phone", "0163", means="phone").readable is False
        assert measured("phone", "01632 960001", means="phone").token == REFERENCES.token("phone", "01632960001")


def test_a_mark_before_text_is_taken_off_where_the_tool_puts_it() -> None:
    typed = read_rows(row(why="'+44 7700 900123", group="'Appenny Green"), shape=shape(text_marks=("'",)))
    assert typed.words[0].answers["why"] == "+44 7700 900123"
    assert typed.words[0].answers["group"] == "'Appenny Green"
    assert read_rows(row(why="'+44 7700 900123")).words[0].answers["why"] == "'+44 7700 900123"


def test_words_and_characters_are_counted_over_lines_and_spaces() -> None:
    one = answer("why", row(why="one  two\n\nthree\tfour\u00a0five – six"))
    assert (one.words, one.characters) == (7, 31)


def test_a_document_is_there_or_not() -> None:
    assert measured("file", "https://example.org/letter.pdf") == Answer(given=True)


class TestOptions:
    def options(self, joined_by: str, words: dict[str, str] | None = None, *, ids: bool = False) -> Options:
        return Options(words or KINDS | AREAS, joined_by=joined_by, are_ids=ids)

    @pytest.mark.parametrize(
        ("joined_by", "text"),
        [("semicolon", "Southby, and the sea;Band;"), ("comma", "Southby, and the sea, Band"),
         ("newline", "Southby, and the sea\nBand"), ("pipe", "Southby, and the sea|Band"),
         ("comma", "Band, Southby, and the sea"), ("comma", "band,  southby,\u00a0and the sea")],
    )  # fmt: skip
    def test_may_hold_the_sign_that_joins_them(self, joined_by: str, text: str) -> None:
        assert self.options(joined_by).several(text) == Answer(given=True, options=("band", "southby-and-sea"))

    def test_that_begin_another_option_are_told_apart_by_the_longest(self) -> None:
        assert self.options("comma").several("Southby, Club, society or band").options == ("club", "southby")

    def test_may_be_joined_ids(self) -> None:
        several = self.options("space", ids=True).several("southby-and-sea northby mars")
        assert several == Answer(given=True, options=("northby", "southby-and-sea"), strange=1)

    def test_may_be_words_that_a_space_joins(self) -> None:
        assert self.options("space", ids=True).several("One person Band").options == ("band", "individual")

    def test_that_are_not_listed_are_counted_and_the_others_kept(self) -> None:
        assert self.options("comma").several("Band, Choir, Northby") == Answer(
            given=True, options=("band", "northby"), strange=1
        )

    def test_stand_in_the_forms_order_and_once(self) -> None:
        assert self.options("pipe").several("Northby|Band|Northby").options == ("band", "northby")

    def test_of_a_single_choice_are_taken_whole(self) -> None:
        assert self.options("comma").one("Club, society or band").options == ("club",)
        assert self.options("comma").one("Society or band") == Answer(given=True, strange=1)

    def test_with_the_same_words_are_neither_of_the_two(self) -> None:
        twice = {"first": "Road Safety round", "second": "Road  safety round", "other": "Rural round"}
        assert self.options("comma", twice).one("Road Safety round") == Answer(given=True, strange=1)
        several = self.options("comma", twice).several("Road Safety round, Rural round")
        assert several == Answer(given=True, options=("other",), strange=1)
        assert self.options("comma", twice, ids=True).one("second").options == ("second",)

    def test_that_are_nowhere_listed_are_strange(self) -> None:
        assert Options({}, joined_by=None, are_ids=False).several("a;b") == Answer(given=True, strange=2)


class TestCosts:
    @pytest.mark.parametrize(
        ("text", "number", "lines"),
        [
            ("Signs: £400\nCones - £60\nHall £1,234.50", "1694.50", 3),
            ("Signs: £400\r\n\r\nTotal: £400", "400", 1),
            ("Signs: £400; Cones: £60", "460", 2),
            ("Signs £400, cones £60, and tape £5", "465", 3),
            ("Signs: 400\nCones = 60.00", "460", 2),
            ("2 x cones £30", "30", 1),
            ("2 cones at £15", "30", 1),
            ("Cones, 2 @ £15 each", "30", 1),
            ("12 sessions £40 per session", "480", 1),
            ("2 cones at £15 = £30", "30", 1),
            ("Materials\nSigns £400", "400", 1),
            ("£400", "400", 1),
            ("400", "400", 1),
            ("Signs (aluminium, 2 posts): £400", "400", 1),
            ("Youth worker, 12 sessions - £400", "400", 1),
            ("Signs 400.00\nTape 5 pounds", "405", 2),
            ("Total £460\nSigns £400\nCones £60", "460", 2),
            ("Total: £460", "460", 0),
            ("Format: £40", "40", 1),
        ],
    )
    def test_are_counted_and_added_up(self, text: str, number: str, lines: int) -> None:
        one = costs(text)
        assert (one.number, one.lines, one.readable) == (number, lines, True)

    @pytest.mark.parametrize(
        "text",
        ["to be decided", "Signs £400\nTotal £500", "Signs £400 or £500", "Signs 4,00", "2 or 3 cones at £15",
         "Signs £400\n10 vests", "£9,50"],
    )  # fmt: skip
    def test_in_doubt_make_the_list_unreadable(self, text: str) -> None:
        assert costs(text).readable is False

    def test_of_a_very_long_list_take_no_time(self) -> None:
        assert costs("Signs £1\n" * 20_000).lines == 20_000
        assert costs("£" * 50_000).readable is False
        assert costs("1," * 50_000).readable is False
        assert costs(" " * 50_000 + "a" + " at" * 20_000).readable is False
