"""The words in which a form's question tells its limits and options, for its page and for the copy to draft in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from programme.catalogue.model import FormQuestion, Records, Round
from programme.status import State, state_on
from programme.templates import say_money, say_number


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
    sentences += [f"At most {_many(most, unit)}." for most, unit in _sizes(question) if most is not None]
    # "At least 0" tells nobody anything.
    if question.minimum:
        sentences.append(f"At least {_number(question, question.minimum)}.")
    if question.maximum is not None:
        sentences.append(f"At most {_number(question, question.maximum)}.")
    if question.options or question.options_from:
        return [*sentences[1:], f"{kind.label if kind else 'Options'}:"]
    return sentences


def question_options(question: FormQuestion, records: Records, *, day: date) -> tuple[str, ...]:
    """Return the options of a question as people read them, in the order in which they are given.

    Of the areas, those that there are on the day; of the rounds, those that have not closed by then (when all
    have, every one, so that the question can still be understood).
    """
    if question.options or not question.options_from:
        return question.options
    if question.options_from == "themes":
        return tuple(theme.title for theme in records.themes.values())
    if question.options_from == "areas":
        return tuple(
            area.name for area in records.areas.values() if (area.valid_from or day) <= day <= (area.valid_until or day)
        )
    if question.options_from == "rounds":
        rounds = records.rounds.values()
        left = [one for one in rounds if not _is_closed(one, day)]
        return tuple(one.title for one in left or rounds)
    return tuple(term.label for term in records.terms.get(question.options_from, ()))


def _is_closed(one: Round, day: date) -> bool:
    return state_on(one, day, soon_days=0) is State.CLOSED


def _sizes(question: FormQuestion) -> tuple[tuple[int | None, str], ...]:
    return (question.max_words, "word"), (question.max_characters, "character")


def _many(number: int, unit: str) -> str:
    return f"{say_number(number)} {unit}{'' if number == 1 else 's'}"


def _number(question: FormQuestion, number: Decimal) -> str:
    return say_money(number) if question.answer == "money" else say_number(number)
