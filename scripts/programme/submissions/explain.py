"""The whole story of one submission, for the person who must answer for it: a function of the facts and the outcome.

Lines of text with codes, counts and references only. What was written is apart, for a person who asks for a copy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from programme.catalogue.model import Records
from programme.clock import say_instant
from programme.submissions.facts import (
    Announced,
    Answer,
    Fact,
    File,
    Issued,
    Mark,
    Purged,
    Record,
    SubmissionId,
    Words,
)
from programme.submissions.fold.forgetting import PURGED
from programme.submissions.fold.same_row import same_by_row
from programme.submissions.outcome import Match, Outcome, Submission, Verdict
from programme.submissions.references import UnknownReferenceError, known_reference
from programme.submissions.rules.decided import PAIRED


def explain(reference: str, facts: Iterable[Fact], outcome: Outcome) -> list[str]:
    """Return the story of a submission, line by line. Raises LookupError, in words, when nobody has that reference."""
    facts = list(facts)
    issued = {fact.reference: (fact.form, fact.source) for fact in facts if isinstance(fact, Issued)}
    found = known_reference(reference, issued.keys() | outcome.submissions.keys())
    if found not in outcome.submissions:
        raise UnknownReferenceError(_outdated(found, same_by_row(facts, [issued[found]]), outcome))
    one = outcome.submissions[found]
    return [
        *_state(one),
        *_section("Where it was seen", _seen(one, facts, outcome)),
        *_section("Versions, the oldest first", _versions(one, facts)),
        *_section("Every rule that was tried", map(_verdict, one.tried)),
        *_section("Good to know", map(_verdict, one.flags)),
        *_section("Others that look like the same applicant's", map(_match, one.matches)),
        *_section("What people decided", _decisions(one)),
        *_section("Marks", map(_mark, one.marks)),
        "",
        "Times are London time.",
    ]


def written(
    reference: str, outcome: Outcome, words: Mapping[str, Words], records: Records, purged: Collection[str]
) -> list[str]:
    """Return what was written in each version of a submission, question by question, and in columns of no question.

    `words` are by the content of their record; `purged` are the contents that receipts name. Raises LookupError, in
    words, when nobody has that reference.
    """
    one = outcome.submissions[known_reference(reference, outcome.submissions)]
    form = records.forms.get(one.form)
    asks = {question.id: question.ask for question in form.questions} if form else {}
    lines: list[str] = []
    for number, record in enumerate(one.versions, 1):
        found = words.get(record.content)
        lines += ["", f"What was written, version {number}"]
        if found:
            lines += _written(found, asks)
        elif record.content in purged:
            lines.append("  The words were deleted.")
        else:
            lines.append("  The words are not in the store. A run looks for them in the exports that wait.")
    return lines


def _written(words: Words, asks: Mapping[str, str]) -> Iterator[str]:
    """Yield the answers in the order of the form, then those of questions that it has no more and of other columns."""
    known = [(ask, words.answers[name]) for name, ask in asks.items() if name in words.answers]
    gone = [(name, text) for name, text in words.answers.items() if name not in asks]
    for ask, text in (*known, *gone, *words.other.items()):
        yield f"  {ask}"
        yield from (f"    {line}" for line in text.split("\n"))


def _outdated(reference: str, same: Collection[SubmissionId], outcome: Outcome) -> str:
    """Say that a reference was issued and has no submission any more, and which references its rows have now."""
    now = [one.reference for one in outcome.submissions.values() if (one.form, one.source) in same]
    has = f"Its row of an export has {' and '.join(now)} now." if now else "No export that was read has its row now."
    return (
        f"{reference} was issued, but no submission has it any more. {has} Probably `identity`, "
        "`zone` or `submitted_format` in the form's record was changed."
    )


def _state(one: Submission) -> Iterator[str]:
    yield f"{one.reference}: {one.state}"
    yield f"  Because: {one.because.says} [{one.because.rule}]"
    yield f"  Seen:    {one.because.saw}"
    yield f"  Form:    {one.form}{f', {one.call}' if one.call else ''}{f', {one.partner}' if one.partner else ''}"
    if one.asked is not None:
        yield f"  Asked:   £{one.asked:,.2f}"
    if one.awarded is not None:
        yield f"  Awarded: £{one.awarded:,.2f}"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return ["", title, *found] if found else []


def _seen(one: Submission, facts: Iterable[Fact], outcome: Outcome) -> Iterator[str]:
    """Say in which file and row each record of it stood, in the order in which files count."""
    order = {account.digest: place for place, account in enumerate(outcome.accounts)}
    files = [fact for fact in facts if isinstance(fact, File) and fact.form == one.form]
    number = {record.content: place for place, record in enumerate(one.versions, 1)}
    for file in sorted(files, key=lambda file: (order.get(file.digest, len(order)), file.name)):
        for entry in file.entries:
            if entry.source == one.source and entry.content:
                yield f"{file.name}, row {entry.row}: version {number.get(entry.content, '?')} ({file.digest[:12]})"


def _versions(one: Submission, facts: Iterable[Fact]) -> Iterator[str]:
    purged = {content: fact for fact in facts if isinstance(fact, Purged) for content in fact.contents}
    for number, record in enumerate(one.versions, 1):
        receipt = purged.get(record.content)
        sent = f"sent {say_instant(record.submitted)}" if record.submitted else "no time"
        yield f"{number}: {sent}, {_answers(record)}{_changed(one.versions, number)}"
        if receipt:
            yield f"   its words were deleted on {receipt.on} by {receipt.by}"


def _answers(record: Record) -> str:
    given = sum(answer.given for answer in record.answers.values())
    return f"{given} of {len(record.answers)} questions answered"


def _changed(versions: tuple[Record, ...], number: int) -> str:
    """Name the questions whose answers differ from the version before, as far as the facts can tell."""
    if number == 1:
        return ""
    before, after = versions[number - 2].answers, versions[number - 1].answers
    changed = [question for question, answer in after.items() if _differ(before.get(question), answer)]
    return f"; changed: {', '.join(changed) or 'only words of the same length'}"


def _differ(before: Answer | None, after: Answer) -> bool:
    """Tell whether two answers differ. A purge gives new numbers for equal tokens, so these tell nothing."""
    if before and any(one.token.startswith(PURGED) for one in (before, after)):
        before, after = replace(before, token=""), replace(after, token="")
    return before != after


def _verdict(verdict: Verdict) -> str:
    follows = verdict.state or verdict.flag
    return f"{verdict.rule}: {verdict.says} Saw: {verdict.saw}.{f' So: {follows}.' if follows else ''}"


def _mark(mark: Mark) -> str:
    note = f": {mark.note}" if mark.note else ""
    return f"{mark.on}: {mark.marker}, {mark.criterion}: {mark.score}{note}"


def _match(match: Match) -> str:
    return f"{match.other}: {match.kind}. {match.reason}"


def _decisions(one: Submission) -> Iterator[str]:
    for decision in one.decisions:
        amount = f", £{decision.amount}" if decision.amount else ""
        both = {decision.about, decision.other} - {one.reference, ""}
        other = f" with {', '.join(sorted(both))}" if decision.other and decision.outcome in PAIRED else ""
        yield f"{decision.on}: {decision.outcome}{amount}{other}, by {decision.by}: {decision.why}"
        if isinstance(decision.announced, Announced):
            yield f"   announced as “{decision.announced.organisation}”: {decision.announced.purpose}"
