"""Lines for the decisions sheet, ready to paste: CSV in the order of its headings.

A line holds no word of an applicant: references, a role, the day, the rule's own sentence and pounds.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Final

HEADINGS: Final = ("about", "outcome", "by", "on", "why", "other", "amount")
ROLE: Final = "caseworker"
HEADING_LINE: Final = ",".join(HEADINGS)


def decision_line(
    about: str, outcome: str, *, on: date, why: str, other: str = "", amount: Decimal | None = None
) -> str:
    """Return one line of CSV without its end. The role and the reason are there to be changed."""
    pounds = "" if amount is None else f"{amount:f}"
    return _csv_line((about, outcome, ROLE, on.isoformat(), why, other, pounds))


def _csv_line(cells: tuple[str, ...]) -> str:
    """Return cells as a line of CSV without its end; no cell can begin a formula in a spreadsheet."""
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="").writerow(_harmless(" ".join(cell.split())) for cell in cells)
    return sheet.getvalue()


def _harmless(cell: str) -> str:
    return cell.lstrip("=+-@\t\r") if cell[:1] in "=+-@" else cell
