"""What a setting can be, and what is said of one that is not."""

import re
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import parse_qs, urlsplit

from cryptography.fernet import Fernet, MultiFernet
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

_NAME: Final = re.compile(r"[\w.-]+")
_ADDRESS: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.%-]+)(:(?P<port>\d{1,5}))?")


def wrong(words: str, kind: str = "setting") -> PydanticCustomError:
    """What is wrong with a setting, to be raised by who judges it: `words` follow its name, and show no value."""
    return PydanticCustomError(kind, "{words}", {"words": words})


def judged(is_right: Callable[[str], object], words: str) -> AfterValidator:
    """Of a text, secret or not, of which `words` say what else it is."""

    def judge(value: str | SecretStr) -> str | SecretStr:
        if not is_right(value.get_secret_value() if isinstance(value, SecretStr) else value):
            raise wrong(words)
        return value

    return AfterValidator(judge)


def separated(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _is_host(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return _NAME.fullmatch(text) is not None
    return True


def is_address(text: str) -> bool:
    """`host` or `host:port`."""
    match = _ADDRESS.fullmatch(text)
    return match is not None and 1 <= int(match["port"] or 1) <= 65535


def is_http_url(text: str) -> bool:
    """Of a server, and nobody's name or password in it."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    one_word = text.isprintable() and " " not in text
    return one_word and parts.scheme in ("http", "https") and is_address(parts.netloc) and "#" not in text


def _is_postgres_url(text: str) -> bool:
    """As asyncpg reads it: several hosts have commas between them, and the directory of a socket is `?host=`."""
    try:
        parts, more = urlsplit(text), parse_qs(urlsplit(text).query)
    except ValueError:
        return False
    hosts = parts.netloc.rpartition("@")[2]
    is_there = all(map(is_address, hosts.split(","))) if hosts else "host" in more
    return parts.scheme in ("postgresql", "postgres") and is_there and bool(parts.path.strip("/"))


def _are_brokers(text: str) -> bool:
    return all(is_address(part.strip()) for part in text.split(","))


def _keys(keys: list[SecretStr]) -> list[SecretStr]:
    if not keys:
        raise wrong("holds no key")
    return _keys_if_any(keys)


def _keys_if_any(keys: list[SecretStr]) -> list[SecretStr]:
    try:
        for key in keys:
            Fernet(key.get_secret_value())
    except ValueError:
        raise wrong("holds what is no key (32 bytes in URL-safe base64; commas between keys)") from None
    return keys


def fernet(keys: list[SecretStr]) -> MultiFernet:
    """The first seals, all open, so that keys rotate."""
    return MultiFernet([Fernet(key.get_secret_value()) for key in keys])


def _certificates(file: Path) -> Path:
    try:
        ssl.create_default_context().load_verify_locations(file)
    except ssl.SSLError:
        raise wrong("names a file that holds no certificates (PEM)") from None
    except OSError as error:
        raise wrong(f"names a file that cannot be read ({error.strerror})") from None
    return file


type PostgresUrl = Annotated[
    SecretStr,
    judged(_is_postgres_url, "is no address of a Postgres database (postgresql://user:password@host/name)"),
]
type HttpUrl = Annotated[str, judged(is_http_url, "is no http or https address (https://host/path, without a user)")]
type Host = Annotated[str, judged(_is_host, "is no host (a name or an IP address, without a port)")]
type Port = Annotated[int, Field(ge=1, le=65535)]
type NotEmpty = Annotated[str, judged(str.strip, "is empty")]
type Brokers = Annotated[str, judged(_are_brokers, "holds what is no broker (host:port, commas between them)")]
type Certificates = Annotated[Path, AfterValidator(_certificates)]
type TokenTypes = Annotated[list[Literal["at+jwt", "JWT"]], NoDecode, BeforeValidator(separated), Field(min_length=1)]
type Collector = Annotated[HttpUrl | None, BeforeValidator(lambda value: value or None)]
# A service's own; those that it has in common with others, which have to agree on them; and those of former releases.
type OwnKeys = Annotated[list[SecretStr], NoDecode, BeforeValidator(separated), AfterValidator(_keys)]
type SharedKeys = Annotated[list[SecretStr], NoDecode, BeforeValidator(separated), AfterValidator(_keys)]
type FormerKeys = Annotated[list[SecretStr], NoDecode, BeforeValidator(separated), AfterValidator(_keys_if_any)]
