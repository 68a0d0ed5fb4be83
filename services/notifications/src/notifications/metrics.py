"""What notifications tells Prometheus of its messages."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Counter, Histogram
from prometheus_client.core import Metric

from messaging.database import Connection
from messaging.metrics import COUNTED_UP_TO, Ask, Sample, gauge
from notifications.domain.outcome import Delivered, Outcome

OVERDUE: Final = timedelta(minutes=1)

ATTEMPTS = Counter(
    "standing_message_attempts_total", "Attempts to send a message, by how they ended.", ["outcome", "reason"]
)
LATENESS = Histogram(
    "standing_message_lateness_seconds",
    "Between the time at which a message was to go at first and the mail server's taking it over.",
    buckets=(0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600, 21_600, 86_400),
)
NOT_REACHED = Counter(
    "standing_mail_server_failures_total", "Connections that the mail server did not take, by the reason.", ["reason"]
)
# A counter that begins with 1 has not risen, for Prometheus.
for reason in ("mail_server_not_reached", "mail_server_turns_away"):
    NOT_REACHED.labels(reason)
for outcome in ("delivered", "refused"):
    ATTEMPTS.labels(outcome, "mail_server_refused" if outcome == "refused" else "none")


def count_attempt(outcome: Outcome, *, due_at: datetime | None, now: datetime) -> None:
    """`due_at` is when the message was to go at first."""
    ATTEMPTS.labels(type(outcome).__name__.lower(), getattr(outcome, "reason", "none")).inc()
    if isinstance(outcome, Delivered) and due_at is not None:
        LATENESS.observe(max((now - due_at).total_seconds(), 0))


def waiting(now: Callable[[], datetime]) -> Ask:
    async def ask(connection: Connection) -> Sequence[Metric]:
        rows = await connection.fetch(
            "SELECT state, coalesce(reason, 'none') AS reason, messages, oldest_due_at FROM count_waiting($1, $2)",
            now() - OVERDUE,
            COUNTED_UP_TO,
        )
        labels = [{"state": row["state"], "reason": row["reason"]} for row in rows]
        ages = [max((now() - row["oldest_due_at"]).total_seconds(), 0) for row in rows]
        return [
            gauge(
                "standing_messages_waiting",
                f"Messages that are held, or more than a minute late; each counted up to {COUNTED_UP_TO}.",
                *(Sample(of, row["messages"]) for of, row in zip(labels, rows, strict=True)),
            ),
            gauge(
                "standing_messages_waiting_oldest_seconds",
                "How late the oldest of them is.",
                *(Sample(of, age) for of, age in zip(labels, ages, strict=True)),
            ),
        ]

    return ask
