from __future__ import annotations

from programme.submissions.outcome import Disposition, Flag, State
from programme.submissions.simulate import Fault, Kind, Line, Sent, Truth

FIRST, QUARANTINE = Disposition.FIRST, Disposition.QUARANTINE
TRUTH = Truth(
    lines=(
        Line(1, "", Disposition.STRUCTURAL, "header"),
        Line(2, "sent-1", FIRST),
        Line(3, "sent-2", FIRST),
        Line(4, "sent-3", FIRST),
        Line(5, "sent-4", QUARANTINE, "time"),
    ),
    sent={
        "sent-1": Sent("sent-1", "applicant-1", "spring", "2026-01-01T10:00:00Z", State.REPLACED),
        "sent-2": Sent("sent-2", "applicant-1", "spring", "2026-01-02T10:00:00Z", State.READY),
        "sent-3": Sent("sent-3", "applicant-1", "autumn", "2026-01-03T10:00:00Z", State.READY),
    },
    faults=(
        Fault(Kind.DUPLICATE, 3, "sent-2", FIRST, state=State.READY, other="sent-1"),
        Fault(Kind.OTHER_ROUND, 4, "sent-3", FIRST, state=State.READY, flag=Flag.OTHER_ROUND, other="sent-1"),
        Fault(Kind.UNREADABLE_TIME, 5, "sent-4", QUARANTINE, "time"),
        Fault(Kind.MISSING_RETURN, 0, "sample-partnership 2025-07", None),
    ),
)


def test_pairs_are_of_the_same_applicant_in_the_same_round() -> None:
    assert TRUTH.pairs() == {frozenset(("sent-1", "sent-2"))}


def test_faults_are_found_by_their_kind() -> None:
    assert [fault.row for fault in TRUTH.of(Kind.DUPLICATE)] == [3]


def test_sources_can_be_called_what_a_reader_calls_them() -> None:
    again = TRUTH.named({2: "x", 3: "y", 4: "z", 5: ""})
    assert [line.source for line in again.lines] == ["", "x", "y", "z", "sent-4"]
    assert again.pairs() == {frozenset(("x", "y"))}
    assert again.of(Kind.DUPLICATE)[0].other == "x"


def test_the_table_says_what_is_expected_of_each_fault() -> None:
    assert TRUTH.table().splitlines() == [
        "row,source,kind,expected,other",
        '3,sent-2,duplicate,"first, ready",sent-1',
        '4,sent-3,other-round,"first, ready, other-round",sent-1',
        "5,sent-4,unreadable-time,quarantine: time,",
        ",sample-partnership 2025-07,missing-return,,",
    ]
