"""How a personal value is known again however it is written: what to look for, and what stands in a text.

Both sides are brought to the same form: small letters without accents, words without what stands between them, numbers
as digits. So “O'Neil, Anna” is found in “anna o’neil”, and 07700 900123 in “+44 (0)7700-900 123”. No files here,
and nothing is said of what a find means.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from programme.submissions.names import words_in
from programme.submissions.references import is_reference

LETTER: Final = re.compile(r"[^\W\d_]")
_DIGITS: Final = re.compile(r"\d(?:[ \t().\-/]*\d){5,}")
_BETWEEN_DIGITS: Final = re.compile(r"\D+")
_PART: Final = r"[^\s@<>\"'(),;:]{1,80}"
_EMAIL: Final = re.compile(rf"{_PART}\s?(?:@|\[at\]|\(at\))\s?{_PART}\.[^\W\d_]{{2,}}")
_PHONE: Final = re.compile(r"(?<![\d.])(?:(?:\+|00)?44[ \t.\-]*(?:\(0\))?|\(?0)(?:[ \t().\-]*\d){9,10}(?!\d)")
_POSTCODE: Final = re.compile(r"(?<![^\W_])[a-z]{1,2}\d[a-z\d]?[ \t\-.]{0,3}\d[a-z]{2}(?![^\W_])")
_REFERENCE: Final = re.compile(r"(?<!\w)\w{5}-\w{5}-\w(?!\w)")

_MOST_WORDS: Final = 4  # side by side that are looked at as one
_FEWEST_LETTERS: Final = 3  # of a whole answer; two, where letters are more than ours
_FEWEST_IN_TWO: Final = 5  # of two words of a longer answer
_FEWEST_LOCAL: Final = 4  # of an e-mail address before its sign
_FEWEST_DIGITS: Final = 7  # of a number: a shorter one is a count, a year or a price
_MOST_DIGITS: Final = 16
_DIALLED: Final = ("0044", "44", "0")
_LITTLE: Final = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it", "no", "not", "of", "on", "or", "the", "to")
)


def plain(text: str) -> str:
    """Return the text in small letters, without accents and signs that nobody sees; lines stay lines."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) not in {"Mn", "Cf"})


def readings(text: str) -> list[str]:
    """Return a text as it stands and as a browser would show it, each once, in plain form."""
    return list(dict.fromkeys(plain(each) for each in (text, html.unescape(text), unquote(text))))


def needles(value: str) -> Iterator[str]:
    """Yield what to look for: the answer as one word, its words two by two in both orders, and its numbers.

    Nothing comes of a short answer: a word of one or two letters, or a number of fewer than seven digits.
    """
    text = plain(value)
    yield from _needles_of_words(text)
    yield from numbers_in(text)


def _needles_of_words(text: str) -> Iterator[str]:
    """Yield needles of letters. Each begins with one of the words that `words_in` finds in the text."""
    words = words_in(text)
    glued = "".join(words)
    fewest = _FEWEST_LETTERS if glued.isascii() else _FEWEST_LETTERS - 1
    if len(words) <= _MOST_WORDS and len(glued) >= fewest and LETTER.search(glued):
        yield glued
    for one, other in pairwise(words):
        if len(one + other) >= _FEWEST_IN_TWO and not {one, other} <= _LITTLE and LETTER.search(one + other):
            yield from (one + other, other + one)
    local, sign, _ = text.partition("@")
    if sign and len(glued_local := "".join(words_in(local))) >= _FEWEST_LOCAL:
        yield glued_local


def is_number(trace: str) -> bool:
    """Tell whether the needle of a number can be this one: it has digits only, and enough of them."""
    return trace.isdecimal() and len(trace) >= _FEWEST_DIGITS


def numbers_in(text: str) -> Iterator[str]:
    """Yield the needles of the numbers in a plain text. No number goes over the end of a line."""
    for match in _DIGITS.finditer(text):
        yield from _numbers(_BETWEEN_DIGITS.sub("", match[0]))


def _numbers(digits: str) -> Iterator[str]:
    """Yield a number as it stands, and without what is dialled before it at home and abroad."""
    for prefix in ("", *_DIALLED):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= _FEWEST_DIGITS:
            yield digits.removeprefix(prefix)[:_MOST_DIGITS]


def words_of(text: str) -> list[tuple[str, int]]:
    """Return the words of a plain text, each with its line from 1."""
    return [(word, number) for number, line in enumerate(text.split("\n"), 1) for word in words_in(line)]


def found_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield everything in a plain text that a needle can be, with the line where it begins.

    These are words and up to four side by side as one, over the ends of lines too, and parts of long numbers.
    """
    words = words_of(text)
    for at, (_, line) in enumerate(words):
        for length in range(1, min(_MOST_WORDS, len(words) - at) + 1):
            yield "".join(word for word, _ in words[at : at + length]), line
    for match in _DIGITS.finditer(text):
        digits, line = _BETWEEN_DIGITS.sub("", match[0]), line_at(text, match.start())
        for length in range(_FEWEST_DIGITS, min(_MOST_DIGITS, len(digits)) + 1):
            yield from ((digits[at : at + length], line) for at in range(len(digits) - length + 1))


def shapes(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield what looks like a contact or a reference in a plain text: kind, line, and its letters and digits."""
    for kind, pattern in (("e-mail", _EMAIL), ("phone", _PHONE), ("postcode", _POSTCODE), ("reference", _REFERENCE)):
        for match in pattern.finditer(text):
            if kind != "reference" or is_reference(match[0].upper()):
                yield kind, line_at(text, match.start()), bare(match[0], kind)


def bare(text: str, kind: str) -> str:
    """Return what is compared of a contact: of a number the part that does not depend on from where it is dialled."""
    glued = "".join(words_in(text))
    if kind == "phone":
        return next((glued.removeprefix(prefix) for prefix in _DIALLED if glued.startswith(prefix)), glued)
    return glued


def line_at(text: str, at: int) -> int:
    """Return the line, from 1, of a place in a text."""
    return text.count("\n", 0, at) + 1
