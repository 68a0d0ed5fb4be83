"""Hears how far a topic has been told, and believes it once as much of it has been handled here."""

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka.security import parse_security
from faststream.security import BaseSecurity
from pydantic import ValidationError

from messaging import offsets, watermarks
from messaging.authenticity import NotAuthentic
from messaging.database import UNAVAILABLE, Connection, Database
from messaging.failures import Unreadable
from messaging.handlers import Handlers, WatermarkType
from messaging.metrics import NOT_AUTHENTIC, WATERMARKS_REFUSED
from messaging.pauses import USUAL, Pauses
from messaging.record import has_begun, header, value_of
from messaging.topic_reader import partitions_of

log = structlog.get_logger(__name__)

KEPT: Final = 720  # watermarks that wait to be believed: those of an hour
LOOK: Final = 0.5  # seconds between looks whether as much was handled


class WatermarkReader:
    """Of one topic of events. Each worker has its own: what one of them knows, another may write down once more.

    What waits is kept in memory alone. A worker that begins hears the newest of all, whatever its age.
    """

    def __init__(
        self,
        database: Database,
        handlers: Handlers,
        *,
        bootstrap: str,
        security: BaseSecurity | None = None,
        pauses: Pauses = USUAL,
    ) -> None:
        assert handlers.watermark is not None
        assert handlers.watermarks_topic is not None
        self._type: type[WatermarkType] = handlers.watermark
        self._topic = handlers.watermarks_topic
        self._database = database
        self._handlers = handlers
        self._bootstrap = bootstrap
        self._security = security
        self._pauses = pauses
        self._stopping = asyncio.Event()
        self._waiting: deque[WatermarkType] = deque(maxlen=KEPT)
        self._believed: dict[int, WatermarkType] = {}
        self._partitions = 0
        self._was_refused = False
        NOT_AUTHENTIC.labels(self._topic)

    async def run(self) -> None:
        """Until `stop`. Whatever fails is tried again; meanwhile nothing is believed that was not."""
        while not self._stopping.is_set():
            try:
                await self._read()
            except (KafkaError, *UNAVAILABLE) as error:
                log.warning("watermarks are not heard; trying again", topic=self._topic, error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._pauses.anew)

    def stop(self) -> None:
        self._stopping.set()

    async def _read(self) -> None:
        """As long as nothing fails. Returns where there is no such topic yet: a former release may be its owner's."""
        if not await partitions_of(self._topic, bootstrap=self._bootstrap, security=self._security):
            return
        await self._count_partitions()
        place = TopicPartition(self._topic, 0)
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            **parse_security(self._security),
        )
        await consumer.start()
        try:
            consumer.assign([place])
            begins, ends = await consumer.beginning_offsets([place]), await consumer.end_offsets([place])
            consumer.seek(place, max(begins[place], ends[place] - 1))
            while not self._stopping.is_set():
                for record in (await consumer.getmany(place, timeout_ms=round(LOOK * 1000))).get(place, []):
                    await self._hear(record)
                if self._waiting:
                    await self._believe()
        finally:
            await consumer.stop()

    async def _count_partitions(self) -> None:
        """Of the events' topic, as the broker says."""
        self._partitions = len(
            await partitions_of(self._handlers.topic, bootstrap=self._bootstrap, security=self._security)
        )

    async def _hear(self, record: ConsumerRecord[bytes, bytes]) -> None:
        """No release has written here without a signature."""
        if header(record, "ce_type") != self._type.type:
            return
        try:
            if not self._handlers.signed_by.verify(record):
                raise NotAuthentic("It is not signed.")
            heard = self._type.model_validate_json(value_of(record))
        except NotAuthentic as error:
            log.error("a watermark is not authentic", topic=self._topic, offset=record.offset, why=str(error))
            NOT_AUTHENTIC.labels(self._topic).inc()
            return
        except (Unreadable, ValidationError) as error:
            self._refuse(type(error).__name__)
            return
        if heard.partitions > self._partitions:
            await self._count_partitions()
        if 0 < heard.partitions == len(heard.ends) <= self._partitions and has_begun(heard.incarnation):
            self._waiting.append(heard)
        else:
            self._refuse("of partitions or an incarnation that there are not")

    async def _believe(self) -> None:
        """Of each partition the newest that names no more than what was handled there."""
        of_future: list[WatermarkType] = []
        async with self._database.transaction() as connection:
            kept = await offsets.kept(connection, self._handlers.topic)
            handled = {place.partition: handled_to for place, handled_to in kept.items()}
            settled: set[int] = set()
            for heard in reversed(self._waiting):
                for partition, end in enumerate(heard.ends):
                    if partition in settled or handled.get(partition, 0) < end:
                        continue
                    if self._believed.get(partition) is heard or await self._keep(connection, partition, heard):
                        self._believed[partition] = heard
                        settled.add(partition)
                    elif heard not in of_future:
                        of_future.append(heard)
        for heard in of_future:
            self._waiting.remove(heard)
            self._refuse("of the future, by our Postgres")
        if not of_future and self._waiting and self._is_past(self._waiting[-1], handled):
            self._was_refused = False
            self._waiting.clear()
        while self._waiting and self._is_past(self._waiting[0], handled):
            self._waiting.popleft()

    async def _keep(self, connection: Connection, partition: int, heard: WatermarkType) -> bool:
        return await watermarks.keep(
            connection,
            topic=self._handlers.topic,
            partition=partition,
            partitions=heard.partitions,
            committed_before=heard.committed_before,
            incarnation=heard.incarnation,
        )

    def _is_past(self, heard: WatermarkType, handled: Mapping[int, int]) -> bool:
        return all(handled.get(partition, 0) >= end for partition, end in enumerate(heard.ends))

    def _refuse(self, why: str) -> None:
        """Messages are held then, as long as no better one comes. The first in a row is logged."""
        WATERMARKS_REFUSED.labels(self._handlers.topic).inc()
        if not self._was_refused:
            log.error("a watermark is not believed", topic=self._topic, why=why)
        self._was_refused = True
