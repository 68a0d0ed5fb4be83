from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """One email. `message_id` stays the same over all attempts, so that a mailbox can tell a repetition."""

    message_id: str
    sender_name: str
    reply_to: str | None
    recipient_name: str
    recipient_address: str
    subject: str
    text: str
    html: str
