"""What the fold makes of the facts: one state per submission, one disposition per record, and why.

Only types. Nothing here holds the words of an answer, so a public output cannot be made of them by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

import msgspec

from programme.submissions.facts import Decision, Mark, Record


class Disposition(StrEnum):
    """What became of one record of an export. Every record has exactly one."""

    FIRST = "first"  # the first that was seen of a submission
    VERSION = "version"  # the same submission, other content
    REPEAT = "repeat"  # the same submission, the same content
    STRUCTURAL = "structural"  # no submission: a heading, a blank line, a preview, a test, an unfinished one
    QUARANTINE = "quarantine"  # cannot be read; a person looks at it


class State(StrEnum):
    """What a submission is. Every submission has exactly one. The last four are people's decisions."""

    READY = "ready"
    INCOMPLETE = "incomplete"
    LATE = "late"
    NOT_ELIGIBLE = "not-eligible"
    NEEDS_A_PERSON = "needs-a-person"
    REPLACED = "replaced"
    AWARDED = "awarded"
    PLACED = "placed"  # on a course
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Flag(StrEnum):
    """Good to know; never changes a state."""

    WITHIN_GRACE = "within-grace"
    SHARED_CONTACT = "shared-contact"
    OTHER_ROUND = "other-round"
    PREVIOUS_AWARD = "previous-award"
    TIME_AMBIGUOUS = "time-ambiguous"
    GONE_FROM_SOURCE = "gone-from-source"


class Verdict(msgspec.Struct, frozen=True):
    """One rule that was tried: the state or flag that follows (None: nothing does), and the value it saw.

    `saw` and `says` are for staff and hold no personal value: a number, an option, “answered”, “not answered”.
    """

    rule: str
    saw: str
    says: str
    state: State | None = None
    flag: Flag | None = None


class Match(msgspec.Struct, frozen=True):
    """Another submission that looks like the same applicant's: `same`, `ask` or `flag`, with the reason."""

    other: str  # a reference
    kind: str
    reason: str
    score: int = 0  # how alike the names are, 0 to 100


class Submission(msgspec.Struct, frozen=True):
    """One submission: its versions, the oldest first, its state, what caused it, and every rule that was tried.

    `tied` names, for each version at the end, a file that holds it, where a person has to say which one counts.
    """

    reference: str
    form: str
    source: str
    versions: tuple[Record, ...]
    state: State
    because: Verdict
    tried: tuple[Verdict, ...]
    flags: tuple[Verdict, ...] = ()
    matches: tuple[Match, ...] = ()
    decisions: tuple[Decision, ...] = ()
    marks: tuple[Mark, ...] = ()
    call: str = ""  # what it answers: a round, a cohort of a course, or the period of a return
    partner: str = ""  # who returned it, of a return
    tied: tuple[str, ...] = ()
    asked: Decimal | None = None
    awarded: Decimal | None = None

    @property
    def record(self) -> Record:
        """The version that counts."""
        return self.versions[-1]


class Account(msgspec.Struct, frozen=True):
    """One file's account: what came of each of its records. `asked` are pounds by disposition."""

    digest: str
    name: str
    form: str
    shape: str
    read: int
    records: Mapping[Disposition, int]
    asked: Mapping[Disposition, Decimal]
    reasons: Mapping[str, int]  # structural and quarantine codes
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unread: str = ""  # code: why no row of it could be read, until somebody sets it aside

    @property
    def adds_up(self) -> bool:
        """Whether every record that was read is somewhere."""
        return self.read == sum(self.records.values())

    @property
    def balances(self) -> bool:
        """Whether the file could be read, and every record that was read is somewhere."""
        return self.adds_up and not self.unread


class Held(msgspec.Struct, frozen=True):
    """A quarantined record that a person has to look at; row 0 is a whole file."""

    digest: str
    name: str
    row: int
    reason: str


class Unread(msgspec.Struct, frozen=True):
    """A file of the inbox that no run reads, for the way it was put there: its path, and a code that says why."""

    path: str
    reason: str


class Due(msgspec.Struct, frozen=True):
    """One return that a partner owes for a period: `on-time`, `sent-again-late`, `late`, `missing`, `not-due`.

    `sent-again-late` came in time, and again too late: `again` is what came then, a later version or another.
    Where a person has accepted what came too late, that is what counts: `late-accepted`, `sent-again-accepted`.
    `by` is the due date. Where none is announced it is None, and nothing can be in time, late or missing: then
    `received` or `not-received` is said.
    """

    form: str
    partner: str
    period: str  # 2025-Q2, 2025-07
    state: str
    by: str | None
    reference: str = ""
    again: str = ""  # a reference


class Outcome(msgspec.Struct, frozen=True):
    """Everything that follows from a set of facts on a day."""

    submissions: Mapping[str, Submission]  # by reference, sorted
    accounts: tuple[Account, ...]  # in the order of the fold
    held: tuple[Held, ...]
    due: tuple[Due, ...]
    stray: tuple[Decision | Mark, ...]  # about references that no submission has: an award without application
    unread: tuple[Unread, ...] = ()  # no matter of facts: what lies in the inbox beside the exports
