"""Which submissions look like the same applicant's, by rules that a caseworker can say aloud.

Nothing is joined on an address alone, and nothing is decided where the evidence is weak: `ask` is for a person.
Which pairs are compared at all is in `blocking`. Not for what follows from a match: that is the fold's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from programme.phrases import say_list
from programme.submissions.fold.blocking import VERY_ALIKE, Candidate, worth_comparing

_ALIKE: Final = 60  # of 100; measured, together with VERY_ALIKE, on invented local groups
_SLIP: Final = 80  # of 100, between the words that are not in both names
SAME: Final = 100
_POSTCODE: Final = "postcode"
_EMAIL: Final = "e-mail address"
_PHONE: Final = "telephone number"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submissions that look alike: `same`, `ask` or `flag`, why, and how alike the names are."""

    first: str
    second: str
    kind: str
    reason: str
    score: int
    within: bool  # one round


def find_pairs(candidates: Sequence[Candidate]) -> Iterator[Pair]:
    """Yield every pair that looks alike, each once; the order of the candidates decides who is first."""
    near = sorted(worth_comparing(candidates))
    compared = (compare(candidates[first], candidates[second]) for first, second in near)
    return (pair for pair in compared if pair)


def compare(first: Candidate, second: Candidate) -> Pair | None:
    """Hold two submissions against each other; None when they have nothing in common that matters."""
    score = likeness(first, second)
    shared = [words for words, of in _CONTACTS if of(first) and of(first) == of(second)]
    kind, reason = _judge(first, second, score, shared)
    if not kind:
        return None
    return Pair(first.reference, second.reference, kind, reason, score, first.call == second.call)


def likeness(first: Candidate, second: Candidate) -> int:
    """Return how alike two names are, 0 to 100, whatever the order of their words.

    Names with other numbers or other telling words in them are never alike, and names with words of another place
    never very alike. Of people, only whether the names are the same is known.
    """
    if first.person or second.person:
        return SAME if first.person == second.person else 0
    if not first.sorted_name or not second.sorted_name:
        return 0
    # A slip can move a word when words are sorted, so the names are also compared as they stand.
    ratios = (fuzz.ratio(first.sorted_name, second.sorted_name), fuzz.ratio(first.plain_name, second.plain_name))
    score = int(max(ratios))
    if first.telling != second.telling:
        return min(score, _ALIKE - 1)
    return score if score < VERY_ALIKE or _differ_by_a_slip(first, second) else VERY_ALIKE - 1


def _differ_by_a_slip(first: Candidate, second: Candidate) -> bool:
    """Tell whether what is not in both names differs by a slip. Long names of two places share most letters too."""
    shared = first.words & second.words
    return fuzz.ratio("".join(_rest(first, shared)), "".join(_rest(second, shared))) >= _SLIP


def _judge(first: Candidate, second: Candidate, score: int, shared: list[str]) -> tuple[str, str]:
    """Return `same`, `ask`, `flag` or nothing, and the reason in one sentence."""
    if first.nameless and second.nameless:
        return _by_contacts(shared)
    names = f"the names are {'the same' if score == SAME else f'alike ({score} of 100)'}"
    if first.number and second.number:
        kind, reason = _by_number(first, second, score, names, shared)
    else:
        kind, reason = _by_name(first, second, score, names, shared)
    contacts = [words for words in shared if words != _POSTCODE]
    if kind or not contacts:
        return kind, reason
    return "flag", f"Both give the same {say_list(contacts)}, but the names are not alike."


def _by_number(first: Candidate, second: Candidate, score: int, names: str, shared: list[str]) -> tuple[str, str]:
    if first.number == second.number:
        number = f"Both give registration number {first.number}"
        if score >= _ALIKE:
            return "same", f"{number}, and {names}."
        return "ask", f"{number}, but the names are not alike ({score} of 100)."
    if score == SAME and shared:
        return "ask", f"The names and the {say_list(shared)} are the same, but the registration numbers differ."
    return "", ""


def _by_name(first: Candidate, second: Candidate, score: int, names: str, shared: list[str]) -> tuple[str, str]:
    if score >= VERY_ALIKE:
        if shared:
            return "same", f"T{names[1:]}, and both give the same {say_list(shared)}."
        return "ask", f"T{names[1:]}, but no postcode, e-mail address or telephone number is the same."
    if shared and is_short_for(first, second):
        return "ask", f"One name may be short for the other, and both give the same {say_list(shared)}."
    return "", ""


def _by_contacts(shared: list[str]) -> tuple[str, str]:
    """Judge two people by their contacts alone. A household may share all of them, so a person says who they are."""
    reason = f"Both give the same {say_list(shared)}." if shared else ""
    if _EMAIL in shared or {_POSTCODE, _PHONE} <= set(shared):
        return "ask", reason
    return ("flag", reason) if _PHONE in shared else ("", "")


def is_short_for(first: Candidate, second: Candidate) -> bool:
    """Tell whether one name may be an abbreviation of the other: `Exampleton Res Grp`, `Exampleton C.C.`"""
    shared = first.words & second.words
    if not shared or first.telling != second.telling:
        return False
    short, long = sorted((_rest(first, shared), _rest(second, shared)), key=lambda words: len("".join(words)))
    if not short:
        return True
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return True
    return len(short) == len(long) and all(map(_abbreviates, sorted(short), sorted(long)))


def _rest(one: Candidate, shared: frozenset[str]) -> list[str]:
    return [word for word in one.plain_name.split() if word not in shared]


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of one word stand in another in the same order, the first one first."""
    rest = iter(long)
    return short[0] == long[0] and all(letter in rest for letter in short)


_CONTACTS: Final[tuple[tuple[str, Callable[[Candidate], str]], ...]] = (
    (_POSTCODE, lambda one: one.postcode),
    (_EMAIL, lambda one: one.email),
    (_PHONE, lambda one: one.phone),
)
