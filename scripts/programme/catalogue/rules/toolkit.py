"""Rules of the toolkit and the advice: evidence, warnings, safety, reviews, costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from programme.catalogue.findings import Finding, at
from programme.catalogue.model import CostBand, Initiative, Records, Topic
from programme.clock import say_date

_CLAIMS = ("strong", "promising", "mixed", "no-effect", "harmful")
_LISTS = ("steps", "watch_for", "measures", "permissions")


def warning_names_alternative(records: Records, _: date) -> Iterator[Finding]:
    """An initiative that is harmful, or that can backfire alone, says what to do instead."""
    for one in records.initiatives.values():
        if (one.rating == "harmful" or one.can_backfire) and not one.instead:
            yield at(one, "rating" if one.rating == "harmful" else "can_backfire").error(
                "warning-without-alternative",
                "The initiative carries a warning but names nothing to do instead.",
                expected="the id of at least one other initiative",
                found="nothing",
                action="Add a line “instead:”, and under it initiatives that are safer or work better.",
            )
        elif one.id in one.instead:
            yield at(one, "instead", one.instead.index(one.id) + 1).error(
                "warning-without-alternative",
                "The initiative names itself as what to do instead.",
                expected="the id of another initiative",
                found=one.id,
                action="Name another initiative.",
            )


def rating_has_source(records: Records, _: date) -> Iterator[Finding]:
    """A rating that claims an effect, or none, names a source of what the evidence says."""
    for one in records.initiatives.values():
        if one.rating in _CLAIMS and not any(finding.source for finding in one.evidence):
            yield at(one, "rating").error(
                "rating-without-source",
                f"The rating is “{one.rating}” but no finding names a source.",
                expected="a source in at least one entry of evidence",
                found="nothing",
                action="Add the source, or use the rating limited or untested.",
            )


def safe_topic_has_exit(records: Records, _: date) -> Iterator[Finding]:
    """A topic that is safe by type has a quick exit and says how to hide the traces of reading it."""
    for one in records.topics.values():
        if one.type == "safe" and not one.quick_exit:
            yield at(one, "quick_exit").error(
                "safe-topic-without-exit",
                "Somebody may be watched while reading this page, and it has no quick exit.",
                expected="yes",
                found="no",
                action="Write quick_exit: yes.",
            )


def reviewed_in_time(records: Records, day: date) -> Iterator[Finding]:
    """A record whose review date has passed is warned about, and its page says so."""
    for one in _initiatives_and_topics(records):
        if one.review_by and one.review_by < day:
            yield at(one, "review_by").warning(
                "review-overdue",
                f"The review was due by {say_date(one.review_by)}.",
                found=say_date(one.review_by),
                action="Check the record, then set reviewed_on to today and review_by to the next date.",
            )


def each_line_once(records: Records, _: date) -> Iterator[Finding]:
    """No step, risk, measure or permission of an initiative, and no point of a topic, stands there twice."""
    for one in _initiatives_and_topics(records):
        for name in _LISTS if isinstance(one, Initiative) else ("points",):
            yield from _repeated(one, name)


def _initiatives_and_topics(records: Records) -> Iterator[Initiative | Topic]:
    yield from records.initiatives.values()
    yield from records.topics.values()


def _repeated(one: Initiative | Topic, name: str) -> Iterator[Finding]:
    plain = [" ".join(item.text.casefold().split()).rstrip(".") for item in getattr(one, name)]
    for number, text in enumerate(plain, 1):
        if text in plain[: number - 1]:
            yield at(one, name, number, "text").error(
                "duplicate",
                "The same line stands here a second time.",
                found=f"The first is number {plain.index(text) + 1} of the list.",
                action="Remove one of the two.",
            )


def figure_fits_band(records: Records, _: date) -> Iterator[Finding]:
    """A cost in pounds lies in the cost band that the initiative names."""
    for one in records.initiatives.values():
        band = records.cost_bands.get(one.cost)
        if band and one.cost_figure is not None and not _within(one, records):
            yield at(one, "cost_figure").error(
                "cost-outside-band",
                f"The cost is not in the band “{band.label}”.",
                expected=_range(band),
                found=str(one.cost_figure),
                action="Correct the figure, or choose another band.",
            )


def _range(band: CostBand) -> str:
    if band.most is None:
        return f"{band.least} or more"
    return f"{band.least} to {band.most}" if band.most else "0"


def _within(one: Initiative, records: Records) -> bool:
    band, figure = records.cost_bands[one.cost], one.cost_figure
    return figure is None or (band.least <= figure and (band.most is None or figure <= band.most))
