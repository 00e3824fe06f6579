"""What stands in a public file that an answer could be known by, in the form in which `needles` looks for it.

These are words without what stands between them, numbers as digits, names by their capitals, and long runs of words.
So “O'Neil, Anna” is found in “anna o’neil”, and 07700 900123 in “+44 (0)7700-900 123”. No files here, and nothing is
said of what a find means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from programme.catalogue.contacts import DIALLED, EMAIL, PHONE, POSTCODE, undialled
from programme.submissions.names import words_in
from programme.submissions.public.letters import LETTER, level, plain
from programme.submissions.references import is_reference

# What stands before a trace that is not of words alone: letters and digits have no such signs.
NUMBER: Final = "#"
NAMED: Final = "^"  # two words with capitals
COPIED: Final = "="  # a run of words
MARKS: Final = NUMBER + NAMED + COPIED

MOST_WORDS: Final = 4  # side by side that are looked at as one
FEWEST_IN_TWO: Final = 5  # letters of two words together
LITTLE: Final = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it", "no", "not", "of", "on", "or", "the", "to")
)
_APART: Final = 2  # words from one word of a name to the other: one may stand between
_NO_NAMES: Final = LITTLE | {"i"}
_RUN: Final = 5  # words, without the little ones, that nobody writes in the same order by chance

_DIGITS: Final = re.compile(r"\d(?:[ \t().\-/]*\d){5,}")
_BETWEEN_DIGITS: Final = re.compile(r"\D+")
_AMOUNT: Final = re.compile(r"^[ \-]*(?:asked|awarded|amount): \d+(?:\.\d+)?$", re.MULTILINE)
# A number as it is dialled in its own town; not a price, nor two years.
_LOCAL: Final = re.compile(r"(?<![\d£.,/\-])\d{3}[ \-]?\d{3}(?![\d/\-]|[.,]\d)")
_FEWEST_DIGITS: Final = 6  # of a number: a shorter one is a count, a year or a price
_MOST_DIGITS: Final = 16
_NATIONAL: Final = (9, 10)  # digits of a whole telephone number without what is dialled before it
_IN_TOWN: Final = (6, 7, 8)  # and of these without the code of the town

_REFERENCE: Final = re.compile(r"(?<!\w)\w{5}-\w{5}-\w(?!\w)")


def found_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield everything in a text that a needle can be, with the line where it begins.

    These are words and up to four side by side as one, over the ends of lines too; two with one between; two with
    capitals; runs; and numbers, with parts of the long ones.
    """
    low = plain(text)
    words = words_of(low)
    for at, (word, line) in enumerate(words):
        for length in range(1, min(MOST_WORDS, len(words) - at) + 1):
            yield "".join(each for each, _ in words[at : at + length]), line
        if at + _APART < len(words):
            yield word + words[at + _APART][0], line
    yield from names_in(text)
    yield from runs_in(low)
    yield from _parts_of_numbers(_AMOUNT.sub("", low))


def _parts_of_numbers(text: str) -> Iterator[tuple[str, int]]:
    for match in _LOCAL.finditer(text):
        yield NUMBER + _BETWEEN_DIGITS.sub("", match[0]), _line_at(text, match.start())
    for match in _DIGITS.finditer(text):
        digits, line = _BETWEEN_DIGITS.sub("", match[0]), _line_at(text, match.start())
        for length in range(_FEWEST_DIGITS + 1, min(_MOST_DIGITS, len(digits)) + 1):
            yield from ((NUMBER + digits[at : at + length], line) for at in range(len(digits) - length + 1))


def names_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield what looks like a name in a text: two words with capitals, side by side or with one between, as one.

    Scripts without capitals count as if they had them. A text in nothing but capitals gives all of its words.
    """
    words = [(plain(word), has_capital(word), line) for word, line in words_of(level(text))]
    for at, (word, capital, line) in enumerate(words):
        if capital and word not in _NO_NAMES:
            for other, too, _ in words[at + 1 : at + 1 + _APART]:
                if too and other not in _NO_NAMES and len(word + other) >= FEWEST_IN_TWO:
                    yield NAMED + word + other, line


def has_capital(word: str) -> bool:
    """Tell whether a word begins as names do."""
    return LETTER.match(word) is not None and not word[0].islower()


def runs_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield every five words side by side in a plain text as one, as if it had no little words."""
    words = [pair for pair in words_of(text) if pair[0] not in LITTLE]
    for at in range(len(words) - _RUN + 1):
        yield COPIED + "".join(word for word, _ in words[at : at + _RUN]), words[at][1]


def numbers_in(text: str) -> Iterator[str]:
    """Yield the needles of the numbers in a plain text. No number goes over the end of a line."""
    for match in _DIGITS.finditer(text):
        yield from _numbers(_BETWEEN_DIGITS.sub("", match[0]))


def _numbers(digits: str) -> Iterator[str]:
    """Yield a number as it stands, without what is dialled before it at home and abroad, and as within its town."""
    for prefix in ("", *DIALLED):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= _FEWEST_DIGITS:
            yield NUMBER + digits.removeprefix(prefix)[:_MOST_DIGITS]
    national = undialled(digits).removeprefix("0")
    if len(national) in _NATIONAL:
        yield from (NUMBER + national[-length:] for length in _IN_TOWN)


def words_of(text: str) -> list[tuple[str, int]]:
    """Return the words of a text, each with its line from 1."""
    return [(word, number) for number, line in enumerate(text.split("\n"), 1) for word in words_in(line)]


def shapes(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield what looks like a contact or a reference in a plain text: kind, line, and its letters and digits."""
    for kind, pattern in (("e-mail", EMAIL), ("phone", PHONE), ("postcode", POSTCODE), ("reference", _REFERENCE)):
        for match in pattern.finditer(text):
            if kind != "reference" or is_reference(match[0].upper()):
                yield kind, _line_at(text, match.start()), bare(match[0], kind)


def bare(text: str, kind: str) -> str:
    """Return what is compared of a contact: of a number the part that does not depend on from where it is dialled."""
    glued = "".join(words_in(text))
    return undialled(glued) if kind == "phone" else glued


def _line_at(text: str, at: int) -> int:
    """Return the line, from 1, of a place in a text."""
    return text.count("\n", 0, at) + 1
