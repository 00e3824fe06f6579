"""What to look for of an answer, so that it is known again however it is written. Where it stands is for `leak`.

An answer of few words, such as a name, is looked for by any two of its words. A text is looked for only by what tells
who somebody is: any two ordinary words of it, such as “car park”, stand in what other people write as well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import chain
from typing import Final

from programme.catalogue.contacts import EMAIL
from programme.submissions.names import words_in
from programme.submissions.public.letters import LETTER, level, plain
from programme.submissions.public.traces import (
    FEWEST_IN_TWO,
    LITTLE,
    MOST_WORDS,
    has_capital,
    names_in,
    numbers_in,
    runs_in,
    shapes,
)

FEW_WORDS: Final = 6  # of which any two may be a name; of a longer answer, two with one between at most
_REACH: Final = 2
_ASIDE: Final = re.compile(r"[,;(/|\n]|\s[-–—]\s")
_DIGIT: Final = re.compile(r"\d")
_FEWEST_LETTERS: Final = 3  # of a whole answer; one less where letters are more than ours
_FEWEST_LOCAL: Final = 4  # of an e-mail address before its sign
_NEVER_NAMES: Final = frozenset(("and", "by", "for", "from", "is", "it", "not", "of", "or", "the"))
_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord", "lady", "dr", "prof", "professor"}
    | {"rev", "revd", "reverend", "cllr", "councillor"}
)


def needles(value: str, begins: Container[str] | None = None) -> Iterator[str]:
    """Yield what to look for of a short answer: all of it as one word, its words two by two, and its numbers.

    Nothing comes of a short answer: a word of one or two letters, or a number of fewer than six digits. With `begins`,
    of two words only those come that begin with one of these: most answers then cost next to nothing.
    """
    name, aside = _without_aside(value)
    text = plain(name)
    words = words_in(text)
    local, sign, _ = text.partition("@")
    if sign:
        of_local = words_in(local)
        yield from _of_words(words, begins, reach=1)
        yield from _of_words(of_local, begins, reach=len(of_local), fewest=_FEWEST_LOCAL)
    else:
        yield from _of_words(words, begins, reach=len(words) if len(words) <= FEW_WORDS else _REACH)
    yield from numbers_in(text)
    if aside:
        yield from needles_of_text(aside, begins)


def _without_aside(value: str) -> tuple[str, str]:
    """Return an answer as a name and what is said beside it: in “Anna Example, football coach” the role is a text.

    Only what has no number, which may be an address, and stands after two words with capitals that are no titles.
    """
    name, *more = _ASIDE.split(value, 1)
    if not more or "@" in value or _DIGIT.search(more[0]):
        return value, ""
    capitals = [word for word in words_in(level(name)) if has_capital(word)]
    return (name, more[0]) if len(without_titles([plain(word) for word in capitals])) > 1 else (value, "")


def _of_words(
    words: list[str], begins: Container[str] | None, *, reach: int, fewest: int = _FEWEST_LETTERS
) -> Iterator[str]:
    """Yield needles of plain words: of all as one, and of two that are at most `reach` apart in both orders.

    Each begins with one of the words.
    """
    words = name if len(name := without_titles(words)) > 1 else words
    glued = "".join(words)
    if len(words) <= MOST_WORDS and len(glued) >= fewest - (not glued.isascii()) and LETTER.search(glued):
        yield glued
    for at, one in enumerate(words):
        if begins is None or one in begins:
            for other in chain(words[max(at - reach, 0) : at], words[at + 1 : at + 1 + reach]):
                if _is_pair(one, other):
                    yield one + other


def _is_pair(one: str, other: str) -> bool:
    if len(one) + len(other) < FEWEST_IN_TWO or one in _NEVER_NAMES or other in _NEVER_NAMES:
        return False
    return not (one in LITTLE and other in LITTLE) and LETTER.search(one + other) is not None


def without_titles(words: list[str]) -> list[str]:
    """Return plain words without the titles before a name: “Rev Dr Anna Example” is Anna Example."""
    first = next((at for at, word in enumerate(words) if word not in _TITLES), len(words))
    return words[first:]


def needles_of_text(text: str, begins: Container[str] | None = None) -> Iterator[str]:
    """Yield what to look for of a text, and of an answer that is a role: contacts, numbers, names, what is copied.

    A name is two words with capitals, and is found only where both have capitals too. What is copied is five words in
    a row. Not seen are names in small letters: nothing tells them from other words.
    """
    low = plain(text)
    for match in EMAIL.finditer(low):
        yield from needles(match[0], begins)
    yield from (contact for kind, _, contact in shapes(low) if kind == "postcode")
    yield from numbers_in(low)
    yield from (name for name, _ in names_in(text))
    yield from (run for run, _ in runs_in(low))
