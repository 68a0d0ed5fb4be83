from pydantic import BaseModel, ConfigDict


class RequestBody(BaseModel):
    """A field that is misspelt is refused: else a series of one would be booked for a wrong `recurrence`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
