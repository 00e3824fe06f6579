"""The words in which a form's question tells its limits and options, for its page and for the copy to draft in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from programme.catalogue.bases import CONFIRMED
from programme.catalogue.model import FormQuestion, Partner, Records
from programme.catalogue.options import options_of
from programme.phrases import say_count, say_money, say_number
from programme.status import State, state_on

# Tables with more records than a list of options can hold, and what to say of them instead.
_ELSEWHERE: Final = {"initiatives": "any idea in the toolkit"}
_CLOSED_ROUNDS: Final = 12  # at most, when no other is left


def question_duty(question: FormQuestion) -> str:
    """Return whether the question must be answered, and when it is asked if not always, in plain sentences."""
    duty = "You must answer this." if question.required else "This question is optional."
    return f"{duty} You are asked it only when this is true: {question.asked_when}" if question.asked_when else duty


def question_limits(question: FormQuestion, records: Records) -> list[str]:
    """Return what sort of answer a question takes and its limits, each a plain sentence.

    Of a question with options the last sentence ends in a colon: the options follow it.
    """
    kind = next((term for term in records.terms.get("answer-kinds", ()) if term.id == question.answer), None)
    sentences = [f"{kind.label}."] if kind else []
    sentences += [f"At most {say_count(most, unit)}." for most, unit in _sizes(question) if most is not None]
    # "At least 0" tells nobody anything.
    if question.minimum:
        sentences.append(f"At least {_number(question, question.minimum)}.")
    if question.maximum is not None:
        sentences.append(f"At most {_number(question, question.maximum)}.")
    if question.options or question.options_from:
        label, elsewhere = kind.label if kind else "Options", _ELSEWHERE.get(question.options_from or "")
        return [*sentences[1:], f"{label}: {elsewhere}." if elsewhere else f"{label}:"]
    if question.past_options:
        return ["There is nothing to choose from now."]
    return sentences


def question_options(
    question: FormQuestion, records: Records, *, day: date, partners: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the options of a question as people read them, in the order in which they are given.

    Of the areas, those that there are on the day; of the rounds, those that have not closed by then (when all
    have, the last ones, so that the question can still be understood); of the partners, those that `partners` names
    and that there are; of the form's own, none of the past. None of a table with many records, of which
    `question_limits` says where they are.
    """
    if question.options_from in _ELSEWHERE:
        return ()
    if not question.options_from:
        return question.options
    options = options_of(question, records)
    is_left = _LEFT.get(question.options_from or "")
    left = [name for name in options if not is_left or is_left(name, records, day)]
    if question.options_from == "partners":
        wanted = [name for name in left if not partners or name in partners]
        return tuple(_partner(records.partners[name], records) for name in wanted)
    if question.options_from == "rounds" and not left:
        left = _last_rounds(options, records)
    return tuple(options[name] for name in left or options)


def _last_rounds(names: Collection[str], records: Records) -> list[str]:
    """Return the rounds that closed last, in the order in which they are given."""
    closed = sorted(names, key=lambda name: one.last if (one := records.rounds[name].closes) else date.min)
    return [name for name in names if name in closed[-_CLOSED_ROUNDS:]]


def _is_area(name: str, records: Records, day: date) -> bool:
    area = records.areas[name]
    return (area.valid_from or day) <= day <= (area.valid_until or day)


def _is_round(name: str, records: Records, day: date) -> bool:
    return state_on(records.rounds[name], day, soon_days=0) is not State.CLOSED


def _is_partner(name: str, records: Records, day: date) -> bool:
    partner = records.partners[name]
    return (partner.since or day) <= day <= (partner.until or day)


# What of a table may still be chosen on a day, by the record's id.
_LEFT: Final[Mapping[str, Callable[[str, Records, date], bool]]] = {
    "areas": _is_area,
    "rounds": _is_round,
    "partners": _is_partner,
}


def _partner(one: Partner, records: Records) -> str:
    """Return a partner's name, with how well it is known where it was not read anywhere."""
    basis = next((term.label for term in records.terms.get("bases", ()) if term.id == one.basis), "")
    return one.title if one.basis in CONFIRMED or not basis else f"{one.title} ({basis.lower()})"


def _sizes(question: FormQuestion) -> tuple[tuple[int | None, str], ...]:
    return (question.max_words, "word"), (question.max_characters, "character")


def _number(question: FormQuestion, number: Decimal) -> str:
    return say_money(number) if question.answer == "money" else say_number(number)
