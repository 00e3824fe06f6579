"""One submission on its way into a file, and the scene in which it is made: the form, its calls, its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from programme.catalogue.model import ExportShape, Form, FormQuestion, FundRule, Records
from programme.submissions.outcome import Disposition, Flag, State
from programme.submissions.simulate.applicants import Applicant, Directory
from programme.submissions.simulate.calls import Call, Moments
from programme.submissions.simulate.chance import Chance
from programme.submissions.simulate.questions import Answers, Maker
from programme.submissions.simulate.truth import Kind


@dataclass(slots=True, eq=False)
class Draft:
    """One submission as it will stand in the file; faults are planted in it while it is a draft."""

    applicant: Applicant
    call: Call
    submitted: datetime  # UTC
    answers: Answers
    state: State | None
    source: str = ""
    kinds: tuple[tuple[Kind, Flag | None, Draft | None], ...] = ()
    disposition: Disposition = Disposition.FIRST
    code: str = ""
    moment: str | None = None  # what stands in place of a time
    anonymous: bool = False  # without the tool's id
    too_wide: bool = False
    finished: bool = True
    ignored: bool = False  # the tool itself says that it does not count
    flags: frozenset[Flag] = frozenset()
    is_paired: bool = False  # a fault of another one is about this one too

    def plant(
        self, kind: Kind, *, state: State | None = None, flag: Flag | None = None, other: Draft | None = None
    ) -> None:
        """Note a fault and what must come of it: `state` for the submission, `flag` beside it."""
        self.state = state
        if other:
            other.is_paired = True
        if flag:
            self.flags |= {flag}
        self.kinds += ((kind, flag, other),)

    @property
    def is_clean(self) -> bool:
        """Whether no fault is planted in it, nor in another one with regard to it."""
        return not (self.kinds or self.is_paired)

    def quarantine(self, kind: Kind, code: str) -> None:
        """Note a fault that nobody can read past."""
        self.disposition, self.code, self.state = Disposition.QUARANTINE, code, None
        self.kinds = ((kind, None, None),)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that submissions are made from. `calls` holds the one to simulate first."""

    form: Form
    shape: ExportShape
    records: Records
    rng: Chance
    calls: tuple[Call, ...]
    moments: Mapping[str, Moments]  # by the call's id
    makers: Mapping[str, Maker]
    directory: Directory
    meant: Mapping[str, FormQuestion]  # by what a question means
    rules: tuple[FundRule, ...]  # of the form's fund

    @property
    def call(self) -> Call:
        """The call to simulate."""
        return self.calls[0]

    def asks(self, *meanings: str) -> bool:
        """Whether the form asks for all of these."""
        return all(meaning in self.meant for meaning in meanings)

    def rule(self, question: str, test: str, outcome: str) -> FundRule | None:
        """Return the fund's rule about a question with this test and outcome, if there is one."""
        found = (r for r in self.rules if (r.question, r.test, r.outcome) == (question, test, outcome))
        return next(found, None)

    def draft(self, applicant: Applicant, call: Call) -> Draft:
        """Return a submission without any fault."""
        submitted = self.moments[call.id].next()
        if self.shape.submitted_format.endswith("-short"):  # no seconds
            submitted = submitted.replace(second=0)
        draft = Draft(applicant, call, submitted, {}, self.usual(call))
        self.answer(draft)
        return draft

    def answer(self, draft: Draft) -> None:
        """Answer every question of a draft anew."""
        answers = draft.answers
        for name, make in self.makers.items():
            answers[name] = make(draft.applicant, draft.call, answers)

    def usual(self, call: Call) -> State | None:
        """What a submission without fault is: nobody can say whether it is in time where no dates are announced."""
        if self.form.kind == "return":
            return None
        return State.READY if call.known or not call.id else State.NEEDS_A_PERSON
