"""The guard: a personal value is found however it is written, a clean bundle passes, and no value is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.catalogue.load import load_folder
from programme.records.check import DATA
from programme.submissions.facts import Words
from programme.submissions.public.bundle import public_bundle
from programme.submissions.public.files import bundle_files, public_words
from programme.submissions.public.leak import Guard, Leak
from programme.submissions.public.personal import personal_of, published_contacts
from programme.submissions.references import References
from tests.unit.submissions.public_samples import DAY, FORM, guard, many, outcome, question, records

BUNDLE: Final = public_bundle(
    outcome(*many(awarded=14, declined=37, not_eligible=9, late=2, incomplete=3)), records(), day=DAY
)
FILES: Final = bundle_files(BUNDLE)
((NAME, TEXT),) = FILES.items()
WORDS: Final = public_words(BUNDLE, records())
LINE: Final = TEXT.count("\n") + 1  # the one after the last


def planted(text: str, *personal: str, closed: bool = False) -> tuple[Leak, ...]:
    return guard({NAME: TEXT + text}, personal, allowed=WORDS, closed=closed)


def seen(page: str, *answers: str, text: str = "") -> bool:
    """Tell whether some short answers, or a text, are found in a page."""
    watch = Guard({"page": page})
    watch.look(answers, [text])
    return "personal-value" in {leak.kind for leak in watch.leaks}


def kinds(text: str, *personal: str) -> set[str]:
    return {leak.kind for leak in planted(text, *personal)}


def test_the_bundle_itself_is_clean() -> None:
    assert guard(FILES, ["Anna Example", "01632 960123", "anna@example.org"], allowed=WORDS, closed=True) == ()


def test_a_leak_tells_file_line_and_kind_and_never_the_value() -> None:
    (leak,) = planted("note: Anna Example\n", "Anna Example")
    assert leak == Leak(NAME, LINE, "personal-value")
    assert "anna" not in (repr(leak) + leak.what).lower()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Anna Example", "anna example"),
        ("Anna Example", "EXAMPLE, Anna"),
        ("Anna Example", "annaexample"),
        ("Anna Example", "anna_example"),
        ("Anna Example", "Anna\n  Example"),
        ("Anna Example", "An\u00adna Exam\u200bple"),
        ("Anna Example", "Anna&nbsp;Example"),
        ("Anna Example", "anna%20example"),
        ("Anna Example", "\uff21nna Ex\u00e0mple"),
        ("annaexample", "Anna Example"),
        ("Zo\u00eb Inv\u00e9nte", "Zoe Invente"),
        ("Seán O’Invented", "sean o'invented"),
        ("Ms Anna B. Example, clerk of the parish", "Anna B Example"),
        ("Anna Example, 1 Sample Road, Madeup", "sample road"),
        ("Quixampla", "Quixampla"),
        ("anna.example@example.org", "anna.example@example.org"),
        ("Anna.Example@EXAMPLE.org", "anna.example at example dot org"),
        ("anna.example@example.org", "anna-example"),
        ("axample77@example.org", "axample77"),
        ("07700 900123", "07700900123"),
        ("07700 900123", "+44 7700 900 123"),
        ("+44 (0)7700 900123", "07700-900-123"),
        ("0044 7700 900123", "7700900123"),
        ("Tel. 01632 960 123 (evenings)", "01632960123"),
        ("ZZ99 1AA", "zz991aa"),
        ("zz991aa", "ZZ99 1AA"),
        ("1234567", "12 34 567"),
        ("李明", "李明"),
        ("Анна Пример", "анна пример"),
        ("Anna Jane Example", "Anna Example"),
        ("Anna Example", "Anna J Example"),
        ("Anna and Bob Example", "Anna Example"),
        ("Anna Example-Sample", "Anna Sample"),
        ("Anna Example, parish clerk", "Example, Anna"),
        ("Ms Jo Li", "Jo Li"),
        ("An Nguyen", "Nguyen An"),
        ("Łukasz Przykład", "Lukasz Przyklad"),
        ("Lukasz Przyklad", "ŁUKASZ PRZYKŁAD"),
        ("Søren Mønster", "Soren Monster"),
        ("Ægir Þorn-Weiß", "aegir thorn weiss"),
        ("Anna Example", "\u0410nna \u0395xample"),
        ("anna.sample@example.org", "anna dot sample"),
        ("01632 960001", "960001"),
        ("+44 1632 960 001", "960-001"),
        ("020 7946 0123", "7946 0123"),
        ("0116 496 0123", "4960123"),
        ("960001", "960 001"),
    ],
)  # fmt: skip
def test_a_value_is_found_however_it_is_written(value: str, written: str) -> None:
    assert "personal-value" in kinds(f"note: {written}\n", value)


@pytest.mark.parametrize(
    "value",
    ["", " ", "-", "n/a", "no", "Jo", "12", "2026", "not of the", "late", "Declined", "Road Safety", "road-safety-2025",
     "received", "2026-03-02", "65", "14", "112000", "01632 585000", "585000"],
)  # fmt: skip
def test_an_answer_that_tells_nothing_or_was_public_before_is_no_leak(value: str) -> None:
    assert guard(FILES, [value], allowed=WORDS, closed=True) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a@example.org", "e-mail"),
        ("mailto:Anna.B+c@mail.example.co.uk", "e-mail"),
        ("a(at)example.org", "e-mail"),
        ("a&#64;example.org", "e-mail"),
        ("a%40example.org", "e-mail"),
        ("a@example dot org", "e-mail"),
        ("anna dot sample at example dot org", "e-mail"),
        ("01632 960123", "phone"),
        ("(01632) 960 123", "phone"),
        ("+441632960123", "phone"),
        ("0044 1632 960123", "phone"),
        ("07700-900-123", "phone"),
        ("+44 (0) 7700 900123", "phone"),
        ("ZZ99 1AA", "postcode"),
        ("zz991aa", "postcode"),
        ("Z9 9ZZ", "postcode"),
        ("zz9a-1aa", "postcode"),
        (References(b"0123456789abcdef").reference(FORM, "1"), "reference"),
    ],
)
def test_the_shape_of_a_contact_or_reference_is_a_leak_whoever_wrote_it(text: str, kind: str) -> None:
    assert kinds(f"note: {text}\n") == {kind}


@pytest.mark.parametrize("text", ["asked: 585000", "awarded: 98240.50", "as_of: 2026-03-02", "success_rate: 22", "a@b"])
def test_pounds_days_and_codes_have_no_such_shape(text: str) -> None:
    assert planted(f"{text}\n") == ()


def test_a_value_in_the_name_of_a_file_is_found() -> None:
    found = guard({"data/results/anna-example.yaml": "id: 1\n"}, ["Anna Example"])
    assert found == (Leak("data/results/anna-example.yaml", 0, "personal-value"),)


def test_with_closed_words_a_word_that_nobody_published_is_a_leak() -> None:
    assert planted("note: Example\n", closed=True) == (
        Leak(NAME, LINE, "unknown-word"),
    )  # fmt: skip


@pytest.mark.parametrize("page", ["amount: 960001", "£960001 in all", "960001.50 pounds", "in 9600/01"])
def test_an_amount_is_no_telephone_number_of_a_town(page: str) -> None:
    assert not seen(page, "01632 960001")


@pytest.mark.parametrize(
    "value",
    ["Anna Example, football coach", "Ms Anna Example (Football Coach)", "Anna Example - Football coach, trustee"],
)
def test_a_role_beside_a_name_is_no_name(value: str) -> None:
    assert not seen("A football coach and trustee", value)
    assert seen("Ask anna example", value)


@pytest.mark.parametrize("value", ["football coach", "Coach, Anna Example", "Example, Anna", "Dr Example, Anna"])
def test_what_stands_before_no_name_is_no_role(value: str) -> None:
    assert seen("football coach, anna example", value)


def test_a_second_name_beside_a_name_is_found() -> None:
    assert seen("Ask Bob Sample", "Anna Example, Bob Sample")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Sack Anna Example, please.", "Ask for Anna Example"),
        ("Anna Example helps us", "Run by ANNA EXAMPLE"),
        ("we like Anna Jane Example a lot", "Anna Example"),
        ("мы просили Анну Пример помочь", "Анну Пример"),
        ("please write to anna.sample@example.org soon", "anna sample"),
        ("please ring me on 01632 960001 in the evening", "Ring 960001"),
        ("we all live in zz99 1aa near the bridge", "ZZ99 1AA"),
        ("the big boys wait behind the chip shop each night", "boys wait behind a chip shop each night"),
    ],
)
def test_of_a_text_contacts_names_and_what_is_copied_are_found(text: str, page: str) -> None:
    assert seen(page, text=text)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Better lights in the car park", "Lights for the car park"),
        ("Cricket", "Nets for cricket"),
        ("MORE LIGHTS IN THE CAR PARK", "Lights for the car park"),
        ("Skate Park", "A new skate park"),
        ("skate park", "Sampleton Skate Park"),
        ("A safe place to go after school", "A safe place to go on Friday nights"),
        ("In The Evening", "In The Evening"),
    ],
)
def test_ordinary_words_of_a_text_are_no_leak(text: str, page: str) -> None:
    assert not seen(page, text=text)


def test_what_the_office_publishes_itself_is_no_leak() -> None:
    text = "Write to opcc@leics.police.uk or call 0116 229 8980 or +44 116 229 8980.\n"
    assert guard({"page": text}, ["0116 229 8980"], allowed=published_contacts(records())) == ()
    assert {leak.kind for leak in guard({"page": text}, [])} == {"e-mail", "phone"}


def test_another_contact_beside_a_published_one_is_a_leak() -> None:
    text = "opcc@leics.police.uk, anna@example.org"
    assert guard({"page": text}, [], allowed=published_contacts(records())) == (Leak("page", 1, "e-mail"),)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04\x00", "a\0b"])
def test_what_is_no_text_is_a_leak(content: str | bytes) -> None:
    assert guard({"file": content}, []) == (Leak("file", 0, "not-text"),)


def failing() -> Iterator[str]:
    yield "Anna Example"
    raise OSError("Anna Example")


def test_an_error_is_a_leak_of_every_file_and_its_text_is_not_told() -> None:
    assert guard({"b": "x", "a": "y"}, failing()) == (Leak("a", 0, "error"), Leak("b", 0, "error"))
    assert guard({}, failing()) == (Leak("", 0, "error"),)


def test_what_is_no_text_among_the_values_is_an_error_too() -> None:
    assert guard({"a": "x"}, [None]) == (Leak("a", 0, "error"),)  # type: ignore[list-item]


def test_values_are_found_in_bytes_as_in_text() -> None:
    assert guard({"file": "é\nanna example".encode()}, ["Anna Example"]) == (Leak("file", 2, "personal-value"),)


def test_personal_are_answers_to_personal_and_unknown_questions_and_what_stood_in_unknown_columns() -> None:
    form = records().forms[FORM]
    asked = {one.means: one.id for one in form.questions if one.means}
    answers = {
        "contact-name": "Anna Example", "gone-question": "Old", asked["project"]: "A walking bus",
        asked["organisation"]: "Example Group", asked["postcode"]: "ZZ99 1AA", asked["round"]: "Road Safety",
    }  # fmt: skip
    words = Words("c", FORM, "2026-01-05T10:00:00Z", answers, {"IP address": "192.0.2.1", "": ""})
    assert set(personal_of(records())(words).short) == {
        "Anna Example", "Old", "Example Group", "ZZ99 1AA", "192.0.2.1",
    }  # fmt: skip


def test_a_role_and_what_is_long_are_texts_and_what_nobody_knows_is_one_by_its_length() -> None:
    answers = {"contact-name": "Anna Example", question("role"): "Football coach", "gone-question": "Old"}
    more = {"Anything else?": "We would love to use it on Fridays", "IP address": "192.0.2.1"}
    found = personal_of(records())(Words("c", FORM, "2026-01-05T10:00:00Z", answers, more))
    assert set(found.short) == {"Anna Example", "Old", "192.0.2.1"}
    assert set(found.texts) == {"Football coach", "We would love to use it on Fridays"}
    survey = Words("c", "youth-perception-survey", "2026-01-05T10:00:00Z", {"activities": "Cricket"})
    assert personal_of(records())(survey) == ([], ["Cricket"])


def test_what_stood_in_a_column_that_is_known_by_now_is_an_answer_to_its_question() -> None:
    columns = {one.id: one.column for one in records().forms[FORM].questions}
    other = {
        columns["problem"].upper(): "Cars", columns["contact-name"]: "Anna Example", columns["contact-role"]: "Chair",
    }  # fmt: skip
    found = personal_of(records())(Words("c", FORM, "2026-01-05T10:00:00Z", {}, other))
    assert found == (["Anna Example"], ["Chair"])


def test_of_a_form_that_is_no_longer_there_everything_is_personal() -> None:
    words = Words("c", "gone", "2026-01-05T10:00:00Z", {"problem": "Speeding"})
    assert personal_of(records())(words) == (["Speeding"], [])


# Invented people: letters in an order that no public code has.
SYLLABLES: Final = ("zu", "quo", "vex", "wim", "jaq", "xy", "phlo", "krö", "ñi")
NAMES: Final = st.lists(
    st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map(lambda parts: "".join(parts).capitalize()),
    min_size=1,
    max_size=4,
).map(" ".join)
PHONES: Final = st.one_of(
    st.integers(0, 999).map(lambda number: f"07700900{number:03}"),
    st.integers(0, 999).map(lambda number: f"01632960{number:03}"),
)
POSTCODES: Final = st.integers(1, 9).map(lambda number: f"ZZ99 {number}AA")
EMAILS: Final = NAMES.map(lambda name: f"{name.lower().replace(' ', '.')}@example.org")
VALUES: Final = st.one_of(NAMES, PHONES, POSTCODES, EMAILS)
BETWEEN: Final = st.sampled_from(["", " ", "-", "  ", ".", "\u00a0", "/", " \n "])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A value, and how it stands in a public file: other case, other signs between, words round it."""
    value = draw(VALUES)
    between = draw(BETWEEN)
    parts = value.split(" ") if " " in value else [value]
    if value.isdigit():
        at = draw(st.integers(3, 8))
        parts, between = [value[:at], value[at:]], between.replace("\n", "")
    joined = between.join(parts)
    changed = draw(st.sampled_from([joined, joined.lower(), joined.upper(), joined.title()]))
    before, after = draw(st.sampled_from([("note: ", ""), ("- “", "”"), ("x=", ";"), ('{"a": "', '"}')]))
    return value, f"{before}{changed}{after}"


