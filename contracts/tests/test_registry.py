import inspect
import json
import pkgutil
import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

import contracts
from contracts import documents, topics
from contracts.call import CallActivity, LinkRequested
from contracts.event import Event, Message, envelope
from contracts.registry import EVENTS, MESSAGES, topics_of
from contracts.watermark import Watermark, watermark

TOPICS = {
    file.name: yaml.safe_load(file.read_text())
    for file in sorted((Path(contracts.__file__).parents[2] / "topics").glob("*.yaml"))
}
SERVICES = {"booking", "video-links", "notifications"}
SECRETS = re.compile(r"towel|follow-up|Tomasz|Zieli|Adeyemi|Harbour|@|https?:|/v/|01632|07700")


def example_of(event: type[Event]) -> Event:
    return event.model_validate_json(documents.example_file(event).read_text())


def test_every_message_that_is_defined_is_registered_once_and_by_its_own_type() -> None:
    modules = [
        import_module(f"contracts.{module.name}")
        for module in pkgutil.iter_modules(contracts.__path__)
        if module.name != "__main__"
    ]
    defined = {
        thing
        for module in modules
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if issubclass(thing, Message) and thing not in (Message, Event)
    }
    assert defined == set(MESSAGES)
    assert set(MESSAGES) - set(EVENTS) == {Watermark}
    assert len({message.type for message in MESSAGES}) == len(MESSAGES)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_a_type_is_named_for_what_has_happened_and_has_a_version(message: type[Message]) -> None:
    assert re.fullmatch(r"[a-z]+(\.[a-z]+)?\.v[1-9]\d*", message.type)


def test_topics_are_described_under_the_names_that_the_code_uses() -> None:
    named = {value for name, value in vars(topics).items() if name.isupper()}
    assert {description["name"] for description in TOPICS.values()} == named
    assert {file.removesuffix(".yaml") for file in TOPICS} == named
    assert {topic for message in MESSAGES for topic in topics_of(message)} == named


@pytest.mark.parametrize("description", TOPICS.values(), ids=TOPICS)
def test_a_topic_belongs_to_the_service_that_alone_writes_it(description: dict[str, Any]) -> None:
    owner, name = description["owner"], description["name"]
    assert re.fullmatch(r"[a-z-]+\.(events|watermarks)\.v1", name), "Kafka's metrics confuse _ and ."
    assert name.startswith(f"{owner}.")
    assert description["producers"] == [owner]
    assert set(description["consumers"]) <= SERVICES - {owner}
    assert description["partitions"] >= 1
    if ".events." in name:
        assert description["retention_days"] == 14


@pytest.mark.parametrize("owner", sorted(SERVICES))
def test_watermarks_have_a_topic_beside_that_of_the_events_and_their_newest_stays(owner: str) -> None:
    events, watermarks = (TOPICS[f"{owner}.{what}.v1.yaml"] for what in ("events", "watermarks"))
    assert (watermarks["partitions"], watermarks["newest_only_after_hours"]) == (1, 1)
    assert watermarks["consumers"] == events["consumers"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_an_event_travels_as_a_cloudevent_under_its_aggregates_key(event: type[Event]) -> None:
    example = example_of(event)
    practice_id, event_id = UUID(int=1), UUID(int=2)
    sent = envelope(
        example, event_id=event_id, practice_id=practice_id, actor="jo", at=datetime(2027, 10, 20, 9, tzinfo=UTC)
    )
    assert (sent.topic, sent.key) == (event.topic, str(example.subject).encode())
    assert dict(sent.headers) == {
        b"ce_specversion": b"1.0",
        b"ce_id": str(event_id).encode(),
        b"ce_type": event.type.encode(),
        b"ce_source": f"/{event.topic.split('.')[0]}".encode(),
        b"ce_time": b"2027-10-20T09:00:00+00:00",
        b"ce_subject": str(example.subject).encode(),
        b"ce_practiceid": str(practice_id).encode(),
        b"ce_actor": b"jo",
        b"content-type": b"application/json",
    }
    assert json.loads(sent.value) == json.loads(documents.example_file(event).read_text())


def test_a_watermark_travels_as_a_cloudevent_of_no_practice_and_no_aggregate() -> None:
    example = Watermark.model_validate_json(documents.example_file(Watermark).read_text())
    for topic in Watermark.topics:
        sent = watermark(topic, *example.model_dump().values(), message_id=UUID(int=2))
        assert (sent.topic, sent.key) == (topic, b"watermark")
        assert dict(sent.headers) == {
            b"ce_specversion": b"1.0",
            b"ce_id": str(UUID(int=2)).encode(),
            b"ce_type": b"watermark.v1",
            b"ce_source": f"/{topic.split('.')[0]}".encode(),
            b"ce_time": example.committed_before.isoformat().encode(),
            b"content-type": b"application/json",
        }
        assert json.loads(sent.value) == json.loads(documents.example_file(Watermark).read_text())


# Ids, times and codes alone.
NOTHING_TO_HIDE = (CallActivity, LinkRequested)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_nobodys_name_contact_or_link_stands_in_clear_on_a_topic(event: type[Event]) -> None:
    clear = documents.example_file(event).read_text()
    assert not SECRETS.search(clear)
    opened = documents.opened(event, json.loads(clear))
    found = SECRETS.search(json.dumps(opened, ensure_ascii=False))
    assert (found is None) == (event in NOTHING_TO_HIDE), "else the first line proves nothing"
