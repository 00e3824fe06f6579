from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.submissions.names import (
    NORMALISERS,
    normalise,
    normalise_email,
    normalise_name,
    normalise_phone,
    normalise_postcode,
    normalise_registration,
)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The Friends of St. Mary's Park Ltd", "friends st marys park"),
        ("friends of Saint Marys Park (C.I.C.)", "friends st marys park"),
        ("Examplehill Parish Council", "examplehill parish council"),
        ("Examplehill  P.C.", "examplehill parish council"),
        ("Café & Kitchen", "cafe kitchen"),
        ("Cafe and kitchen", "cafe kitchen"),
        ("EXAMPLEHILL NHW", "examplehill neighbourhood watch"),
        ("Пример 3", "пример 3"),
        ("The Company", "the company"),
        ("  ", ""),
    ],
)
def test_a_name_loses_what_differs_between_its_spellings(text: str, same: str) -> None:
    assert normalise_name(text) == same


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567", "1234567"),
        ("Charity no. 1234567", "1234567"),
        ("Reg. Charity No: 1 234 567", "1234567"),
        ("01234567", "1234567"),
        ("SC012345", "SC012345"),
        ("sc 012345", "SC012345"),
        ("Charity 1234567, company 07654321", "1234567"),
        ("n/a", ""),
        ("None", ""),
        ("We are too small to have one", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_a_registration_number_is_its_letters_and_digits(text: str, number: str) -> None:
    assert normalise_registration(text) == number


@pytest.mark.parametrize(
    "text",
    ["01632 960123", "+44 1632 960123", "+44 (0)1632 960123", "0044 1632960123", "1632960123", "'01632-960-123"],
)
def test_a_telephone_number_is_as_dialled_within_the_country(text: str) -> None:
    assert normalise_phone(text) == "01632960123"


@pytest.mark.parametrize("text", ["", "none", "ext. 123"])
def test_what_is_no_telephone_number_leaves_nothing(text: str) -> None:
    assert normalise_phone(text) == ""


def test_an_address_has_small_letters_and_nothing_round_it() -> None:
    assert normalise_email(" <Clerk@Example.ORG>; ") == "clerk@example.org"


def test_a_postcode_has_capitals_and_no_space() -> None:
    assert normalise_postcode("zz99 1aa") == normalise_postcode("ZZ991AA") == "ZZ991AA"


def test_another_answer_loses_needless_space_only() -> None:
    assert normalise("partner", "  Safer   Example ") == "safer example"


@pytest.mark.parametrize("meaning", sorted(NORMALISERS))
@given(text=st.text(max_size=40))
def test_what_is_normalised_stays_as_it_is(meaning: str, text: str) -> None:
    once = normalise(meaning, text)
    assert normalise(meaning, once) == once
