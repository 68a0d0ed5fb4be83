"""Picture and sound go from browser to browser, through a TURN server where nothing else gets through."""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Peer:
    """`turn_secret` is shared with the TURN server, which needs no list of users then."""

    stun: Sequence[str] = ()
    turn: Sequence[str] = ()
    turn_secret: bytes = b""
    turn_lifetime: timedelta = timedelta(hours=4)

    def entry(self, participant_id: UUID, now: datetime) -> dict[str, object]:
        servers: list[dict[str, object]] = []
        if self.stun:
            servers.append({"urls": list(self.stun)})
        if self.turn:
            servers.append({"urls": list(self.turn), **self._credentials(participant_id, now)})
        return {"name": "peer", "ice_servers": servers}

    def _credentials(self, participant_id: UUID, now: datetime) -> dict[str, object]:
        """Good for a time. Source: draft-uberti-behave-turn-rest-00, section 2.2; SHA-1 is what TURN servers take."""
        username = f"{int((now + self.turn_lifetime).timestamp())}:{participant_id}"
        digest = hmac.digest(self.turn_secret, username.encode(), "sha1")
        return {"username": username, "credential": base64.b64encode(digest).decode()}
