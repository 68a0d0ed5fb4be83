from datetime import timedelta
from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from messaging.settings import ServiceSettings, separated
from video_links.domain.appointment_times import OPENS_BEFORE, STAYS_OPEN, Window
from video_links.domain.limit import Network
from video_links.provider import VideoProvider
from video_links.provider.peer import Peer


def _networks(value: object) -> object:
    return [ip_network(part.strip(), strict=False) for part in value.split(",")] if isinstance(value, str) else value


type Addresses = Annotated[list[str], NoDecode, BeforeValidator(separated)]
type Networks = Annotated[list[Network], NoDecode, BeforeValidator(_networks)]
type Minutes = Annotated[int, Field(ge=0, le=24 * 60)]


class Settings(ServiceSettings):
    """`public_url` is what links begin with: the gateway's address as clients reach it, without a path.

    One can join from `join_before` minutes before the start until `join_after` minutes after the end.

    `trusted_proxies` (addresses, networks) are those whose X-Forwarded-For is believed. One client address may try
    `unknown_links_limit` links that there are not, and join `joins_limit` times, in 10 minutes, at each replica.

    `stun_urls` and `turn_urls` are what browsers are told to find each other by; `turn_secret` is shared with the TURN
    server, and makes credentials that are good for `turn_minutes`.
    """

    public_url: Annotated[
        str,
        Field(pattern=r"^https?://[^/?#\s]+/?$"),
        AfterValidator(lambda url: url.rstrip("/")),
    ]
    join_before: Minutes = OPENS_BEFORE // timedelta(minutes=1)
    join_after: Minutes = STAYS_OPEN // timedelta(minutes=1)
    trusted_proxies: Networks = Field(default=[])
    unknown_links_limit: int = Field(default=20, ge=1)
    joins_limit: int = Field(default=30, ge=1)
    stun_urls: Addresses = Field(default=[])
    turn_urls: Addresses = Field(default=[])
    turn_secret: SecretStr = SecretStr("")
    turn_minutes: int = Field(default=240, ge=1)

    @property
    def window(self) -> Window:
        return Window(before=timedelta(minutes=self.join_before), after=timedelta(minutes=self.join_after))

    def provider(self) -> VideoProvider:
        return Peer(
            stun=self.stun_urls,
            turn=self.turn_urls,
            turn_secret=self.turn_secret.get_secret_value().encode(),
            turn_lifetime=timedelta(minutes=self.turn_minutes),
        )
