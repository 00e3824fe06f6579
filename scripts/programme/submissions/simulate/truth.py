"""What is true of a simulated export: which rows it holds, who really sent what, and which faults were planted where.

It says what the office expects, in the terms of `outcome`. It knows nothing of how the fold gets there, so
that the two can be held against each other.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from programme.submissions.outcome import Disposition, Flag, State


class Kind(StrEnum):
    """The kinds of fault, and of cases that only look like one."""

    LATE = "late"  # sent after closing and after the minutes of grace
    WITHIN_GRACE = "within-grace"  # sent after closing, but within the minutes of grace
    OVER_CEILING = "over-ceiling"
    OVER_STAFF = "over-staff"  # too many full-time staff, and no school
    SCHOOL_STAFF = "school-staff"  # a school with 200: no fault
    ASK_FIRST = "ask-first"  # a kind of organisation that the fund's list does not name
    MISSING_ANSWER = "missing-answer"
    BUDGET_SUM = "budget-sum"  # the lines do not add up to the amount
    AMOUNT_WORDS = "amount-words"  # `about 5k`
    UNKNOWN_OPTION = "unknown-option"
    SETUP_TIME = "setup-time"  # the initiative cannot be set up before the money must be spent
    PREVIOUS_AWARD = "previous-award"  # no bar
    AMBIGUOUS_HOUR = "ambiguous-hour"  # the hour in October that occurs twice
    DUPLICATE = "duplicate"  # the same applicant, the same round: the later one of the two
    REPLACED = "replaced"  # … and the earlier one
    ABBREVIATED = "abbreviated"  # the same, where only the address and a shortened name tell: settled or asked
    NEAR_DUPLICATE = "near-duplicate"  # the same name and nothing else: somebody must ask
    SHARED_CONTACT = "shared-contact"  # two organisations that share an address: no fault
    OTHER_REGISTRATION = "other-registration"  # like names, but other registration numbers: two applicants
    OTHER_ROUND = "other-round"  # the same applicant in two rounds: no fault
    CORRECTION = "correction"  # a second return of the same partner for the same period
    LATE_RETURN = "late-return"  # after the day on which it was due
    MISSING_RETURN = "missing-return"  # never came; it has no row
    UNREADABLE_TIME = "unreadable-time"
    NO_ID = "no-id"
    WIDTH = "width"  # a cell too many
    REPEAT = "repeat"  # the same row again
    VERSION = "version"  # the same submission, sent again with another answer
    SAME_MOMENT = "same-moment"  # the same submission twice at one moment, with different answers
    PARTIAL = "partial"
    TEST = "test"
    BLANK = "blank"
    GONE = "gone"  # in the older export, not in the newer one; it has no row


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file, headings and blank ones too. `row` is as a spreadsheet counts, from 1."""

    row: int
    source: str
    disposition: Disposition
    code: str = ""  # of a structural or quarantined row, as in `facts.Entry`


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission: who really sent it, and what it is expected to be. No state: no rule settles it."""

    source: str
    applicant: str
    call: str  # the round, or the period of a return
    submitted: str  # UTC, 2026-01-12T16:05:00Z
    state: State | None
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: where it stands and what must come of it. `other` is the source of the second submission."""

    kind: Kind
    row: int  # 0: it has no row
    source: str
    disposition: Disposition | None
    code: str = ""
    state: State | None = None
    flag: Flag | None = None
    other: str = ""

    @property
    def expected(self) -> str:
        """What must come of it, in words: `first, not-eligible`, `quarantine: time`."""
        said = ": ".join(filter(None, (self.disposition or "", self.code)))
        return ", ".join(filter(None, (said, self.state or "", self.flag or "")))


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is true of a simulated export.

    Where the tool gives no id, the sources are names of the simulator's own; `named` exchanges them.
    """

    lines: tuple[Line, ...]
    sent: Mapping[str, Sent]  # by source
    faults: tuple[Fault, ...]

    def of(self, kind: Kind) -> tuple[Fault, ...]:
        """Return the faults of a kind, in the order of rows."""
        return tuple(fault for fault in self.faults if fault.kind is kind)

    def pairs(self) -> frozenset[frozenset[str]]:
        """Return every two sources that the same applicant sent to the same round, to measure matching by."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in self.sent.values():
            groups[one.applicant, one.call].append(one.source)
        return frozenset(frozenset(two) for group in groups.values() for two in combinations(group, 2))

    def named(self, sources: Mapping[int, str]) -> Truth:
        """Return the same truth with other sources: `sources` holds by row what a reader called them."""
        new = {line.source: sources[line.row] for line in self.lines if line.source and sources.get(line.row)}
        lines = tuple(replace(line, source=new.get(line.source, line.source)) for line in self.lines)
        sent = (replace(one, source=new.get(one.source, one.source)) for one in self.sent.values())
        faults = tuple(
            replace(one, source=new.get(one.source, one.source), other=new.get(one.other, one.other))
            for one in self.faults
        )
        return Truth(lines, {one.source: one for one in sent}, faults)

    def table(self) -> str:
        """Return the faults as CSV, for whoever wants to look them up."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("row", "source", "kind", "expected", "other"))
        writer.writerows((one.row or "", one.source, one.kind, one.expected, one.other) for one in self.faults)
        return text.getvalue()
