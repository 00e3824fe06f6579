"""What arrived: which files count and in which order, and the versions of each submission.

Everything follows from the set of facts: in whatever order files were read, split or repeated, the same comes
out. What became of each record of a file is in `accounts`; what a submission is, is the business of the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from programme.submissions.facts import Entry, File, Record, SubmissionId, key

Position = tuple[int, int]  # a record: the place of its file in the order, and its own in the file
Age = tuple[str, int]  # of a file: the latest time of submission in it, and how many records it has
RecordId = tuple[str, str, str]  # form, the tool's own id, content
Read = TypeVar("Read", File, Record)
Rank = tuple[bool, bool, int, str, str]  # of one reading of a file or a record; the lowest counts
IsPresent = Callable[[str, str], bool]  # whether a form's reading is one of its present ones


class Arrived(msgspec.Struct, frozen=True):
    """One submission as it arrived: its versions, the oldest first, and where each was first seen.

    `tied` names, for each version at the end, the last file that holds it, where they are of one moment, so that
    nobody can tell which is the last.
    """

    versions: tuple[Record, ...]
    seen: tuple[Position, ...]
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The files in their order, the submissions by form and id, sorted, and the record that counts of each content."""

    files: tuple[File, ...]
    submissions: Mapping[SubmissionId, Arrived]
    records: Mapping[RecordId, Record]


def arrivals(files: Iterable[File], records: Iterable[Record], is_present: IsPresent) -> Arrivals:
    """Put files and records in order, whatever order they come in.

    Of several readings of a file or a record, one by the form's present declarations counts; else the one that
    understood most. A reading of a file that brought nothing counts only where there is no other.
    """
    chosen = _best(records, lambda one: (one.form, one.source, one.content), _rank_record, is_present)
    named = _best(files, lambda one: (one.digest, one.form, one.shape), _rank_file, is_present)
    aged = sorted((_age(file, chosen), name, file) for name, file in named.items())
    ordered, ages = tuple(file for _, _, file in aged), [(latest, file.name) for (latest, _), _, file in aged]
    seen = _first_seen(ordered, chosen)
    again = _last_seen(ordered, {one for one, places in seen.items() if len(places) > 1})
    found = {one: _arrived(one, seen[one], again.get(one, {}), ages, chosen) for one in sorted(seen)}
    return Arrivals(ordered, found, chosen)


def gone(arrived: Arrivals, whole: Collection[tuple[str, str]]) -> dict[SubmissionId, str]:
    """Return the submissions that the last export of a form no longer holds, with the name of that file.

    `whole` are the forms and shapes whose exports hold everything. Only what was sent within the span of times of
    the last export counts: that one may begin later or end earlier than others. Of exports in which the same moment is
    the latest, any may be the last.
    """
    found: dict[SubmissionId, str] = {}
    for form, shape in whole:
        files = [file for file in arrived.files if file.form == form and file.shape == shape]
        latest = [_age(file, arrived.records)[0] for file in files]
        for at, last in enumerate(files if len(files) > 1 else ()):
            if latest[at] == latest[-1]:
                others = {one for file in files if file is not last for one in _ids(file, arrived)}
                found |= dict.fromkeys(_missing(arrived, others, last), last.name)
    return found


def has_record(file: File, entry: Entry, records: Mapping[RecordId, Record]) -> bool:
    """Tell whether an entry of a file stands for a record that is known."""
    return bool(entry.content) and (file.form, entry.source, entry.content) in records


def _missing(arrived: Arrivals, before: set[SubmissionId], last: File) -> Iterator[SubmissionId]:
    present = _ids(last, arrived)
    sent = {one: arrived.submissions[one].versions[-1].submitted for one in before | present}
    times = [sent[one] for one in present]
    there = {entry.source for entry in last.entries}  # those too that cannot be read any more
    for one in before - present:
        if times and min(times) <= sent[one] <= max(times) and one[1] not in there:
            yield one


def _ids(file: File, arrived: Arrivals) -> set[SubmissionId]:
    return {(file.form, entry.source) for entry in file.entries if _is_read(file, entry, arrived.records)}


def _is_read(file: File, entry: Entry, records: Mapping[RecordId, Record]) -> bool:
    return not entry.quarantine and not entry.structural and has_record(file, entry, records)


def _best(
    facts: Iterable[Read],
    identity: Callable[[Read], RecordId],
    rank: Callable[[Read, IsPresent], Rank],
    is_present: IsPresent,
) -> dict[RecordId, Read]:
    """Return of each identity the fact that counts: the lowest in rank."""
    found: dict[RecordId, Read] = {}
    for fact in facts:
        name = identity(fact)
        other = found.setdefault(name, fact)
        if other is not fact and rank(fact, is_present) < rank(other, is_present):
            found[name] = fact
    return found


def _rank_record(one: Record, is_present: IsPresent) -> Rank:
    # What was purged stays so, whatever comes after it. The line itself decides last: a purge changes it.
    not_understood = len(one.unmapped) + sum(not answer.readable for answer in one.answers.values())
    return not one.group, not is_present(one.form, one.reading), not_understood, one.reading, key(one)


def _rank_file(one: File, is_present: IsPresent) -> Rank:
    not_understood = len(one.missing) + sum(bool(entry.quarantine) for entry in one.entries)
    return bool(one.unread), not is_present(one.form, one.reading), not_understood, one.reading, key(one)


def _age(file: File, records: Mapping[RecordId, Record]) -> Age:
    found = (records.get((file.form, entry.source, entry.content)) for entry in file.entries if entry.content)
    return max((one.submitted for one in found if one), default=""), len(file.entries)


def _first_seen(files: Sequence[File], records: Mapping[RecordId, Record]) -> dict[SubmissionId, dict[str, Position]]:
    """Return by submission and content the place where it is first seen."""
    seen: dict[SubmissionId, dict[str, Position]] = {}
    for at, file in enumerate(files):
        form = file.form
        for row, entry in enumerate(file.entries):
            if _is_read(file, entry, records):
                seen.setdefault((form, entry.source), {}).setdefault(entry.content, (at, row))
    return seen


def _last_seen(files: Sequence[File], of: Collection[SubmissionId]) -> dict[SubmissionId, dict[str, int]]:
    """Return of some submissions, by content, the place of the last file that holds it."""
    found: dict[SubmissionId, dict[str, int]] = defaultdict(dict)
    for at, file in enumerate(files if of else ()):
        for entry in file.entries:
            if (one := (file.form, entry.source)) in of:
                found[one][entry.content] = at
    return found


def _arrived(
    one: SubmissionId,
    seen: Mapping[str, Position],
    again: Mapping[str, int],
    files: Sequence[tuple[str, str]],
    records: Mapping[RecordId, Record],
) -> Arrived:
    """Return a submission with its versions in order: by when they were sent, then by the last file that holds each.

    `files` are their latest moments and names in their order; `again` is the place of the last file by content.
    Of files in which the same moment is the latest nobody can tell which was exported last: rows may have been
    deleted meanwhile, so that their number tells nothing.
    """
    if len(seen) == 1:
        ((content, place),) = seen.items()
        return Arrived((records[(*one, content)],), (place,))
    versions = sorted((records[(*one, content)].submitted, again[content], content) for content in seen)
    moments = [(submitted, files[at][0]) for submitted, at, _ in versions]
    tied = tuple(files[at][1] for moment, (_, at, _) in zip(moments, versions, strict=True) if moment == moments[-1])
    return Arrived(
        tuple(records[(*one, content)] for _, _, content in versions),
        tuple(seen[content] for _, _, content in versions),
        tied if len(tied) > 1 else (),
    )
