"""What somebody did, as the history says it."""

from booking.domain.words import ordinal


def deed_in_words(action: str, *, number: int | None, sessions: int, times: int) -> str:
    deed = _once(action, number=number, sessions=sessions)
    return deed if times == 1 else f"{deed}, {times} times"


def _once(action: str, *, number: int | None, sessions: int) -> str:
    match action:
        case "series_booked" if sessions > 1:
            return f"Booked the {sessions} sessions"
        case "series_booked":
            return "Booked the appointment"
        case "link_shown" if number is not None and sessions > 1:
            return f"Saw the link of the {ordinal(number)} session"
        case "link_shown":
            return "Saw the link"
        case "attended" if number is not None and sessions > 1:
            return f"Concluded the {ordinal(number)} session"
        case "attended":
            return "Concluded the session"
        case "missed" if number is not None and sessions > 1:
            return f"Noted that the client did not attend the {ordinal(number)} session"
        case "missed":
            return "Noted that the client did not attend"
        case other:
            return other.replace("_", " ").capitalize()
