from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from booking.domain.wall_time import on_the_clock
from booking.errors import DiaryRangeInvalid
from messaging.zones import Zone

LONGEST = 62  # days
YEARS = range(1970, 2300)


@dataclass(frozen=True, slots=True)
class DiaryDays:
    """From `first` to `last`, inclusive. Raises DiaryRangeInvalid."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise DiaryRangeInvalid(f"{self.last} is before {self.first}.")
        if self.last - self.first >= timedelta(days=LONGEST):
            raise DiaryRangeInvalid(f"{LONGEST} days at most.")
        if self.first.year not in YEARS or self.last.year not in YEARS:
            raise DiaryRangeInvalid(f"The diary goes from {YEARS[0]} to {YEARS[-1]}.")

    def in_utc(self, zone: Zone) -> tuple[datetime, datetime]:
        """From the first midnight, up to and not including the last."""
        return (
            on_the_clock(datetime.combine(self.first, time.min), zone).utc,
            on_the_clock(datetime.combine(self.last + timedelta(days=1), time.min), zone).utc,
        )
