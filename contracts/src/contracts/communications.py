from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.client import RecipientRole
from contracts.event import Event, State
from contracts.sealed import On, Sealed
from contracts.topics import NOTIFICATIONS_EVENTS

type Trigger = Literal[
    "single",
    "recurring",
    "single_video",
    "recurring_video",
    "reminder",
    "cancelled",
    "link_requested",
    "link_reissued",
]
type CommunicationStatus = Literal[
    "scheduled", "sending", "sent", "unknown", "failed", "suppressed", "cancelled", "held"
]
# Why a message is held, was not sent, or is tried again: what is said by version 1 so far. Another one may come: a
# consumer bears it.
type Reason = Literal[
    "address_not_valid",
    "already_told",
    "diary_behind",
    "diary_restored",
    "event_parked",
    "gave_up",
    "later_reminder_due",
    "link_dead",
    "links_behind",
    "links_restored",
    "mail_server_busy",
    "mail_server_not_reached",
    "mail_server_refused",
    "mail_server_turns_away",
    "never_told",
    "no_address",
    "no_final_answer",
    "no_rule",
    "not_cancelled",
    "not_repeated",
    "nothing_to_tell",
    "restored",
    "rule_off",
    "session_cancelled",
    "session_moved",
    "session_not_known",
    "session_over",
    "session_started",
    "superseded",
    "template_does_not_render",
    "too_old",
    "waiting_for_link",
]


class _Message(State):
    """One message to one recipient: an aggregate of its own, with its own `version`.

    `appointment_id` is None where it speaks of the whole series; `link_of` is the appointment whose link it carries.
    `reason` is a code, a `Reason` or one that has come since; `detail` is a mail server's words.
    One that is held goes by `held_until` at the latest.

    A reminder is of its appointment's `schedule_version`, any other of the change `change_id`; `link_generation` is
    that of the link which was last offered. By these a service that has lost a message of its own knows it again.
    """

    id: UUID
    version: int
    appointment_id: UUID | None = None
    rule_id: UUID | None = None
    channel: Literal["email", "sms"]
    recipient: RecipientRole
    address: Annotated[Sealed[str], On("outcomes", "communication.address")] | None = None
    status: CommunicationStatus
    reason: str | None = None
    detail: Annotated[Sealed[str], On("outcomes", "communication.detail")] | None = None
    due_at: AwareDatetime
    held_until: AwareDatetime | None = None
    sent_at: AwareDatetime | None = None
    link_of: UUID | None = None
    attempt: int = 0
    schedule_version: int | None = None
    change_id: UUID | None = None
    link_generation: int | None = None


class Communication(_Message):
    __doc__ = _Message.__doc__

    trigger: Trigger


class CommunicationV2(_Message):
    """A message as in version 1, but that `trigger` is an open set of text ("changed"): whoever does not know its word
    shows it as a message, and no more."""

    trigger: str


class CommunicationsChanged(Event):
    """Messages about a series, each as it is since its own `version`. Those that did not change are not named."""

    type: ClassVar = "communications.changed.v1"
    topic: ClassVar = NOTIFICATIONS_EVENTS

    series_id: UUID
    communications: list[Communication]

    @property
    def subject(self) -> UUID:
        return self.series_id


class CommunicationsChangedV2(Event):
    """Messages about a series of which version 1 has no word for the trigger; all others are told by that."""

    type: ClassVar = "communications.changed.v2"
    topic: ClassVar = NOTIFICATIONS_EVENTS

    series_id: UUID
    communications: list[CommunicationV2]

    @property
    def subject(self) -> UUID:
        return self.series_id
