"""That a diary has changed, told to those who look at it so that they fetch it again: nothing of what is in it."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from messaging.listening import Listener

CHANNEL = "diary_changed"
LARGEST = 6000  # bytes of a NOTIFY that name its days; Postgres takes 8000
QUIET = 2.0  # seconds without a change, after which somebody is told that there is none
MOST = 20  # readers that one user has at once, at each replica: tabs that are open
UNREAD = 100  # changes that a slow reader can owe before they become one


@dataclass(frozen=True, slots=True)
class DiaryChange:
    """Whose diary, and which days of it in the practice's zone; None: any of them may have changed."""

    practitioner_id: UUID | None
    days: tuple[date, ...] | None


ANYTHING = DiaryChange(None, None)


async def diary_changed(connection: Connection, practice_id: UUID, practitioner_id: UUID, days: Sequence[date]) -> None:
    """Tell it once this transaction has committed, and not if it rolls back."""
    told = {"practice_id": str(practice_id), "practitioner_id": str(practitioner_id)}
    with_days = json.dumps(told | {"days": [day.isoformat() for day in days]})
    payload = with_days if len(with_days) <= LARGEST else json.dumps(told | {"days": None})
    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)


class DiaryChanges:
    """All who look at diaries in this process, on one connection that listens while there are any.

    `listen_url` is a direct connection, since LISTEN is a session's.
    """

    def __init__(self, listen_url: str) -> None:
        self._listener = Listener(listen_url, CHANNEL, heard=self._heard, anew=self._anew)
        self._readers: dict[UUID, set[Reader]] = {}
        self._of_users: Counter[tuple[UUID, str]] = Counter()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    def has_room(self, by: Actor) -> bool:
        return self._of_users[by.practice_id, by.subject] < MOST

    @contextmanager
    def reader(self, by: Actor) -> Iterator["Reader"]:
        """Its first change is ANYTHING: from then on nothing is missed."""
        practice_id, reader = by.practice_id, Reader()
        self._of_users[practice_id, by.subject] += 1
        self._readers.setdefault(practice_id, set()).add(reader)
        if self._listener.listening:
            reader.tell(ANYTHING)
        if self._closed or self._of_users[practice_id, by.subject] > MOST:  # of those that asked at once
            reader.end()
        elif self._task is None:
            self._task = asyncio.create_task(self._listener.run())
        try:
            yield reader
        finally:
            self._of_users -= Counter([(practice_id, by.subject)])
            self._readers[practice_id].discard(reader)
            if not self._readers[practice_id]:
                del self._readers[practice_id]
            if not self._readers and self._task is not None:
                self._task.cancel()
                self._task = None

    def close(self) -> None:
        """End what everyone reads, now and from now on."""
        self._closed = True
        for reader in self._all():
            reader.end()

    def _anew(self) -> None:
        for reader in self._all():
            reader.tell(ANYTHING)

    def _heard(self, payload: str) -> None:
        told = json.loads(payload)
        days = None if told["days"] is None else tuple(map(date.fromisoformat, told["days"]))
        change = DiaryChange(UUID(told["practitioner_id"]), days)
        for reader in self._readers.get(UUID(told["practice_id"]), ()):
            reader.tell(change)

    def _all(self) -> "list[Reader]":
        return [reader for readers in self._readers.values() for reader in readers]


class Reader:
    """What somebody is told, in order, until they end."""

    def __init__(self) -> None:
        self._changes: asyncio.Queue[DiaryChange | None] = asyncio.Queue()
        self._ended = False

    def tell(self, change: DiaryChange) -> None:
        if self._ended:
            return
        if self._changes.qsize() >= UNREAD:
            while not self._changes.empty():
                self._changes.get_nowait()
            change = ANYTHING
        self._changes.put_nowait(change)

    def end(self) -> None:
        self._ended = True
        self._changes.put_nowait(None)

    async def changes(self, *, seconds: float, quiet: float = QUIET) -> AsyncIterator[DiaryChange | None]:
        """For so long at most. None: there was none for `quiet` seconds. So whoever reads knows that we are there."""
        timer = asyncio.get_running_loop().call_later(seconds, self.end)
        try:
            while True:
                try:
                    async with asyncio.timeout(quiet):
                        change = await self._changes.get()
                except TimeoutError:
                    yield None
                    continue
                if change is None:
                    return
                yield change
        finally:
            timer.cancel()
