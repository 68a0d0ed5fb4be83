from typing import Annotated

from pydantic import NaiveDatetime, WithJsonSchema

# Without an offset it is no `date-time` of OpenAPI's, which is RFC 3339's.
type LocalDateTime = Annotated[NaiveDatetime, WithJsonSchema({"type": "string", "format": "date-time-local"})]
