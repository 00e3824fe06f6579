"""The terms of the vocabulary `bases` (how well a fact is known) that code has to know. Its labels are data."""

from __future__ import annotations

from typing import Final

CONFIRMED: Final = ("published", "computed")  # read in a source, or worked out from one
DECIDED: Final = "decided"  # of an award that the reconciliation wrote
