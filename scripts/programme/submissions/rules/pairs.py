"""Rules about two submissions that look like the same applicant's, and about awards that were given before."""

from __future__ import annotations

from programme.submissions.outcome import Flag, State, Verdict
from programme.submissions.rules.verdicts import flagged, person, verdict


def replaced(other: str, reason: str) -> Verdict:
    """If the same applicant sent the same project to the same round again, the last one counts and the earlier one
    is replaced. One that came too late replaces none that came in time.
    """
    return verdict("replaced", f"sent again as {other}", reason, State.REPLACED)


def same_applicant(other: str, reason: str) -> Verdict:
    """If the same applicant sent two applications to the same round that are not plainly one, a person says whether
    the later one replaces the earlier one.
    """
    return person("same-applicant", f"another application, {other}", f"{reason} Are they one or two?")


def unclear_identity(other: str, reason: str) -> Verdict:
    """If two applications of a round may be the same applicant's, a person says whether they are."""
    return person("unclear-identity", f"looks like {other}", reason)


def shared_contact(other: str, reason: str) -> Verdict:
    """Two applications of a round with the same e-mail address or telephone number are flagged, and no more."""
    return flagged("shared-contact", f"shares it with {other}", reason, Flag.SHARED_CONTACT)


def other_round(other: str, reason: str) -> Verdict:
    """An applicant who also applied to another round is flagged. Everybody may apply to several."""
    return flagged("other-round", f"looks like {other}", reason, Flag.OTHER_ROUND)


def previous_award(award: str, score: int) -> Verdict:
    """An applicant whose name is very like that of somebody who had an award before is flagged. It is no bar."""
    says = f"The name is {'the same' if score == 100 else f'alike ({score} of 100)'}. It is no bar."  # noqa: PLR2004
    return flagged("previous-award", f"award {award}", says, Flag.PREVIOUS_AWARD)


def says_so_itself() -> Verdict:
    """An applicant who says that it had money before is flagged. It is no bar."""
    return flagged(
        "says-so-itself", "answered yes", "It says that it had money before. It is no bar.", Flag.PREVIOUS_AWARD
    )


def gone_from_source(file: str) -> Verdict:
    """If the form's exports hold everything and a newest one lacks a submission of its time, that is flagged."""
    says = "The newest export of the form, or one as new, does not hold it."
    return flagged("gone-from-source", f"not in {file}", says, Flag.GONE_FROM_SOURCE)
