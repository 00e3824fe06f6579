from __future__ import annotations

from decimal import Decimal

from msgspec import structs

from programme.submissions.outcome import Disposition, Outcome
from programme.submissions.report.answers import Answers
from programme.submissions.report.arrived import Arrived, arrived
from tests.unit.submissions.report import invented as sample


def view_of(outcome: Outcome) -> Arrived:
    return arrived(outcome, Answers({}, sample.records()), sample.records())


def test_a_file_of_which_every_record_is_somewhere_is_good() -> None:
    assert view_of(sample.rich()).good


def test_a_record_that_is_nowhere_raises_an_alarm_that_names_the_file() -> None:
    found = sample.outcome(sample.submission(1))
    lost = structs.replace(found, accounts=(structs.replace(found.accounts[0], read=3),))
    bad = [check.text for check in view_of(lost).checks if not check.good]
    assert bad == [
        "applications.xlsx: 2 records missing in the account. Tell whoever looks after this programme."
    ]  # fmt: skip


def test_fewer_submissions_than_first_records_raise_an_alarm() -> None:
    found = sample.outcome(sample.submission(1), sample.submission(2))
    lost = structs.replace(found, submissions=dict(list(found.submissions.items())[:1]))
    assert [check.text for check in view_of(lost).checks if not check.good] == [
        "2 first records, but 1 submission.",
        "£10,000 in first records, £0 by later versions: £10,000, but all submissions ask for £5,000.",
    ]


def test_pounds_that_a_later_version_changed_are_part_of_the_account() -> None:
    versions = (sample.record(1, amount="5000"), sample.record(1, amount="7000", version=1))
    one = sample.submission(1, versions=versions, asked=Decimal(7000))
    found = sample.outcome(one)
    asked = {Disposition.FIRST: Decimal(5000), Disposition.VERSION: Decimal(7000)}
    account = structs.replace(
        found.accounts[0], read=2, records={Disposition.FIRST: 1, Disposition.VERSION: 1}, asked=asked
    )
    view = view_of(structs.replace(found, accounts=(account,)))
    assert view.good
    assert view.checks[-1].text == (
        "£5,000 in first records, £2,000 by later versions: £7,000, the same as all submissions ask for."
    )
    assert view.files[0].pounds_in == Decimal(12000)


def test_states_come_in_the_order_in_which_staff_need_them() -> None:
    assert [(line.label, line.number) for line in view_of(sample.rich()).states] == [
        ("Needs a person", 3),
        ("Ready", 2),
        ("Late", 1),
        ("Awarded", 1),
    ]


def test_reasons_are_said_in_words() -> None:
    assert view_of(sample.rich()).files[0].reasons == "1 × blank line; 1 × time that cannot be read"
