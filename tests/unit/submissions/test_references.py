from __future__ import annotations

from hashlib import blake2b
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.submissions.references import (
    ALPHABET,
    References,
    UnknownReferenceError,
    check_sign,
    is_reference,
    known_reference,
    tidy_reference,
)

KEY: Final = b"a key for tests, and for nothing else"
REFERENCES: Final = References(KEY)
SIGNS: Final = st.text(ALPHABET, min_size=10, max_size=10)


class TestTheAlphabet:
    def test_has_no_sign_that_is_taken_for_another(self) -> None:
        assert len(set(ALPHABET)) == len(ALPHABET) == 30
        assert not set(ALPHABET) & set("IOQZ01")


class TestAReference:
    def test_is_shown_in_two_groups_with_a_check_sign(self) -> None:
        first, second, check = REFERENCES.reference("form", "57").split("-")
        assert (len(first), len(second), check) == (5, 5, check_sign(first + second))

    def test_is_the_same_under_the_same_key(self) -> None:
        assert References(KEY).reference("form", "57") == REFERENCES.reference("form", "57")

    def test_is_another_under_another_key(self) -> None:
        assert References(KEY[::-1]).reference("form", "57") != REFERENCES.reference("form", "57")

    def test_is_another_at_another_attempt(self) -> None:
        assert len({REFERENCES.reference("form", "57", attempt) for attempt in range(5)}) == 5

    def test_cannot_be_had_by_moving_letters_from_the_form_to_the_id(self) -> None:
        assert REFERENCES.reference("form1", "2") != REFERENCES.reference("form", "12")

    @given(st.text(), st.text(), st.integers(0, 3))
    def test_is_right_for_any_form_and_id(self, form: str, source: str, attempt: int) -> None:
        assert is_reference(REFERENCES.reference(form, source, attempt))


class TestTheCheckSign:
    @given(SIGNS, st.integers(0, 9), st.sampled_from(ALPHABET))
    def test_finds_one_wrong_sign(self, signs: str, at: int, wrong: str) -> None:
        changed = signs[:at] + wrong + signs[at + 1 :]
        assert (check_sign(changed) == check_sign(signs)) is (changed == signs)

    def test_finds_two_neighbours_that_changed_places(self) -> None:
        missed = [
            (first, second)
            for first in ALPHABET
            for second in ALPHABET
            if first < second and check_sign(f"{first}{second}AAAAAAAA") == check_sign(f"{second}{first}AAAAAAAA")
        ]
        assert missed == [("2", "Y")]  # the one pair that this method cannot tell apart


class TestWhatPeopleType:
    @pytest.mark.parametrize("dash", ["", " ", "-", " – ", "\u2011"])
    def test_is_tidied(self, dash: str) -> None:
        reference = REFERENCES.reference("form", "57")
        assert tidy_reference(f" {reference.lower().replace('-', dash)} ") == reference

    def test_is_no_reference_when_a_sign_is_wrong(self) -> None:
        reference = REFERENCES.reference("form", "57")
        assert not is_reference(("B" if reference[0] == "A" else "A") + reference[1:])

    @pytest.mark.parametrize("text", ["", "hello", "AAAAA-AAAAA", "OOOOO-OOOOO-O", "é" * 11, "-" * 13])
    def test_is_no_reference_when_it_is_something_else(self, text: str) -> None:
        assert not is_reference(tidy_reference(text))


class TestOneThatIsLookedUp:
    KNOWN: Final = tuple(REFERENCES.reference("form", str(number)) for number in range(3))

    def test_is_found_however_it_is_typed(self) -> None:
        assert known_reference(self.KNOWN[1].lower().replace("-", ""), self.KNOWN) == self.KNOWN[1]

    def test_is_told_when_nobody_has_it(self) -> None:
        with pytest.raises(UnknownReferenceError, match="No submission in this store has the reference 22222-22222-2"):
            known_reference("22222-22222-2", self.KNOWN)

    def test_is_told_with_the_nearest_when_it_was_mistyped(self) -> None:
        with pytest.raises(UnknownReferenceError, match=f"is not a reference.* Did you mean {self.KNOWN[0]}?"):
            known_reference(("B" if self.KNOWN[0][0] == "A" else "A") + self.KNOWN[0][1:], self.KNOWN)


class TestATokenOfAnAnswer:
    def test_is_the_same_for_two_spellings(self) -> None:
        assert REFERENCES.token("postcode", "zz99 1aa") == REFERENCES.token("postcode", "ZZ991AA")

    def test_is_another_for_another_meaning(self) -> None:
        assert REFERENCES.token("email", "x@example.org") != REFERENCES.token("project", "x@example.org")

    def test_is_empty_when_nothing_is_left_to_compare(self) -> None:
        assert [REFERENCES.token("phone", text) for text in ("", " ", "none", "-")] == [""] * 4

    def test_cannot_be_made_without_the_key(self) -> None:
        token = REFERENCES.token("postcode", "ZZ99 1AA")
        assert token != blake2b(b"postcode\0ZZ991AA", person=b"token", digest_size=10).hexdigest()
        assert token != References(bytes(32)).token("postcode", "ZZ99 1AA")


class TestAContent:
    def test_differs_with_every_sign(self) -> None:
        assert REFERENCES.content("a") != REFERENCES.content("b")

    def test_stands_for_any_text(self) -> None:
        assert len(REFERENCES.content("a lone half of a pair: \ud800")) == 32


class TestAKey:
    def test_that_is_too_short_is_refused_without_showing_it(self) -> None:
        with pytest.raises(ValueError, match="The key has 5 bytes") as refused:
            References(b"guess")
        assert "guess" not in str(refused.value)

    def test_may_be_as_long_as_anybody_likes(self) -> None:
        long = bytes(range(200))
        tokens = {References(key).token("postcode", "ZZ99 1AA") for key in (long, long[:64], long + b"\0")}
        assert len(tokens) == 3
