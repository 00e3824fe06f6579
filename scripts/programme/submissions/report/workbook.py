"""The staff workbook: every list of the report in full, to sort and filter. Text stays text, whatever it begins with.

It holds no address or number of an applicant but where two answers stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from programme.submissions.outcome import Disposition
from programme.submissions.report.sheets import Column, Table, Tables
from programme.submissions.report.tasks import Choice, Task
from programme.submissions.report.view import ReportView
from programme.submissions.report.wording import DISPOSITIONS


def report_workbook(view: ReportView) -> bytes:
    """Return the workbook (xlsx); equal views are equal bytes."""
    tables = Tables("Submissions", datetime.combine(view.day, time()))
    for table in _tables(view):
        tables.add(table)
    return tables.done()


def _tables(view: ReportView) -> Iterator[Table]:
    yield _files(view)
    yield _to_do(view)
    yield _pairs(view)
    yield _held(view)
    yield _submissions(view)
    yield _rounds(view)
    yield _changes(view)
    yield _returns(view)
    yield _money(view)
    yield _headings(view)


def _files(view: ReportView) -> Table:
    names = [DISPOSITIONS[one] for one in Disposition]
    columns = (
        Column("File", 34), Column("Form", 24), Column("Export", 26), Column("Records", 10, "number"),
        *(Column(name, 13, "number") for name in names), Column("Adds up", 9),
        Column("Pounds in", 13, "pounds"), *(Column(f"{name}, pounds", 16, "pounds") for name in names),
        Column("Why no submission, or not read", 80), Column("Digest", 18),
    )  # fmt: skip
    rows = [
        (file.name, file.form, file.shape, file.read, *file.records, "yes" if file.balances else "NO",
         file.pounds_in, *file.asked, file.reasons, file.digest)
        for file in (*view.arrived.files, view.arrived.total)
    ]  # fmt: skip
    return Table("Arrived", columns, rows)


def _to_do(view: ReportView) -> Table:
    columns = (
        Column("Reference", 16), Column("Sent", 26), Column("For", 24), Column("Organisation", 32),
        Column("Asks for", 12), Column("Why", 60), Column("Found", 30), Column("Also", 50),
        Column("Other", 16), Column("What it does", 40), Column("Line for the decisions sheet", 90),
    )  # fmt: skip
    rows = [
        (task.reference, task.sent, task.about, task.organisation, task.asked, task.says, task.saw,
         " ".join(task.also), other, choice.label, choice.line)
        for task in view.tasks for other, choice in _choices(task)
    ]  # fmt: skip
    return Table("To do", columns, rows)


def _choices(task: Task) -> Iterator[tuple[str, Choice]]:
    yield from ((pair.other, choice) for pair in task.pairs for choice in pair.choices)
    yield from (("", choice) for choice in task.choices)


def _pairs(view: ReportView) -> Table:
    columns = (
        Column("Reference", 16), Column("Other", 16), Column("Why they look alike", 50), Column("Question", 22),
        Column("Answer", 40), Column("Other's answer", 40), Column("Alike", 8),
    )  # fmt: skip
    rows = [
        (task.reference, pair.other, pair.reason, one.label, one.answer, one.other,
         "not known" if one.is_deleted else "yes" if one.alike else "no")
        for task in view.tasks for pair in task.pairs for one in pair.answers
    ]  # fmt: skip
    rows += [
        (task.reference, f"version {at}", "Versions 1 and more of one moment", one.label, one.answers[0], other, "no")
        for task in view.tasks for one in task.versions for at, other in enumerate(one.answers[1:], start=2)
    ]  # fmt: skip
    return Table("Look alike", columns, rows)


def _held(view: ReportView) -> Table:
    columns = (Column("File", 34), Column("Row", 8, "number"), Column("Why", 34), Column("Line", 110))
    return Table("Held rows", columns, [(one.name, one.row, one.reason, one.choice.line) for one in view.held])


def _submissions(view: ReportView) -> Table:
    columns = (
        Column("Reference", 16), Column("Form", 18), Column("Round or period", 24), Column("Organisation", 32),
        Column("Project", 36), Column("Sent (London)", 18, "moment"), Column("Versions", 9, "number"),
        Column("State", 20), Column("Why", 60), Column("Found", 30), Column("Good to know", 40),
        Column("Asks for", 12, "pounds"), Column("Awarded", 12, "pounds"), Column("Looks like", 40),
        Column("Decided", 50),
    )  # fmt: skip
    rows = [
        (one.reference, one.form, one.call, one.organisation, one.project, one.sent,
         one.versions if one.versions > 1 else None, one.state,
         one.because, one.saw, one.flags, one.asked, one.awarded, one.matches, one.decided)
        for one in view.lines
    ]  # fmt: skip
    return Table("Submissions", columns, rows)


def _rounds(view: ReportView) -> Table:
    columns = (
        Column("Round", 30), Column("Form", 24), Column("Closes", 26), Column("Money in the round", 18),
        Column("State", 24), Column("How many", 10, "number"), Column("Ask for", 14, "pounds"),
        Column("Awarded", 14, "pounds"),
    )  # fmt: skip
    rows = [
        (one.title, one.form, one.closes, one.pot, line.label, line.number,
         *((line.asked, line.awarded) if one.pot else (None, None)))
        for one in view.rounds for line in (*one.states, one.total)
    ]  # fmt: skip
    return Table("Rounds", columns, rows)


def _changes(view: ReportView) -> Table:
    columns = (Column("Reference", 16), Column("What", 18), Column("Was", 24), Column("Is", 24))
    found = view.changes
    every = () if found.first else (*found.changes, *found.others)
    rows = [(one.reference, one.what, one.before or "new", one.after) for one in every]
    return Table("Changes", columns, [*rows, *((gone, "State", "", "gone") for gone in found.gone)])


def _returns(view: ReportView) -> Table:
    columns = (
        Column("Form", 30), Column("Partner", 34), Column("Period", 22), Column("State", 24), Column("Due", 22),
        Column("Reference", 16), Column("Sent again late", 16),
    )  # fmt: skip
    rows = [
        (form.form, one.partner, one.period, one.label, one.due, one.reference, one.again)
        for form in view.returns for one in form.lines
    ]  # fmt: skip
    return Table("Returns", columns, rows)


def _money(view: ReportView) -> Table:
    columns = (Column("Check", 44), Column("About", 30), Column("Found", 60), Column("What to do", 60))
    rows = [(check.title, odd.about, odd.found, check.action) for check in view.money for odd in check.odd]
    return Table("Money checks", columns, rows)


def _headings(view: ReportView) -> Table:
    columns = (
        Column("File", 34), Column("What", 60), Column("What to do", 60), Column("Record", 40), Column("Lines", 60),
    )  # fmt: skip
    rows = [(one.file, one.what, one.action, one.record, one.yaml) for one in view.headings]
    return Table("Headings", columns, rows)
