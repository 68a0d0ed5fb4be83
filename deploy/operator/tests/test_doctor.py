"""`standing doctor`: each check goes bad when what it looks at is broken."""

import json
import re
import secrets
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from standing_local import ports
from standing_operator import cli, topics
from standing_operator.doctor import broker, gateway, services
from standing_operator.doctor.finding import Finding, in_short
from standing_operator.doctor.installation import Installation
from standing_operator.errors import StandingError


class Broker:
    """The tests' Kafka, with a topic of one's own that the `worker` service reads."""

    def __init__(self, bootstrap: str, directory: Path) -> None:
        self.bootstrap = bootstrap
        self.directory = directory
        self.topic = f"trial{secrets.token_hex(4)}.events.v1"
        self.describes()

    def describes(self, **changes: Any) -> None:
        description = {
            "name": self.topic,
            "owner": "trial",
            "producers": ["trial"],
            "consumers": ["worker"],
            "partitions": 2,
            "retention_days": 14,
        }
        description = {name: value for name, value in (description | changes).items() if value is not None}
        (self.directory / "trial.yaml").write_text(yaml.safe_dump(description))

    async def makes_topics(self) -> None:
        await topics.ensure(self.bootstrap, topics.described(self.directory))

    async def holds(self, records: int, *, ahead: float = 0) -> None:
        """So many records, by a clock that is `ahead`, in seconds."""
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap)
        await producer.start()
        for _ in range(records):
            await producer.send_and_wait(self.topic, b"x", b"x", timestamp_ms=int((time.time() + ahead) * 1000))
        await producer.stop()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AIOKafkaConsumer]:
        """By a member of the group, which has handled everything."""
        consumer = AIOKafkaConsumer(
            self.topic,
            bootstrap_servers=self.bootstrap,
            group_id=f"worker.{self.topic}",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        await consumer.start()
        await consumer.seek_to_end()
        for partition in consumer.assignment():
            await consumer.position(partition)
        await consumer.commit()
        yield consumer
        await consumer.stop()

    async def troubles(self) -> dict[str, str]:
        """What is not well, and in which words."""
        found = [finding async for finding in broker.examine(self.bootstrap, self.directory)]
        assert all(finding.do for finding in found if finding.state == "bad")
        return {finding.check: finding.words for finding in found if finding.state != "ok"}


@pytest.fixture
def kafka_with_topic(kafka: str, tmp_path: Path) -> Broker:
    return Broker(kafka, tmp_path)


async def test_nothing_is_found_where_topics_are_as_described_and_read(kafka_with_topic: Broker) -> None:
    await kafka_with_topic.makes_topics()
    await kafka_with_topic.holds(2)
    async with kafka_with_topic.read():
        assert await kafka_with_topic.troubles() == {}


async def test_a_topic_that_is_not_there_or_not_as_described_is_bad(kafka_with_topic: Broker) -> None:
    topic = kafka_with_topic.topic
    assert (await kafka_with_topic.troubles())["topics"] == f"{topic}.dlq.worker is missing"
    await kafka_with_topic.makes_topics()
    kafka_with_topic.describes(partitions=4)
    assert (await kafka_with_topic.troubles())["topics"] == f"{topic}: partitions is 2, and 4 is described"
    kafka_with_topic.describes(retention_days=7)
    assert "retention.ms is" in (await kafka_with_topic.troubles())["topics"]


async def test_a_group_that_nobody_is_in_is_bad_and_a_lag_is_told(
    kafka_with_topic: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kafka_with_topic.makes_topics()
    await kafka_with_topic.holds(3)
    group = f"group worker.{kafka_with_topic.topic}"
    assert (await kafka_with_topic.troubles())[group] == "nobody reads; 3 waiting"
    async with kafka_with_topic.read():
        await kafka_with_topic.holds(2)
        monkeypatch.setattr(broker, "STANDS", 0.5)
        assert re.fullmatch(
            r"2 waiting; nothing of partition (0|1|0, 1) was handled for 0.5 s",
            (await kafka_with_topic.troubles())[group],
        )


async def test_a_group_that_gets_on_is_well_while_few_wait(
    kafka_with_topic: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kafka_with_topic.makes_topics()
    group = f"group worker.{kafka_with_topic.topic}"
    async with kafka_with_topic.read() as consumer:
        await kafka_with_topic.holds(3)
        look = AIOKafkaAdminClient.list_consumer_group_offsets

        async def handles_one_of_each_partition(admin: AIOKafkaAdminClient, *asked: Any) -> Any:
            """After each look."""
            found = await look(admin, *asked)
            ends = await consumer.end_offsets(consumer.assignment())
            await consumer.commit({each: min(found[each].offset + 1, ends[each]) for each in ends})
            return found

        monkeypatch.setattr(AIOKafkaAdminClient, "list_consumer_group_offsets", handles_one_of_each_partition)
        assert group not in await kafka_with_topic.troubles()


async def test_a_broker_where_no_group_has_ever_been_answers_all_the_same(
    kafka_with_topic: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unknown(*_: Any) -> None:
        raise GroupCoordinatorNotAvailableError

    await kafka_with_topic.makes_topics()
    await kafka_with_topic.holds(1)
    monkeypatch.setattr(AIOKafkaAdminClient, "list_consumer_group_offsets", unknown)
    assert await kafka_with_topic.troubles() == {f"group worker.{kafka_with_topic.topic}": "nobody has ever read"}


async def test_records_from_the_future_are_bad(kafka_with_topic: Broker) -> None:
    """Such as a watermark, of which there is one each few seconds, whether anything is told or not."""
    kafka_with_topic.describes(retention_days=None, newest_only_after_hours=1)
    await kafka_with_topic.makes_topics()
    newest = f"newest of {kafka_with_topic.topic}"
    assert (await kafka_with_topic.troubles()) == {newest: "empty"}
    await kafka_with_topic.holds(1)
    assert await kafka_with_topic.troubles() == {}
    await kafka_with_topic.holds(1, ahead=600)
    assert "ahead of this clock" in (await kafka_with_topic.troubles())[newest]


async def test_settings_of_the_broker_that_lose_events_are_bad(
    kafka_with_topic: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    kafka_with_topic.describes(retention_days=60)
    await kafka_with_topic.makes_topics()
    monkeypatch.setattr(broker, "LARGEST_MESSAGE", 10_000_000)
    found = await kafka_with_topic.troubles()
    assert {"offsets.retention.minutes", "message.max.bytes"} <= set(found)


async def test_a_broker_that_does_not_answer_is_bad(tmp_path: Path) -> None:
    nowhere = Broker(f"{ports.HOST}:{ports.any_free()}", tmp_path)
    assert set(await nowhere.troubles()) == {"brokers"}


@contextmanager
def answering(status: int, **headers: str) -> Iterator[str]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer((ports.HOST, 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{ports.HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()


async def states(public_url: str) -> set[tuple[str, str]]:
    return {(finding.state, finding.words) async for finding in gateway.examine(public_url)}


async def test_a_gateway_that_answers_well_at_our_time_is_well() -> None:
    with answering(200) as url:
        assert await states(url) == {("ok", "answers, at our time")}


async def test_a_gateway_that_does_not_answer_or_with_another_clock_is_bad() -> None:
    with answering(503) as url:
        assert await states(url) == {("bad", "answers 503")}
    with answering(200, Date="Wed, 21 Oct 2015 07:28:00 GMT") as url:
        assert {state for state, _ in await states(url)} == {"bad"}
    assert {state for state, _ in await states(f"http://{ports.HOST}:{ports.any_free()}")} == {"bad"}


def keys_of(service: str, *keys: str) -> Finding:
    return Finding(service, "words keys", "ok", "", facts={"keys:STANDING_WORDS_KEYS": keys})


def test_a_key_with_which_one_service_seals_or_signs_and_that_another_does_not_know_is_bad() -> None:
    same = [keys_of("booking", "new", "old"), keys_of("video-links", "old", "new")]
    assert [finding.state for finding in services.compare_keys(same)] == ["ok"]
    rotated_too_early = [keys_of("booking", "new", "old"), keys_of("video-links", "old")]
    (bad,) = services.compare_keys(rotated_too_early)
    assert (bad.state, bad.check) == ("bad", "STANDING_WORDS_KEYS")
    assert bad.words == "that of booking is not known to video-links"
    assert bad.do == "Put booking's first one (new) into STANDING_WORDS_KEYS of video-links too."


def test_services_that_go_by_different_zone_data_are_named() -> None:
    def go_by(version: str) -> Iterator[Finding]:
        for where, theirs in (("booking", "2026f"), ("notifications", version)):
            yield Finding(where, "zone data", "ok", theirs, facts={"zone_data": [theirs]})

    (same,) = services.compare_zone_data([*go_by("2026f")])
    assert (same.state, same.words) == ("ok", "2026f")
    (different,) = services.compare_zone_data([*go_by("2025c")])
    assert (different.state, different.words) == ("bad", "booking 2026f, notifications 2025c")


@pytest.mark.parametrize("said", ["", "Traceback (most recent call last):", '{"check": "x"}'])
def test_a_service_that_says_no_findings_is_bad(said: str) -> None:
    assert [finding.state for finding in services.read("booking", said)] == ["bad"]


async def test_another_installations_words_are_read_from_files_and_keys_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STANDING_KAFKA_BOOTSTRAP", raising=False)
    monkeypatch.delenv("STANDING_PUBLIC_URL", raising=False)
    assert Installation.of_environment([]) is None
    files = [tmp_path / "booking.jsonl", tmp_path / "notifications.jsonl"]
    for file, key in zip(files, ("new", "old"), strict=True):
        finding = {"check": "keys", "state": "ok", "words": "", "do": "", "facts": {"keys:STANDING_WORDS_KEYS": [key]}}
        file.write_text(json.dumps(finding) + "\n")
    installation = Installation.of_environment(files)
    assert installation is not None
    found = [finding async for finding in installation.examined()]
    assert [finding.state for finding in found] == ["ok", "ok", "bad", "bad"]
    assert in_short(found) == "2 bad, 0 to look at, of 4 checks."
    with pytest.raises(StandingError, match=r"nobody.jsonl cannot be read \(FileNotFoundError\)"):
        Installation.of_environment([tmp_path / "nobody.jsonl"])


def test_where_something_is_bad_the_command_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "booking.jsonl"
    said.write_text(json.dumps({"check": "outbox", "state": "bad", "words": "9 waiting", "do": "Look."}))
    monkeypatch.setattr("sys.argv", ["standing", "doctor", str(said)])
    with pytest.raises(SystemExit, match="1"):
        cli.main()
    assert "bad   booking        outbox" in capsys.readouterr().out
    said.write_text(json.dumps({"check": "outbox", "state": "ok", "words": "empty"}))
    cli.main()
