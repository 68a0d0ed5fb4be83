"""Sends what is due, across all practices; any number of schedulers may run."""

import asyncio
import time
from contextlib import suppress
from typing import Final

import asyncpg
import structlog

from messaging.database import TROUBLE, Database
from messaging.listening import Listener
from notifications import lookups, store
from notifications.commands.claim_messages import Claimed, claim_messages
from notifications.commands.compose_message import Composed, compose_message
from notifications.commands.installation import Installation
from notifications.commands.record_outcome import record_outcome
from notifications.domain.mail import Mail
from notifications.domain.material import Ready
from notifications.domain.outcome import Outcome
from notifications.errors import StaleAttempt
from notifications.sender import Sender

log = structlog.get_logger(__name__)

AT_ONCE: Final = 8  # mails on their way, each on a connection to the mail server and now and then one to Postgres
LONGEST_SLEEP: Final = 1.0  # seconds; the fallback where a NOTIFY went missing
RETRY: Final = 1.0  # seconds before Postgres is asked again
STOP: Final = 20.0  # seconds that mails on their way have at the end


class Scheduler:
    """`listen_url` is a direct connection, since LISTEN is a session's."""

    def __init__(self, database: Database, sender: Sender, installation: Installation, *, listen_url: str) -> None:
        self._database = database
        self._sender = sender
        self._installation = installation
        self._woken = asyncio.Event()
        self._listener = Listener(listen_url, store.CHANNEL, heard=lambda _: self._woken.set(), anew=self._woken.set)
        self._stopping = asyncio.Event()
        self._on_their_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until `stop`. Whatever fails is tried again."""
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(self._listener.run())
            while not self._stopping.is_set():
                self._woken.clear()
                try:
                    await self._take()
                    pause = await self._until_next()
                except TROUBLE as error:
                    log.warning("Postgres does not answer; trying again", error=type(error).__name__)
                    pause = RETRY
                except Exception:
                    log.exception("no message can be claimed; trying again")
                    pause = RETRY
                await self._pause(pause)
            listening.cancel()
        await self.close()

    def stop(self) -> None:
        """Take nothing more, and let the mails arrive that are on their way."""
        self._stopping.set()
        self._woken.set()

    async def send_due(self) -> int:
        """Send all that can be sent now; how many attempts that were."""
        attempts = 0
        while (taken := await self._take()) or self._on_their_way:
            attempts += taken
            await asyncio.wait(self._on_their_way, return_when=asyncio.FIRST_COMPLETED)
        return attempts

    async def close(self) -> None:
        """The mails on their way arrive, and the mail server is left."""
        if self._on_their_way:
            await asyncio.wait(self._on_their_way, timeout=STOP)
        await self._sender.close()

    async def _take(self) -> int:
        """Claim as many messages as there is room for, and set them going; how many."""
        room = AT_ONCE - len(self._on_their_way)
        if room == 0:
            return 0
        async with self._database.transaction() as connection:
            claimed = await claim_messages(connection, at_most=room, installation=self._installation)
        for message in claimed:
            task = asyncio.create_task(self._send(message))
            self._on_their_way.add(task)
            task.add_done_callback(self._arrived)
        return len(claimed)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._on_their_way.discard(task)
        self._woken.set()

    async def _send(self, claimed: Claimed) -> None:
        """One attempt. Where it breaks off, the lease runs out and the message is claimed again."""
        offered: Ready | None = None
        kept_back: Outcome | None = None

        async def compose() -> Mail | None:
            nonlocal offered, kept_back
            async with self._database.transaction(claimed.practice_id) as connection:
                composed = await compose_message(
                    connection, claimed, domain=self._sender.domain, installation=self._installation
                )
            if isinstance(composed, Composed):
                offered = composed.ready
                return composed.mail
            kept_back = composed
            return None

        async def hand_over() -> bool:
            async with self._database.transaction(claimed.practice_id) as connection:
                return await store.hand_over(
                    connection, claimed.communication_id, attempt=claimed.attempt, left=self._sender.timeout
                )

        try:
            outcome = await self._sender.deliver(compose, hand_over) or kept_back
            if outcome is not None:
                await self._record(claimed, outcome, offered)
        except StaleAttempt as error:
            log.warning(
                "another worker has this message", communication=str(claimed.communication_id), error=str(error)
            )
        except Exception:
            log.exception("an attempt broke off", communication=str(claimed.communication_id))

    async def _record(self, claimed: Claimed, outcome: Outcome, offered: Ready | None) -> None:
        """Postgres is asked again while the lease lasts: an end that is not recorded would be a second mail."""
        lease_ends = time.monotonic() + self._installation.lease.total_seconds()
        while True:
            try:
                async with self._database.transaction(claimed.practice_id) as connection:
                    await record_outcome(connection, claimed, outcome, offered=offered, installation=self._installation)
                return
            except (StaleAttempt, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError):
                raise  # it would be refused again
            except Exception as error:
                if time.monotonic() > lease_ends:
                    raise
                log.warning("an outcome is not recorded yet", error=type(error).__name__)
                await asyncio.sleep(RETRY)

    async def _until_next(self) -> float:
        """Seconds until a message falls due, at most LONGEST_SLEEP."""
        now = self._installation.now()
        async with self._database.transaction() as connection:
            due_at = await lookups.next_due(connection, now)
        return min(LONGEST_SLEEP, (due_at - now).total_seconds()) if due_at else LONGEST_SLEEP

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
