"""What a page says on its socket. See decision 0012."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field, TypeAdapter


class Enter(BaseModel):
    type: Literal["enter"]
    ticket: str = Field(max_length=100)
    participant: UUID


class SaySignal(BaseModel):
    type: Literal["signal"]
    number: int = Field(ge=0, lt=2**31)
    to: UUID
    payload: str = Field(max_length=65_536)


class Received(BaseModel):
    type: Literal["received"]
    sender: UUID = Field(alias="from")
    number: int = Field(ge=0, lt=2**31)


class Leave(BaseModel):
    type: Literal["leave"]


class Alive(BaseModel):
    type: Literal["alive"]


type Frame = Annotated[SaySignal | Received | Leave | Alive, Field(discriminator="type")]
FRAME: Final[TypeAdapter[Frame]] = TypeAdapter(Frame)
