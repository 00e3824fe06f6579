"""Rules of returns: who owes them, and for which months or quarters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.load import Finding
from programme.catalogue.model import Form, FormQuestion, Records
from programme.catalogue.return_periods import begins_quarter, period_id, period_of, period_words, periods_from
from programme.clock import Period
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
            message = "A return says who must send it and when, and asks for the partner and the period."
            yield _finding(
                form, ("kind",), "half-a-return", message, ", ".join(missing), "nothing", "Add what is missing."
            )


def _not_owed(form: Form, field: str) -> Finding:
    words = "Only a return says who must send it and when.", "no value", "a value", "Remove it, or write kind: return."
    return _finding(form, (field,), "not-a-return", *words)


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
            expected = "a month such as 2025-04" + (
                "" if every == "month" else ": a quarter begins in 01, 04, 07 or 10"
            )
            message = f"No {every} begins with this."
            yield _finding(form, (field,), "not-a-period", message, expected, value.text, "Write its first month.")
    if form.last_period and form.last_period.first < first.first:
        words = (
            "The last period is before the first.",
            f"{first.text} or later",
            form.last_period.text,
            "Correct one of them.",
        )
        yield _finding(form, ("last_period",), "ends-before-it-begins", *words)


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
            message = f"This option is no {form.every}."
            words = (
                message,
                f"words such as “{sample}”",
                f"“{shortened(option)}”",
                "Write the months and the year in full.",
            )
            yield _finding(form, ("questions", number, "options", position), "not-a-period", *words)


def _missing(form: Form, number: int, question: FormQuestion, owed: dict[str, str]) -> Iterator[Finding]:
    chosen = {period_of(option) for option in question.options}
    missing = [words for one, words in owed.items() if one not in chosen]
    if missing:
        message = "Partners cannot choose every period for which they owe a return."
        words = (
            message,
            "an option for each, from the first to the last",
            f"none for {missing[0]}",
            "Add what is missing.",
        )
        yield _finding(form, ("questions", number, "options"), "periods-missing", *words)


def _is_month(value: Period) -> bool:
    return len(value.text) == len("2025-04") and value.text[:4].isdigit()


def _finding(form: Form, path: tuple[str | int, ...], *words: str) -> Finding:
    """Return what is wrong in a form. `words`: code, message, expected, found, action."""
    code, message, expected, found, action = words
    return Finding(
        kind="form", id=form.id, path=path, code=code, message=message, expected=expected, found=found, action=action
    )
