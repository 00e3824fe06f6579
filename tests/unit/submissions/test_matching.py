from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.submissions.fold.blocking import Candidate, worth_comparing
from programme.submissions.fold.matching import Pair, compare, find_pairs, is_short_for, likeness

NAME = "Exampleton Mill Field Youth Club"


def candidate(name: str = NAME, reference: str = "A", call: str = "open", **more: Any) -> Candidate:
    return Candidate(reference=reference, call=call, name=name, **more)


def judged(first: Candidate, second: Candidate) -> tuple[str, str]:
    found = compare(first, second)
    return (found.kind, found.reason) if found else ("", "")


class TestTheSame:
    def test_is_the_same_number_with_a_name_that_is_alike(self) -> None:
        one, two = candidate(registration="1234567"), candidate("Exampleton Youth Club", registration="1234567")
        assert judged(one, two) == (
            "same",
            "Both give registration number 1234567, and the names are alike (79 of 100).",
        )

    def test_is_the_same_number_however_it_is_written(self) -> None:
        one, two = candidate(registration="Charity no. 1234567"), candidate(registration="1 234 567")
        assert judged(one, two)[0] == "same"

    @pytest.mark.parametrize(
        ("contact", "words"),
        [("postcode", "postcode"), ("email", "e-mail address"), ("phone", "telephone number")],
    )
    def test_is_a_name_that_is_very_like_with_the_same_address(self, contact: str, words: str) -> None:
        one, two = candidate(**{contact: "token"}), candidate("Exampelton Mill Field Youth Club", **{contact: "token"})
        assert judged(one, two) == ("same", f"The names are alike (96 of 100), and both give the same {words}.")

    def test_is_a_name_with_its_words_in_another_order(self) -> None:
        one, two = candidate(email="e"), candidate("Youth Club, Exampleton Mill Field", email="e", phone="p")
        assert judged(one, two) == ("same", "The names are the same, and both give the same e-mail address.")

    def test_names_everything_that_is_shared(self) -> None:
        one = candidate(postcode="c", email="e", phone="p")
        assert judged(one, one) == (
            "same",
            "The names are the same, and both give the same postcode, e-mail address and telephone number.",
        )

    def test_is_one_person_with_the_same_address(self) -> None:
        one = candidate("", email="e", person="n")
        assert judged(one, one) == ("same", "The names are the same, and both give the same e-mail address.")


class TestWhoeverAppliesWithoutAnOrganisation:
    @pytest.mark.parametrize(
        ("shared", "kind", "reason"),
        [
            ({"email": "e"}, "ask", "Both give the same e-mail address."),
            ({"phone": "p", "postcode": "c"}, "ask", "Both give the same postcode and telephone number."),
            ({"phone": "p"}, "flag", "Both give the same telephone number."),
            ({"postcode": "c"}, "", ""),
        ],
    )
    def test_is_known_by_contacts_alone(self, shared: dict[str, Any], kind: str, reason: str) -> None:
        one, two = (Candidate(reference, "a course", nameless=True, **shared) for reference in "AB")
        assert judged(one, two) == (kind, reason)


class TestAPersonIsAsked:
    def test_when_nothing_but_the_name_is_very_like(self) -> None:
        assert judged(candidate(email="e"), candidate(email="f")) == (
            "ask",
            "The names are the same, but no postcode, e-mail address or telephone number is the same.",
        )

    def test_when_the_number_is_the_same_and_the_names_are_not(self) -> None:
        one, two = candidate(registration="1234567"), candidate("Mock Farm Watch", registration="1234567")
        kind, reason = judged(one, two)
        assert kind == "ask"
        assert reason.startswith("Both give registration number 1234567, but the names are not alike (")

    def test_when_name_and_address_are_the_same_and_the_numbers_are_not(self) -> None:
        one, two = candidate(registration="1234567", email="e"), candidate(registration="7654321", email="e")
        assert judged(one, two) == (
            "ask",
            "The names and the e-mail address are the same, but the registration numbers differ.",
        )

    @pytest.mark.parametrize("short", ["Exampleton M Fld Yth Clb", "Exampleton Mill Field Y.C.", "Exampleton Mill"])
    def test_when_one_name_may_be_short_for_the_other_at_the_same_address(self, short: str) -> None:
        assert judged(candidate(email="e"), candidate(short, email="e")) == (
            "ask",
            "One name may be short for the other, and both give the same e-mail address.",
        )


