"""The public bundle as the text of its files, and every word that may stand in them. What is public is in `bundle`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import groupby
from typing import Final

from programme.catalogue.model import Records
from programme.records.generated import yaml_text
from programme.submissions.public.announced import PublicAward, when
from programme.submissions.public.bundle import AWARDS, RESULTS, PublicBundle
from programme.submissions.public.round_result import OUTCOMES, PublicResult

HEAD: Final = "# Written by the reconciliation of submissions. Do not edit: the next run writes it again.\n"


def bundle_files(bundle: PublicBundle) -> dict[str, str]:
    """Return the text of every public file by its path in the project: the same bundle gives the same bytes.

    An empty text says that there is to be no such file any more.
    """
    files = {RESULTS.format(one.round): HEAD + "".join(_result(one)) for one in bundle.results}
    for key, awards in groupby(bundle.awards, key=lambda award: award.round):
        files[AWARDS.format(key)] = HEAD + "".join(line for award in awards for line in _award(award))
    return dict(sorted((files | dict.fromkeys(bundle.gone, "")).items()))


def _award(one: PublicAward) -> Iterator[str]:
    mark = "- "
    for field in fields(one):
        if (value := getattr(one, field.name)) is not None:
            yield f"{mark}{field.name}: {yaml_text(_text(value))}\n"
            mark = "  "


def _result(one: PublicResult) -> Iterator[str]:
    yield f"id: {one.round}\n"
    for field in fields(one):
        value = getattr(one, field.name)
        if value is None or value in {"", ()}:
            continue
        if field.name == "outcomes":
            yield "outcomes:\n"
            yield from (f"  - outcome: {name}\n    count: {yaml_text(count)}\n" for name, count in value)
        elif field.name == "reasons":
            yield "reasons:\n"
            yield from (f"  - outcome: {name}\n    reason: {code}\n" for name, code in value)
        else:
            yield f"{field.name}: {yaml_text(_text(value))}\n"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}" if value != value.to_integral_value() else str(int(value))
    return str(value)


def public_words(bundle: PublicBundle, records: Records) -> frozenset[str]:
    """Return every word that a public file may hold whoever applied: names of fields and rounds, codes and days.

    For the guard: an answer that is one of these tells nothing, and any other word in a public file is a leak, but for
    those of `announced_words`.
    """
    names = {field.name for kind in (PublicResult, PublicAward) for field in fields(kind)}
    names |= {"outcome", "count", "reason", "yes", "no"}
    codes = {state.value for state in OUTCOMES} | {term.id for term in records.terms.get("result-reasons", ())}
    rules = {rule.id for fund in records.funds.values() for rule in fund.rules}
    days = {one.as_of.isoformat() for one in bundle.results}
    rounds = {text for one in records.rounds.values() for text in (one.id, one.fund, when(one))}
    bases = {one.basis for one in bundle.awards}
    paths = {path.format(key) for path in (RESULTS, AWARDS) for key in records.rounds}
    return frozenset(names | codes | rules | days | rounds | bases | paths | {HEAD})


def announced_words(bundle: PublicBundle) -> frozenset[str]:
    """Return what the office announces. It may stand in a public file, but excuses no answer that is found in it."""
    return frozenset(text for one in bundle.awards for text in (one.id, one.organisation, one.purpose))
