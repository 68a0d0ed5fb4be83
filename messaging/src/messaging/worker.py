"""What a service does beside answering requests: relay, consumers, and its own tasks."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

import structlog
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from faststream.security import BaseSecurity

from messaging.authenticity import SigningKeys
from messaging.consumer import Consumer
from messaging.database import Database
from messaging.handlers import Handlers
from messaging.metrics import Ask, backlog
from messaging.pauses import USUAL, Pauses
from messaging.relay import Relay
from messaging.watermark_reader import WatermarkReader
from messaging.watermarks import Watermarks

log = structlog.get_logger(__name__)


class Task(Protocol):
    """Work of the service's own, such as the scheduler of notifications."""

    async def run(self) -> None: ...

    def stop(self) -> None: ...


class Worker:
    """`careful` are the tasks that do what cannot be taken back: like the consumers, they begin once it is known that
    the database did not go back."""

    def __init__(
        self,
        *,
        service: str,
        database: Database,
        relay_url: str,
        bootstrap: str,
        signing: SigningKeys,
        security: BaseSecurity | None = None,
        handlers: Sequence[Handlers],
        tasks: Sequence[Task] = (),
        careful: Sequence[Task] = (),
        watermarks: Watermarks | None = None,
        asked: Sequence[Ask] = (),
        pauses: Pauses = USUAL,
    ) -> None:
        self._pauses = pauses
        self.asked: list[Ask] = [backlog, *asked]
        self._stopping = asyncio.Event()
        self._broker = KafkaBroker(
            bootstrap,
            security=security,
            client_id=f"{service}-worker",
            allow_auto_create_topics=False,
            graceful_timeout=5,
            logger=None,  # it would log two lines a batch; what matters the consumer logs itself
        )
        self.consumers = [Consumer(self._broker, database, table, service=service, pauses=pauses) for table in handlers]
        self.relay = Relay(
            relay_url,
            bootstrap,
            service=service,
            signing=signing,
            security=security,
            watermarks=watermarks,
            pauses=pauses,
        )
        hearing = [
            WatermarkReader(database, table, bootstrap=bootstrap, security=security, pauses=pauses)
            for table in handlers
            if table.keep_watermarks and table.watermarks_topic is not None
        ]
        self._tasks: list[Task] = [self.relay, *hearing, *tasks]
        self._careful = list(careful)

    @property
    def trouble(self) -> list[str]:
        """What keeps it from working, in words; empty when ready. A relay that waits for another one is no trouble."""
        if self.relay.trouble is not None:
            return [self.relay.trouble]
        return [consumer.trouble for consumer in self.consumers if consumer.trouble is not None]

    async def run(self) -> None:
        """Work until `stop`. An absent Kafka is waited for."""
        async with asyncio.TaskGroup() as group:
            for task in self._tasks:
                group.create_task(task.run())
            if await self._looked():
                for task in self._careful:
                    group.create_task(task.run())
            if await self._start_consuming():
                watching = [group.create_task(consumer.watch()) for consumer in self.consumers]
                await self._stopping.wait()
                for watch in watching:
                    watch.cancel()
                await self._broker.stop()
            for task in [*self._tasks, *self._careful]:
                task.stop()

    def stop(self) -> None:
        self._stopping.set()

    async def _looked(self) -> bool:
        """False when stopped before."""
        looked, stopped = (asyncio.create_task(each.wait()) for each in (self.relay.looked, self._stopping))
        await asyncio.wait([looked, stopped], return_when=asyncio.FIRST_COMPLETED)
        looked.cancel()
        stopped.cancel()
        return self.relay.looked.is_set()

    async def _start_consuming(self) -> bool:
        """False when stopped before Kafka answered."""
        while not self._stopping.is_set():
            try:
                await self._broker.start()
            except (KafkaError, OSError) as error:
                log.warning("Kafka does not answer; trying again", error=f"{type(error).__name__}: {error}")
                await self._broker.stop()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self._pauses.anew)
            else:
                return True
        return False
