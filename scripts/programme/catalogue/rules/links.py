"""The rule of links inside the site: each leads to a page that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from posixpath import relpath
from urllib.parse import urljoin

from programme.catalogue.addresses import NOT_LISTED, earlier_funds, page_addresses, place_of
from programme.catalogue.findings import Finding, Record, at
from programme.catalogue.model import Records
from programme.problems import did_you_mean, nearest

# The fields that hold longer texts, by kind; and where a link may stand in one.
_TEXTS = (("round", "about"), ("fund", "about"), ("initiative", "aim"))
_LINK = re.compile(r"(?:\]\(|^ {0,3}\[[^\]\n]*\]:)\s*<?\s*([^\s)>]*)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
_HOME = "https://site.invalid/"


def links_lead_somewhere(records: Records, day: date) -> Iterator[Finding]:
    """A link to a page of this site, in a longer text or as the page of a pillar, leads to a page that exists."""
    known, earlier = page_addresses(records, day), earlier_funds(records, day)
    for pillar in records.pillars.values():
        if pillar.page and _is_dead(pillar.page, known):
            yield _dead(pillar, "page", pillar.page, did_you_mean(_plain(pillar.page), known))
    for kind, field in _TEXTS:
        for record in getattr(records, f"{kind}s").values():
            place = place_of(kind, record.id, earlier)
            for link in dict.fromkeys(_LINK.findall(getattr(record, field) or "")):
                if link and not _ELSEWHERE.match(link) and _is_dead(_target(link, place), known, link):
                    yield _dead(record, field, link, _meant(link, place, known))


def _target(link: str, place: str) -> str:
    """Return the address from the site's root to which a link on a page leads."""
    return urljoin(_HOME + place, link).removeprefix(_HOME)


def _plain(address: str) -> str:
    return re.split(r"[?#]", address, maxsplit=1)[0]


def _is_dead(address: str, known: frozenset[str], link: str = "") -> bool:
    """Tell whether nothing is at an address. A file beside the pages is not looked for: the built site's test does."""
    target = _plain(address)
    if link.startswith("/"):
        return True  # the site need not stand at the root of its host
    return target not in known and not target.startswith(NOT_LISTED) and "." not in target.rpartition("/")[2]


def _meant(link: str, place: str, known: frozenset[str]) -> str:
    """Return `Did you mean “../../contact/”?`: the nearest page, as a link from the page on which the text stands."""
    meant = nearest(_plain(_target(link, place)).strip("/") + "/", known)
    return f"Did you mean “{relpath(meant, place)}/”?" if meant else ""


def _dead(record: Record, field: str, link: str, hint: str) -> Finding:
    wanted = "a link such as ../../contact/, as it is seen from this record's page"
    return at(record, field).error(
        "dead-link",
        "This link leads to no page of the site.",
        expected="the address of a page of this site" if field == "page" else wanted,
        found=f"“{link}”",
        action=hint or "Correct the link, or remove it.",
        quote=link,
    )
