"""Which of the staff's acts are noted."""

from typing import Final, Literal

from messaging.audit import AuditLog

type Action = Literal[
    "room_opened",
    "stood_in",
    "room_handed_over",
    "client_admitted",
    "call_concluded",
    "client_missed",
    "link_reissued",
]

LOG: Final = AuditLog[Action](Action)
add: Final = LOG.add
