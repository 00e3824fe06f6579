"""Which submissions are worth comparing: each with each would take too long.

Compared are those that share a number, an address or a name, or whose names stand side by side when they are
sorted. So the cost grows with the number of submissions, not with its square. Nothing is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from programme.submissions.names import normalise_name, normalise_registration

VERY_ALIKE: Final = 88  # of 100
# Words that tell neighbours apart: Great and Little, North and South, juniors and seniors. One letter less or
# more of another word is a slip; another one of these is another organisation.
TELLING: Final = frozenset(
    {"boys", "central", "east", "girls", "great", "higher", "infant", "infants", "inner", "junior", "juniors"}
    | {"ladies", "little", "lower", "magna", "men", "mens", "nether", "new", "north", "old", "outer", "over", "parva"}
    | {"primary", "secondary", "senior", "seniors", "south", "under", "upper", "west", "women", "womens"}
)
_ALL_WITH_ALL: Final = 6  # in a larger group that shares something, only neighbours by name are compared
_NEIGHBOURS: Final = 3


@dataclass(frozen=True, slots=True)
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
    plain_name: str = field(init=False)
    words: frozenset[str] = field(init=False)
    telling: frozenset[str] = field(init=False)
    sorted_name: str = field(init=False)
    number: str = field(init=False)

    def __post_init__(self) -> None:
        name = normalise_name(self.name)
        words = name.split()
        object.__setattr__(self, "plain_name", name)
        object.__setattr__(self, "words", frozenset(words))
        telling = frozenset(word for word in words if word in TELLING or not word.isalpha())
        object.__setattr__(self, "telling", telling)
        object.__setattr__(self, "sorted_name", " ".join(sorted(words)))
        object.__setattr__(self, "number", normalise_registration(self.registration))


_SHARED: Final[tuple[Callable[[Candidate], str], ...]] = (
    lambda one: one.number,
    lambda one: one.postcode,
    lambda one: one.email,
    lambda one: one.phone,
    lambda one: one.person or one.sorted_name,
)


def worth_comparing(candidates: Sequence[Candidate], members: Iterable[int]) -> set[tuple[int, int]]:
    """Return the pairs among `members`, places in `candidates`, that are worth comparing; the lower place first."""
    members = list(members)
    found: set[tuple[int, int]] = set()
    for of in _SHARED:
        for group in _groups(candidates, members, of):
            found.update(_within(group, candidates))
    names: dict[str, int] = {}
    for at in members:
        names.setdefault(candidates[at].sorted_name, at)
    names.pop("", None)
    found.update(_very_alike(sorted(names.items())))
    # A slip in the first letters parts two names when they are sorted; read backwards, they are together.
    found.update(_very_alike(sorted((candidates[at].plain_name[::-1], at) for at in names.values())))
    return found


def _groups(candidates: Sequence[Candidate], members: list[int], of: Callable[[Candidate], str]) -> Iterator[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at in members:
        if key := of(candidates[at]):
            groups[key].append(at)
    return (group for group in groups.values() if len(group) > 1)


def _within(group: list[int], candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Yield each with each of a small group; of a large one the neighbours by name."""
    reach = len(group)
    if len(group) > _ALL_WITH_ALL:
        reach = _NEIGHBOURS
        # Not by the tokens themselves: these change when they are purged.
        first = {candidates[at].person: at for at in sorted(group, reverse=True)}
        group = sorted(group, key=lambda at: (candidates[at].sorted_name, first[candidates[at].person], at))
    for place, at in enumerate(group):
        for other in group[place + 1 : place + 1 + reach]:
            yield min(at, other), max(at, other)


def _very_alike(names: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield neighbours in a sorted list of names that are very alike."""
    for place, (name, at) in enumerate(names):
        for other, beside in names[place + 1 : place + 1 + _NEIGHBOURS]:
            if fuzz.ratio(name, other, score_cutoff=VERY_ALIKE):
                yield min(at, beside), max(at, beside)
