"""Papers of the real data, printed and read back: one page, tagged, named, with the address; and the command."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pypdf
import pytest

from programme.papers import build
from programme.papers.build import Job, make, plan
from programme.papers.leaflet import Leaflet
from programme.papers.press import MISSING, MissingLibrariesError, Press, weasyprint
from tests.conftest import missing_tool
from tests.real_records import real

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "hooks" / "templates"
DAY: Final = date(2025, 12, 15)
ADDRESS: Final = "https://www.example.org/programme/"
LARGE_PRINT: Final = 18
# Words that are true of a screen only.
SCREEN: Final = re.compile(
    r"quick exit|(leave|open|read) this page|this (web)?site|click (here|the|this|below)|\bscroll|Back button",
    re.IGNORECASE,
)


@pytest.fixture(scope="module", autouse=True)
def _libraries() -> None:
    try:
        weasyprint()
    except MissingLibrariesError as error:
        missing_tool(str(error))


@pytest.fixture(scope="module")
def jobs() -> list[Job]:
    return plan(real(), DAY, address=ADDRESS)


def pick(jobs: list[Job], form: str, *, neutral: bool = False, warned: bool = False) -> Job:
    """The first paper of a form of the real data, whatever its subject."""
    return next(
        job
        for job in jobs
        if job.form == form
        and isinstance(job.subject, Leaflet)
        and job.subject.neutral is neutral
        and bool(job.subject.warning) is warned
    )


def printed(job: Job) -> bytes:
    [(place, content)] = make([job], TEMPLATES, DAY, processes=1)
    assert place == job.address
    return content


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text(pdf: pypdf.PdfReader) -> str:
    """All words, without the breaks that lines and long addresses have."""
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def sizes(pdf: pypdf.PdfReader) -> set[int]:
    """The sizes of type, in points."""
    found: set[int] = set()

    def visit(words: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if words.strip():
            found.add(round(size * abs(tm[3]) * abs(cm[3])))

    for page in pdf.pages:
        page.extract_text(visitor_text=visit)
    return found


def test_every_topic_and_initiative_has_a_card_and_a_large_print_and_there_is_one_book(jobs: list[Job]) -> None:
    records = real()
    cards = {f"advice/{name}" for name in records.topics} | {f"toolkit/{name}" for name in records.initiatives}
    expected = {"toolkit.pdf", *(f"{one}.pdf" for one in cards), *(f"{one}-large.pdf" for one in cards)}
    assert {job.address for job in jobs} == expected


def test_no_paper_speaks_of_the_screen(jobs: list[Job]) -> None:
    leaflets = [job.subject for job in jobs if isinstance(job.subject, Leaflet)]
    lines = [point.text for one in leaflets for part in one.parts for point in part.points]
    lines += [contact.channel.use for one in leaflets for contact in one.contacts]
    lines += [line for one in leaflets for line in (one.lede, one.about)]
    assert [line for line in lines if SCREEN.search(line)] == []
    assert SCREEN.search("Use the quick exit to leave this page now.")


def test_a_card_is_one_tagged_page_with_its_title_and_its_address(jobs: list[Job]) -> None:
    job = pick(jobs, "card")
    assert isinstance(job.subject, Leaflet)
    pdf = read(printed(job))
    root: Any = pdf.root_object
    assert len(pdf.pages) == 1
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own kind of yes
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert pdf.metadata
    assert pdf.metadata.title == job.subject.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert job.subject.place.address in text(pdf)


def tags(element: Any) -> list[Any]:
    """Every element of a tree of tags."""
    kids = element.get_object().get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    below = [kid.get_object() for kid in kids]
    return [element, *(tag for kid in below if isinstance(kid, dict) for tag in tags(kid))]


def test_the_square_code_of_a_card_has_words_and_headings_are_tagged(jobs: list[Job]) -> None:
    job = pick(jobs, "card")
    assert isinstance(job.subject, Leaflet)
    found = tags(read(printed(job)).root_object["/StructTreeRoot"])
    kinds = [tag.get("/S") for tag in found]
    assert {"/H1", "/H2", "/L", "/LI"} <= set(kinds)
    figures = [tag for tag in found if tag.get("/S") == "/Figure"]
    assert [job.subject.place.address in figure["/Alt"] for figure in figures] == [True]


def test_a_large_print_is_large_throughout_and_leaves_nothing_out(jobs: list[Job]) -> None:
    job = pick(jobs, "large")
    assert isinstance(job.subject, Leaflet)
    pdf = read(printed(job))
    assert min(sizes(pdf)) >= LARGE_PRINT
    words = text(pdf)
    points = [point.text for part in job.subject.parts for point in part.points]
    assert [point for point in points if "".join(point.split()) not in words] == []


@pytest.mark.parametrize("form", ["card", "large"])
def test_a_leaflet_for_somebody_at_risk_names_its_subject_nowhere_outside_its_text(jobs: list[Job], form: str) -> None:
    job = pick(jobs, form, neutral=True)
    pdf = read(printed(job))
    first_lines = pdf.pages[0].extract_text().split("\n")[:2]
    assert first_lines == ["Community Action Programme", "Help and advice"]
    assert pdf.metadata
    assert (pdf.metadata.title, pdf.metadata.author) == ("Help and advice", "Community Action Programme")
    assert f"{ADDRESS}advice/" in text(pdf)
    assert job.address.removesuffix(".pdf").removesuffix("-large") not in text(pdf)


def test_a_warning_is_printed(jobs: list[Job]) -> None:
    job = pick(jobs, "card", warned=True)
    assert isinstance(job.subject, Leaflet)
    assert job.subject.warning
    assert "".join(job.subject.warning.title.split()) in text(read(printed(job)))


def test_a_card_says_how_much_it_leaves_out(jobs: list[Job]) -> None:
    job = pick(jobs, "card")
    assert isinstance(job.subject, Leaflet)
    press = Press(TEMPLATES, DAY)
    short = read(press.pdf(press.card(job.subject.without(1), 12)))
    assert "Moreonline.1pointisleftouthere" in text(short)
    whole = read(press.pdf(press.card(job.subject, 12)))
    assert "Moreonline" not in text(whole)


def test_the_same_day_gives_the_same_bytes(jobs: list[Job]) -> None:
    job = pick(jobs, "card")
    assert printed(job) == printed(job)


def test_two_processes_give_what_one_gives(jobs: list[Job]) -> None:
    some = [pick(jobs, "card"), pick(jobs, "large")]
    assert dict(make(some, TEMPLATES, DAY, processes=2)) == dict(make(some, TEMPLATES, DAY, processes=1))


def test_the_press_complains_of_nothing(jobs: list[Job], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        printed(pick(jobs, "large", warned=True))
    assert caplog.messages == []


def test_the_book_has_contents_that_lead_to_every_initiative(jobs: list[Job]) -> None:
    book = next(job.subject for job in jobs if isinstance(job.subject, build.Book))
    chapter = book.chapters[0]
    first_two = build.Chapter(chapter.title, chapter.leaflets[:2])
    small = replace(book, chapters=(first_two,))
    pdf = read(printed(Job("toolkit.pdf", "book", small)))
    marks = [mark.title for mark in flat(pdf.outline)]
    assert marks == [book.title, "Contents", chapter.title, *(one.title for one in chapter.leaflets[:2])]
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert len([link for link in links if link["/Subtype"] == "/Link"]) >= 1 + len(chapter.leaflets[:2])


def flat(outline: Sequence[Any]) -> list[Any]:
    """The bookmarks of every level, in order."""
    found: list[Any] = []
    for one in outline:
        found += flat(one) if isinstance(one, list) else [one]
    return found


def run(*options: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / "make_papers.py", "--today", "2025-12-15", *options]
    variables = {**os.environ, "SITE_URL": ADDRESS, **settings}
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=variables)


def built(jobs: list[Job], folder: Path) -> str:
    """Lay down the page of one record, and return the record's name."""
    leaflet = pick(jobs, "card").subject
    assert isinstance(leaflet, Leaflet)
    page = folder / leaflet.name / "index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    return leaflet.name


