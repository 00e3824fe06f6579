"""A finding says of which record it is, where in it, and all that an editor needs."""

from __future__ import annotations

from programme.catalogue.findings import at
from programme.problems import Severity
from tests.unit.site.invented import records

ROUND = records().rounds["lamps-2030"]


def test_a_finding_knows_the_kind_and_id_of_its_record_and_the_way_to_the_value() -> None:
    found = at(ROUND, "examples", 2, "text").error("code", "Message.", expected="this", found="that", action="Act.")
    assert (found.kind, found.id, found.path) == ("round", "lamps-2030", ("examples", 2, "text"))
    assert (found.code, found.message, found.severity) == ("code", "Message.", Severity.ERROR)
    assert (found.expected, found.found, found.action) == ("this", "that", "Act.")


def test_a_warning_differs_in_its_severity_alone() -> None:
    place = at(ROUND, "closes")
    assert place.warning("code", "Message.", action="Act.").severity is Severity.WARNING


def test_an_unknown_word_is_told_with_those_there_are_and_the_nearest() -> None:
    found = at(ROUND, "theme").unknown("code", "Message.", ["lamps", "roads"], found="lmaps", action="Act.")
    assert found.expected == "one of: lamps, roads"
    assert "“lamps”" in found.action
