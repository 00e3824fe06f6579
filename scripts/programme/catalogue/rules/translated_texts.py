"""What can be wrong with one translated text, of a record or of the words of pages. Where it stands is the rules’."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from programme.catalogue.findings import Details
from programme.catalogue.translations import places_in, values_in, written_numbers
from programme.problems import did_you_mean, shortened


class Fault(Details):
    """What is wrong, in the words of a finding."""

    code: str
    message: str


def misplaced(at: str, places: Sequence[str], seen: Collection[str], unknown: str) -> Iterator[Fault]:
    """Yield what is wrong with the place of a text: not one of `places`, which `unknown` says, or seen before."""
    if at not in places:
        yield Fault(
            code="no-such-text",
            message=unknown,
            expected=shortened(f"one of: {', '.join(places)}", 200),
            found=f"“{at}”",
            action=did_you_mean(at, places) or "Correct it, or remove the text.",
        )
    elif at in seen:
        yield Fault(
            code="duplicate",
            message=f"The text “{at}” stands here a second time.",
            expected="each text once",
            found=f"“{at}”",
            action="Remove one of the two.",
        )


def number_written(text: str, english: str) -> Iterator[Fault]:
    """Yield that a text holds a number of its own."""
    if digits := written_numbers(text):
        yield _number(english, f"the number “{''.join(digits)}”")


def numbers_missing(text: str, english: str) -> Iterator[Fault]:
    """Yield that a text without numbers of its own does not have each of the English ones."""
    places = places_in(text)
    if not written_numbers(text) and set(places) != set(range(1, len(values_in(english)) + 1)):
        yield _number(english, ", ".join(f"{{{place}}}" for place in places) or "none of them")


def _number(english: str, found: str) -> Fault:
    wanted = ", ".join(f"{{{place}}} for {value}" for place, value in enumerate(values_in(english), 1))
    return Fault(
        code="number-in-translation",
        message="Numbers and dates of a translation come from the record.",
        expected=wanted or "no number",
        found=found,
        action="Write each of these where it belongs, and no digits." if wanted else "Say it without the number.",
    )
