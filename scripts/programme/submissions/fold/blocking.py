"""Which submissions are worth comparing: each with each would take too long.

Compared are those that share a number, an address or a name, or whose names stand side by side when they are
sorted. So the cost grows with the number of submissions, not with its square. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import attrgetter
from typing import Final

from rapidfuzz import fuzz

from programme.submissions.names import normalise_name, normalise_registration

VERY_ALIKE: Final = 88  # of 100
# Words that tell neighbours apart: Great and Little, North and South, juniors and seniors. One letter less or
# more of another word is a slip; another one of these is another organisation.
_TELLING: Final = frozenset(
    {"boy", "central", "east", "girl", "great", "higher", "infant", "inner", "junior", "ladie", "little", "lower"}
    | {"magna", "men", "nether", "new", "north", "old", "outer", "over", "parva", "primary", "secondary", "senior"}
    | {"south", "under", "upper", "west", "women"}
)  # without an s at the end
_ALL_WITH_ALL: Final = 6  # in a larger group that shares something, only neighbours by name are compared
_NEIGHBOURS: Final = 3


@dataclass(slots=True)
class Candidate:
    """What is compared of one submission. `name` is as it was typed; of a person it is empty and has a token."""

    reference: str
    call: str  # the round or course; only within one are submissions the same
    name: str = ""
    person: str = ""
    registration: str = ""
    postcode: str = ""  # this and the next two are tokens
    email: str = ""
    phone: str = ""
    nameless: bool = False  # the form asks for no organisation: who applies is known by the contacts alone
    plain_name: str = field(init=False)
    sorted_name: str = field(init=False)
    number: str = field(init=False)
    named: str = field(init=False)  # who it is, where that is all that is known

    def __post_init__(self) -> None:
        self.plain_name = normalise_name(self.name)
        self.sorted_name = " ".join(sorted(self.plain_name.split()))
        self.number = normalise_registration(self.registration)
        self.named = self.person or self.sorted_name

    @property
    def words(self) -> frozenset[str]:
        """The words of the name, as they are compared."""
        return frozenset(self.plain_name.split())

    @property
    def telling(self) -> frozenset[str]:
        """The words of the name that tell neighbours apart, numbers among them."""
        words = (word.removesuffix("s") for word in self.plain_name.split())
        return frozenset(word for word in words if word in _TELLING or not word.isalpha())


_SHARED: Final = tuple(map(attrgetter, ("number", "postcode", "email", "phone", "named")))


def worth_comparing(candidates: Sequence[Candidate]) -> set[tuple[int, int]]:
    """Return the pairs that are worth comparing, as places in `candidates`, the lower one first."""
    groups = chain.from_iterable(_sharing(candidates, of) for of in _SHARED)
    found = set(chain.from_iterable(_within(group, candidates) for group in groups))
    calls: dict[str, dict[str, int]] = defaultdict(dict)
    for at, one in enumerate(candidates):
        if one.sorted_name:
            calls[one.call].setdefault(one.sorted_name, at)
    for names in calls.values():
        found.update(_beside(names, candidates))
    if len(calls) > 1:
        found.update(_beside({name: at for names in calls.values() for name, at in names.items()}, candidates))
    return found


def _sharing(candidates: Sequence[Candidate], of: Callable[[Candidate], str]) -> list[list[int]]:
    """Return the places of those that share something, group by group."""
    keys = list(map(of, candidates))
    shared = {key for key, number in Counter(keys).items() if key and number > 1}  # few of very many
    groups: dict[str, list[int]] = defaultdict(list)
    for at, key in compress(enumerate(keys), map(shared.__contains__, keys)):
        groups[key].append(at)
    return list(groups.values())


def _within(group: list[int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Yield each with each of a small group; of a large one the neighbours by name, within each call and in all."""
    if len(group) <= _ALL_WITH_ALL:
        return _neighbours(group, len(group))
    # Not by the tokens of persons themselves: these change when they are purged.
    first = {candidates[at].person: at for at in reversed(group)}
    group = sorted(group, key=lambda at: (candidates[at].sorted_name, first[candidates[at].person], at))
    calls: dict[str, list[int]] = defaultdict(list)
    for at in group:
        calls[candidates[at].call].append(at)
    return chain.from_iterable(_neighbours(members, _NEIGHBOURS) for members in (group, *calls.values()))


def _neighbours(group: list[int], reach: int) -> Iterator[tuple[int, int]]:
    for place, at in enumerate(group):
        for other in group[place + 1 : place + 1 + reach]:
            yield min(at, other), max(at, other)


def _beside(names: dict[str, int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Yield pairs of names that are very alike and stand side by side when they are sorted."""
    yield from _very_alike(sorted(names.items()))
    # A slip in the first letters parts two names when they are sorted; read backwards, they are together.
    yield from _very_alike(sorted((candidates[at].plain_name[::-1], at) for at in names.values()))


def _very_alike(names: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield neighbours in a sorted list of names that are very alike."""
    for away in range(1, _NEIGHBOURS + 1):
        for (name, at), (other, beside) in zip(names, names[away:], strict=False):
            if fuzz.ratio(name, other, score_cutoff=VERY_ALIKE):
                yield min(at, beside), max(at, beside)
