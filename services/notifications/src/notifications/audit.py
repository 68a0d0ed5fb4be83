"""Which of the staff's acts are noted."""

from typing import Final, Literal

from messaging.audit import AuditLog

type Action = Literal["rule_changed"]

LOG: Final = AuditLog[Action](Action)
add: Final = LOG.add
