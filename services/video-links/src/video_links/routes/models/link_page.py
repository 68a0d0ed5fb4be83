from pydantic import BaseModel, ConfigDict


class Joining(BaseModel):
    """`take_over`: whoever else has joined by this link leaves."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    take_over: bool = False
