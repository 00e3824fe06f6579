"""How local groups write their own name and number the second time: misspelt, shortened, turned round."""

from __future__ import annotations

import re
from typing import Final

from programme.submissions.simulate.chance import Chance

_SHORT: Final = {
    "Neighbourhood Watch": "NHW",
    "Village Hall Committee": "V.H. Cttee",
    "Church of England": "CofE",
    "Primary School": "Prim. Sch.",
    "High School": "High Sch.",
    "Parish Council": "PC",
    "Town Council": "TC",
    "Residents' Association": "Res. Assoc.",
    "Residents' Group": "Res Grp",
    "Community Centre": "Comm. Centre",
    "Community Group": "Comm Grp",
    "Football Club": "FC",
    "Cricket Club": "C.C.",
    "Society": "Soc.",
    "Foundation": "Fdn",
    "Volunteers": "Vols",
    "Service": "Svc",
    "Support": "Supp.",
    "Committee": "Cttee",
    "Youth": "Yth",
    "Club": "Clb",
    "Trust": "Tr.",
    "Great": "Gt",
    "Little": "Lt",
    "Station Road": "Stn Rd",
    "Street": "St",
    "Lane": "Ln",
}
_SHORTEST: Final = 5  # a shorter word is not worth misspelling


def misspelt(name: str, rng: Chance) -> str:
    """Return a name with one slip: two letters of its longest word change places, or one is missing."""
    word = max(re.findall(r"[A-Za-z]+", name), key=len, default="")
    if len(word) < _SHORTEST:
        return f"The {name}"
    at = 1 + rng.below(len(word) - 3)
    turned = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    lost = word[:at] + word[at + 1 :]
    return name.replace(word, turned if rng.happens(0.5) and turned != word else lost, 1)


def turned_round(name: str, place: str) -> str:
    """Return `Youth Club, Little Example` for `Little Example Youth Club`."""
    rest = name.removeprefix(place).strip()
    return f"{rest}, {place}" if rest and rest != name else f"The {name}"


def _dressed(name: str, rng: Chance) -> str:
    """Return a name that differs only in what does not count: capitals, spaces, an article."""
    forms = (f"The {name}", name.upper(), name.lower(), f"{name} ", name.replace(" ", "  ", 1), f"{name}.")
    return rng.one(forms)


def shortened(name: str) -> str:
    """Return a name with the abbreviations that local groups use; the same name if none fits."""
    for words, short in _SHORT.items():
        name = name.replace(words, short)
    return name


def alike(name: str, place: str, rng: Chance) -> str:
    """Return a name that anyone would take for the same: one slip, turned round or _dressed."""
    if rng.happens(0.4):
        return misspelt(name, rng)
    return turned_round(name, place) if rng.happens(0.4) else _dressed(name, rng)


def registration_again(number: str, rng: Chance) -> str:
    """Return a registration number as somebody else of the group would type it."""
    forms = (number, number, f"{number[:3]} {number[3:]}", f"No. {number}", number.lower())
    return rng.one(forms)
