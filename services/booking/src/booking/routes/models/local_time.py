from typing import Annotated

from pydantic import Field, NaiveDatetime, WithJsonSchema

# Without an offset it is no `date-time` of OpenAPI's, which is RFC 3339's.
type LocalDateTime = Annotated[NaiveDatetime, WithJsonSchema({"type": "string", "format": "date-time-local"})]

type ZoneWords = Annotated[str, Field(description="The zone as people call it", examples=["UK time"])]
