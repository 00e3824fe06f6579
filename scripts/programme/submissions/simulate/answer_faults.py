"""Faults in the answers of one submission: each in a draft without any, so that what must come of it is known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from programme.catalogue.model import FormQuestion
from programme.eligibility import amount as pounds
from programme.submissions.outcome import Flag, State
from programme.submissions.simulate.costs import budget_text
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.planting import has_deadline, single
from programme.submissions.simulate.questions import budget_that_differs, choices, has_time, paid_by
from programme.submissions.simulate.truth import Kind

_ABOUT: Final = ("about 5k", "5k", "up to ten thousand", "TBC", "£2,500 - £3,000", "see attached quote", "approx. 4000")
_UNKNOWN: Final = ("Community interest group", "Something else", "Not sure", "N/A")
_SETTLED: Final = frozenset({"round", "cohort", "partner", "period", "organisation", "organisation-type", "email"})
_SCHOOL_STAFF: Final = "200"


def _over_ceiling(scene: Scene, draft: Draft) -> None:
    over = scene.rng.one((Decimal("0.01"), Decimal(1), Decimal(250), Decimal(2500), Decimal(15000)))
    _ask(scene, draft, (draft.call.ceiling or Decimal(0)) + over)
    draft.plant(Kind.OVER_CEILING, state=State.NOT_ELIGIBLE)


def _ask(scene: Scene, draft: Draft, amount: Decimal) -> None:
    draft.answers[scene.meant["amount"].id] = f"{amount:.2f}"
    if "budget" in scene.meant:
        draft.answers[scene.meant["budget"].id] = budget_text(amount, scene.rng)


def _over_staff(scene: Scene, draft: Draft) -> None:
    most = _most_staff(scene) or 0
    _be(scene, draft, "voluntary-group" if draft.applicant.type == "school" else draft.applicant.type)
    if draft.applicant.type == "school":
        draft.applicant = replace(draft.applicant, name=f"Friends of {draft.applicant.name}")
        _answer_name(scene, draft)
    draft.answers[scene.meant["full-time-staff"].id] = str(most + scene.rng.one((1, 5, 40, 310)))
    draft.plant(Kind.OVER_STAFF, state=State.NOT_ELIGIBLE)


def _school_staff(scene: Scene, draft: Draft) -> None:
    if draft.applicant.type != "school":
        draft.applicant = replace(draft.applicant, name=f"{draft.applicant.area} Grammar School", registration="")
        _answer_name(scene, draft)
    _be(scene, draft, "school")
    draft.answers[scene.meant["full-time-staff"].id] = _SCHOOL_STAFF
    draft.plant(Kind.SCHOOL_STAFF, state=draft.state)


def _answer_name(scene: Scene, draft: Draft) -> None:
    for meaning, value in (("organisation", draft.applicant.name), ("registration-number", "")):
        if meaning in scene.meant:
            draft.answers[scene.meant[meaning].id] = value


def _be(scene: Scene, draft: Draft, kind: str) -> None:
    draft.answers[scene.meant["organisation-type"].id] = (kind,)


def _most_staff(scene: Scene) -> int | None:
    rule = scene.rule("full-time-staff", "more-than", "not-eligible")
    return int(Decimal(rule.values[0])) if rule else None


def _ask_first(scene: Scene, draft: Draft) -> None:
    rule = scene.rule("organisation-type", "is-one-of", "ask-first")
    options = choices(scene.meant["organisation-type"], scene.records)
    kinds = [kind for kind in (rule.values if rule else ()) if kind in options]
    kind = scene.rng.one(kinds)
    if kind == "individual" and "organisation" in scene.meant:
        draft.answers[scene.meant["organisation"].id] = draft.applicant.person
    if "full-time-staff" in scene.meant:
        draft.answers[scene.meant["full-time-staff"].id] = str(scene.rng.few(6))
    _be(scene, draft, kind)
    draft.plant(Kind.ASK_FIRST, state=State.NEEDS_A_PERSON)


def _must_answer(scene: Scene) -> list[FormQuestion]:
    return [
        one
        for one in scene.form.questions
        if one.required and not one.asked_when and one.means not in _SETTLED and one.id not in scene.form.identity
        if one.answer not in {"money", "budget"}
    ]


def _missing(scene: Scene, draft: Draft) -> None:
    asked = _must_answer(scene)
    draft.answers[scene.rng.one(asked).id] = ""
    draft.plant(Kind.MISSING_ANSWER, state=State.INCOMPLETE)


def _budget_sum(scene: Scene, draft: Draft) -> None:
    asked = paid_by(scene.form, scene.meant["budget"])
    total = pounds(str(draft.answers[asked.id])) if asked else None
    draft.answers[scene.meant["budget"].id] = budget_that_differs(total or Decimal(500), scene.rng)
    draft.plant(Kind.BUDGET_SUM, state=State.NEEDS_A_PERSON)


def _amount_words(scene: Scene, draft: Draft) -> None:
    draft.answers[scene.meant["amount"].id] = scene.rng.one(_ABOUT)
    draft.plant(Kind.AMOUNT_WORDS, state=State.NEEDS_A_PERSON)


def _choosable(scene: Scene) -> list[FormQuestion]:
    settled = _SETTLED - {"organisation-type"}
    return [
        one
        for one in scene.form.questions
        if one.answer == "choice" and one.means not in settled and choices(one, scene.records)
        if one.id not in scene.form.identity
    ]


def _unknown_option(scene: Scene, draft: Draft) -> None:
    asked = _choosable(scene)
    words = scene.rng.one(_UNKNOWN)
    option = words.lower().replace(" ", "_").replace("/", "") if scene.shape.options_are == "ids" else words
    draft.answers[scene.rng.one(asked).id] = (option,)
    draft.plant(Kind.UNKNOWN_OPTION, state=State.NEEDS_A_PERSON)


def _previous_award(scene: Scene, draft: Draft) -> None:
    draft.answers[scene.meant["applied-before"].id] = ("yes",)
    draft.plant(Kind.PREVIOUS_AWARD, state=draft.state, flag=Flag.PREVIOUS_AWARD)


def _slow(scene: Scene) -> list[str]:
    if "initiative" not in scene.meant:
        return []
    options = choices(scene.meant["initiative"], scene.records)
    return [one for one in options if not has_time(one, scene.call, scene.records)]


def _setup_time(scene: Scene, draft: Draft) -> None:
    slow = _slow(scene)
    draft.answers[scene.meant["initiative"].id] = (scene.rng.one(slow),)
    draft.plant(Kind.SETUP_TIME, state=State.NEEDS_A_PERSON)


def _has_staff_rule(scene: Scene) -> bool:
    return scene.asks("full-time-staff", "organisation-type") and _most_staff(scene) is not None


def _has_ask_first(scene: Scene) -> bool:
    rule = scene.rule("organisation-type", "is-one-of", "ask-first")
    return scene.asks("organisation-type") and rule is not None


ANSWER_FAULTS: Final = (
    single(lambda s: has_deadline(s) and s.asks("amount") and s.call.ceiling is not None, _over_ceiling),
    single(_has_staff_rule, _over_staff),
    single(_has_staff_rule, _school_staff),
    single(_has_ask_first, _ask_first),
    single(lambda scene: bool(_must_answer(scene)), _missing),
    single(lambda scene: scene.asks("amount", "budget"), _budget_sum),
    single(lambda scene: scene.asks("amount"), _amount_words),
    single(lambda scene: bool(_choosable(scene)), _unknown_option),
    single(lambda scene: scene.asks("applied-before"), _previous_award),
    single(lambda scene: bool(_slow(scene)), _setup_time),
)
