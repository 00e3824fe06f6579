"""What each tool does in a way of its own: ids, names of files, its own columns, line ends and quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from programme.catalogue.model import Form
from programme.submissions.simulate.chance import Chance
from programme.submissions.simulate.drafts import Draft
from programme.submissions.simulate.moments import Moment

Ids = Callable[[Chance], Iterator[str]]
OwnCell = Callable[[Draft, Callable[[datetime], Moment]], Moment]
_SIGNS: Final = "ABCDEFGHJKLMNPRSTUVWXY3456789"
_HEX: Final = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool does in a way of its own."""

    ids: Ids
    file_name: str  # `{form}` and `{title}` stand for the form's id and title
    line_end: str = "\n"
    quotes_all: bool = False
    byte_order_mark: bool = False
    blank_at_end: bool = False
    own_first: int | None = None  # how many of its own columns stand before the questions; None: all
    headed_by_ids: bool = False
    keeps_id_on_edit: bool = True


def _numbers(start: int, gap: float) -> Ids:
    def ids(rng: Chance) -> Iterator[str]:
        number = start
        while True:
            yield str(number)
            number += 1
            while rng.happens(gap):  # answers that somebody deleted
                number += 1

    return ids


def _tokens(signs: str, pattern: tuple[int, ...], *, before: str = "") -> Ids:
    def ids(rng: Chance) -> Iterator[str]:
        while True:
            yield before + "-".join("".join([rng.one(signs) for _ in range(length)]) for length in pattern)

    return ids


def _numbered(before: str) -> Ids:
    def ids(rng: Chance) -> Iterator[str]:
        del rng
        number = 0
        while True:
            number += 1
            yield f"{before}{number:04}"

    return ids


_UUID: Final = (8, 4, 4, 4, 12)
_OTHER: Final = Tool(_numbered("A-"), "{form}-export.csv", line_end="\r\n")
_TOOLS: Final = {
    "microsoft-forms": Tool(_numbers(1, 0.04), "{title}(1-{rows})", line_end="\r\n"),
    "google-forms": Tool(_numbered("sent-"), "{title} (Responses)", quotes_all=True, keeps_id_on_edit=False),
    "govuk-forms": Tool(_tokens(_SIGNS, (8,)), "govuk_forms_{form}", keeps_id_on_edit=False),
    "typeform": Tool(_tokens(_HEX, (32,)), "responses-{form}", own_first=1, keeps_id_on_edit=False),
    "surveymonkey": Tool(_numbers(118_600_400_000, 0.5), "{title}", line_end="\r\n"),
    "limesurvey": Tool(
        _numbers(1, 0.02),
        "results-survey{form}",
        line_end="\r\n",
        quotes_all=True,
        byte_order_mark=True,
        blank_at_end=True,
    ),
    "kobo": Tool(_numbers(200_000_000, 0.5), "{form}_latest_version", quotes_all=True, own_first=2),
    "odk": Tool(_tokens(_HEX, _UUID, before="uuid:"), "{form}", own_first=1, headed_by_ids=True),
}
_SHEETS: Final = Tool(_numbered("sent-"), "{title} - Form responses 1", line_end="\r\n", keeps_id_on_edit=False)


def tool_of(tool: str, shape: str) -> Tool:
    """Return what a tool does; of a tool that is not known, what most do."""
    return _SHEETS if shape == "google-sheets" else _TOOLS.get(tool, _OTHER)


def file_name(tool: Tool, form: Form, rows: int, ending: str) -> str:
    """Return the name that the tool gives its file: letters, digits, spaces and `.-_()` only."""
    title = "".join(sign for sign in form.title if sign.isalnum() or sign in " -_")
    name = tool.file_name.format(form=form.id, title=title, rows=rows)
    return f"{name.removesuffix('.csv')}.{ending}"


def own_cell(heading: str) -> OwnCell:
    """Return what stands in one of a tool's own columns, other than its id, its time and its state."""
    return _OWN.get(heading, _nothing)


def _nothing(_draft: Draft, _write: Callable[[datetime], Moment]) -> Moment:
    return ""


def _fixed(text: str) -> OwnCell:
    return lambda _draft, _write: text


def _started(draft: Draft, write: Callable[[datetime], Moment]) -> Moment:
    minutes = 4 + _hash_of(draft) % 50
    return write(draft.submitted - timedelta(minutes=minutes))


def _last_action(draft: Draft, write: Callable[[datetime], Moment]) -> Moment:
    return write(draft.submitted)


def _hash_of(draft: Draft) -> int:
    """Return a number that differs from draft to draft, and is the same each time."""
    return int(draft.applicant.id.rpartition("-")[2] or 0) if draft.applicant.id[-1:].isdigit() else len(draft.source)


_OWN: Final[dict[str, OwnCell]] = {
    "Start time": _started,
    "Email": _fixed("anonymous"),
    "Email address": lambda draft, _write: draft.applicant.email,
    "Username": lambda draft, _write: draft.applicant.email,
    "Email Address": _nothing,
    "Language": _fixed("English (United Kingdom)"),
    "Response Type": lambda draft, _write: "completed" if draft.finished else "partial",
    "Start Date (UTC)": _started,
    "Stage Date (UTC)": _nothing,
    "Network ID": lambda draft, _write: f"{_hash_of(draft) * 2654435761 % 2**32:08x}",
    "Collector ID": _fixed("400100200"),
    "Start Date": _started,
    "IP Address": lambda draft, _write: f"192.0.2.{1 + _hash_of(draft) % 250}",
    "IP address": lambda draft, _write: f"192.0.2.{1 + _hash_of(draft) % 250}",
    "Last page": lambda draft, _write: "7" if draft.finished else "3",
    "Start language": _fixed("en"),
    "Seed": lambda draft, _write: str(_hash_of(draft) * 48271 % 2147483647),
    "Date started": _started,
    "Date last action": _last_action,
    "start": _started,
    "end": _last_action,
    "_status": _fixed("submitted_via_web"),
    "__version__": _fixed("vExample1"),
    "_uuid": lambda draft, _write: f"00000000-0000-4000-8000-{_hash_of(draft):012x}",
    "meta-instanceID": lambda draft, _write: draft.source,
    "AttachmentsPresent": _fixed("0"),
    "AttachmentsExpected": _fixed("0"),
    "Edits": _fixed("0"),
    "FormVersion": _fixed("20250901"),
}
