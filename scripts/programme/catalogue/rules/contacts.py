"""The rule of personal data: everything here is public, so no text says how to reach somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypedDict

from programme.catalogue.contacts import Contact, contacts_in
from programme.catalogue.findings import Finding, Location, at, at_term
from programme.catalogue.model import Records

# Where numbers and addresses that everybody may use are kept. The same may stand in other texts.
_KEPT: Final = ("channels", "office_facts")
_ROLE: Final = "Take it out. Write a role, such as “the funding team”, or the name of an organisation."
_SAID: Final = {
    "email": ("an e-mail address", f"{_ROLE} An address that everybody may use goes into channels.yaml first."),
    "mobile": ("a mobile number", _ROLE),
    "phone": ("a telephone number", f"{_ROLE} A number that everybody may call goes into channels.yaml first."),
    "postcode": ("a full postcode", "Take it out. Write the name of the place, or the first half of the postcode."),
}

Path = tuple[str | int, ...]


class Said(TypedDict):
    """The words of a problem."""

    message: str
    expected: str
    action: str


def texts_hold_no_contacts(records: Records, _: date) -> Iterator[Finding]:
    """No text holds an e-mail address, a telephone number or a full postcode, but for the numbers and addresses that
    `channels.yaml` and `office.yaml` have. So it is for the pages in `content/`."""
    kept = kept_contacts(records)
    fine = set[str]()  # many texts, such as a basis, stand in every record
    for place, record in _records(records):
        for path, text in _texts(record):
            if text in fine:
                continue
            found = [one for one in contacts_in(text) if (one.kind, one.key) not in kept]
            yield from (_told(Location(place.record, path), one) for one in found)
            if not found:
                fine.add(text)


def kept_contacts(records: Records) -> set[tuple[str, str]]:
    """Return the kind and the key of every contact that everybody may use."""
    return {
        (contact.kind, contact.key)
        for name in _KEPT
        for record in getattr(records, name).values()
        for _path, text in _texts(record)
        for contact in contacts_in(text)
    }


def _records(records: Records) -> Iterator[tuple[Location, Any]]:
    for group in fields(records):
        if group.name == "terms":
            yield from ((at_term(name, one), one) for name, terms in records.terms.items() for one in terms)
        elif group.name not in _KEPT:
            yield from ((at(one), one) for one in getattr(records, group.name).values())


def _texts(record: Any, above: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text of a record and of the items of its lists, with the path to it."""
    for name in record.__slots__:
        value = getattr(record, name)
        if isinstance(value, str):
            yield (*above, name), value
        elif isinstance(value, tuple):
            for number, item in enumerate(value, 1):
                if isinstance(item, str):
                    yield (*above, name, number), item
                else:
                    yield from _texts(item, (*above, name, number))


def _told(where: Location, contact: Contact) -> Finding:
    said = said_of(contact)
    return where.error(f"{contact.kind}-in-text", quote=contact.written, **said)


def said_of(contact: Contact) -> Said:
    """Return what an editor is told of a contact in a text."""
    what, action = _SAID[contact.kind]
    message = f"There is {what} in this text, and everybody can read it."
    return Said(message=message, expected="no contact but those in channels.yaml and office.yaml", action=action)
