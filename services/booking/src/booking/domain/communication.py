"""A message about a series, as notifications says, and how the summary puts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal
from uuid import UUID

from booking.domain.words import moment_in_words
from messaging.version import Version
from messaging.wall_clock import ordinal

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
    "other",
]


@dataclass(frozen=True, slots=True)
class Communication:
    """`appointment_id` is None where it speaks of the whole series; `link_of` is whose link it carries.

    `told_reason` is the code as notifications gave it, which may be newer than what is known here.
    """

    id: UUID
    version: Version
    appointment_id: UUID | None
    trigger: str
    channel: str
    recipient: str
    address: str | None
    status: str
    told_reason: str | None
    detail: str | None
    due_at: datetime
    held_until: datetime | None
    sent_at: datetime | None
    link_of: UUID | None

    @property
    def reason(self) -> Reason | None:
        if self.told_reason is None or self.told_reason in _REASONS:
            return self.told_reason
        return "other"

    @property
    def title(self) -> str:
        return _TITLES.get(self.trigger, "Message")

    @property
    def is_confirmation(self) -> bool:
        return self.trigger in _CONFIRMATIONS

    @property
    def not_set_up(self) -> bool:
        return self.status == "suppressed" and self.reason in ("no_rule", "rule_off")

    @property
    def is_to_go(self) -> bool:
        return self.status in ("scheduled", "sending", "held")

    def reason_in_words(self, client_name: str, zone: tzinfo) -> str | None:
        """`zone` is the practice's."""
        if self.reason is None:
            return None
        return _REASONS[self.reason].format(
            client=client_name,
            detail=self.detail or "no more is known",
            latest=f", at the latest on {moment_in_words(self.held_until.astimezone(zone))}" if self.held_until else "",
        )

    def carries(self, number: int | None, sessions: int) -> str | None:
        """Whose link is in it; `number` is that session's."""
        if number is None:
            return None
        if sessions == 1:
            return "With the session's link"
        if self.trigger == "recurring_video":
            return f"With the {ordinal(number)} session's link only, and all {sessions} dates"
        return f"With the {ordinal(number)} session's link"


def last_sent(communications: Sequence[Communication]) -> Communication | None:
    return max(
        (each for each in communications if each.sent_at), key=lambda each: each.sent_at or each.due_at, default=None
    )


def next_due(communications: Sequence[Communication]) -> Communication | None:
    """The first that is still to go."""
    return min((each for each in communications if each.is_to_go), key=lambda each: each.due_at, default=None)


def nothing_set_up(communications: Sequence[Communication]) -> str | None:
    """What to say at the top where no confirmation went out for want of a rule."""
    confirmations = [each for each in communications if each.is_confirmation]
    if confirmations and all(each.not_set_up for each in confirmations):
        return "No confirmation is set up, so nothing was sent."
    return None


_CONFIRMATIONS = {
    "single": "Confirmation",
    "recurring": "Recurring confirmation",
    "single_video": "Video confirmation",
    "recurring_video": "Recurring video confirmation",
}
_TITLES = _CONFIRMATIONS | {
    "reminder": "Reminder",
    "changed": "Change",
    "cancelled": "Cancellation",
    "link_requested": "Link on request",
    "link_reissued": "New link",
}

_REASONS: dict[Reason, str] = {
    "address_not_valid": "The email address is not one. Check the address with {client}.",
    "already_told": "Another message has carried this session's link.",
    "diary_behind": "The latest changes in the diary have not reached messages yet. "
    "It goes as soon as they have{latest}.",
    "diary_restored": "The diary came back from a backup, and has not told this series again yet. It goes once it has.",
    "event_parked": "A change of this series could not be read. Somebody has to look at it.",
    "gave_up": "The mail service did not take it for two days.",
    "later_reminder_due": "Its time had passed when this was booked, and a later reminder was still due.",
    "link_dead": "The link did not work any more.",
    "links_behind": "The latest changes of links have not reached messages yet. It goes as soon as they have{latest}.",
    "links_restored": "Links came back from a backup, and this series' have not been told again yet. "
    "It goes once they have.",
    "mail_server_busy": "The mail service asked to try again later.",
    "mail_server_not_reached": "The mail service does not answer. It is tried again.",
    "mail_server_refused": "The mail service did not take it ({detail}). Check the address with {client}.",
    "mail_server_turns_away": "The mail service turns this installation away ({detail}). It is tried again.",
    "never_told": "Nothing of this had been sent to the client yet.",
    "no_address": "{client} has no email address, so nothing can be sent.",
    "no_final_answer": "The mail service did not answer at the end. It may have arrived.",
    "no_rule": "No rule is set up for it.",
    "not_repeated": "Whether it went before messages came back from a backup is not known. It was not sent again.",
    "not_cancelled": "As far as messages know, the session is not cancelled.",
    "restored": "Messages came back from a backup, and whether this one went before is not known. "
    "Whoever operates the installation decides whether it goes.",
    "nothing_to_tell": "When it was to go, the client had been told of everything as it is.",
    "rule_off": "The rule was off.",
    "session_cancelled": "The session was cancelled.",
    "session_moved": "The session was moved.",
    "session_not_known": "Messages do not know this session any more.",
    "session_over": "The session was over.",
    "session_started": "The session had already started.",
    "superseded": "A change came while it was being sent.",
    "template_does_not_render": "The template has an error ({detail}).",
    "too_old": "It was more than a day ago when messages heard of it.",
    "waiting_for_link": "Waiting for this session's link.",
    "other": "Why is not known here.",
}
