"""How names, numbers and addresses are written before they are compared: the one place for it.

“The Friends of St. Mary's Park Ltd” and “friends of saint marys park” are then the same. Not for showing:
people see what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

# Legal forms and little words: they differ between two spellings of one name more often than between two names.
_IGNORED: Final = frozenset(
    {"a", "an", "at", "charitable", "cic", "cio", "company", "for", "in", "inc", "incorporated", "limited", "llp"}
    | {"ltd", "of", "on", "plc", "registered", "scio", "the", "to"}
)
_IN_FULL: Final[Mapping[str, str]] = {
    "assoc": "association",
    "assn": "association",
    "comm": "community",
    "cttee": "committee",
    "ctr": "centre",
    "center": "centre",
    "dist": "district",
    "fc": "football club",
    "grp": "group",
    "gt": "great",
    "ln": "lane",
    "lt": "little",
    "nhood": "neighbourhood",
    "neighborhood": "neighbourhood",
    "nhw": "neighbourhood watch",
    "org": "organisation",
    "organization": "organisation",
    "pc": "parish council",
    "pcc": "parochial church council",
    "prim": "primary",
    "pta": "parent teacher association",
    "rd": "road",
    "saint": "st",
    "sch": "school",
    "soc": "society",
    "stn": "station",
    "tc": "town council",
}
_APOSTROPHES: Final = re.compile(r"['‘’ʼ`´]")
_DOTTED: Final = re.compile(r"\b(?:[a-z]\.){2,}")  # c.i.c.
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = str.maketrans({sign: sign if sign.isalnum() else " " for sign in map(chr, range(128))})
_ROUND_ADDRESS: Final = re.compile(r"^(?:mailto:|[<>.,;\"'])+|[<>.,;\"']+$")
_NOT_A_SIGN: Final = re.compile(r"[^0-9A-Z]+")
_NOT_A_DIGIT: Final = re.compile(r"[^0-9]+")
_NUMBER_WORDS: Final = re.compile(
    r"\b(?:registered|registration|reg|charity|charities|company|co|school|urn|dfe|number|num|no|nr|cio|cic)\b\.?"
)
# Charities, companies, schools, societies: 1234567, SC012345, 01234567, RS007654.
_NUMBER: Final = re.compile(r"[A-Z]{0,4}[0-9]{4,10}[A-Z]?")
_LEADING_ZEROS: Final = re.compile(r"^0+(?=[0-9])")
_ABROAD: Final = ("0044", "44")
_SHORTEST_PHONE: Final = 7  # digits; fewer are an extension
_WITHOUT_NOUGHT: Final = 10  # digits of a number whose 0 a spreadsheet took away


def words_in(text: str) -> list[str]:
    """Return the words of a text: letters and digits of any script, without what stands between them."""
    return text.translate(_BETWEEN).split() if text.isascii() else _WORD.findall(text)


def as_id(words: str) -> str:
    """Return the words of an option as a tool that takes no spaces in them spells them: `16_or_17`."""
    return "_".join(words_in(words.casefold()))


@lru_cache(maxsize=1 << 17)
def normalise_name(text: str) -> str:
    """Return a name in small letters without accents, signs, legal forms and little words, short forms in full.

    A name that consists of such words only keeps them.
    """
    plain = _APOSTROPHES.sub("", _plain(text)).replace("&", " and ")
    if "." in plain:
        plain = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", plain)
    words = [_IN_FULL.get(word, word) for word in words_in(plain)]
    kept = [word for word in words if word not in _IGNORED and word != "and"]
    return " ".join(kept or words)


def normalise_registration(text: str) -> str:
    """Return a registration number as capitals and digits, without “Charity no.” and noughts in front.

    Of several numbers the first counts. Nothing is left of an answer that holds none, such as “n/a”.
    """
    if _NUMBER.fullmatch(text):  # nearly every one
        return _LEADING_ZEROS.sub("", text)
    if not text:
        return ""
    plain = _NUMBER_WORDS.sub(" ", _plain(text)).upper()
    pieces = (_NOT_A_SIGN.sub("", piece) for piece in (plain, *plain.split()))
    found = next((piece for piece in pieces if _NUMBER.fullmatch(piece)), "")
    return _LEADING_ZEROS.sub("", found)


def normalise_email(text: str) -> str:
    """Return an e-mail address in small letters, without spaces and without what stands round it."""
    plain = "".join(_plain(text).split())
    bare = plain[:1].isalnum() and plain[-1:].isalnum() and not plain.startswith("mailto:")  # nearly every address
    return plain if bare else _ROUND_ADDRESS.sub("", plain)


def normalise_phone(text: str) -> str:
    """Return a telephone number's digits as dialled within the country; nothing of fewer than seven digits."""
    digits = _NOT_A_DIGIT.sub("", unicodedata.normalize("NFKC", text).replace("(0)", ""))
    for prefix in _ABROAD:
        if digits.startswith(prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
            break
    digits = f"0{digits}" if len(digits) == _WITHOUT_NOUGHT and digits[0] != "0" else digits
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def normalise_postcode(text: str) -> str:
    """Return a postcode's letters and digits in capitals."""
    plain = _plain(text).upper().replace(" ", "")
    return plain if plain.isascii() and plain.isalnum() else _NOT_A_SIGN.sub("", plain)


def _normalise_title(text: str) -> str:
    """Return a project's title as names are compared. Titles hardly ever come again, so none is remembered."""
    return normalise_name.__wrapped__(text)


NORMALISERS: Final[Mapping[str, Callable[[str], str]]] = {
    "organisation": normalise_name,
    "registration-number": normalise_registration,
    "postcode": normalise_postcode,
    "email": normalise_email,
    "phone": normalise_phone,
    "project": _normalise_title,
}


def normalise(meaning: str, text: str) -> str:
    """Return an answer as it is compared, by what its question means; any other answer without needless space."""
    return NORMALISERS.get(meaning, _spaced)(text)


def _plain(text: str) -> str:
    """Return the text in small letters without accents; a text in plain letters costs next to nothing."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
