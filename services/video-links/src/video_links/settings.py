from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from messaging.settings import ServiceSettings, separated
from video_links.provider import VideoProvider
from video_links.provider.peer import Peer

type Addresses = Annotated[list[str], NoDecode, BeforeValidator(separated)]


class Settings(ServiceSettings):
    """`public_url` is what links begin with: the gateway's address as clients reach it, without a path.

    `stun_urls` and `turn_urls` are what browsers are told to find each other by; `turn_secret` is shared with the TURN
    server, and makes credentials that are good for `turn_minutes`.
    """

    public_url: Annotated[
        str,
        Field(pattern=r"^https?://[^/?#\s]+/?$"),
        AfterValidator(lambda url: url.rstrip("/")),
    ]
    stun_urls: Addresses = Field(default=[])
    turn_urls: Addresses = Field(default=[])
    turn_secret: SecretStr = SecretStr("")
    turn_minutes: int = Field(default=240, ge=1)

    def provider(self) -> VideoProvider:
        return Peer(
            stun=self.stun_urls,
            turn=self.turn_urls,
            turn_secret=self.turn_secret.get_secret_value().encode(),
            turn_lifetime=timedelta(minutes=self.turn_minutes),
        )
