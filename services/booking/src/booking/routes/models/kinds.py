from typing import Annotated

from pydantic import Field

from booking.domain.kind import Colour
from booking.routes.models.request_body import RequestBody
from messaging.http.text import Text

type Buffer = Annotated[int, Field(ge=0, le=240)]


class KindRequest(RequestBody):
    """A type of appointment. The practitioner is also taken for the buffers before and after."""

    name: Text
    video: bool
    duration_minutes: Annotated[int, Field(ge=5, le=1440)]
    buffer_before_minutes: Buffer = 0
    buffer_after_minutes: Buffer = 0
    colour: Colour
