"""Sends what is due, across all practices; any number of schedulers may run."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

import asyncpg
import structlog
from opentelemetry.trace import SpanKind

from messaging import trace
from messaging.batcher import Batcher
from messaging.database import UNAVAILABLE, Database
from messaging.listening import Listener
from notifications import lookups
from notifications.commands.claim_messages import claim_messages
from notifications.commands.note_hand_overs import note_hand_overs
from notifications.commands.record_outcomes import record_outcomes
from notifications.commands.release_messages import release_messages
from notifications.domain.attempt import Claimed, Ended
from notifications.domain.mail import Mail
from notifications.domain.material import Ready
from notifications.domain.outcome import KeptBack, Outcome
from notifications.errors import StaleAttempt
from notifications.installation import Installation
from notifications.metrics import count_attempt
from notifications.queries.draft_messages import Draft, draft_messages
from notifications.queries.source_versions import SourceVersions, source_versions
from notifications.queries.topics_behind import which_is_behind
from notifications.sender import Sender
from notifications.store.communications import CHANNEL

log = structlog.get_logger(__name__)

LONGEST_SLEEP: Final = 1.0  # seconds; the fallback where a NOTIFY went missing
RETRY: Final = 1.0  # seconds before Postgres is asked again
STOP: Final = 20.0  # seconds that mails on their way have at the end
RELEASE: Final = 0.5  # seconds between looks at what is held
RELEASED: Final = 200  # messages in one transaction
RECORD: Final = 2.0  # seconds of a lease that are kept for recording how it ended


class Scheduler:
    """`listen_url` is a direct connection, since LISTEN is a session's."""

    def __init__(self, database: Database, sender: Sender, installation: Installation, *, listen_url: str) -> None:
        self._database = database
        self._sender = sender
        self._installation = installation
        # While as many mails as can be are on their way, the next are written.
        self._at_once = 2 * sender.connections
        self._woken = asyncio.Event()
        self._listener = Listener(listen_url, CHANNEL, heard=lambda _: self._woken.set(), anew=self._woken.set)
        self._stopping = asyncio.Event()
        self._on_their_way: set[asyncio.Task[None]] = set()
        self._looked_at_held = 0.0
        self._sources = Batcher(self._look_again)
        self._hand_overs = Batcher(self._note_hand_overs)
        self._ended = Batcher(self._record_all)

    async def run(self) -> None:
        """Until `stop`. Whatever fails is tried again."""
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(self._listener.run())
            while not self._stopping.is_set():
                self._woken.clear()
                try:
                    if time.monotonic() - self._looked_at_held > RELEASE:
                        await self._release()
                    await self._take()
                    pause = await self._until_next()
                except UNAVAILABLE as error:
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
        await self._release()
        while (taken := await self._take()) or self._on_their_way:
            attempts += taken
            await asyncio.wait(self._on_their_way, return_when=asyncio.FIRST_COMPLETED)
        return attempts

    async def close(self) -> None:
        """The mails on their way arrive, and the mail server is left."""
        if self._on_their_way:
            await asyncio.wait(self._on_their_way, timeout=STOP)
        await self._sender.close()

    async def _release(self) -> None:
        """Have go what need not be held any more."""
        self._looked_at_held = time.monotonic()
        released = RELEASED
        while released == RELEASED:
            async with self._database.transaction() as connection:
                released = await release_messages(
                    connection, at_most=RELEASED, now=self._installation.now(), installation=self._installation
                )

    async def _take(self) -> int:
        """Claim as many messages as there is room for, and set them going; how many."""
        room = self._at_once - len(self._on_their_way)
        if room < min(self._sender.connections, 4) or not await self._sender.is_there():
            return 0
        async with self._database.transaction() as connection:
            claimed = await claim_messages(
                connection, at_most=room, now=self._installation.now(), installation=self._installation
            )
        if not claimed:
            return 0
        for message, draft in zip(claimed, await self._draft(claimed), strict=True):
            task = asyncio.create_task(self._send(message, draft))
            self._on_their_way.add(task)
            task.add_done_callback(self._arrived)
        return len(claimed)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._on_their_way.discard(task)
        self._woken.set()

    async def _draft(self, claimed: Sequence[Claimed]) -> Sequence[Draft | Outcome]:
        async with self._database.transaction(*_practices(claimed)) as connection:
            return await draft_messages(
                connection, claimed, now=self._installation.now(), installation=self._installation
            )

    async def _send(self, claimed: Claimed, draft: Draft | Outcome) -> None:
        """One attempt. Where it breaks off, the lease runs out and the message is claimed again."""
        try:
            with trace.continued(
                claimed.traceparent,
                f"send {claimed.trigger}",
                kind=SpanKind.CLIENT,
                attributes={
                    "standing.communication": str(claimed.communication_id),
                    "standing.attempt": claimed.attempt,
                },
            ):
                outcome, offered = await self._attempt(claimed, draft)
                await self._record(Ended(claimed, outcome, offered))
            count_attempt(outcome, due_at=claimed.first_due_at, now=self._installation.now())
        except StaleAttempt as error:
            log.warning(
                "another worker has this message", communication=str(claimed.communication_id), error=str(error)
            )
        except Exception:
            log.exception("an attempt broke off", communication=str(claimed.communication_id))

    async def _attempt(self, claimed: Claimed, draft: Draft | Outcome) -> tuple[Outcome, Ready | None]:
        """How it ended, and what the mail server was offered."""
        if not isinstance(draft, Draft):
            return draft, None
        written: Draft = draft
        mail = draft.written(domain=self._sender.domain)
        if not isinstance(mail, Mail):
            return mail, None
        kept_back: Outcome = KeptBack()

        async def compose() -> Mail | None:
            """What was written already, if it still holds."""
            nonlocal written, kept_back
            sources, behind = await self._sources.ask(claimed)
            if sources is None:
                return None
            if written.still_holds(sources, behind=behind, now=self._installation.now()):
                return mail
            (anew,) = await self._draft([claimed])
            if not isinstance(anew, Draft):
                kept_back = anew
                return None
            written_anew = anew.written(domain=self._sender.domain)
            if not isinstance(written_anew, Mail):
                kept_back = written_anew
                return None
            written = anew
            return written_anew

        outcome = await self._sender.deliver(compose, lambda: self._hand_overs.ask(claimed))
        return (kept_back, None) if outcome is None else (outcome, written.ready)

    async def _look_again(self, claimed: Sequence[Claimed]) -> Sequence[tuple[SourceVersions | None, bool]]:
        """What each is made from by now, and whether a topic is behind. None: it is not this attempt's any more, or
        something has superseded it."""
        async with self._database.transaction(*_practices(claimed)) as connection:
            sources = await source_versions(connection, [each.key for each in claimed])
            behind = await which_is_behind(connection) is not None
        return [(sources.get(each.communication_id), behind) for each in claimed]

    async def _note_hand_overs(self, claimed: Sequence[Claimed]) -> Sequence[float | None]:
        """Until when each can begin to go over, by the monotonic clock; None: it must not."""
        lease = self._installation.lease.total_seconds()
        begin_by = time.monotonic() + lease - self._sender.timeout - RECORD
        async with self._database.transaction(*_practices(claimed)) as connection:
            noted = await note_hand_overs(connection, claimed, installation=self._installation)
        return [begin_by if is_noted else None for is_noted in noted]

    async def _record(self, ended: Ended) -> None:
        """Postgres is asked again while the lease lasts: an end that is not recorded would be a second mail."""
        lease_ends = time.monotonic() + self._installation.lease.total_seconds()
        while True:
            try:
                if stale := await self._ended.ask(ended):
                    raise stale
                return
            except (StaleAttempt, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError):
                raise  # it would be refused again
            except Exception as error:
                if time.monotonic() > lease_ends:
                    raise
                log.warning("an outcome is not recorded yet", error=type(error).__name__)
                await asyncio.sleep(RETRY)

    async def _record_all(self, ended: Sequence[Ended]) -> Sequence[Exception | None]:
        try:
            async with self._database.transaction(*_practices([each.claimed for each in ended])) as connection:
                return await record_outcomes(
                    connection, ended, now=self._installation.now(), installation=self._installation
                )
        except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
            if len(ended) == 1:
                return [error]
            return [(await self._record_all([each]))[0] for each in ended]  # one of them spoils no other

    async def _until_next(self) -> float:
        """Seconds until a message falls due, at most LONGEST_SLEEP."""
        now = self._installation.now()
        async with self._database.transaction() as connection:
            due_at = await lookups.next_due(connection, now)
        return min(LONGEST_SLEEP, (due_at - now).total_seconds()) if due_at else LONGEST_SLEEP

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)


def _practices(claimed: Sequence[Claimed]) -> set[UUID]:
    return {each.practice_id for each in claimed}
