from datetime import UTC, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, NaiveDatetime, model_validator

from messaging.errors import NoSuchZone
from messaging.zones import Zone, find_zone
from notifications.domain.expected import GapCode, NewPlace
from notifications.domain.rule import Channel, Trigger
from notifications.queries.expected_messages import ExpectedByRules

MOST = 366  # appointments in one series

_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
type Instant = Annotated[AwareDatetime, Field(ge=_EARLIEST, le=_LATEST)]
type Local = Annotated[NaiveDatetime, Field(ge=_EARLIEST.replace(tzinfo=None), le=_LATEST.replace(tzinfo=None))]


def _known(zone: str) -> str:
    try:
        find_zone(zone)
    except NoSuchZone as error:
        raise ValueError(str(error)) from error
    return zone


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedAppointment(_Asked):
    starts_at: Instant
    ends_at: Instant

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise ValueError("An appointment ends after it starts.")
        return self


class Booking(_Asked):
    """That these appointments are booked: one, or more as a series."""

    change: Literal["booked"]
    client_id: Annotated[UUID | None, Field(description="null: nobody is chosen yet")]
    kind_id: UUID
    video: bool
    zone: Annotated[str, Field(max_length=64), AfterValidator(_known)]
    appointments: Annotated[list[AskedAppointment], Field(min_length=1, max_length=MOST)]

    @property
    def zone_info(self) -> Zone:
        return find_zone(self.zone)

    @property
    def times(self) -> list[tuple[datetime, datetime]]:
        return sorted((each.starts_at, each.ends_at) for each in self.appointments)


class Cancelling(_Asked):
    """That these appointments of one series are cancelled."""

    change: Literal["cancelled"]
    appointment_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST)]


class MovedAppointment(AskedAppointment):
    """`local_start` is on the clock of the series' zone."""

    appointment_id: UUID
    local_start: Local


class Moving(_Asked):
    """That these appointments of a series are at other times, and whether the client is to be told of it."""

    change: Literal["moved"]
    series_id: UUID
    notify: bool
    appointments: Annotated[list[MovedAppointment], Field(min_length=1, max_length=MOST)]

    @property
    def places(self) -> list[NewPlace]:
        return [
            NewPlace(each.appointment_id, each.local_start, each.starts_at, each.ends_at) for each in self.appointments
        ]


class Reissuing(_Asked):
    """That an appointment's link is replaced."""

    change: Literal["link_reissued"]
    appointment_id: UUID


type ExpectedMessagesRequest = Annotated[Booking | Cancelling | Moving | Reissuing, Field(discriminator="change")]


class ExpectedMessage(BaseModel):
    """What one rule would send. `title` and `words` follow one another in a sentence."""

    rule_id: UUID
    trigger: Trigger
    channel: Channel
    template_id: UUID
    template_name: str
    count: int
    title: Annotated[str, Field(examples=["4 reminders", "1 confirmation now"])]
    words: Annotated[str | None, Field(examples=["24 h before each later session, each with its own link"])]


class ExpectedWarning(BaseModel):
    code: GapCode
    title: Annotated[str, Field(examples=["No reminder is set up for video appointments."])]
    words: Annotated[str, Field(examples=["The links for sessions 2 to 5 would not be sent to the client."])]


class ExpectedMessagesResponse(BaseModel):
    messages: list[ExpectedMessage]
    warnings: list[ExpectedWarning]
    said: Annotated[
        str,
        Field(
            description="For whoever has just made the change: what goes out, when and to whom, or why nothing does",
            examples=["The confirmation goes out now to ada@mail.example. 4 reminders follow."],
        ),
    ]

    @classmethod
    def of(cls, found: ExpectedByRules) -> Self:
        return cls(
            messages=[
                ExpectedMessage(
                    rule_id=each.rule.id,
                    trigger=each.rule.trigger,
                    channel=each.rule.channel,
                    template_id=each.rule.template_id,
                    template_name=found.templates[each.rule.template_id].name,
                    count=each.count,
                    title=each.title,
                    words=each.words,
                )
                for each in found.expected.messages
            ],
            warnings=[
                ExpectedWarning(code=gap.code, title=gap.title, words=gap.words) for gap in found.expected.warnings
            ],
            said=found.expected.said,
        )