class TestNothingFollows:
    def test_when_the_numbers_differ_though_the_names_are_very_like(self) -> None:
        one = candidate(registration="1234567", postcode="c")
        two = candidate("Exampelton Mill Field Youth Club", registration="7654321", postcode="c")
        assert judged(one, two) == ("", "")

    def test_when_only_the_postcode_is_the_same(self) -> None:
        assert judged(candidate(postcode="c"), candidate("Mock Farm Watch", postcode="c")) == ("", "")

    def test_when_neither_has_a_name(self) -> None:
        assert judged(candidate(""), candidate("")) == ("", "")

    @pytest.mark.parametrize("contact", ["email", "phone"])
    def test_but_a_flag_when_only_an_address_or_number_is_shared(self, contact: str) -> None:
        one, two = candidate(**{contact: "t"}), candidate("Mock Farm Watch", **{contact: "t"})
        kind, reason = judged(one, two)
        assert kind == "flag"
        assert reason.startswith("Both give the same ")


class TestNeighboursAreToldApart:
    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("Great Exampleton Parish Council", "Little Exampleton Parish Council"),
            ("Exampleton Magna Parish Council", "Exampleton Parva Parish Council"),
            ("1st Exampleton Scouts", "2nd Exampleton Scouts"),
            ("Exampleton Junior Football Club", "Exampleton Senior Football Club"),
            ("North Exampleton Neighbourhood Watch", "South Exampleton Neighbourhood Watch"),
        ],
    )
    def test_by_words_and_numbers_that_tell(self, one: str, two: str) -> None:
        assert likeness(candidate(one), candidate(two)) < 60

    def test_by_the_place_in_a_long_name(self) -> None:
        one, two = (
            "Phantomworth Heron Lake Speed Awareness Volunteers",
            "Loremworth Heron Lake Speed Awareness Volunteers",
        )
        assert likeness(candidate(one), candidate(two)) < 88

    def test_by_the_clerk_that_they_share_only_as_a_flag(self) -> None:
        shared = {"postcode": "c", "email": "e", "phone": "p"}
        one, two = candidate("Mockham Parish Council", **shared), candidate("Fableby Parish Council", **shared)
        assert judged(one, two)[0] == "flag"


class TestAnAbbreviation:
    @pytest.mark.parametrize(
        ("short", "long"),
        [
            ("Exampleton Res Grp", "Exampleton Residents' Group"),
            ("Exampleton CC", "Exampleton Cricket Club"),
            ("Exampleton", "Exampleton Cricket Club"),
        ],
    )
    def test_is_seen(self, short: str, long: str) -> None:
        assert is_short_for(candidate(short), candidate(long))
        assert is_short_for(candidate(long), candidate(short))

    @pytest.mark.parametrize(
        ("one", "two"),
        [
            ("Exampleton PC", "Mockham Parish Council"),
            ("Mock Farm Watch", "Lorem Choir"),
            ("1st Mock", "2nd Mock Scouts"),
        ],
    )
    def test_is_not_seen_where_there_is_none(self, one: str, two: str) -> None:
        assert not is_short_for(candidate(one), candidate(two))


class TestPairs:
    def test_are_the_same_within_a_round_only(self) -> None:
        one, two = candidate(email="e"), candidate(reference="B", call="second", email="e")
        (found,) = find_pairs([one, two])
        assert found == Pair(
            "A", "B", "same", "The names are the same, and both give the same e-mail address.", 100, within=False
        )

    def test_name_first_the_one_that_comes_first(self) -> None:
        found = find_pairs([candidate(reference=name, email="e") for name in ("B", "A")])
        assert [(pair.first, pair.second) for pair in found] == [("B", "A")]

    def test_are_found_among_neighbours_that_share_nothing_but_a_name_with_a_slip(self) -> None:
        slips = [
            "Exampleton Mill Field Youth Club",
            "xampleton Mill Field Youth Club",
            "Exampleton Mill Field Youth Clb",
        ]
        found = find_pairs([candidate(name, reference=name) for name in slips])
        assert len(list(found)) >= 2

    def test_are_each_told_once(self) -> None:
        everything = {"registration": "1234567", "postcode": "c", "email": "e", "phone": "p"}
        assert len(list(find_pairs([candidate(reference=name, **everything) for name in "AB"]))) == 1


class TestTheCost:
    @pytest.mark.parametrize("many", [200, 400])
    def test_grows_with_the_number_and_not_with_its_square(self, many: int) -> None:
        shared = [candidate("Mock Farm Watch", str(number), email="e", postcode="c") for number in range(many)]
        assert len(worth_comparing(shared)) <= 8 * many

    @given(st.lists(st.sampled_from("abcdefgh"), max_size=6))
    def test_is_a_comparison_of_each_with_each_in_a_small_group(self, names: list[str]) -> None:
        group = [candidate(f"{name} Watch", str(at), email="e") for at, name in enumerate(names)]
        assert worth_comparing(group) == {(one, two) for two in range(len(group)) for one in range(two)}
