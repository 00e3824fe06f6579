"""Did everything arrive: each file's account, the account of all submissions, and whether they agree.

The pounds of all first records come from the files; the pounds of all submissions come from the fold. Only when
every step between the two is known do they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import Records
from programme.phrases import say_count
from programme.submissions.outcome import Account, Disposition, Outcome, State, Submission
from programme.submissions.report.answers import Answers
from programme.submissions.report.wording import STATES, pounds, reason
from programme.submissions.rules.sums import decimal

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence that is true, or an alarm."""

    good: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file's account: records and pounds by disposition, in the order of the dispositions.

    `in_pounds` tells whether its form asks for money.
    """

    name: str
    form: str
    shape: str
    digest: str
    read: int
    records: tuple[int, ...]
    asked: tuple[Decimal, ...]
    reasons: str
    adds_up: bool
    balances: bool
    in_pounds: bool = True

    @property
    def pounds_in(self) -> Decimal:
        """Every pound that the file's records ask for."""
        return sum(self.asked, _NOTHING)


@dataclass(frozen=True, slots=True)
class StateLine:
    """How many submissions are in a state, and their pounds."""

    label: str
    number: int
    asked: Decimal
    awarded: Decimal = _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """The first part of the report."""

    files: tuple[FileLine, ...]
    total: FileLine
    states: tuple[StateLine, ...]
    checks: tuple[Check, ...]

    @property
    def in_pounds(self) -> bool:
        """Whether any of the files is of a form that asks for money, or pounds were awarded all the same."""
        return any(file.in_pounds for file in self.files) or any(line.asked or line.awarded for line in self.states)

    @property
    def good(self) -> bool:
        """Whether nothing is unaccounted for."""
        return all(check.good for check in self.checks)


def arrived(outcome: Outcome, answers: Answers, records: Records) -> Arrived:
    """Return the accounts of an outcome and what they prove."""
    files = tuple(_file(account, records) for account in outcome.accounts)
    total = _total(files)
    return Arrived(
        files=files,
        total=total,
        states=state_lines(outcome.submissions.values()),
        checks=tuple(_checks(outcome, files, total, answers)),
    )


def state_lines(submissions: Iterable[Submission]) -> tuple[StateLine, ...]:
    """Return a line for each state that occurs, in the order in which staff need them."""
    numbers: Counter[State] = Counter()
    asked: dict[State, Decimal] = {}
    awarded: dict[State, Decimal] = {}
    for one in submissions:
        numbers[one.state] += 1
        asked[one.state] = asked.get(one.state, _NOTHING) + (one.asked or _NOTHING)
        awarded[one.state] = awarded.get(one.state, _NOTHING) + (one.awarded or _NOTHING)
    return tuple(
        StateLine(STATES[state], numbers[state], asked[state], awarded[state]) for state in STATES if numbers[state]
    )


def _file(account: Account, records: Records) -> FileLine:
    form = records.forms.get(account.form)
    shape = records.export_shapes.get(account.shape)
    return FileLine(
        name=account.name,
        form=form.title if form else account.form,
        shape=shape.title if shape else account.shape,
        digest=account.digest,
        read=account.read,
        records=tuple(account.records.get(one, 0) for one in Disposition),
        asked=tuple(account.asked.get(one, _NOTHING) for one in Disposition),
        reasons=f"no row could be read: {reason(account.unread)}" if account.unread else _reasons(account.reasons),
        adds_up=account.adds_up,
        balances=account.balances,
        in_pounds=form is None or "amount" in by_meaning(form),
    )


def _reasons(reasons: Mapping[str, int]) -> str:
    return "; ".join(f"{number:,} × {reason(code)}" for code, number in sorted(reasons.items()))


def _total(files: tuple[FileLine, ...]) -> FileLine:
    every = range(len(Disposition))
    return FileLine(
        name="All files",
        form="",
        shape="",
        digest="",
        read=sum(file.read for file in files),
        records=tuple(sum(file.records[at] for file in files) for at in every),
        asked=tuple(sum((file.asked[at] for file in files), _NOTHING) for at in every),
        reasons="",
        adds_up=all(file.adds_up for file in files),
        balances=all(file.balances for file in files),
    )


def _checks(outcome: Outcome, files: tuple[FileLine, ...], total: FileLine, answers: Answers) -> Iterator[Check]:
    yield from (_lost(file) for file in files if not file.adds_up)
    yield from (_not_read(file.name, file.reasons) for file in files if file.adds_up and not file.balances)
    yield from (_not_read(one.path, reason(one.reason)) for one in outcome.unread)
    if total.adds_up:
        say = f"{say_count(total.read, 'record')} in {say_count(len(files), 'file')}"
        yield Check(good=True, text=f"{say}: each one is somewhere in the table below.")
    yield _submissions_agree(total, len(outcome.submissions))
    if any(file.in_pounds for file in files) or any(one.asked for one in outcome.submissions.values()):
        yield _pounds_agree(total, outcome, answers)


def _lost(file: FileLine) -> Check:
    lost = file.read - sum(file.records)
    what = f"{say_count(abs(lost), 'record')} {'too many' if lost < 0 else 'missing'}"
    return Check(good=False, text=f"{file.name}: {what} in the account. Tell whoever looks after this programme.")


def _not_read(name: str, why: str) -> Check:
    todo = "Put a good export in its place, move it where it belongs, or delete it. Then run again."
    return Check(good=False, text=f"{name}: {why}. Nothing in it is known. {todo}")


def _submissions_agree(total: FileLine, found: int) -> Check:
    first = total.records[0]
    if first == found:
        return Check(good=True, text=f"{say_count(first, 'first record')} made {say_count(found, 'submission')}.")
    return Check(good=False, text=f"{say_count(first, 'first record')}, but {say_count(found, 'submission')}.")


def _pounds_agree(total: FileLine, outcome: Outcome, answers: Answers) -> Check:
    """Compare first records' pounds, from the files, with the submissions' pounds less what later versions changed."""
    submissions = outcome.submissions.values()
    asked = sum((one.asked or _NOTHING for one in submissions), _NOTHING)
    changed = sum(((one.asked or _NOTHING) - _first_asked(one, answers) for one in submissions), _NOTHING)
    first = total.asked[0]
    sums = f"{pounds(first)} in first records, {pounds(changed)} by later versions: {pounds(first + changed)}"
    if first + changed == asked:
        return Check(good=True, text=f"{sums}, the same as all submissions ask for.")
    return Check(good=False, text=f"{sums}, but all submissions ask for {pounds(asked)}.")


def _first_asked(one: Submission, answers: Answers) -> Decimal:
    if len(one.versions) == 1:
        return one.asked or _NOTHING
    question = answers.question(one.form, "amount")
    answer = one.versions[0].answers.get(question.id) if question else None
    return (decimal(answer.number) if answer else None) or _NOTHING
