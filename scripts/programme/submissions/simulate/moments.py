"""How an export writes the moment of submission, for each format and zone that a shape can declare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from programme.catalogue.model import ExportShape
from programme.clock import LONDON

Moment = str | datetime
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 is on the wall clock
_OFFSETS: Final = frozenset({"govuk-forms", "odk", "other"})  # tools that write the offset in ISO 8601


def moment_writer(shape: ExportShape) -> Callable[[datetime], Moment]:
    """Return how a moment in UTC stands in a cell of this shape: text, or a date cell's own value without a zone."""
    zone = UTC if shape.zone == "utc" else LONDON
    write = _WRITERS[shape.submitted_format]
    if shape.submitted_format == "iso" and shape.tool not in _OFFSETS:
        write = _iso_without_offset
    elif shape.submitted_format == "iso" and shape.tool == "odk":
        write = _iso_with_milliseconds
    elif shape.submitted_format == "workbook" and shape.file_type == "csv":
        write = _serial
    return lambda moment: write(moment.astimezone(zone))


def is_wall_clock(shape: ExportShape) -> bool:
    """Tell whether a moment stands there as the clocks in London showed it, so that an hour can occur twice."""
    has_offset = shape.submitted_format == "google" or (shape.submitted_format == "iso" and shape.tool in _OFFSETS)
    return shape.zone != "utc" and not has_offset


def _workbook(moment: datetime) -> Moment:
    return moment.replace(tzinfo=None)


def _serial(moment: datetime) -> str:
    return f"{(moment.replace(tzinfo=None) - _FIRST_DAY) / timedelta(days=1):.6f}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _iso_without_offset(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _iso_with_milliseconds(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}.417Z"


def _iso_space(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _day_first(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M:%S}"


def _day_first_short(moment: datetime) -> str:
    return f"{moment:%d/%m/%y} {moment.hour}:{moment:%M}"


def _month_first(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment.year} {moment:%H:%M:%S}"


def _month_first_short(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment:%y} {moment.hour}:{moment:%M}"


def _google(moment: datetime) -> str:
    half = "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004 - noon
    hours = int((moment.utcoffset() or timedelta()).total_seconds() // 3600)
    return f"{moment:%Y/%m/%d} {moment.hour % 12 or 12}:{moment:%M:%S} {half} GMT" + (f"{hours:+}" if hours else "")


_WRITERS: Final[dict[str, Callable[[datetime], Moment]]] = {
    "workbook": _workbook,
    "iso": _iso,
    "iso-space": _iso_space,
    "day-first": _day_first,
    "day-first-short": _day_first_short,
    "month-first": _month_first,
    "month-first-short": _month_first_short,
    "google": _google,
}
