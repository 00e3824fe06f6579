from __future__ import annotations

from programme.submissions.simulate.applicants import Directory, postcode
from programme.submissions.simulate.chance import Chance
from programme.submissions.simulate.costs import amount_below, budget_text
from programme.submissions.simulate.spellings import misspelt, registration_again, shortened, turned_round

NAME, PLACE = "Little Sampleton Quarry Lane Village Hall Committee", "Little Sampleton"


def test_no_two_applicants_have_the_same_name_postcode_or_address() -> None:
    directory = Directory(Chance(1))
    people = [directory.applicant(number) for number in range(20_000)]
    for values in ({one.name for one in people}, {one.postcode for one in people}, {one.email for one in people}):
        assert len(values) == 20_000


def test_no_telephone_number_or_registration_number_is_given_twice() -> None:
    directory = Directory(Chance(1))
    people = [directory.applicant(number) for number in range(3000)]
    phones = [one.phone.replace(" ", "").replace("+44", "0") for one in people if one.phone]
    numbers = [one.registration for one in people if one.registration]
    assert len(phones) == len(set(phones))
    assert len(numbers) == len(set(numbers))


def test_only_schools_have_more_than_thirty_staff() -> None:
    directory = Directory(Chance(1))
    people = [directory.applicant(number) for number in range(500)]
    assert max(one.staff for one in people if one.type != "school") <= 30
    assert max(one.staff for one in people if one.type == "school") > 30


def test_kinds_of_organisation_can_be_left_out() -> None:
    directory = Directory(Chance(1), without=frozenset({"charity"}))
    assert "charity" not in {directory.applicant(number).type for number in range(200)}


def test_postcodes_look_like_postcodes() -> None:
    assert [postcode(number) for number in (0, 1, 400, 3600)] == ["ZZ10 1AA", "ZZ10 1AB", "ZZ10 2AA", "ZZ11 1AA"]


def test_a_misspelt_name_has_one_slip() -> None:
    slips = {misspelt(NAME, Chance(seed)) for seed in range(50)}
    assert NAME not in slips
    assert {len(slip) - len(NAME) for slip in slips} <= {0, -1}


def test_a_name_is_shortened_and_turned_round_as_people_do() -> None:
    assert shortened(NAME) == "Lt Sampleton Quarry Ln V.H. Cttee"
    assert turned_round(NAME, PLACE) == "Quarry Lane Village Hall Committee, Little Sampleton"
    assert turned_round(PLACE, PLACE) == "The Little Sampleton"


def test_a_registration_number_keeps_its_digits() -> None:
    again = {registration_again("9000123", Chance(seed)) for seed in range(50)}
    assert {"".join(sign for sign in text if sign.isdigit()) for text in again} == {"9000123"}


def test_chance_mixes_without_losing_any() -> None:
    assert sorted(Chance(1).mixed(range(50))) == list(range(50))
    assert Chance(1).mixed(range(50)) != list(range(50))


def test_costs_are_positive() -> None:
    rng = Chance(1)
    for _ in range(500):
        lines = budget_text(amount_below(None, rng), rng).splitlines()
        assert all(float(line.rpartition("£")[2].replace(",", "")) > 0 for line in lines)
