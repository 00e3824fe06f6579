"""A list of costs as people type it: how many there are, and what they come to.

Each line is one thing with its cost: `Signs: £400`, `2 x cones £30`, `Cones, 2 at £15 each`. A line `Total` is no
cost; it must agree with the others. What cannot be told for certain makes the whole list unreadable.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from programme.eligibility import amount
from programme.submissions.facts import Answer

_LONGEST_LINE: Final = 500
_LONGEST_AMOUNT: Final = 40
_POUNDS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})(?:\.[0-9]{1,2})?(?![0-9,.]*[0-9])"
_WITH_SIGN: Final = re.compile(rf"(?:£|\bGBP)\s?({_POUNDS})|({_POUNDS})\s?(?:GBP|pounds)\b", re.IGNORECASE)
_TOTALS: Final = r"\W*(?:(?:grand|overall)\s+)?(?:total|sum|altogether|all together)\b"
_TOTAL: Final = re.compile(_TOTALS, re.IGNORECASE)
_PLAIN_LINES: Final = re.compile(
    rf"^(?!{_TOTALS})[^£\n;|]*[^£\n;|@\s](?<!\bat)[ \t]*£[ \t]?"
    r"((?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,9})(?:\.[0-9]{2})?)$",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER_MARK: Final = re.compile(rf"(?:[:=\t]|\s[-–—])\s*({_POUNDS})[.;]?\s*\Z")
_WITH_PENCE: Final = re.compile(rf"\s({_POUNDS})\Z")
_EACH: Final = re.compile(r"\A\s*(?:each|apiece|per\b|an?\s+(?:item|hour|session|day|week|person)\b|/)", re.IGNORECASE)
_AT: Final = re.compile(r"(?:\bat|@)\s*\Z", re.IGNORECASE)
_RESULT: Final = re.compile(r"(?:=|\btotal(?:ling)?|\bmakes|\bcomes to|\()[\s:]*\Z", re.IGNORECASE)
_TIMES: Final = re.compile(r"(?<![0-9.,£])([0-9]{1,4})(?![0-9.,])")
_LINE_END: Final = re.compile(r"[\n;]|\s\|\s")
_WITHIN_LINE: Final = re.compile(r"(?<=[0-9]),\s+(?:and\s)?")


def costs(text: str) -> Answer:
    """Return the number of costs and their total in pounds; unreadable when any of them is in doubt."""
    whole = amount(text) if len(text) <= _LONGEST_AMOUNT else None
    if whole is not None:
        return Answer(given=True, words=1, characters=len(text), number=digits(whole), lines=1)
    if len(text) > _LONGEST_LINE and max(map(len, text.split("\n"))) > _LONGEST_LINE:  # patterns would take long
        return Answer(given=True, readable=False, words=len(text.split()), characters=len(text))
    prices = _PLAIN_LINES.findall(text)
    if len(prices) == text.count("\n") + 1:  # the commonest kind of list, read at once
        pounds, pence = divmod(sum(map(_pence_of, prices)), 100)
        total = f"{pounds}.{pence:02}" if pence else str(pounds)
        words = len(text.split())
        return Answer(given=True, words=words, characters=len(text), number=total, lines=len(prices))
    return _doubtful(text)


def _pence_of(price: str) -> int:
    """Return the pence of `3,234` or `12.50`."""
    return int(price.replace(",", "").replace(".", "")) * (1 if "." in price else 100)


def _doubtful(text: str) -> Answer:
    total, lines, said, sure = Decimal(), 0, None, True
    for line in _lines(text):
        if _TOTAL.match(line):
            said = _cost(line)
            sure = sure and said is not None
            continue
        cost = _cost(line)
        if cost is not None:
            total, lines = total + cost, lines + 1
        elif re.search(r"[0-9]", line):
            sure = False
    if said is not None and not lines:
        total = said
    sure = sure and (lines > 0 or said is not None) and said in {None, total}
    return Answer(
        given=True,
        readable=sure,
        words=len(text.split()),
        characters=len(text),
        number=digits(total) if lines or said is not None else "",
        lines=lines,
    )


def digits(number: Decimal) -> str:
    """Return a number of pounds as facts hold it: `9812.65`, `400`."""
    return f"{number:.0f}" if number == number.to_integral_value() else f"{number:.2f}"


def _lines(text: str) -> list[str]:
    """Return the lines of a list; one that holds several costs (`Signs £400, cones £60`) is taken apart."""
    lines: list[str] = []
    for line in filter(str.strip, _LINE_END.split(text) if ";" in text or "|" in text else text.split("\n")):
        pieces = _WITHIN_LINE.split(line)
        lines += pieces if all(map(_WITH_SIGN.search, pieces)) else [line]
    return lines


def _cost(line: str) -> Decimal | None:
    """Return what one line costs; None when it names no cost, or it cannot be told which number is the cost."""
    found = list(_WITH_SIGN.finditer(line))
    if not found:
        match = _AFTER_MARK.search(line) or _pence(line)
        return amount(match[1]) if match else None
    last = found[-1]
    price = amount(last[1] or last[2])
    before = line[: last.start()]
    if len(found) > 1 and not _RESULT.search(before):
        return None
    if price is None or _RESULT.search(before):
        return price
    if _EACH.match(line[last.end() :]) or _AT.search(before):
        numbers = [int(one) for one in _TIMES.findall(before)]
        return price * numbers[0] if len(numbers) == 1 else None
    return price


def _pence(line: str) -> re.Match[str] | None:
    match = _WITH_PENCE.search(line.rstrip())
    return match if match and "." in match[1] else None
