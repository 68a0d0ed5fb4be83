import secrets
import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from standing_local import ports
from standing_local.kafka import Kafka
from standing_local.processes import running
from standing_operator import topics
from standing_operator.errors import StandingError
from standing_operator.topics import Topic
from tests.support.eventually import eventually

SESSIONS = Topic("sessions.v1", partitions=1, retention=timedelta(days=14))


def a_broker(directory: Path) -> Kafka:
    return Kafka(directory, ports.any_free(), ports.any_free(), log=directory / "kafka.log")


async def send(broker: Kafka, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        await producer.send_and_wait(SESSIONS.name, value)


async def receive(broker: Kafka) -> bytes:
    async with AIOKafkaConsumer(
        SESSIONS.name, bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest"
    ) as consumer:
        record = await consumer.getone()
        assert record.value is not None
        return bytes(record.value)


async def test_what_was_acknowledged_is_there_after_a_kill_and_on_other_ports(tmp_path: Path) -> None:
    broker = a_broker(tmp_path)
    async with running(broker) as process:
        await topics.ensure(broker.bootstrap, [SESSIONS])
        await send(broker, b"booked")
        process.kill()
        await process.ended()
    moved = a_broker(tmp_path)
    async with running(moved):
        assert await receive(moved) == b"booked"
    assert not await moved.answers()


async def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    broker = a_broker(tmp_path)
    taken = rf"^Kafka: port {broker.ports[1]} on 127.0.0.1 is taken[^\n]*$"
    with socket.create_server((ports.HOST, broker.ports[1])), pytest.raises(StandingError, match=taken):
        async with running(broker):
            pass


async def test_topics_that_are_there_already_are_left_alone(kafka: str) -> None:
    await topics.ensure(kafka, [SESSIONS])
    await topics.ensure(kafka, [SESSIONS])


async def test_a_topic_that_the_broker_refuses_is_named(kafka: str) -> None:
    with pytest.raises(StandingError, match=r"did not make the topic no/topic"):
        await topics.ensure(kafka, [Topic("no/topic", partitions=1, retention=timedelta(days=1))])


async def test_what_of_a_brokers_topics_is_not_as_described_is_named(kafka: str) -> None:
    fortnight = timedelta(days=14)
    name = f"sessions-{secrets.token_hex(4)}.v1"
    made = Topic(name, partitions=2, retention=fortnight)
    await topics.ensure(kafka, [made])

    async def as_described() -> bool:
        return await topics.differences(kafka, [made]) == []

    await eventually(as_described)  # a broker learns of it from the controller
    assert await topics.differences(kafka, topics.described()) == []
    assert await topics.differences(
        kafka,
        [Topic("nowhere.v1", 1, fortnight), replace(made, partitions=4, retention=timedelta(days=7))],
    ) == [
        "nowhere.v1 is missing",
        f"{name}: partitions is 2, and 4 is described",
        f"{name}: retention.ms is 1209600000, and 604800000 is described",
    ]
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    configuration = made.configuration | {"cleanup.policy": "compact"}
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, configuration)])
    await admin.close()

    async def compacted() -> bool:
        found = await topics.differences(kafka, [made])
        return found == [f"{name}: cleanup.policy is compact, and delete is described"]

    await eventually(compacted)


def test_each_consumer_of_a_topic_has_a_dead_letter_topic(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(
        "{name: a.v1, consumers: [booking, video-links], partitions: 4, retention_days: 14}"
    )
    assert [topic.name for topic in topics.described(tmp_path)] == ["a.v1", "a.v1.dlq.booking", "a.v1.dlq.video-links"]
