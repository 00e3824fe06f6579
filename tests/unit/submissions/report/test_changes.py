from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import structs

from programme.submissions.outcome import Outcome, State, Submission
from programme.submissions.report.changes import changes
from programme.submissions.report.snapshot import Snapshot, read_snapshot, snapshot_of, write_snapshot
from tests.unit.submissions.report import invented as sample


def test_the_first_run_has_nothing_to_compare_with() -> None:
    assert changes(sample.rich(), None).first


def test_the_same_again_is_no_change() -> None:
    found = sample.rich()
    assert changes(found, snapshot_of(found)).nothing


def test_new_ones_and_changed_states_are_counted_and_listed() -> None:
    before = snapshot_of(sample.outcome(sample.submission(1, State.READY), sample.submission(2)), "2026-01-19")
    after = sample.outcome(sample.submission(1, State.AWARDED), sample.submission(2), sample.submission(3))
    found = changes(after, before)
    assert {(one.reference, one.before, one.after) for one in found.changes} == {
        (sample.reference(1), "Ready", "Awarded"),
        (sample.reference(3), "", "Ready"),
    }
    assert (found.since, found.counts, found.gone) == ("19 January 2026", ("1 more record",), ())


def test_only_counts_that_changed_are_said_and_fewer_is_not_more() -> None:
    found = sample.rich()
    now, states = snapshot_of(found), snapshot_of(found).states
    before = Snapshot(states=states, files=now.files, records=now.records - 2, held=now.held + 1)
    assert changes(found, before).counts == ("2 more records", "1 fewer row waits that cannot be read")
    assert changes(found, Snapshot(states=states, files=0, records=now.records, held=now.held + 4)).counts == (
        "1 more file",
        "4 fewer rows wait that cannot be read",
    )


def test_a_reference_that_is_gone_is_told() -> None:
    before = snapshot_of(sample.outcome(sample.submission(1), sample.submission(2)))
    assert changes(sample.outcome(sample.submission(1)), before).gone == (sample.reference(2),)


def awarded(number: int, pounds: str | None) -> Submission:
    return sample.submission(number, State.AWARDED, awarded=Decimal(pounds) if pounds else None)


def others(before: Outcome, after: Outcome) -> list[tuple[str, str, str, str]]:
    found = changes(after, snapshot_of(before))
    assert found.nothing is not bool(found.others)
    return [(one.reference, one.what, one.before, one.after) for one in found.others]


def test_a_corrected_award_is_told_with_both_amounts() -> None:
    before = sample.outcome(awarded(1, "7001.50"), awarded(2, "100.00"), awarded(3, None))
    after = sample.outcome(awarded(1, "5000"), awarded(2, "100"), awarded(3, "20"))
    assert sorted(others(before, after)) == sorted(
        [
            (sample.reference(1), "Awarded amount", "£7,001.50", "£5,000"),
            (sample.reference(3), "Awarded amount", "no amount", "£20"),
        ]
    )


def test_a_new_award_is_a_change_of_state_alone() -> None:
    found = changes(sample.outcome(awarded(1, "50")), snapshot_of(sample.outcome(sample.submission(1))))
    assert [(one.before, one.after) for one in found.changes] == [("Ready", "Awarded")]
    assert found.others == ()


def test_a_new_version_of_what_was_there_is_told() -> None:
    before = sample.outcome(sample.submission(1))
    versions = (sample.record(1), sample.record(1, version=1))
    after = sample.outcome(sample.submission(1, versions=versions), sample.submission(2, versions=versions))
    assert others(before, sample.outcome(after.submissions[sample.reference(1)])) == [
        (sample.reference(1), "New version", "1 version", "2 versions")
    ]
    assert [one.reference for one in changes(after, snapshot_of(before)).others] == [sample.reference(1)]


def test_of_a_snapshot_that_holds_neither_amounts_nor_versions_none_are_told() -> None:
    before = sample.outcome(awarded(1, "50"), sample.submission(2, versions=(sample.record(2),) * 2))
    old = read_snapshot(b'{"states":{"X":"ready"},"files":1,"records":2,"held":0,"day":"2026-01-19"}')
    assert old == Snapshot(states={"X": "ready"}, files=1, records=2, day="2026-01-19")
    states = {name: str(one.state) for name, one in before.submissions.items()}
    assert changes(before, structs.replace(old, states=states)).nothing


def test_a_snapshot_comes_back_as_it_was_written() -> None:
    one = snapshot_of(sample.rich(), "2026-01-20")
    assert read_snapshot(write_snapshot(one)) == one


def test_a_snapshot_is_the_same_bytes_in_whatever_order_it_was_made() -> None:
    states = {"B": "ready", "A": "late"}
    turned = dict(reversed(states.items()))
    assert write_snapshot(Snapshot(states=states)) == write_snapshot(Snapshot(states=turned))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"states": 1}', b"\xff\xfe", b"null"])
def test_a_broken_snapshot_is_no_snapshot(content: bytes) -> None:
    assert read_snapshot(content) is None
