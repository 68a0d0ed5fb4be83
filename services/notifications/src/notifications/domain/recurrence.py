import re
from datetime import date

from notifications.domain.words import ordinal, weekday

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_WORKING_DAYS = {"MO", "TU", "WE", "TH", "FR"}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}


def recurrence_in_words(rrule: str | None, first: date, *, otherwise: str | None) -> str | None:
    """ "every week on Thursday"; `otherwise` where the rule says what these words cannot. Source: RFC 5545, 3.3.10."""
    if rrule is None:
        return otherwise
    rule = _Rule(rrule)
    unit = _UNITS.get(rule.part("FREQ"))
    if unit is None:
        return otherwise
    if unit in ("day", "week") and rule.days == _WORKING_DAYS and rule.interval == 1:
        return "every weekday"
    every = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
    if unit == "day":
        return every
    if unit == "week":
        return f"{every} on {weekday(first)}" if len(rule.days) <= 1 else otherwise
    if rule.part("BYDAY"):
        return _by_weekday(every, rule, first) or otherwise
    return f"{every} on the {ordinal(first.day)}"


class _Rule:
    def __init__(self, rrule: str) -> None:
        pairs = (part.partition("=") for part in rrule.removeprefix("RRULE:").split(";"))
        self._parts = {name: value for name, _, value in pairs}
        self.interval = int(self.part("INTERVAL") or 1)
        self.days = {re.sub(r"[^A-Z]", "", day) for day in self.part("BYDAY").split(",") if day}

    def part(self, name: str) -> str:
        return self._parts.get(name, "")


def _by_weekday(every: str, rule: _Rule, first: date) -> str | None:
    match = re.fullmatch(r"([+-]?\d)?([A-Z]{2})", rule.part("BYDAY"))
    position = match and (match.group(1) or rule.part("BYSETPOS"))
    if not match or not position or _DAYS[match.group(2)] != first.weekday():
        return None
    which = int(position)
    if which < -1:
        return None
    return f"{every} on the {'last' if which == -1 else ordinal(which)} {weekday(first)}"
