"""What is examined: the stack on this machine, or what the environment and the services' own words tell of another."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from standing import checkout
from standing.doctor import broker, gateway, services
from standing.doctor.finding import Finding
from standing.service import Service

# Where one of them is set, it is not this machine's stack that is meant.
BOOTSTRAP = "STANDING_KAFKA_BOOTSTRAP"
PUBLIC_URL = "STANDING_PUBLIC_URL"


@dataclass(frozen=True, slots=True)
class Installation:
    """What is not given is not examined. `said` is what each service's `doctor` wrote, by the service's name."""

    bootstrap: str | None = None
    public_url: str | None = None
    services: Sequence[Service] = ()
    said: Mapping[str, str] | None = None

    @classmethod
    def of_environment(cls, said: Sequence[Path]) -> "Installation | None":
        """None where nothing of another installation is given."""
        bootstrap, public_url = os.environ.get(BOOTSTRAP), os.environ.get(PUBLIC_URL)
        if not (bootstrap or public_url or said):
            return None
        return cls(bootstrap, public_url, said={path.stem: path.read_text() for path in said})

    async def examined(self) -> AsyncIterator[Finding]:
        told: list[Finding] = []
        for finding in chain.from_iterable(await asyncio.gather(*map(services.examine, self.services))):
            told.append(finding)
            yield finding
        for name, words in (self.said or {}).items():
            for finding in services.read(name, words):
                told.append(finding)
                yield finding
        for finding in services.compare_keys(told):
            yield finding
        if self.bootstrap is not None:
            async for finding in broker.examine(self.bootstrap, checkout.TOPICS):
                yield finding
        if self.public_url is not None:
            async for finding in gateway.examine(self.public_url):
                yield finding
