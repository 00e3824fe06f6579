"""The line of a round: the score from which its pack recommends an award, and whose line that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from programme.catalogue.model import Records, Round

_USUAL: Final = 65  # what the cut-offs lie around where nobody has set a line; nothing is claimed of it
_ALL: Final = 100
_STEP: Final = 5  # percentage points between the cut-offs that a pack compares


@dataclass(frozen=True, slots=True)
class Line:
    """A line in percent. `of` is the title of the fund whose line it is; empty when it is the round's own fund."""

    percent: int
    of: str = ""

    @property
    def name(self) -> str:
        """The words that stand beside its cut-off."""
        return f"the line of “{self.of}”" if self.of else "the line"


def line_of(found: Round | None, records: Records) -> Line | None:
    """Return the line of a round's fund, else that of the fund which serves until it has one; None without either."""
    fund = records.funds.get(found.fund) if found else None
    if fund is None:
        return None
    if fund.line_percent is not None:
        return Line(fund.line_percent)
    other = records.funds.get(fund.line_of or "")
    return Line(other.line_percent, other.title) if other and other.line_percent is not None else None


def cut_offs_around(line: Line | None) -> tuple[int, ...]:
    """Return the cut-offs to compare, in percent: the line, and a step below and above it."""
    middle = line.percent if line else _USUAL
    return tuple(one for one in (middle - _STEP, middle, middle + _STEP) if 0 < one <= _ALL)
