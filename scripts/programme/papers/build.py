"""All papers for a day: which there are, and their making in one process or in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from programme.catalogue.model import Initiative, Records, Topic
from programme.clock import say_date
from programme.papers.contents import Desk, initiative_leaflet, topic_leaflet
from programme.papers.fit import fitted
from programme.papers.leaflet import Leaflet, NotMadeError, Place
from programme.papers.press import Press

BOOK = "toolkit"
_TOOLKIT = "crime-prevention-toolkit"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A theme of the toolkit and its initiatives."""

    title: str
    leaflets: tuple[Leaflet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The whole toolkit. `state` says when it was made and how much of it the office has checked."""

    title: str
    lede: str
    body: str
    chapters: tuple[Chapter, ...]
    state: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make: its address below `papers/`, and what it is made from."""

    address: str
    form: str
    subject: Leaflet | Book


def plan(records: Records, day: date, *, address: str) -> list[Job]:
    """Return every PDF of a day, the longest to make first."""
    desk = Desk(records, day, address)
    leaflets = [topic_leaflet(one, desk) for one in sorted(records.topics.values(), key=_by_title)]
    ideas = [initiative_leaflet(one, desk) for one in sorted(records.initiatives.values(), key=_by_title)]
    jobs = [Job(f"{BOOK}.pdf", "book", _book(desk, ideas))] if ideas else []
    for one in (*leaflets, *ideas):
        jobs += [Job(f"{one.name}.pdf", "card", one), Job(f"{one.name}-large.pdf", "large", one)]
    return jobs


def planned(records: Records, day: date, *, address: str, name: str | None, site: Path) -> list[Job]:
    """Return the PDFs to make for a built site: all, or those of one record by its id, or the book by `toolkit`.

    Raises NotMadeError for an unknown name, and when the site lacks a page to which a paper leads.
    """
    whole = f"{address.rstrip('/')}/" if address else ""
    jobs = plan(records, day, address=whole)
    if name and not (jobs := [job for job in jobs if name in _names(job)]):
        raise NotMadeError(f"There is no topic and no initiative with the id “{name}”.")
    pages = sorted({f"{job.subject.name}/" for job in jobs if isinstance(job.subject, Leaflet)})
    if missing := [page for page in pages if not (site / page / "index.html").is_file()]:
        raise NotMadeError(f"{site / missing[0]} is not there. Build the site first: make site")
    return jobs


def make(jobs: Sequence[Job], templates: Path, day: date, *, processes: int) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of each PDF as it is ready.

    Raises NotMadeError: before anything is made when a library is missing, later for a card that fits no page.
    """
    press = Press(templates, day)
    if processes < 2 or len(jobs) < 2:  # noqa: PLR2004 - two is what makes it worth while
        yield from ((job.address, _made(job, press)) for job in jobs)
        return
    # Started afresh and not copied from this process: the libraries behind WeasyPrint do not like to be copied.
    with ProcessPoolExecutor(processes, get_context("spawn"), _set_up, (templates, day)) as pool:
        futures = [pool.submit(_made_here, job) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool:
            message = "A process was stopped from outside, most likely for want of memory. Try --processes 1."
            raise NotMadeError(message) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _by_title(one: Topic | Initiative) -> str:
    return one.title.casefold().lstrip("'‘“")


_presses: list[Press] = []


def _set_up(templates: Path, day: date) -> None:
    """Set up the press of a process."""
    _presses.append(Press(templates, day))


def _made_here(job: Job) -> tuple[str, bytes]:
    return job.address, _made(job, _presses[0])


def _made(job: Job, press: Press) -> bytes:
    if isinstance(job.subject, Book):
        return press.pdf(press.lay("book", book=job.subject))
    if job.form == "large":
        return press.pdf(press.large(job.subject))
    return press.pdf(fitted(job.subject, press.card))


def _names(job: Job) -> set[str]:
    if isinstance(job.subject, Book):
        return {BOOK}
    return {job.subject.name, job.subject.name.rpartition("/")[2]}


def _book(desk: Desk, leaflets: Sequence[Leaflet]) -> Book:
    records = desk.records
    pillar = records.pillars.get(_TOOLKIT)
    themes = {f"toolkit/{one.id}": one.themes[0] for one in records.initiatives.values()}
    chapters = [
        Chapter(theme.title, tuple(one for one in leaflets if themes[one.name] == theme.id))
        for theme in records.themes.values()
    ]
    waiting = sum(not one.reviewed_on for one in records.initiatives.values())
    state = [f"Made on {say_date(desk.day)}."]
    if waiting:
        share = "any" if waiting == len(leaflets) else f"{waiting}"
        state.append(f"The office has not yet checked {share} of the {len(leaflets)} ideas in it.")
    return Book(
        title=pillar.title if pillar else "Toolkit",
        lede=f"{len(leaflets)} ideas for what a group can do to prevent crime, and what the evidence says of each.",
        body=desk.body,
        chapters=tuple(one for one in chapters if one.leaflets),
        state=tuple(state),
        place=desk.place("toolkit/"),
    )
