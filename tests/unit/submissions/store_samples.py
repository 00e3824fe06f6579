"""A private store in a temporary folder, with simulated exports in its inbox, for the tests of runs and purges."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import Final
from zipfile import ZipFile

from programme.catalogue.model import Records
from programme.submissions.facts import Decision
from programme.submissions.outcome import Outcome, State
from programme.submissions.purge import Purge, purge
from programme.submissions.purge_choice import Choice, due_by_age, due_on_request
from programme.submissions.reading.declarations import shape_of
from programme.submissions.references import References
from programme.submissions.run import add_decided
from programme.submissions.setting import Setting
from programme.submissions.simulate.export import Simulated, simulate
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError, open_storage
from programme.submissions.store.store import Store
from tests.real_records import real

DAY: Final = date(2026, 1, 20)
LATER: Final = date(2026, 3, 1)  # when all that was simulated has been sent
FORM: Final = "community-action-fund-application"
ROUND: Final = "road-safety-2025"
SHAPE: Final = "generic"
KEY: Final = "a key that is for tests alone, and long"
INBOX: Final = f"inbox/{FORM}/{SHAPE}"


def records() -> Records:
    """The real records."""
    return real()


def setting(day: date = DAY) -> Setting:
    return Setting(records(), References(KEY.encode()), day)


@cache
def simulated(rows: int = 30, seed: int = 1, *, faults: bool = True) -> Simulated:
    """A simulated export of applications to one round, as a CSV file."""
    form = records().forms[FORM]
    shape = shape_of(form, SHAPE, records())
    assert shape
    return simulate(form, shape, records(), rows=rows, seed=seed, round_id=ROUND, faults=faults)


def store_in(folder: Path) -> Store:
    return Store(open_storage(str(folder / "private")))


def put(folder: Path, *exports: Simulated, names: tuple[str, ...] = ()) -> None:
    """Put exports into the inbox, numbered unless they are named."""
    inbox = folder / "private" / INBOX
    inbox.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(exports):
        (inbox / (names[number] if names else f"export-{number}.csv")).write_bytes(one.content)


def split(one: Simulated) -> tuple[Simulated, Simulated]:
    """The export as two of which the second begins with the last rows of the first."""
    rows = list(csv.reader(io.StringIO(one.content.decode())))
    head, body = rows[:1], rows[1:]
    half = len(body) // 2
    parts = (body[: half + 3], body[half:])
    return Simulated("a.csv", _csv(head + parts[0]), one.truth), Simulated("b.csv", _csv(head + parts[1]), one.truth)


def but_last(one: Simulated) -> Simulated:
    """The export without its last row."""
    rows = list(csv.reader(io.StringIO(one.content.decode())))
    return Simulated("a.csv", _csv(rows[:-1]), one.truth)


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def purged(store: Store, before: date = LATER) -> Purge:
    """Delete what was sent before a day."""
    choose = partial(due_by_age, forms=records().forms, before=before, day=LATER)
    return purge(store, setting(LATER), choose, by="data-officer")


def purged_on_request(store: Store, *asked: str) -> Purge:
    """Delete the submissions with some references."""
    return purge(store, setting(LATER), due_on_request_of(*asked), by="data-officer")


def due_on_request_of(*asked: str) -> Choice:
    return partial(due_on_request, asked=asked, references=setting().references)


def states(outcome: Outcome) -> dict[str, State]:
    return {reference: one.state for reference, one in outcome.submissions.items()}


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the store, by its name in it."""
    root = folder / "private"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def everything(folder: Path) -> str:
    """All that the store's files say, unpacked, with their names."""
    return "\n".join(name + "\n" + _unpacked(name, content) for name, content in files(folder).items())


def _unpacked(name: str, content: bytes) -> str:
    if name.endswith(".xlsx"):
        with ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(map(book.read, book.namelist()))
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode(errors="replace")


class Breaking:
    """A storage that fails at the n-th file it writes or deletes, before or after it has."""

    def __init__(self, store: Store, at: int, *, after: bool) -> None:
        self.storage, self.address = store.storage, store.address
        self.left, self.after = at, after

    def write(self, name: str, content: bytes) -> None:
        self._breaking(lambda: self.storage.write(name, content))

    def delete(self, name: str) -> None:
        self._breaking(lambda: self.storage.delete(name))

    def _breaking(self, act: Callable[[], None]) -> None:
        self.left -= 1
        if self.left >= 0 or self.after:
            act()
        if self.left < 0:
            raise StoreError("vanished")

    def __getattr__(self, name: str) -> object:
        return getattr(self.storage, name)


class Meanwhile:
    """A storage at which somebody else acts once, just before it does the n-th thing that it is asked for."""

    def __init__(self, store: Store, at: int, act: Callable[[], object]) -> None:
        self.storage, self.address = store.storage, store.address
        self.left, self.act = at, act

    def __getattr__(self, name: str) -> object:
        self.left -= 1
        if self.left == -1:
            self.act()
        return getattr(self.storage, name)


def each_meanwhile(
    root: Path, prepared: Path, act: Callable[[Store], object], other: Callable[[Store], object]
) -> Iterator[Path]:
    """Copy a folder, act on its store while the other does, and yield the copy.

    The other acts before the first thing that the storage is asked for, then in another copy before the second, and
    so on until there are no more.
    """
    for number in count():
        folder = root / str(number)
        copytree(prepared, folder)
        meanwhile = Meanwhile(store_in(folder), number, partial(other, store_in(folder)))
        act(Store(meanwhile))  # type: ignore[arg-type]
        if meanwhile.left >= 0:
            return
        yield folder


def each_broken(root: Path, prepare: Callable[[Path], object], act: Callable[[Store], object]) -> Iterator[Path]:
    """Prepare a folder, act on its store, and yield the folder when the store failed meanwhile.

    It fails at the first file that is written or deleted, then in another folder after that, then at the second, and
    so on until there are no more.
    """
    for number in count():
        folder = root / str(number)
        prepare(folder)
        breaking = Breaking(store_in(folder), number // 2, after=number % 2 == 1)
        try:
            act(Store(breaking))  # type: ignore[arg-type]
        except StoreError:
            yield folder
        else:
            return


def decide(store: Store, word: str, *about: str, on: str = "2026-02-20") -> None:
    """Decide the same about some submissions, each award of £500."""
    amount = "500" if word == "award" else ""
    made = [Decision(one, word, "funding-team", on, "Decided.", amount=amount) for one in about]
    add_decided(store, load_ledger(store), made)
