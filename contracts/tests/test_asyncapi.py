"""The committed AsyncAPI document. `make check` compares it with the code."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from contracts import documents
from contracts.registry import MESSAGES, topics_of

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "api" / "asyncapi.json").read_text())
ASYNCAPI = jsonschema_rs.validator_for(json.loads((Path(__file__).parent / "asyncapi-3.0.0.schema.json").read_text()))


def at(reference: str) -> Any:
    found = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def references(part: Any) -> list[str]:
    match part:
        case {"$ref": str(reference)}:
            return [reference]
        case dict():
            return [reference for value in part.values() for reference in references(value)]
        case list():
            return [reference for value in part for reference in references(value)]
        case _:
            return []


def test_it_is_an_asyncapi_document() -> None:
    ASYNCAPI.validate(DOCUMENT)
    spoilt = copy.deepcopy(DOCUMENT)
    spoilt["operations"]["booking.tells"]["action"] = "shout"
    assert not ASYNCAPI.is_valid(spoilt), "else the first line proves nothing"


def test_whatever_it_refers_to_stands_in_it() -> None:
    found = references(DOCUMENT)
    assert len(found) > 30
    for reference in found:
        assert at(reference)


def test_every_message_stands_on_its_topics_and_every_consumer_hears_it_in_its_group() -> None:
    on = {(topic, name) for topic, channel in DOCUMENT["channels"].items() for name in channel["messages"]}
    assert on == {(topic, message.type) for message in MESSAGES for topic in topics_of(message)}
    hears = DOCUMENT["operations"]["notifications.hears.video-links"]
    assert at(hears["channel"]["$ref"])["address"] == "video-links.events.v1"
    assert hears["bindings"]["kafka"]["groupId"]["const"] == "notifications.video-links.events.v1"
    told = DOCUMENT["operations"]["notifications.hears.video-links.watermarks"]
    assert (at(told["channel"]["$ref"])["address"], "bindings" in told) == ("video-links.watermarks.v1", False)
    assert sum(operation["action"] == "receive" for operation in DOCUMENT["operations"].values()) == 10


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_each_example_is_what_the_document_says(message: Any) -> None:
    described = DOCUMENT["components"]["messages"][message.type]
    payload = {"components": DOCUMENT["components"], **described["payload"]}
    validator = jsonschema_rs.Draft202012Validator(payload)
    example = json.loads(documents.example_file(message).read_text())
    validator.validate(example)
    assert not validator.is_valid(dict.fromkeys(example, "spoilt"))
