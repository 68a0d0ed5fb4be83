"""A Kafka that refuses: `<service> doctor` names the cause, whichever it is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from messaging.doctor import examine_kafka
from messaging.settings import KafkaSettings
from standing_local import ports
from tests.support.secured_kafka import PASSWORD, SecuredKafka


@pytest.fixture(scope="module")
async def secured(server_directory: Path) -> AsyncIterator[SecuredKafka]:
    async with SecuredKafka.standing(server_directory) as kafka:
        yield kafka


@dataclass(frozen=True, slots=True)
class Case:
    """What is told to the service beside what is right, and what its doctor says of it."""

    words: str
    do: str
    told: dict[str, Any] = field(default_factory=dict)


REFUSED = {
    "another password": Case(
        "it takes no such user and password, of 'booking'", "STANDING_KAFKA_PASSWORD", {"kafka_password": "another"}
    ),
    "another mechanism": Case(
        "it does not take SCRAM-SHA-512",
        "STANDING_KAFKA_SASL_MECHANISM",
        {"kafka_sasl_mechanism": "SCRAM-SHA-512"},
    ),
    "nobody vouches": Case(
        "its certificate is not believed (self-signed certificate)", "STANDING_KAFKA_CA_FILE", {"kafka_ca_file": None}
    ),
    "without TLS": Case(
        "it hangs up", "STANDING_KAFKA_SECURITY_PROTOCOL", {"kafka_security_protocol": "SASL_PLAINTEXT"}
    ),
    "without a user": Case("it hangs up", "STANDING_KAFKA_SECURITY_PROTOCOL", {"kafka_security_protocol": "SSL"}),
    "who may nothing": Case("shows stranger no topic", "ACLs", {"kafka_username": "stranger"}),
}


def settings(secured: SecuredKafka, **told: Any) -> KafkaSettings:
    right = {
        "kafka_bootstrap": secured.secured,
        "kafka_security_protocol": "SASL_SSL",
        "kafka_sasl_mechanism": "PLAIN",
        "kafka_username": "booking",
        "kafka_password": PASSWORD,
        "kafka_ca_file": str(secured.certificate),
    }
    return KafkaSettings(**right | told)


async def test_who_is_let_in_finds_nothing(secured: SecuredKafka) -> None:
    assert (await examine_kafka(settings(secured))).state == "ok"


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
async def test_what_refuses_is_named_and_what_to_do(secured: SecuredKafka, case: Case) -> None:
    found = await examine_kafka(settings(secured, **case.told))
    assert found.state == "bad"
    assert found.words.endswith(case.words)
    assert case.do in found.do


async def test_a_user_where_none_is_asked_for_and_tls_where_there_is_none(secured: SecuredKafka) -> None:
    open_door = {"kafka_bootstrap": secured.bootstrap}
    asked = await examine_kafka(settings(secured, **open_door, kafka_security_protocol="SASL_PLAINTEXT"))
    assert asked.words.endswith("it asks for no user there")
    encrypted = await examine_kafka(settings(secured, **open_door))
    assert encrypted.words.endswith("it hangs up")


async def test_nobody_is_there(secured: SecuredKafka) -> None:
    found = await examine_kafka(settings(secured, kafka_bootstrap=f"{ports.HOST}:{ports.any_free()}"))
    assert found.words.endswith("nobody answers (ConnectionRefusedError)")
