from typing import Annotated

from pydantic import AfterValidator, Field

from messaging.settings import ServiceSettings


class Settings(ServiceSettings):
    """`public_url` is what links begin with: the gateway's address as clients reach it, without a path."""

    public_url: Annotated[
        str,
        Field(pattern=r"^https?://[^/?#\s]+/?$"),
        AfterValidator(lambda url: url.rstrip("/")),
    ]
