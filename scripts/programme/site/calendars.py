"""Calendars (RFC 5545) of the rounds: when each opens and closes, for subscribing to. One of all, one per theme.

The content lines are written here and not by the icalendar library, which takes 0.6 ms for an event; the
tests have the library read every file and write it again, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from programme.catalogue.bases import CONFIRMED
from programme.catalogue.model import Records, Round
from programme.clock import Period, utc_text
from programme.status import closes_words, opens_words

# Part of every UID for ever. It names no host, so that a move of the site doubles nobody's events.
_NAMESPACE = "community-action-programme"
_PROGRAMME = "Community Action Programme"
_ALARM_DAYS = (14, 3)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_LONGEST = 74  # octets; 75 with the space that begins a folded line
_BACKSLASH = ord("\\")
_HEAD = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//{_PROGRAMME}//Rounds//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
X-WR-TIMEZONE:Europe/London
"""
# The rule of summer time since 1996. It stands in every calendar: a calendar must hold at least one component
# (RFC 5545, 3.6), so that of a theme without a dated round is valid too, and stays there to be subscribed to.
_LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def render(records: Records, _day: date, *, address: str) -> dict[str, bytes]:
    """Return `calendars/rounds.ics` and `calendars/<theme>.ics` of every theme.

    Nothing in them depends on the day: a calendar says when, and never what is so now. `address` is the
    site's own address; without it, events have no link.
    """
    base = address if not address or address.endswith("/") else f"{address}/"
    # Each event is written once, for the calendar of all rounds and for that of its theme.
    events = {key: b"".join(_events(one, records, base)) for key, one in sorted(records.rounds.items())}
    calendars = {"calendars/rounds.ics": _calendar("all rounds", events.values())}
    for theme in records.themes.values():
        own = (events[key] for key in events if records.rounds[key].theme == theme.id)
        calendars[f"calendars/{theme.id}.ics"] = _calendar(theme.title, own)
    return calendars


def _calendar(what: str, events: Iterable[bytes]) -> bytes:
    name = _text(f"{_PROGRAMME}: {_plain(what)}")
    head = [*_HEAD.splitlines(), f"NAME:{name}", f"X-WR-CALNAME:{name}", *_LONDON.splitlines()]
    return b"".join([_lines(head), *events, _lines(["END:VCALENDAR"])])


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date of a round for which there is an event: which, when, and what is said about it."""

    what: str
    day: date
    at: time | None
    summary: str
    told: str
    alarms: tuple[int, ...] = ()


def _moments(one: Round) -> Iterator[_Moment]:
    """Yield the dates of a round that are known to the day."""
    title, opens, closes = _plain(one.title), one.opens and one.opens.day, one.closes and one.closes.day
    if opens:
        summary = f"{title}: {'you can apply from today' if one.opens_time is None else 'opens for applications'}"
        told = f"Applications are taken from {opens_words(one)} (London time)."
        yield _Moment("opens", opens, one.opens_time, summary, told)
    if closes:
        summary = f"{title}: {'last day to apply' if one.closes_time is None else 'closes for applications'}"
        told = f"Applications must arrive by {closes_words(one)} (London time)."
        yield _Moment("closes", closes, one.closes_time, summary, told, _ALARM_DAYS)


def _events(one: Round, records: Records, base: str) -> Iterator[bytes]:
    more, properties = _shared(one, records, base)
    for moment in _moments(one):
        about = f"{_plain(one.title)}\n\n{moment.told}\n\n{more}"
        alarms = (line for days in moment.alarms for line in _alarm(days, moment))
        uid = f"UID:{one.id}-{moment.what}@{_NAMESPACE}"
        words = [f"SUMMARY:{_text(moment.summary)}", f"DESCRIPTION:{_text(about)}"]
        yield _lines(["BEGIN:VEVENT", uid, *_when(moment), *words, *properties, *alarms, "END:VEVENT"])


def _when(moment: _Moment) -> list[str]:
    """Return the whole day, or the moment in London.

    A moment has no end: it takes no time. One that the clocks repeat is the first of the two for a calendar
    (RFC 5545, 3.3.5) as it is in `clock`.
    """
    if moment.at is None:
        after = moment.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{moment.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [f"DTSTART;TZID=Europe/London:{datetime.combine(moment.day, moment.at):%Y%m%dT%H%M%S}"]


def _alarm(days: int, moment: _Moment) -> list[str]:
    # A whole day begins at midnight. The alarm comes at nine in the morning, not when people sleep.
    trigger = f"-P{days}D" if moment.at is not None else f"-P{days - 1}DT15H"
    text = _text(f"{moment.summary} in {days} days")
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{text}", "END:VALARM"]


def _shared(one: Round, records: Records, base: str) -> tuple[str, list[str]]:
    """Return what the events of a round have in common: the end of the description, and properties."""
    page = f"{base}fund/rounds/{one.id}/" if base else ""
    sure = one.basis in CONFIRMED
    basis = next((term for term in records.terms.get("bases", ()) if term.id == one.basis), None)
    doubt = f"{basis.label}. {basis.description}\n\n" if basis and not sure else ""
    fund, theme = records.funds.get(one.fund), records.themes.get(one.theme)
    of = f"{_plain(fund.title)}, {_plain(one.series)}.\n\n" if fund else ""
    stamp = re.sub("[-:]", "", utc_text(datetime.combine(_last_change(one, records), time(), UTC)))
    return f"{of}{doubt}Check the page for changes{f': {page}' if page else '.'}", [
        f"CATEGORIES:{_text(_plain(theme.title if theme else one.theme))}",
        *([f"URL:{page}"] if page else []),
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        # A calendar takes a changed date for newer when this number has risen.
        f"SEQUENCE:{len(one.earlier_dates)}",
        f"STATUS:{'CONFIRMED' if sure else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
    ]


def _last_change(one: Round, records: Records) -> date:
    """Return the last day on which the round is known to have been changed, checked or told of.

    Not the day of the build: then every calendar would change every day. The round's own first date is the
    last resort: when nothing else is known it is at least fixed.
    """
    told = [records.sources[name].published for name in one.sources if name in records.sources]
    known = [change.changed_on for change in one.earlier_dates] + [period.first for period in told if period]
    known += [one.reviewed_on] if one.reviewed_on else []
    dates: list[Period] = [period for period in (one.opens, one.closes) if period]
    return max(known, default=dates[0].first)


def _plain(text: str) -> str:
    """Return the text on one line without control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _text(text: str) -> str:
    """Return a TEXT value, escaped. (The library would take a backslash before a capital N for a new line.)"""
    return text.translate(_ESCAPED)


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """Return a content line of at most 75 octets, continued where it is longer, never inside a character."""
    octets = line.encode()
    if len(octets) <= _LONGEST:
        return octets + b"\r\n"
    parts, start = [], 0
    while len(octets) - start > _LONGEST:
        end = start + _LONGEST
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004 - the second or a later octet of a character in UTF-8
            end -= 1
        end -= octets[end - 1] == _BACKSLASH  # some clients want an escaped character in one piece
        parts.append(octets[start:end])
        start = end
    return b"\r\n ".join([*parts, octets[start:]]) + b"\r\n"
