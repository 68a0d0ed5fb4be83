"""How an attempt to send a message can end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Delivered:
    """The mail server has taken the message over."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The mail server will never take it."""

    reason: Reason
    words: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """It was not taken, and may be later. `after_data`: the server's answer came after the whole message."""

    reason: Reason
    words: str | None = None
    after_data: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The final answer got lost: it may have been taken."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is not to be sent any more."""

    status: Literal["suppressed", "cancelled"]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Held:
    """It cannot be sent just now. It is looked at again once what it waits for has come, or at `look_again_at`; it goes
    by `until` at the latest, if that is promised."""

    reason: Literal[
        "diary_behind",
        "diary_restored",
        "links_behind",
        "links_restored",
        "event_parked",
        "restored",
        "waiting_for_link",
    ]
    look_again_at: datetime | None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Something came between when it was about to be handed over, and nothing of it was. `noted`: it had been noted
    that it was."""

    noted: bool = False


type Outcome = Delivered | Refused | Postponed | Unanswered | Withdrawn | Held | KeptBack
