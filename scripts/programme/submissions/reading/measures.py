"""What is known of an answer without its words, by the kind of its question.

Answers that are alike share one `Answer`: a hundred thousand rows hold a few thousand of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Protocol

from programme.catalogue.model import FormQuestion
from programme.clock import MONTHS, YEARS
from programme.eligibility import PATTERNS, amount
from programme.submissions.facts import NO_ANSWER, Answer
from programme.submissions.reading.budgets import costs, digits
from programme.submissions.reading.choices import YES_NO, Options
from programme.submissions.reading.declarations import Declared

Measure = Callable[[str], Answer]

_GIVEN: Final = Answer(given=True)
UNREADABLE: Final = Answer(given=True, readable=False)
_COMPARED: Final = ("email", "phone", "postcode", "project")
NAMED: Final = ("organisation", "registration-number")
_NEARLY_ALWAYS_NEW: Final = ("budget", "long-text")
_MOST_KEPT: Final = 1 << 12
_LONGEST_KEPT: Final = 300
_LONGEST_NUMBER: Final = 40
_LONGEST_NAME: Final = 200
_PLAIN: Final = re.compile("[1-9][0-9]{0,8}")
_COUNT: Final = re.compile(PATTERNS["count"])
_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_FEWEST_DIGITS: Final = 7  # of a telephone number
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)", re.ASCII)
_IN_WORDS: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}", re.ASCII)
_FIRST_DAY: Final = date(1899, 12, 30)


class Tokens(Protocol):
    """What makes keyed digests: `references.References`."""

    def token(self, meaning: str, text: str) -> str:
        """Return the digest of an answer as it is compared."""

    def content(self, text: str) -> str:
        """Return the digest of a whole record."""


class _Kept(dict[str, Answer]):
    """Remembers what a measure said of answers that are not long: few of them are ever new, and a look is cheap."""

    __slots__ = ("_measure",)

    def __init__(self, measure: Measure) -> None:
        super().__init__({"": NO_ANSWER})
        self._measure = measure

    def __missing__(self, text: str) -> Answer:
        answer = self._measure(text)
        if len(text) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[text] = answer
        return answer


def measure_of(question: FormQuestion, declared: Declared, options: Options, tokens: Tokens) -> Measure:
    """Return what measures the answers to a question. Of no answer it says that there is none."""
    measure = _of_kind(question, declared, options)
    if question.means in _COMPARED:
        return _with_token(measure, question.means, tokens)
    if question.means in NAMED:
        return _with_name(measure)
    return measure if question.answer in _NEARLY_ALWAYS_NEW else _Kept(measure).__getitem__


def _of_kind(question: FormQuestion, declared: Declared, options: Options) -> Measure:
    kinds: dict[str, Measure] = {
        "choice": options.one,
        "choices": options.several,
        "yes-no": _yes_no,
        "money": _money,
        "count": _count,
        "date": dates(declared.shape.submitted_format),
        "budget": lambda text: costs(text) if text else NO_ANSWER,
        "email": texts(lambda text: _EMAIL.fullmatch(text) is not None),
        "phone": texts(lambda text: sum(map(str.isdigit, text)) >= _FEWEST_DIGITS),
        "file": lambda _: _GIVEN,
    }
    return kinds.get(question.answer) or texts()


def texts(readable: Callable[[str], bool] | None = None) -> Measure:
    """Return what counts words and characters."""
    kept: dict[tuple[int, int, bool], Answer] = {}

    def measure(text: str) -> Answer:
        if not text:
            return NO_ANSWER
        # One kind of space only: counting it takes a tenth of the time of taking the text apart.
        plain = text.isascii() and "\n" not in text and "\t" not in text and "  " not in text
        words = text.count(" ") + 1 if plain else len(text.split())
        key = words, len(text), readable is None or readable(text)
        answer = kept.get(key)
        if answer is None:
            answer = Answer(given=True, words=key[0], characters=key[1], readable=key[2])
            if len(kept) < _MOST_KEPT:
                kept[key] = answer
        return answer

    return measure


def dates(written_as: str) -> Measure:
    """Return what reads days, in the order of the file's own moments: `2026-01-12`, `12/01/2026`, `12 January 2026`."""

    def measure(text: str) -> Answer:
        day = day_of(text, written_as)
        return Answer(given=True, day=day.isoformat()) if day else UNREADABLE

    return measure


def day_of(text: str, written_as: str) -> date | None:
    """Return a day; None for anything else, and for one whose order of day and month is not declared."""
    try:
        if match := _DAY.fullmatch(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _IN_WORDS.fullmatch(text):
            day = date(int(match[3]), _month(match[2]), int(match[1]))
        elif (match := _SLASHED.fullmatch(text)) and "-first" in written_as:
            one, other = int(match[1]), int(match[2])
            number, month = (one, other) if written_as.startswith("day-first") else (other, one)
            is_short = len(match[3]) == len("26")
            if is_short is not written_as.endswith("short"):
                return None
            day = date(int(match[3]) + (2000 if is_short else 0), month, number)
        elif written_as == "workbook" and _SERIAL.fullmatch(text):
            day = _FIRST_DAY + timedelta(days=int(text))
        else:
            return None
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _month(name: str) -> int:
    """Return the number of a month by its name or first letters. Raises ValueError for another word."""
    return next(at for at, month in enumerate((*MONTHS, name), 1) if month.casefold().startswith(name.casefold()))


def _yes_no(text: str) -> Answer:
    plain = text.strip(" .!").casefold()
    return _SAID.get(YES_NO.get(plain, plain), UNREADABLE)


# LimeSurvey writes N/A where nobody was asked.
_SAID: Final = {**{one: Answer(given=True, options=(one,)) for one in ("yes", "no")}, "n/a": NO_ANSWER}


def _money(text: str) -> Answer:
    if _PLAIN.fullmatch(text):
        return Answer(given=True, number=text)
    pounds = amount(text) if len(text) <= _LONGEST_NUMBER else None
    return UNREADABLE if pounds is None else Answer(given=True, number=digits(pounds))


def _count(text: str) -> Answer:
    if len(text) > _LONGEST_NUMBER or not _COUNT.fullmatch(text):
        return UNREADABLE
    return Answer(given=True, number=str(int(re.sub(r"[^0-9]", "", text))))


# What follows is of answers of which nearly every one is new, so that none is remembered.


def _with_token(measure: Measure, means: str, tokens: Tokens) -> Measure:
    def measured(text: str) -> Answer:
        if not text:
            return NO_ANSWER
        one = measure(text)
        return Answer(
            given=True,
            readable=one.readable,
            words=one.words,
            characters=one.characters,
            token=tokens.token(means, text),
        )

    return measured


def _with_name(measure: Measure) -> Measure:
    def measured(text: str) -> Answer:
        if not text:
            return NO_ANSWER
        one = measure(text)
        name = " ".join(text.split())[:_LONGEST_NAME]
        return Answer(given=True, readable=one.readable, words=one.words, characters=one.characters, name=name)

    return measured


def nameless(answer: Answer, tokens: Tokens, means: str, text: str) -> Answer:
    """Return the same answer with a digest in place of the name or number: of somebody who applies alone."""
    return Answer(given=True, words=answer.words, characters=answer.characters, token=tokens.token(means, text))
