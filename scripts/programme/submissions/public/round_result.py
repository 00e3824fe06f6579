"""The public numbers of one round whose applications have all been decided.

Counts of applications are not of people, but one person may apply alone, and a small number points at somebody. So
all but received applications and awards, which are announced by name, pass through `small_numbers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from programme.catalogue.meanings import by_meaning
from programme.catalogue.model import Fund, Records, Round
from programme.submissions.facts import ALONE
from programme.submissions.outcome import State, Submission
from programme.submissions.public.small_numbers import HIDDEN, hidden, people

# As in the vocabulary `result-outcomes`, and in its order.
OUTCOMES: Final = (State.DECLINED, State.WITHDRAWN, State.NOT_ELIGIBLE, State.LATE, State.INCOMPLETE)
# A sum of fewer amounts could be split into them by somebody who knows one.
FEWEST_AMOUNTS: Final = 3
_MOST_POUNDS: Final = Decimal(10_000_000_000)  # as the schema has it
_COMMON: Final = 3  # a reason that fewer have is no common one
_MOST_REASONS: Final = 2  # more of them, each with _COMMON or more, could fix how many each has


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicResult:
    """What is public of one round: a record of the kind `result`. Counts that can be `*` are text.

    `outcomes` are (term of `result-outcomes`, count or `*`); `reasons` are (outcome, code of a rule). `None` and
    nothing stand for what is left out.
    """

    round: str
    as_of: date
    decided: bool
    received: int
    from_people: str = ""
    asked: Decimal | None = None
    awards: int | None = None
    awarded: Decimal | None = None
    success_rate: int | None = None
    outcomes: tuple[tuple[str, str], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


def result_of(one: Round, received: Sequence[Submission], records: Records, *, day: date) -> PublicResult:
    """Return what is public of a round whose applications have all been decided: `received`, at least one."""
    awards = [it for it in received if it.state is State.AWARDED]
    others = [it for it in received if it.state is not State.AWARDED]
    alone = {it.reference for it in received if is_one_person(it, records)}
    counts = Counter(it.state for it in others)
    shown = hidden({state.value: counts[state] for state in OUTCOMES})
    return PublicResult(
        round=one.id,
        as_of=day,
        decided=True,
        received=len(received),
        from_people=people(len(alone), len(received)) if _asks_whether_alone(received, records) else "",
        asked=_asked(awards, others),
        awards=len(awards),
        awarded=_awarded(awards, alone),
        success_rate=_percentage(len(awards), len(received)),
        outcomes=tuple(shown.items()) if others else (),
        reasons=tuple(_reasons(others, shown, records, records.funds.get(one.fund))),
    )


def _type_question(one: Submission, records: Records) -> str:
    question = by_meaning(records.forms[one.form]).get("organisation-type")
    return question.id if question else ""


def _asks_whether_alone(received: Iterable[Submission], records: Records) -> bool:
    return all(_type_question(one, records) for one in received)


def is_one_person(one: Submission, records: Records) -> bool:
    """Tell whether an application says that one person sent it alone."""
    answer = one.record.answers.get(_type_question(one, records))
    return answer is not None and ALONE in answer.options


def _asked(awards: Sequence[Submission], others: Sequence[Submission]) -> Decimal | None:
    """Return what was asked for where an amount can be read; None where others could work out one applicant's.

    What those with an award asked for is often known. So there are enough amounts in all, and none or enough of those
    without an award.
    """
    known = [it.asked for it in (*awards, *others) if it.asked is not None]
    of_others = sum(it.asked is not None for it in others)
    enough = len(known) >= FEWEST_AMOUNTS and not 0 < of_others < FEWEST_AMOUNTS
    return _published(sum(known, Decimal(0))) if enough else None


def _awarded(awards: Sequence[Submission], alone: Container[str]) -> Decimal | None:
    """Return what was awarded; None where an amount is missing, or few awards went to people who applied alone.

    Awards to groups are announced with their amounts, and could be taken off.
    """
    known = [it.awarded for it in awards if it.awarded is not None]
    to_people = sum(it.reference in alone for it in awards)
    whole = known and len(known) == len(awards) and not 0 < to_people < FEWEST_AMOUNTS
    return _published(sum(known, Decimal(0))) if whole else None


def _published(pounds: Decimal) -> Decimal | None:
    """Return a sum that a record can hold; a slip of the keyboard can make one that it cannot."""
    return pounds if pounds <= _MOST_POUNDS else None


def _percentage(part: int, whole: int) -> int:
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def _reasons(
    others: Iterable[Submission], shown: Mapping[str, str], records: Records, fund: Fund | None
) -> Iterator[tuple[str, str]]:
    """Yield the commonest reasons of the outcomes that are shown as large numbers, the commonest first."""
    known = {term.id for term in records.terms.get("result-reasons", ())}
    known |= {rule.id for rule in fund.rules} if fund else set()
    found = Counter((one.state.value, _reason_code(one.because.rule)) for one in others)
    for state in OUTCOMES:
        if shown.get(state.value) in {None, HIDDEN, "0"}:
            continue
        common = [(-count, code) for (of, code), count in found.items() if of == state.value and count >= _COMMON]
        yield from [(state.value, code) for _, code in sorted(common) if code in known][:_MOST_REASONS]


def _reason_code(rule: str) -> str:
    """Return the id by which the public knows a rule: that of the fund's own rule where it applies one."""
    return rule.rpartition(":")[2]
