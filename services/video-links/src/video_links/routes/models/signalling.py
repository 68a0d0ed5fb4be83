"""What a page says on its socket. See decision 0012."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, TypeAdapter


def _storable(text: str) -> str:
    """Postgres keeps no NUL."""
    if "\0" in text:
        raise ValueError("Text holds a NUL character.")
    return text


class Enter(BaseModel):
    type: Literal["enter"]
    ticket: str = Field(max_length=100)
    participant: UUID


class SaySignal(BaseModel):
    type: Literal["signal"]
    number: int = Field(ge=0, lt=2**31)
    to: UUID
    payload: Annotated[str, Field(max_length=65_536), AfterValidator(_storable)]


class Received(BaseModel):
    type: Literal["received"]
    sender: UUID = Field(alias="from")
    number: int = Field(ge=0, lt=2**31)


class Agree(BaseModel):
    """The client goes on with the host whose page this is."""

    type: Literal["agree"]
    host: UUID = Field(alias="with")


class Renew(BaseModel):
    """The host's page has a newer access token."""

    type: Literal["renew"]
    token: str = Field(max_length=16_384)


class Leave(BaseModel):
    type: Literal["leave"]


class Alive(BaseModel):
    type: Literal["alive"]


type Frame = Annotated[SaySignal | Received | Agree | Renew | Leave | Alive, Field(discriminator="type")]
FRAME: Final[TypeAdapter[Frame]] = TypeAdapter(Frame)
