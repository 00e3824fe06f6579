"""Runs and purges whose connection to a bucket goes at any file that they write or delete: the next ends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from itertools import count
from typing import TYPE_CHECKING

import pytest

from programme.submissions.facts import Fact, Purged, encode
from programme.submissions.fold.fold import fold
from programme.submissions.outcome import Outcome
from programme.submissions.run import run
from programme.submissions.store import address
from programme.submissions.store.address import Address
from programme.submissions.store.ledger import load_ledger
from programme.submissions.store.storage import StoreError
from programme.submissions.store.store import Store
from tests.unit.submissions.store_samples import INBOX, LATER, purged, setting, simulated, states

if TYPE_CHECKING:
    from tests.stores.bucket_server import BucketServer


class Bucket:
    """Stores in one bucket, each in a folder of its own, over one connection: making another takes longest."""

    def __init__(self, server: BucketServer) -> None:
        self.server, self.files, self.line = server, server.digests, server.line
        self.storage = Address(f"s3://{server.bucket}/start")

    def store(self, folder: str) -> Store:
        storage = copy(self.storage)
        storage.root = f"{self.server.bucket}/{folder}"
        return Store(storage)

    def each_cut(self, act: Callable[[Store], object]) -> Iterator[str]:
        """Copy the folder `start`, act on the copy, and yield its name when the line went dead meanwhile.

        No change is made before that, in another copy one, then two, and so on until that is all. In every second
        copy the last of them is made, but the answer does not arrive.
        """
        for made in count():
            folder, unanswered = f"cut-{made}", made % 2
            self.server.copy("start", folder)
            self.line.cut(made - unanswered, after=bool(unanswered))
            try:
                act(self.store(folder))
            except StoreError:
                self.line.mend()
            else:
                return
            yield folder


@pytest.fixture
def bucket(bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket whose clients try everything once: a dead line stays so, and waiting for the next try takes seconds."""
    monkeypatch.setattr("s3fs.core.S3FileSystem.retries", 1)
    monkeypatch.setitem(address._PATIENCE["s3"]["config_kwargs"], "retries", {"max_attempts": 0})
    return Bucket(bucket_server)


def facts(store: Store) -> list[Fact]:
    ledger = load_ledger(store)
    assert ledger.problems == []
    return sorted(ledger.facts, key=encode)


def folded(store: Store) -> Outcome:
    return fold(facts(store), setting().records, setting().references, day=LATER)


def test_a_run_that_is_cut_off_leaves_all_or_nothing_and_the_next_makes_it_whole(bucket: Bucket) -> None:
    bucket.store("start").storage.write(f"{INBOX}/export-0.csv", simulated(8).content)
    bucket.server.copy("start", "whole")
    run(bucket.store("whole"), setting())
    whole, known, ended = bucket.files("whole"), facts(bucket.store("whole")), 0
    for folder in bucket.each_cut(lambda store: run(store, setting())):
        assert facts(bucket.store(folder)) in ([], known)
        for _ in range(2):
            run(bucket.store(folder), setting())
            assert bucket.files(folder) == whole
        ended += 1
    assert ended > 5


def test_a_purge_that_is_cut_off_changes_no_state_and_is_finished_by_the_next(bucket: Bucket) -> None:
    bucket.store("start").storage.write(f"{INBOX}/export-0.csv", simulated(8, faults=False).content)
    run(bucket.store("start"), setting(LATER))
    bucket.server.copy("start", "whole")
    purged(bucket.store("whole"))
    whole, known, ended = bucket.files("whole"), states(folded(bucket.store("start"))), 0
    for folder in bucket.each_cut(purged):
        assert states(folded(bucket.store(folder))) == known
        gone = bucket.files("start").keys() - bucket.files(folder).keys()
        assert not gone or any(isinstance(fact, Purged) for fact in facts(bucket.store(folder)))
        for _ in range(2):
            purged(bucket.store(folder))
            assert bucket.files(folder) == whole
        ended += 1
    assert ended > 8
