"""What somebody did, as the history says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from booking.domain.finding import FindingCode
from booking.domain.words import moment_in_words
from messaging.wall_clock import ordinal

_ALTHOUGH: Final[Mapping[FindingCode, str]] = {
    "client_elsewhere": "the client was with another practitioner then",
    "in_the_past": "a date had begun",
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`times` within the hour that ended `at`. `about`: how many appointments, from `appointment_id` on; `accepted`:
    what spoke against what was booked. `moved_from` and `moved_to`: local starts, of the first that was moved."""

    at: datetime
    who: str
    action: str
    appointment_id: UUID | None
    about: int | None
    times: int
    accepted: Sequence[FindingCode] = ()
    moved_from: datetime | None = None
    moved_to: datetime | None = None

    def in_words(self, *, number: int | None, of: int) -> str:
        """`number` is that of the appointment it was about, or of the first; `of`, how many the series has."""
        words = self._once(number, of)
        return words if self.times == 1 else f"{words}, {self.times} times"

    def _once(self, number: int | None, of: int) -> str:
        match self.action:
            case "cancelled":
                return self._cancelled(number, of)
            case "cancelled_untold":
                return f"{self._cancelled(number, of)}, without a message to the client"
            case "moved":
                return self._all_the_same(self._moved(number, of))
            case "moved_untold":
                return f"{self._all_the_same(self._moved(number, of))}, without a message to the client"
            case "series_booked" if of > 1:
                return self._all_the_same(f"Booked the {of} sessions")
            case "series_booked":
                return self._all_the_same("Booked the appointment")
            case "link_shown" if number is not None and of > 1:
                return f"Saw the link of the {ordinal(number)} session"
            case "link_shown":
                return "Saw the link"
            case "undone":
                return "Took the last change back, before the client was told of it"
            case "rezoned" if self.about is not None and self.about > 1:
                return f"Moved {self.about} sessions to their local times, since the rules of their zone have changed"
            case "rezoned":
                return "Moved a session to its local time, since the rules of its zone have changed"
            case "attended" if number is not None and of > 1:
                return f"Concluded the {ordinal(number)} session"
            case "attended":
                return "Concluded the session"
            case "missed" if number is not None and of > 1:
                return f"Noted that the client did not attend the {ordinal(number)} session"
            case "missed":
                return "Noted that the client did not attend"
            case other:
                return other.replace("_", " ").capitalize()

    def _all_the_same(self, words: str) -> str:
        return (
            f"{words}, although {' and '.join(_ALTHOUGH[code] for code in self.accepted)}" if self.accepted else words
        )

    def _moved(self, number: int | None, of: int) -> str:
        """From where to where, of the first that went."""
        if self.about is not None and self.about > 1 and number is not None:
            what = f"{self.about} sessions, the {ordinal(number)}"
        else:
            what = "the appointment" if of == 1 or number is None else f"the {ordinal(number)} session"
        if self.moved_from is None or self.moved_to is None:
            return f"Moved {what}"
        return f"Moved {what} from {moment_in_words(self.moved_from)} to {moment_in_words(self.moved_to)}"

    def _cancelled(self, number: int | None, of: int) -> str:
        if of == 1 or number is None:
            return "Cancelled the appointment"
        if self.about is None or self.about == 1:
            return f"Cancelled the {ordinal(number)} session"
        return f"Cancelled the {self.about} sessions from the {ordinal(number)} on"