@settings(deadline=None, max_examples=600)
@given(written(), st.lists(VALUES, max_size=20), st.integers(0, 14))
def test_a_planted_value_of_any_shape_is_found_in_any_line(pair: tuple[str, str], others: list[str], at: int) -> None:
    value, text = pair
    lines = TEXT.split("\n")
    lines.insert(min(at, len(lines)), text)
    found = guard({"clean.yaml": TEXT, "a": "\n".join(lines)}, [*others, value], allowed=WORDS)
    assert "personal-value" in {leak.kind for leak in found if leak.file == "a"}
    assert {leak.file for leak in found} == {"a"}


@settings(deadline=None, max_examples=300)
@given(st.lists(VALUES, max_size=30))
def test_no_value_of_an_applicant_makes_a_clean_bundle_a_leak(values: list[str]) -> None:
    assert guard(FILES, values, allowed=WORDS, closed=True) == ()


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.text(max_size=8), st.one_of(st.text(), st.binary()), max_size=3), st.lists(st.text()))
def test_the_guard_never_fails_whatever_it_is_given(files: dict[str, str | bytes], values: list[str]) -> None:
    guard(files, values, closed=True)


def test_the_projects_own_data_is_clean_but_for_contacts_that_it_publishes() -> None:
    folder = load_folder(DATA, DAY, ()).records
    office = (DATA / "office.yaml").read_bytes()
    channels = (DATA / "channels.yaml").read_bytes()
    found = guard({"office": office, "channels": channels}, [], allowed=published_contacts(folder))
    assert found == ()
