"""Problems written out: as text for people, as annotations and a summary for GitHub, and as SARIF.

Pure functions from problems to text. The order is that of the files and lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from programme.phrases import say_count
from programme.problems import Problem, Severity

Report = Callable[[Sequence[Problem]], str]
_NAMES = {Severity.ERROR: "Error", Severity.WARNING: "Warning"}
_MAX_EXCERPT = 100


# Characters that could move the cursor, hide text or turn it round: nobody should meet them in a report.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)


def as_text(problems: Sequence[Problem]) -> str:
    """Return each problem with its line quoted and a caret under the place, then a count."""
    return "".join(f"{_one(problem)}\n" for problem in problems) + count(problems) + "\n"


def _visible(text: str) -> str:
    """Return text on one line in which every character can be seen, each one column wide."""
    return _UNSEEN.sub("�", text.replace("\t", "→").replace("\n", "�").replace("##[", "##�"))


def count(problems: Sequence[Problem]) -> str:
    """Return `2 errors and 1 warning in 2 files.`"""
    if not problems:
        return "No problems found."
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    parts = [say_count(errors, "error")] if errors else []
    parts += [say_count(len(problems) - errors, "warning")] if len(problems) > errors else []
    files = len({problem.place.path for problem in problems})
    return f"{' and '.join(parts)} in {say_count(files, 'file')}."


def _one(problem: Problem) -> str:
    lines = [_no_command(str(problem.place)), f"  {_NAMES[problem.severity]}: {problem.message} [{problem.code}]"]
    lines += _quoted(problem)
    action, *to_add = problem.action.split("\n")  # below what to do stand the very lines to add to a record
    for name, words in (("Expected", problem.expected), ("Found", problem.found), ("What to do", action)):
        if words:
            lines.append(f"  {name}: {words}")
    lines += [f"    {_no_command(line)}" for line in to_add]
    return "\n".join(map(_visible, lines)) + "\n"


def _no_command(line: str) -> str:
    """Return a line that is no command to the log of a workflow, as one that begins with :: would be."""
    return re.sub(r"^(?=\s*::)", "./", line)


def _quoted(problem: Problem) -> list[str]:
    if not problem.excerpt.strip():
        return []
    start = max(0, problem.place.column - _MAX_EXCERPT + 20)
    excerpt = problem.excerpt[start : start + _MAX_EXCERPT].replace("##[", "##�")
    margin = f"{problem.place.line:>6} | "
    caret = " " * max(0, problem.place.column - 1 - start) + "^"
    return [f"{margin}{excerpt}", f"{' ' * (len(margin) - 2)}| {caret}"]


def as_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands that put each problem on its line of a pull request."""
    return "".join(f"{_command(problem)}\n" for problem in problems) + count(problems) + "\n"


def _command(problem: Problem) -> str:
    place = problem.place
    where = f"file={_property(place.path)}" + (f",line={place.line},col={place.column}" if place.line else "")
    return f"::{problem.severity} {where},title={_property(problem.message)}::{_data(_sentence(problem))}"


def _sentence(problem: Problem) -> str:
    """Return a problem on one line; used where there is no room for more."""
    parts = [problem.message]
    parts += [f"Expected: {problem.expected.removesuffix('.')}."] if problem.expected else []
    parts += [f"Found: {problem.found.removesuffix('.')}."] if problem.found else []
    return " ".join([*parts, problem.action]).strip()


def _data(text: str) -> str:
    """Return text as the value of a workflow command, which it can neither end nor begin anew."""
    return text.replace("##[", "## [").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_summary(problems: Sequence[Problem]) -> str:
    """Return a Markdown table for the summary of a workflow's step."""
    if not problems:
        return "### Data check\n\nNo problems found.\n"
    rows = "".join(
        f"| {_cell(str(problem.place))} | {_NAMES[problem.severity]}: {_cell(problem.message)} "
        f"| {_cell(problem.found)} | {_cell(problem.action)} |\n"
        for problem in problems
    )
    head = "| Where | What | Found | What to do |\n| --- | --- | --- | --- |"
    return f"### Data check\n\n{count(problems)}\n\n{head}\n{rows}"


def _cell(text: str) -> str:
    """Return text that stays text in a Markdown table, whatever an editor typed."""
    return re.sub(
        r"""[^\w\s.,;()“”‘’£/?+'-]|_""", lambda match: f"&#{ord(match[0])};", " ".join(_visible(text).split())
    )


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF 2.1.0 log, which code-scanning tools read."""
    rules = [
        {"id": code, "shortDescription": {"text": _title(code)}} for code in sorted({one.code for one in problems})
    ]
    run = {
        "tool": {"driver": {"name": "check_data", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _title(code: str) -> str:
    return code.replace("-", " ").capitalize()


def _result(problem: Problem) -> dict[str, object]:
    place = problem.place
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.path)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {
        "ruleId": problem.code,
        "level": str(problem.severity),
        "message": {"text": _sentence(problem)},
        "locations": [{"physicalLocation": physical}],
    }


REPORTS: Mapping[str, Report] = {
    "text": as_text,
    "github": as_github,
    "summary": as_summary,
    "sarif": as_sarif,
}
