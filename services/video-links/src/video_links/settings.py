from datetime import timedelta
from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PositiveInt
from pydantic_settings import NoDecode

from messaging.settings import ServiceSettings
from video_links.domain.limit import Network
from video_links.domain.session import Window


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    return [ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip()]


class Settings(ServiceSettings):
    """`public_url` is what links begin with: the gateway's address as clients reach it, without a path.

    `join_before` the start and `join_after` the end, in minutes, one can join. `trusted_proxies` (addresses, networks)
    are those whose X-Forwarded-For is believed. `unknown_links` and `joins` are what one client address may try in 10
    minutes, at each replica.
    """

    public_url: Annotated[
        str,
        Field(pattern=r"^https?://[^/?#\s]+/?$"),
        AfterValidator(lambda url: url.rstrip("/")),
    ]
    join_before: Annotated[int, Field(ge=0, le=24 * 60)] = 15
    join_after: Annotated[int, Field(ge=0, le=24 * 60)] = 30
    trusted_proxies: Annotated[list[Network], NoDecode, BeforeValidator(_networks)] = []
    unknown_links: PositiveInt = 20
    joins: PositiveInt = 30

    @property
    def window(self) -> Window:
        return Window(before=timedelta(minutes=self.join_before), after=timedelta(minutes=self.join_after))
