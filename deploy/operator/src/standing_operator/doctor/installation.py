"""What is examined, and what the environment and the services' own words tell of it."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from standing_operator import topics
from standing_operator.doctor import broker, gateway, services
from standing_operator.doctor.finding import Finding
from standing_operator.environment import PUBLIC_URL, secret
from standing_operator.errors import StandingError

type Examine = Callable[[], Awaitable[Sequence[Finding]]]

BOOTSTRAP = "STANDING_KAFKA_BOOTSTRAP"


@dataclass(frozen=True, slots=True)
class Installation:
    """What is not given is not examined.

    `services` are those that run beside us; `said` is what the `doctor` of each other one wrote, by its name.
    """

    bootstrap: str | None = None
    public_url: str | None = None
    services: Sequence[Examine] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    security: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_environment(cls, said: Sequence[Path]) -> "Installation | None":
        """None where nothing of another installation is given. Raises StandingError."""
        bootstrap, public_url = os.environ.get(BOOTSTRAP), os.environ.get(PUBLIC_URL)
        if not (bootstrap or public_url or said):
            return None
        return cls(bootstrap, public_url, said={path.stem: _read(path) for path in said}, security=_security())

    async def examined(self) -> AsyncIterator[Finding]:
        told: list[Finding] = []
        # At once: each waits some seconds for a Kafka that does not answer.
        of_kafka, *of_services = await asyncio.gather(self._kafka(), *(examine() for examine in self.services))
        for finding in chain.from_iterable(of_services):
            told.append(finding)
            yield finding
        for name, words in self.said.items():
            for finding in services.read(name, words):
                told.append(finding)
                yield finding
        for finding in chain(services.compare_keys(told), services.compare_zone_data(told)):
            yield finding
        for finding in of_kafka:
            yield finding
        if self.public_url is not None:
            async for finding in gateway.examine(self.public_url):
                yield finding

    async def _kafka(self) -> Sequence[Finding]:
        if self.bootstrap is None:
            return []
        return [finding async for finding in broker.examine(self.bootstrap, topics.DESCRIBED, **self.security)]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeError) as error:
        raise StandingError(f"{path} cannot be read ({type(error).__name__}).") from error


def _security() -> dict[str, Any]:
    """How the services are told to speak to Kafka, in aiokafka's words. Raises StandingError."""
    protocol = os.environ.get("STANDING_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")
    told: dict[str, Any] = {"security_protocol": protocol}
    if protocol.startswith("SASL_"):
        told["sasl_mechanism"] = os.environ.get("STANDING_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")
        told["sasl_plain_username"] = os.environ.get("STANDING_KAFKA_USERNAME", "")
        told["sasl_plain_password"] = secret("STANDING_KAFKA_PASSWORD") or ""
    if protocol.endswith("SSL"):
        try:
            told["ssl_context"] = ssl.create_default_context()
            if certificates := os.environ.get("STANDING_KAFKA_CA_FILE"):
                told["ssl_context"].load_verify_locations(certificates)
        except OSError as error:
            raise StandingError(f"STANDING_KAFKA_CA_FILE cannot be read: {error.strerror or error}.") from error
    return told
