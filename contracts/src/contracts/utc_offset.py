"""By how much a clock is ahead of UTC."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_PATTERN = r"^[+-]\d\d:\d\d$"


def _read(said: Any) -> Any:
    if not isinstance(said, str):
        return said
    if re.fullmatch(_PATTERN, said) is None:
        raise ValueError("This is no offset, such as +01:00.")
    ahead = timedelta(hours=int(said[1:3]), minutes=int(said[4:6]))
    return ahead if said[0] == "+" else -ahead


def in_figures(offset: timedelta) -> str:
    """+01:00"""
    sign = "-" if offset < timedelta(0) else "+"
    minutes = abs(round(offset.total_seconds() / 60))
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


# As ISO 8601 writes it, in whole minutes: all that there has been since 1972.
type UtcOffset = Annotated[
    timedelta,
    BeforeValidator(_read),
    PlainSerializer(in_figures),
    WithJsonSchema({"type": "string", "pattern": _PATTERN, "examples": ["+01:00"]}),
]
