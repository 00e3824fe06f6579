"""Faults between two submissions: the same applicant twice, and two applicants that only look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from programme.submissions.outcome import Flag, State
from programme.submissions.simulate.applicants import Applicant
from programme.submissions.simulate.drafts import Draft, Scene
from programme.submissions.simulate.planting import Planting
from programme.submissions.simulate.spellings import alike, misspelt, registration_again, shortened
from programme.submissions.simulate.truth import Kind

_NUMBER: Final = "9{:06}"  # of a charity that there is not
_STILL_ALIKE: Final = 0.75  # of its letters, for a shortened name to be known at once
_OTHER: Final = 500_000  # numbers from here on belong to nobody else in a simulation


def _same(scene: Scene, earlier: Draft, later: Draft, who: Applicant) -> None:
    """Make the later draft one of the earlier one's applicant, who now writes as `who`."""
    _in_order(earlier, later)
    later.applicant = replace(who, id=earlier.applicant.id)
    scene.answer(later)
    if "project" in scene.meant:
        name = scene.meant["project"].id
        later.answers[name] = earlier.answers[name]


def _in_order(earlier: Draft, later: Draft) -> None:
    if later.submitted < earlier.submitted:
        earlier.submitted, later.submitted = later.submitted, earlier.submitted
    if later.submitted == earlier.submitted:
        earlier.submitted -= timedelta(minutes=1)


def _registered(scene: Scene, draft: Draft) -> Applicant:
    """Return the draft's applicant with a registration number, which is answered too."""
    who = draft.applicant
    if not who.registration:
        number = int(who.id.rpartition("-")[2])
        who = replace(who, registration=_NUMBER.format(_OTHER + number))
        draft.applicant = who
        draft.answers[scene.meant["registration-number"].id] = who.registration
    return who


def _unregistered(scene: Scene, draft: Draft) -> Applicant:
    draft.applicant = replace(draft.applicant, registration="")
    if "registration-number" in scene.meant:
        draft.answers[scene.meant["registration-number"].id] = ""
    return draft.applicant


def _by_number(scene: Scene, drafts: list[Draft]) -> None:
    earlier, later = drafts
    who, other = _registered(scene, earlier), later.applicant
    name = shortened(who.name) if scene.rng.happens(0.4) else ""
    if len(name) < _STILL_ALIKE * len(who.name):
        name = alike(who.name, who.place, scene.rng)
    number = registration_again(who.registration, scene.rng)
    _same(scene, earlier, later, _moved(who, other, name=name, registration=number))
    _replaced(earlier, later)


def _by_contact(scene: Scene, drafts: list[Draft]) -> None:
    earlier, later = drafts
    who = _unregistered(scene, earlier)
    address = who.email.upper() if scene.rng.happens(0.2) else who.email
    postcode = who.postcode.replace(" ", "").lower() if scene.rng.happens(0.3) else who.postcode
    again = replace(who, name=alike(who.name, who.place, scene.rng), email=address, postcode=postcode)
    _same(scene, earlier, later, again)
    _replaced(earlier, later)


def _replaced(earlier: Draft, later: Draft) -> None:
    later.plant(Kind.DUPLICATE, state=later.state, other=earlier)
    earlier.plant(Kind.REPLACED, state=State.REPLACED, other=later)


def _abbreviated(scene: Scene, drafts: list[Draft]) -> None:
    earlier, later = drafts
    who, other = _unregistered(scene, earlier), later.applicant
    name = shortened(who.name)
    if name == who.name:
        name = shortened(misspelt(who.name, scene.rng))
    again = replace(who, name=name, postcode=other.postcode, phone=other.phone, person=other.person)
    _same(scene, earlier, later, again)
    later.plant(Kind.ABBREVIATED, other=earlier)
    earlier.state = None


def _near(scene: Scene, drafts: list[Draft]) -> None:
    earlier, later = drafts
    who, other = _unregistered(scene, earlier), later.applicant
    name = who.name if scene.rng.happens(0.5) else misspelt(who.name, scene.rng)
    _same(scene, earlier, later, _moved(who, other, name=name, registration=""))
    if "project" in scene.meant:
        later.answers[scene.meant["project"].id] = f"Project of {later.applicant.person}"
    later.plant(Kind.NEAR_DUPLICATE, state=State.NEEDS_A_PERSON, other=earlier)
    earlier.state = None


def _moved(who: Applicant, other: Applicant, *, name: str, registration: str) -> Applicant:
    """Return `who` where somebody else writes: another address, number and postcode."""
    return replace(
        other, name=name, place=who.place, area=who.area, type=who.type, staff=who.staff, registration=registration
    )


def _shared_contact(scene: Scene, drafts: list[Draft]) -> None:
    one, two = drafts
    two.applicant = replace(two.applicant, email=one.applicant.email, person=one.applicant.person)
    scene.answer(two)
    _in_order(one, two)
    for draft, other in ((one, two), (two, one)):
        draft.plant(Kind.SHARED_CONTACT, state=draft.state, flag=Flag.SHARED_CONTACT, other=other)


def _other_registration(scene: Scene, drafts: list[Draft]) -> None:
    one, two = drafts
    who = _registered(scene, one)
    number = _NUMBER.format(2 * _OTHER - int(two.applicant.id.rpartition("-")[2]))
    two.applicant = replace(
        two.applicant, name=misspelt(who.name, scene.rng), place=who.place, area=who.area, registration=number
    )
    scene.answer(two)
    for draft, other in ((one, two), (two, one)):
        draft.plant(Kind.OTHER_REGISTRATION, state=draft.state, other=other)


def _other_round(scene: Scene, drafts: list[Draft]) -> None:
    one, two = drafts
    two.call = scene.calls[1]
    two.submitted = scene.moments[two.call.id].next().replace(second=0)
    two.state = scene.usual(two.call)
    two.applicant = one.applicant
    scene.answer(two)
    for draft, other in ((one, two), (two, one)):
        draft.plant(Kind.OTHER_ROUND, state=draft.state, flag=Flag.OTHER_ROUND, other=other)


def _organisations(scene: Scene) -> bool:
    return scene.form.kind == "application" and scene.asks("organisation", "email")


def _numbered(scene: Scene) -> bool:
    return _organisations(scene) and scene.asks("registration-number")


def _rounds(scene: Scene) -> bool:
    return _organisations(scene) and scene.asks("round") and len(scene.calls) > 1


PAIR_FAULTS: Final = (
    Planting(2, _numbered, _by_number),
    Planting(2, _organisations, _by_contact),
    Planting(2, _organisations, _abbreviated, weight=0.7),
    Planting(2, _organisations, _near, weight=0.7),
    Planting(2, _organisations, _shared_contact, weight=0.7),
    Planting(2, _numbered, _other_registration, weight=0.5),
    Planting(2, _rounds, _other_round),
)
