"""How the reports speak of a submission by its kind of form: a bid for a round, an application for a place on a course,
a return of a partner, an answer to a survey. What does not belong to the kind is left empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import Form, Records
from programme.catalogue.return_periods import say_period
from programme.submissions.outcome import Flag, Submission
from programme.submissions.report.answers import Answers
from programme.submissions.report.wording import FLAGS, pounds
from programme.submissions.rules.case import is_for_a_round


@dataclass(frozen=True, slots=True)
class Kind:
    """The words of a kind: for one submission, for what it is for when that is not known, and for two decisions.

    `taken_back` is empty where nobody can be known to have done so.
    """

    one: str
    no_call: str
    refused: str
    taken_back: str


BID: Final = Kind("bid", "Round not known", "It may not apply", "The applicant took it back")
PLACE: Final = Kind("application", "Cohort not known", "It may not apply", "The applicant took it back")
RETURN: Final = Kind("return", "Period not known", "It does not count", "The partner took it back")
SURVEY: Final = Kind("answer", "", "It does not count", "")
NO_PARTNER: Final = "Partner not known"
NOT_ITS_FORM: Final = "The form's record does not name this partner"


def kind_of(form: Form | None) -> Kind:
    """Return the kind of a form; one that is no longer in the records counts as one for bids."""
    if form is None:
        return BID
    if form.kind != "application":
        return RETURN if form.kind == "return" else SURVEY
    return BID if is_for_a_round(form) else PLACE


def kinds_of(records: Records) -> dict[str, Kind]:
    """Return the kind of every form by its id."""
    return {form.id: kind_of(form) for form in records.forms.values()}


class Kinds:
    """Speaks of submissions."""

    def __init__(self, answers: Answers, records: Records) -> None:
        self._answers = answers
        self._records = records
        self._kinds = kinds_of(records)

    def of(self, one: Submission) -> Kind:
        """Return the kind of a submission."""
        return self._kinds.get(one.form, BID)

    def who(self, one: Submission) -> str:
        """Return the organisation or partner that sent it; nothing where the form asks for neither."""
        if self.of(one) is RETURN:
            partner = self._records.partners.get(one.partner)
            return partner.title if partner else one.partner or NO_PARTNER
        known = one.form in self._kinds
        return "" if known and not self._answers.question(one.form, "organisation") else self._answers.organisation(one)

    def call(self, one: Submission) -> str:
        """Return the round, cohort or period that it is for."""
        found = self._records.rounds.get(one.call)
        return (found.title if found else say_period(one.call)) or self.of(one).no_call

    def about(self, one: Submission) -> str:
        """Return what it is for, with the form where that alone does not say it."""
        form = self._records.forms.get(one.form)
        title = form.title if form and self.of(one) is not BID else ""
        return ", ".join(filter(None, (title, self.call(one))))

    def good_to_know(self, one: Submission) -> list[str]:
        """Return the flags of a submission in words, each once."""
        words = {**FLAGS, Flag.OTHER_ROUND: "Also in another cohort"} if self.of(one) is PLACE else FLAGS
        return list(dict.fromkeys(words[verdict.flag] for verdict in one.flags if verdict.flag))

    def nowhere(self, one: Submission) -> str:
        """Return why a submission would count nowhere if it were accepted; nothing where it would count."""
        kind, form = self.of(one), self._records.forms.get(one.form)
        if kind.no_call and not one.call:
            return kind.no_call
        if kind is not RETURN:
            return ""
        if not one.partner:
            return NO_PARTNER
        return NOT_ITS_FORM if form and form.returned_by and one.partner not in form.returned_by else ""

    def asked(self, one: Submission) -> str:
        """Return what it asks for; nothing where the form asks for no money."""
        asks = one.asked is not None or one.form not in self._kinds or self._answers.question(one.form, "amount")
        return pounds(one.asked) if asks else ""
