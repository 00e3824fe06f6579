"""Invented organisations and people. Each says of itself that it is invented, and no two are much alike.

Places are made of words such as Sample and Mock, e-mail addresses end in example.org, telephone numbers are
of Ofcom's ranges for drama, postcodes begin with ZZ, and people are called Test Person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from programme.submissions.simulate.chance import Chance

_STEMS: Final = (
    "Sample", "Mock", "Fable", "Pretend", "Specimen", "Fiction", "Template", "Dummy", "Imaginary", "Noplace", "Invent",
    "Madeup", "Story", "Phantom", "Testing", "Demo", "Quote", "Lorem", "Ipsum", "Foobar", "Anytown", "Never",
    "Nowhere", "Utopia", "Myth", "Makebelieve", "Blank", "Draft", "Example", "Placeholder", "Legend", "Puppet",
    "Rehearsal", "Sketch", "Riddle", "Whimsy", "Charade", "Mirage", "Fantasy", "Hypothesis",
)  # fmt: skip
_ENDINGS: Final = ("ton", "worth", "thorpe", "ham", "ford", "by", "ley", "wick", "field", "borough", "hurst", "cote")
_PREFIXES: Final = ("", "", "Little", "", "Great", "", "Upper", "Nether")
_FEATURES: Final = (
    "Quarry Lane", "Mill Field", "Canal Side", "Orchard Row", "Windmill Hill", "Fox Hollow", "Bell Green",
    "Pinfold", "Brook End", "Tannery", "Station Road", "Lime Kiln", "Abbey Walk", "Glebe", "Cattle Market",
    "Old Forge", "Weavers' Yard", "Kingfisher", "Poplar Avenue", "Gravel Pit", "Rookery", "Packhorse", "Saxon Way",
    "Vicarage", "Wharf Street", "Hawthorn", "Dovecote", "Ironstone", "Meadow View", "Lockside", "Churchgate",
    "Bramble", "Foundry", "Heron Lake", "Toll Gate", "Maypole", "Long Acre", "Barley Croft", "Osier Bed",
    "Shire Oak", "Clock Tower", "Ridgeway", "Sycamore", "Ferry Path", "Cobbler", "Nightingale", "Sandpit",
    "Tithe Barn", "Wagtail", "Granary", "Beacon", "Chestnut", "Hopyard", "Skylark", "Paddock", "Willow Bank",
    "Crossroads", "Lantern", "Hazel Wood", "Raven Close", "Summit",
)  # fmt: skip
_CALLED: Final = {  # what organisations are called, by their kind in the vocabulary `organisation-types`
    "community-group": (
        "Community Group", "Residents' Group", "Action Group", "Open Door", "Litter Pickers", "Allotment Society",
        "Speed Awareness Volunteers",
    ),
    "voluntary-group": (
        "Good Neighbours", "Lunch Club", "Youth Club", "Scouts", "Girlguiding", "Repair Café", "First Responders",
        "Befrienders", "Playgroup",
    ),
    "grassroots-organisation": (
        "Mums Together", "Street Games", "Boxing Gym", "Women's Circle", "Young Voices", "Arts Collective",
        "Food Pantry",
    ),
    "charity": (
        "Trust", "Community Centre", "Youth Foundation", "Advice Service", "Hospice", "Almshouses", "Carers' Support",
        "Riding for All", "Refuge",
    ),
    "neighbourhood-watch": ("Neighbourhood Watch", "Farm Watch", "Canal Watch", "Shop Watch"),
    "constituted-group": (
        "Village Hall Committee", "Cricket Club", "Bowls Club", "Film Society", "Residents' Association",
        "Football Club", "Running Club", "Choir",
    ),
    "school": ("Primary School", "Church of England School", "Academy", "High School", "College"),
    "parish-council": ("Parish Council", "Town Council", "Parish Meeting"),
}  # fmt: skip
_KINDS: Final = tuple((words, kind) for kind, called in _CALLED.items() for words in called)
_ROLES: Final = ("Chair", "Secretary", "Treasurer", "Trustee", "Project lead", "Volunteer co-ordinator")
_ROLES_OF: Final = {
    "school": ("Head teacher", "Business manager", "Deputy head"),
    "parish-council": ("Clerk", "Chairman", "Councillor"),
}
_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_PHONES: Final = 2000  # as many as there are
_MOST_STAFF: Final = 30


@dataclass(frozen=True, slots=True)
class Applicant:
    """One invented organisation and who writes for it. `registration` and `phone` may be empty."""

    id: str
    name: str
    place: str
    area: str  # the place and a part of it
    type: str  # a term of `organisation-types`
    registration: str
    postcode: str
    email: str
    phone: str
    staff: int
    person: str
    role: str


class Directory:
    """All the invented applicants of one simulation: the same seed gives the same ones.

    `without` are kinds of organisation that do not apply.
    """

    def __init__(self, rng: Chance, *, without: frozenset[str] = frozenset()) -> None:
        self._rng = rng
        self._stems, self._endings = rng.mixed(_STEMS), rng.mixed(_ENDINGS)
        kinds = [(words, kind) for words, kind in _KINDS if kind not in without]
        self._features, self._kinds = rng.mixed(_FEATURES), rng.mixed(kinds or list(_KINDS))
        self._phones = rng.mixed(range(_PHONES))

    def applicant(self, number: int) -> Applicant:
        """Return applicant `number`, from 0. No two of the first 100,000 have the same name, postcode or e-mail."""
        turn, at = divmod(number, len(self._stems))
        words, kind = self._kinds[(11 * at + turn) % len(self._kinds)]
        feature = self._features[(13 * at + 17 * turn + turn // len(self._kinds)) % len(self._features)]
        place = self._place(at, turn)
        role = self._rng.one(_ROLES_OF.get(kind, _ROLES))
        return Applicant(
            id=f"applicant-{number + 1}",
            name=f"{place} {feature} {words}",
            place=place,
            area=f"{place} {feature}",
            type=kind,
            registration=self._registration(kind, words, number),
            postcode=postcode(number),
            email=f"{role.split()[0].lower()}.{place.split()[-1].lower()}{number + 1}@example.org",
            phone=self._phone(number),
            staff=self._staff(kind),
            person=f"Test Person {number + 1}",
            role=role,
        )

    def _place(self, at: int, turn: int) -> str:
        town = self._stems[at] + self._endings[(7 * at + 5 * turn) % len(self._endings)]
        prefix = _PREFIXES[(3 * turn + at) % len(_PREFIXES)]
        return f"{prefix} {town}" if prefix else town

    def _registration(self, kind: str, words: str, number: int) -> str:
        if kind == "school":
            return f"99{number:04}"
        if kind == "charity" and self._rng.happens(0.85):
            return f"9{number:06}"
        return f"ZZ{number:06}" if words == "Arts Collective" else ""

    def _phone(self, number: int) -> str:
        if number >= _PHONES or self._rng.happens(0.15):
            return ""
        return phone(self._phones[number], self._rng)

    def _staff(self, kind: str) -> int:
        if kind == "school":
            return 8 + self._rng.below(60)
        if kind not in {"charity", "parish-council"}:
            return self._rng.few(3) if self._rng.happens(0.2) else 0
        return self._rng.few(_MOST_STAFF + 1)


def phone(number: int, rng: Chance) -> str:
    """Return telephone number `number` (0 to 1999) of those that nobody has, as somebody types it."""
    mobile, last = number % 2, number // 2
    area, local = ("7700", f"900{last:03}") if mobile else ("1632", f"960{last:03}")
    return rng.one(("+44 {} {}", "0{}{}", "0{} {}", "0{} {}", "0{} {}")).format(area, local)


def postcode(number: int) -> str:
    """Return a postcode that does not exist: `ZZ10 1AA`."""
    rest, letter = divmod(number, len(_LETTERS))
    rest, other = divmod(rest, len(_LETTERS))
    district, sector = divmod(rest, 9)
    return f"ZZ{10 + district % 90} {1 + sector}{_LETTERS[other]}{_LETTERS[letter]}"
