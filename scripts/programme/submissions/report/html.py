"""The staff report as one HTML file: no script, no request, readable on a phone, in the dark and on paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment

from programme.phrases import say_count
from programme.submissions.outcome import Disposition
from programme.submissions.report import chart
from programme.submissions.report.lines import HEADING_LINE
from programme.submissions.report.view import ReportView
from programme.submissions.report.wording import DISPOSITIONS, pounds
from programme.templates import environment

MOST: Final = 200  # tasks and rows in a page: more than anybody does in a day; the workbook has all
TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def report_environment() -> Environment:
    """Return the environment of the report's templates."""
    made = environment(TEMPLATES)
    made.filters |= {"pounds": pounds, "count": say_count}
    made.globals |= {"chart_height": chart.HEIGHT, "heading_line": HEADING_LINE}
    return made


def report_html(view: ReportView) -> str:
    """Return the report; equal views are equal text."""
    dispositions = [DISPOSITIONS[one] for one in Disposition]
    return report_environment().get_template("report.html").render(view=view, dispositions=dispositions, most=MOST)
