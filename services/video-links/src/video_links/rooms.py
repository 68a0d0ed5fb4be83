"""The sockets that this replica has open, woken when something in their rooms has changed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from messaging.listening import Listener
from video_links.store.calls import CHANNEL


class Rooms:
    """Listens while there is a socket. `listen_url` is a direct connection, since LISTEN is a session's."""

    def __init__(self, listen_url: str) -> None:
        self._listener = Listener(listen_url, CHANNEL, heard=self._heard, anew=self._anew)
        self._news: dict[UUID, set[asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def news(self, appointment_id: UUID) -> Iterator[asyncio.Event]:
        """Set whenever there may be something new in the room; whoever waits for it clears it."""
        event = asyncio.Event()
        self._news.setdefault(appointment_id, set()).add(event)
        if self._task is None:
            self._task = asyncio.create_task(self._listener.run())
        try:
            yield event
        finally:
            self._news[appointment_id].discard(event)
            if not self._news[appointment_id]:
                del self._news[appointment_id]
            if not self._news and self._task is not None:
                self._task.cancel()
                self._task = None

    def _heard(self, appointment_id: str) -> None:
        for event in self._news.get(UUID(appointment_id), ()):
            event.set()

    def _anew(self) -> None:
        for events in self._news.values():
            for event in events:
                event.set()
