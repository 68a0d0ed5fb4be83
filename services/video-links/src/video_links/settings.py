from datetime import timedelta
from ipaddress import ip_network
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import NoDecode

from messaging.setting_types import SharedKeys, is_address, is_http_url, judged, separated, wrong
from messaging.settings import ServiceSettings
from video_links.domain.appointment_times import OPENS_BEFORE, STAYS_OPEN, Window
from video_links.domain.limit import Network
from video_links.provider import VideoProvider
from video_links.provider.peer import Peer


def _networks(parts: list[str]) -> list[Network]:
    try:
        return [ip_network(part, strict=False) for part in parts]
    except ValueError:
        raise wrong("holds what is no address or network (such as 10.0.0.0/8, commas between them)") from None


def _is_stun(url: str) -> bool:
    """Source: RFC 7064."""
    scheme, _, address = url.partition(":")
    return scheme in ("stun", "stuns") and is_address(address)


def _is_turn(url: str) -> bool:
    """Source: RFC 7065."""
    scheme, _, rest = url.partition(":")
    address, _, query = rest.partition("?")
    return scheme in ("turn", "turns") and is_address(address) and query in ("", "transport=udp", "transport=tcp")


def _is_origin(text: str) -> bool:
    return is_http_url(text) and urlsplit(text).path in ("", "/") and "?" not in text


type Origin = Annotated[
    str, judged(_is_origin, "is no address such as https://host"), AfterValidator(lambda url: url.rstrip("/"))
]
type StunServer = Annotated[str, judged(_is_stun, "holds what is no STUN server (stun:host:port)")]
type TurnServer = Annotated[
    str, judged(_is_turn, "holds what is no TURN server (turn:host:port, turns:…, and ?transport=udp or tcp)")
]
type Networks = Annotated[list[Network], NoDecode, BeforeValidator(_networks), BeforeValidator(separated)]
type Minutes = Annotated[int, Field(ge=0, le=24 * 60)]


class Settings(ServiceSettings):
    """`public_url` is what links begin with: the gateway's address as clients reach it, without a path.

    One can join from `join_before` minutes before the start until `join_after` minutes after the end.

    `trusted_proxies` (addresses, networks) are those whose X-Forwarded-For is believed. Each replica answers
    `unknown_links_a_second` requests for links that there are not; by one link `joins_limit` browsers may join in 10
    minutes, at each replica, and one that comes back ten times as often.

    `stun_urls` and `turn_urls` are what browsers are told to find each other by; `turn_secret` is shared with the TURN
    server, and makes credentials that are good for `turn_minutes`.

    `clinic_keys` and `links_keys` seal and open what their names say on the topics. By a `…_signing_keys` one service
    signs its events, and those that hear them know that they are its own.
    """

    clinic_keys: SharedKeys
    links_keys: SharedKeys
    booking_signing_keys: SharedKeys
    video_links_signing_keys: SharedKeys

    public_url: Origin
    join_before: Minutes = OPENS_BEFORE // timedelta(minutes=1)
    join_after: Minutes = STAYS_OPEN // timedelta(minutes=1)
    trusted_proxies: Networks = Field(default=[])
    unknown_links_a_second: int = Field(default=20, ge=1, le=1_000_000)
    joins_limit: int = Field(default=30, ge=1, le=1_000_000)
    stun_urls: Annotated[list[StunServer], NoDecode, BeforeValidator(separated)] = Field(default=[])
    turn_urls: Annotated[list[TurnServer], NoDecode, BeforeValidator(separated)] = Field(default=[])
    turn_secret: SecretStr = SecretStr("")
    turn_minutes: int = Field(default=240, ge=1, le=24 * 60)

    @field_validator("turn_secret")
    @classmethod
    def _is_there_for_turn(cls, secret: SecretStr, others: ValidationInfo) -> SecretStr:
        if not secret and others.data.get("turn_urls"):
            raise wrong("is missing, which STANDING_TURN_URLS asks for")
        return secret

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
