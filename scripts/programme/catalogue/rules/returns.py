"""Rules of returns: who owes them, and for which months or quarters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import Form, FormQuestion, Records
from programme.catalogue.return_periods import begins_quarter, period_id, period_of, period_words, periods_from
from programme.clock import Period, say_date
from programme.problems import shortened

_NEEDED = ("returned_by", "every", "first_period")
_OWED = (*_NEEDED, "last_period", "due_day")


def return_is_whole(records: Records, _: date) -> Iterator[Finding]:
    """A return says who must send it, how often and from which period on, and asks for the partner and the period.
    No other form says or needs this."""
    for form in records.forms.values():
        if form.kind != "return":
            yield from (_not_owed(form, field) for field in _OWED if getattr(form, field) not in (None, ()))
            continue
        asked = {question.means for question in form.questions}
        missing = [field for field in _NEEDED if not getattr(form, field)]
        missing += [f"a question that means {one}" for one in ("partner", "period") if one not in asked]
        if missing:
            yield at(form, "kind").error(
                "half-a-return",
                "A return says who must send it and when, and asks for the partner and the period.",
                expected=", ".join(missing),
                found="nothing",
                action="Add what is missing.",
            )


def _not_owed(form: Form, field: str) -> Finding:
    return at(form, field).error(
        "not-a-return",
        "Only a return says who must send it and when.",
        expected="no value",
        found="a value",
        action="Remove it, or write kind: return.",
    )


def partners_leave_after_they_join(records: Records, _: date) -> Iterator[Finding]:
    """The last day of a partner is not before its first one: else no return would be asked for."""
    for one in records.partners.values():
        if one.since and one.until and one.until < one.since:
            yield at(one, "until").error(
                "ends-before-it-begins",
                "The partner left before it joined.",
                expected=f"{say_date(one.since)} or later",
                found=say_date(one.until),
                action="Correct one of the two dates.",
            )


def periods_follow_one_another(records: Records, _: date) -> Iterator[Finding]:
    """The first and the last period of a return are months, those in which a quarter begins when it is sent each
    quarter, and people can choose each period from the first to the last."""
    for form in records.forms.values():
        if form.kind == "return" and form.every and form.first_period:
            wrong = list(_bounds(form, form.every, form.first_period))
            yield from wrong
            if not wrong:
                yield from _choices(form, form.every, form.first_period)


def _bounds(form: Form, every: str, first: Period) -> Iterator[Finding]:
    for field, value in (("first_period", first), ("last_period", form.last_period)):
        if value and not (_is_month(value) and (every == "month" or begins_quarter(value.first))):
            quarters = "" if every == "month" else ": a quarter begins in 01, 04, 07 or 10"
            yield at(form, field).error(
                "not-a-period",
                f"No {every} begins with this.",
                expected="a month such as 2025-04" + quarters,
                found=value.text,
                action="Write its first month.",
            )
    if form.last_period and form.last_period.first < first.first:
        yield at(form, "last_period").error(
            "ends-before-it-begins",
            "The last period is before the first.",
            expected=f"{first.text} or later",
            found=form.last_period.text,
            action="Correct one of them.",
        )


def _choices(form: Form, every: str, first: Period) -> Iterator[Finding]:
    asked = ((number, one) for number, one in enumerate(form.questions, 1) if one.means == "period" and one.options)
    for number, question in asked:
        yield from _strange(form, number, question)
        yield from _missing(form, number, question, _owed(form, every, first, question))


def _owed(form: Form, every: str, first: Period, question: FormQuestion) -> dict[str, str]:
    """Return the periods that are owed, words by id; as long as there is no last one, up to the last option."""
    known = sorted(filter(None, map(period_of, question.options)))
    end = form.last_period.first if form.last_period else date(int(known[-1][:4]), 12, 1) if known else first.first
    owed = {period_id(month, every): period_words(month, every) for month in periods_from(first.first, end, every)}
    return owed if form.last_period else {one: words for one, words in owed.items() if known and one <= known[-1]}


def _strange(form: Form, number: int, question: FormQuestion) -> Iterator[Finding]:
    sample = period_words(form.first_period.first, form.every) if form.first_period and form.every else ""
    for position, option in enumerate(question.options, 1):
        found = period_of(option)
        if found is None or ("Q" in found) is not (form.every == "quarter"):
            yield at(form, "questions", number, "options", position).error(
                "not-a-period",
                f"This option is no {form.every}.",
                expected=f"words such as “{sample}”",
                found=f"“{shortened(option)}”",
                action="Write the months and the year in full.",
            )


def _missing(form: Form, number: int, question: FormQuestion, owed: dict[str, str]) -> Iterator[Finding]:
    chosen = {period_of(option) for option in question.options}
    missing = [words for one, words in owed.items() if one not in chosen]
    if missing:
        yield at(form, "questions", number, "options").error(
            "periods-missing",
            "Partners cannot choose every period for which they owe a return.",
            expected="an option for each, from the first to the last",
            found=f"none for {missing[0]}",
            action="Add what is missing.",
        )


def _is_month(value: Period) -> bool:
    return len(value.text) == len("2025-04") and value.text[:4].isdigit()
