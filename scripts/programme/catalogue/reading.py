"""How hard a text is to read: its reading age, its long sentences, and words that have a plainer one.

The age is the Automated Readability Index (Smith and Senter, 1967): letters in a word and words in a
sentence, which are counted exactly, where other measures guess syllables or fetch a dictionary of them.
It gives a school year; five more is an age. A name (a capital inside a sentence) counts as a word of
five letters: nobody can choose a shorter one, and readers here know most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from programme.problems import Place, Problem, shortened

# Measured on the 157 pages and records of 60 words or more, which were written in plain words: half lie under 8.1,
# 19 of 20 under 9.8. Advice for public pages is an age of 9 to 11, and 25 words. There is room for a hard subject.
OLDEST = 10.5
LONGEST_SENTENCE = 25
# An average says little of a few words: a record with fewer is judged by its sentences and words alone.
FEWEST_WORDS = 60
_YEARS_BEFORE_SCHOOL = 5
_NAME_LETTERS = 5

_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\")]?\s+(?=[“‘\"(]?[A-Z0-9£])|\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|£?\d[\d,.:]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and where it stands. `counts` is no for headings and names, which are no sentences."""

    path: str
    line: int
    column: int
    text: str
    counts: bool = True
    excerpt: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage."""

    passage: Passage
    text: str

    @cached_property
    def words(self) -> Sequence[str]:
        """Its words. A number or a sum is one word; so is what a hyphen joins."""
        return _WORD.findall(self.text)

    @cached_property
    def letters(self) -> int:
        """Its letters and digits, a name counted as a word of five."""
        first, *rest = [re.sub(r"\W", "", word) for word in self.words] or [""]
        return len(first) + sum(min(len(word), _NAME_LETTERS) if word[:1].isupper() else len(word) for word in rest)

    @property
    def hardest(self) -> str:
        """The longest of its words that is neither a name nor a number."""
        first, *rest = self.words or [""]
        return max([first, *(word for word in rest if word[0].islower())], key=len)

    @property
    def age(self) -> float:
        """The reading age of the sentence alone."""
        return reading_age([self])


def sentences(passages: Iterable[Passage]) -> list[Sentence]:
    """Return the sentences of those passages that count."""
    return [
        Sentence(passage, text)
        for passage in passages
        if passage.counts
        for text in (part.strip() for part in _SENTENCE_END.split(passage.text))
        if _WORD.search(text)
    ]


def reading_age(found: Sequence[Sentence]) -> float:
    """Return the age in years at which sentences can be read. Raises ZeroDivisionError for none."""
    words = sum(len(one.words) for one in found)
    letters = sum(one.letters for one in found)
    return 4.71 * letters / words + 0.5 * words / len(found) - 21.43 + _YEARS_BEFORE_SCHOOL


def check(passages: Sequence[Passage], plainer: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what makes one page or record hard to read. `plainer` gives the plain word for a word to avoid."""
    found = sentences(passages)
    for one in found:
        if len(one.words) > LONGEST_SENTENCE:
            yield _too_long(one)
    for passage in passages:
        yield from _words(passage, plainer)
    if sum(len(one.words) for one in found) >= FEWEST_WORDS and reading_age(found) > OLDEST:
        yield _too_hard(found)


def _place(passage: Passage, part: str) -> Place:
    at = passage.excerpt.find(part[:30])
    return Place(passage.path, passage.line, at + 1 if at >= 0 else passage.column)


def _too_long(one: Sentence) -> Problem:
    return Problem(
        code="long-sentence",
        place=_place(one.passage, one.text),
        message="This sentence is too long.",
        expected=f"at most {LONGEST_SENTENCE} words",
        found=f"{len(one.words)} words: “{shortened(one.text, 200)}”",
        action="Make two sentences of it, or leave something out.",
        excerpt=one.passage.excerpt,
    )


def _words(passage: Passage, plainer: Mapping[str, str]) -> Iterator[Problem]:
    for word, better in plainer.items():
        if word in passage.text.casefold() and (
            match := re.search(rf"\b{re.escape(word)}\b", passage.text, re.IGNORECASE)
        ):
            yield Problem(
                code="plainer-word",
                place=_place(passage, match[0]),
                message=f"There is a plainer word for “{match[0]}”.",
                expected=better,
                found=f"“{shortened(passage.text, 200)}”",
                action=f"Write “{better}”, or say it in another way.",
                excerpt=passage.excerpt,
            )


def _too_hard(found: Sequence[Sentence]) -> Problem:
    """Return the problem of the whole, at the sentence that weighs most."""
    worst = max(found, key=lambda one: (one.age - OLDEST) * len(one.words))
    return Problem(
        code="reading-age",
        place=_place(worst.passage, worst.text),
        message=f"The reading age of this page is {reading_age(found):.1f}.",
        expected=f"{OLDEST:g} or less",
        found=f"The hardest sentence is “{shortened(worst.text, 200)}”",
        action=f"Begin with this sentence: use a shorter word for “{worst.hardest}”, or make two sentences of it.",
        excerpt=worst.passage.excerpt,
    )
