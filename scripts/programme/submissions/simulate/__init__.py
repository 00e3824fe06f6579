"""Invented exports of an external form, in each tool's own shape, with known faults: to show, train and test.

Start at `export`. Nobody and no organisation in them exists. What was planted is told in `truth`, which follows
from the rules as people wrote them, not from the code that is tested with it.
"""

from programme.submissions.simulate.export import Simulated, simulate, simulate_pair
from programme.submissions.simulate.truth import Fault, Kind, Line, Sent, Truth

__all__ = ["Fault", "Kind", "Line", "Sent", "Simulated", "Truth", "simulate", "simulate_pair"]
