"""One filled-in row of a sheet of decisions or marks, cell by cell, as a fact or as what is wrong with it.

What a problem quotes has the shape of a reference, a date, a number or a word of a vocabulary; nothing else is
shown, because it may be about a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from programme.phrases import say_count
from programme.problems import Place, Problem, did_you_mean
from programme.records.characters import invisible
from programme.submissions.decide.roles import EXAMPLE, marker, role
from programme.submissions.public.letters import LETTER, plain
from programme.submissions.public.traces import shapes
from programme.submissions.references import is_reference, tidy_reference

_HELD: Final = re.compile(r"[0-9a-f]{64}:(0|[1-9][0-9]{0,6})")
_VERSION: Final = re.compile(r"[b-df-hjkmnp-tv]{10}")
# A number, a date, or what was meant for a reference: those have digits, names have not.
_QUOTABLE: Final = re.compile(
    r"[0-9][0-9.,/:-]{0,15}|(?=[A-Z-]*[0-9])[A-Z0-9-]{6,16}|[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{2,4}"
)
_CONTACT: Final = re.compile(r"\S@\S|(?:\d[\s()-]?){9,}")
# A comma stands for thousands only: in many countries `4999,50` and `5.000` are what `4999.50` and `5,000` are here.
_NUMBER: Final = re.compile(r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,2})?")
_LONGEST_WHY: Final = 400
_FIRST_YEAR: Final = 2000
_MOST: Final = Decimal(10_000_000)
_FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S", "%d %b %Y", "%d %B %Y", "%d-%b-%Y")


@dataclass(slots=True)
class FilledRow:
    """A row's cells by heading, read on a day, and its problems so far.

    Every reader of a cell returns nothing for a wrong one.
    """

    file: str
    row: int
    cells: Mapping[str, str]
    today: date
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return a cell on one line."""
        return " ".join(self.cells.get(column, "").split())

    def wrong(self, code: str, message: str, *, expected: str, found: str = "", action: str) -> str:
        """Note a problem and return nothing. `found` is shown only when it cannot be about a person."""
        shown = found if _QUOTABLE.fullmatch(found) and not _CONTACT.search(found) else ""
        place = Place(self.file, self.row)
        self.problems.append(
            Problem(code=code, place=place, message=message, expected=expected, found=shown, action=action)
        )
        return ""

    def reference(self, column: str) -> str:
        """Return a reference as it is shown."""
        tidy = tidy_reference(self.text(column))
        if is_reference(tidy):
            return tidy
        return self.wrong(
            "reference",
            f"The cell under “{column}” holds no reference." if tidy else f"There is no reference under “{column}”.",
            expected="a reference as the report shows it, with its check sign at the end",
            found=tidy,
            action="Copy the reference from the report.",
        )

    def held(self, column: str) -> str:
        """Return the name of a row that could not be read: its file's digest and its row."""
        text = self.text(column).lower()
        if _HELD.fullmatch(text):
            return text
        return self.wrong(
            "held-row",
            "Only a row that could not be read can be set aside.",
            expected="its name from the report: 64 signs, a colon and the row",
            action="Copy the whole line from the report. For a submission use another outcome, such as withdraw.",
        )

    def version(self, column: str) -> str:
        """Return the sign of a version."""
        text = self.text(column).lower()
        if _VERSION.fullmatch(text):
            return text
        return self.wrong(
            "version",
            f"The cell under “{column}” names no version." if text else f"There is no version under “{column}”.",
            expected="the ten letters that stand for a version in the report's line",
            action="Copy the whole line from the report.",
        )

    def word(self, column: str, words: Sequence[str]) -> str:
        """Return one of the words of a vocabulary; capitals and spaces do not matter."""
        found = "-".join(self.text(column).lower().replace("-", " ").split())
        if found in words:
            return found
        return self.wrong(
            column,
            f"The cell under “{column}” holds none of the known words." if found else f"“{column}” is empty.",
            expected=", ".join(words),
            found=found,
            action=did_you_mean(found, words) or "Choose one of them.",
        )

    def role(self, column: str) -> str:
        """Return a role; a name or an address is refused and not shown."""
        return role(self.text(column)) or self.wrong(
            "role",
            f"“{column}” does not say a role." if self.text(column) else f"“{column}” is empty.",
            expected=f"a role, such as {EXAMPLE}; never a name or an e-mail address",
            action="Write what the person is, not who. This stays for ever, so nobody's name may stand in it.",
        )

    def marker(self, column: str) -> str:
        """Return a marker."""
        return marker(self.text(column)) or self.wrong(
            "marker",
            f"“{column}” does not say which marker it was.",
            expected="marker-a, marker-b and so on; never a name",
            action="Give each marker a letter, and use the same letter in every row.",
        )

    def day(self, column: str) -> str:
        """Return a date as 2026-02-03; 03/02/2026 is read as people here write it, the day first."""
        text = self.text(column)
        for pattern in _FORMATS:
            try:
                found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            if found.year >= _FIRST_YEAR and found <= self.today:
                return date.isoformat(found)
            return self.wrong(
                "day",
                f"“{column}” is a day to come." if found > self.today else f"“{column}” is long ago.",
                expected=f"a day up to {self.today.isoformat()}",
                found=text,
                action="Write the day on which it was decided. What is for a later day, hand in on that day.",
            )
        return self.wrong(
            "day",
            f"“{column}” is not a date." if text else f"“{column}” is empty.",
            expected="a date such as 2026-02-03 or 03/02/2026, the day first",
            found=text,
            action="Write the day on which it was decided.",
        )

    def why(self, column: str) -> str:
        """Return a reason, which may hold neither an address nor a number to reach somebody."""
        text = self.text(column)
        if text and len(text) <= _LONGEST_WHY and not _CONTACT.search(text):
            return text
        message = "The reason holds an e-mail address or a telephone number."
        if not text:
            message = "There is no reason."
        elif len(text) > _LONGEST_WHY:
            message = f"The reason has {len(text):,} characters."
        return self.wrong(
            "why",
            message,
            expected=f"one sentence of at most {_LONGEST_WHY} characters that names nobody",
            action="Say why in a few words. It stays for ever.",
        )

    def note(self, column: str) -> str:
        """Return a note, or nothing when there is none."""
        return self.why(column) if self.text(column) else ""

    def public(self, column: str, *, longest: int) -> str:
        """Return words that will be public as they stand: one line, by which nobody can be reached."""
        text = self.text(column)
        message = ""
        if not LETTER.search(text):
            message = f"“{column}” says nothing that can be announced." if text else f"“{column}” is empty."
        elif len(text) > longest:
            message = f"The cell under “{column}” has {len(text):,} characters."
        elif _CONTACT.search(text) or any(shapes(plain(text))):
            message = f"The cell under “{column}” holds something like an address, a number or a reference."
        elif set(text) & set("<>") or any(invisible(text)):
            message = f"The cell under “{column}” holds a sign that no page shows."
        if not message:
            return text
        return self.wrong(
            column,
            message,
            expected=f"the office's own public words, at most {longest} characters, without < or >",
            action="Write it as the office announces it. It names no person. Copy nothing from the application.",
        )

    def number(self, column: str, *, most: Decimal = _MOST, places: int = 2) -> str:
        """Return a number from 0 to `most` as digits: `9812.65` for “£9,812.65”."""
        text = self.text(column).removeprefix("£").strip()
        found = _decimal(text)
        if found is not None and 0 <= found <= most and found == round(found, places):
            return f"{found.normalize():f}" if found else "0"
        return self.wrong(
            column,
            f"“{column}” is not a number that fits." if text else f"“{column}” is empty.",
            expected=f"a number from 0 to {most:,f}, with at most {say_count(places, 'decimal')} behind a point",
            found=text,
            action="Write digits, and a point before the decimals: 12.5. A comma is only for thousands: 4,999.50.",
        )

    def empty(self, column: str, outcome: str) -> str:
        """Return nothing, and note a problem when the cell is not empty."""
        if self.text(column):
            self.wrong(
                column,
                f"“{column}” is filled in, and “{outcome}” does not take it.",
                expected="an empty cell",
                action="Empty the cell, or choose the outcome that was meant.",
            )
        return ""


def _decimal(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