def test_a_machine_without_pango_is_told_what_to_install(jobs: list[Job], tmp_path: Path) -> None:
    lame = tmp_path / "packages" / "weasyprint.py"
    lame.parent.mkdir()
    lame.write_text("print('advice for developers')\nraise OSError('cannot load library')\n", encoding="utf-8")
    done = run("--only", built(jobs, tmp_path), tmp_path, PYTHONPATH=str(lame.parent))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Error: {MISSING}\n")
    assert "sudo apt install libpango-1.0-0" in MISSING


def test_the_command_refuses_a_site_that_is_not_built(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 1
    assert "is not there. Build the site first: make site" in done.stderr


def test_the_command_refuses_a_name_that_nothing_has(tmp_path: Path) -> None:
    done = run("--only", "no-such-thing", tmp_path)
    assert done.returncode == 1
    assert "no topic and no initiative with the id “no-such-thing”" in done.stderr


def test_the_command_writes_the_papers_of_one_record_and_counts_them(jobs: list[Job], tmp_path: Path) -> None:
    name = built(jobs, tmp_path)
    done = run("--only", name, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"2 PDF files made in {tmp_path / 'papers'}.\n"
    assert (tmp_path / "papers" / f"{name}.pdf").read_bytes().startswith(b"%PDF-1.7")
