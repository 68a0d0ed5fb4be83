"""What somebody did, as the history says it."""

from booking.domain.words import ordinal


def deed_in_words(action: str, *, number: int | None, about: int | None, sessions: int, times: int) -> str:
    """`number` is that of the session it was about, or of the first where it was `about` several; `sessions`, how many
    the series has."""
    deed = _once(action, number=number, about=about, sessions=sessions)
    return deed if times == 1 else f"{deed}, {times} times"


def _once(action: str, *, number: int | None, about: int | None, sessions: int) -> str:
    match action:
        case "cancelled":
            return _cancelled(number=number, about=about, sessions=sessions)
        case "cancelled_untold":
            return f"{_cancelled(number=number, about=about, sessions=sessions)}, without a message to the client"
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


def _cancelled(*, number: int | None, about: int | None, sessions: int) -> str:
    if sessions == 1 or number is None:
        return "Cancelled the appointment"
    if about is None or about == 1:
        return f"Cancelled the {ordinal(number)} session"
    return f"Cancelled the {about} sessions from the {ordinal(number)} on"
