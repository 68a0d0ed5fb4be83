"""Whatever is moved, moved back, told or not, and however sending goes: after a last announcement the client knows from
their mails what stands in the diary, and was told nothing twice."""

import re
from datetime import datetime, timedelta
from random import Random

import pytest

from contracts.event import Event
from contracts.series import Series
from messaging.wall_clock import clock, long_date
from tests.support.lives import chance
from tests.support.mailbox import HANG_UP, Received
from tests.support.notifications import Notifications

LINE = re.compile(r"^(\d+\.|Before:|Now:) (\w+ \d+ \w+ \d{4}), (\S+?)(?: to .*)?$", re.MULTILINE)


class Client:
    """Reads mails, and knows by the day at what time each session is: none of them ever leaves its day."""

    def __init__(self, *, strict: bool) -> None:
        self.known: dict[str, str] = {}
        self._read: set[str] = set()
        self._strict = strict

    def reads(self, mail: Received) -> None:
        """But not a second mail of the same Message-ID, which a mailbox may leave out."""
        if mail.message_id in self._read:
            return
        self._read.add(mail.message_id)
        before: dict[str, str] = {}
        for which, day, time in LINE.findall(mail.text):
            if which == "Before:":
                before[day] = time
                continue
            if which == "Now:" and self._strict:
                assert before[day] == self.known[day], "it says what they knew"
                assert time != self.known[day], "nothing is told twice"
            self.known[day] = time


def in_the_diary(series: Series) -> dict[str, str]:
    return {long_date(each.local_start): clock(each.local_start) for each in series.occurrences}


def places(series: Series, random: Random) -> dict[int, datetime]:
    """Of some sessions, each at an hour of its own day; there are few, so that many move back."""
    chosen = random.sample(series.occurrences, random.randint(1, 3))
    return {each.number: each.local_start.replace(hour=random.choice((10, 11, 14))) for each in chosen}


@pytest.mark.parametrize("answers_get_lost", [False, True])
@pytest.mark.parametrize("seed", range(12))
async def test_told_once(notifications: Notifications, seed: int, answers_get_lost: bool) -> None:
    random = chance(seed)
    client = Client(strict=not answers_get_lost)
    booking = await notifications.books(4)
    series, told = booking.series.series, list[Event]()

    async def time_passes(seconds: float) -> None:
        for mail in await notifications.sends(at=notifications.now + timedelta(seconds=seconds)):
            client.reads(mail)

    if random.random() < 0.8:
        await time_passes(0)
    for _ in range(random.randint(4, 16)):
        match random.randrange(5):
            case 0 | 1:
                moved = notifications.moved(series, places(series, random), notify=random.random() < 0.6)
                series = moved.series
                told.append(moved)
                await notifications.hears(moved)
            case 2 if told:
                await notifications.hears(random.choice(told))
            case 3:
                fault = HANG_UP if answers_get_lost else "451 not now"
                notifications.mailbox.answers("DOT", fault)
            case _:
                await time_passes(random.choice((1, 20, 61, 400)))
    last = notifications.moved(series, places(series, random))
    await notifications.hears(last)
    for _ in range(30):
        await time_passes(60)
    assert client.known == in_the_diary(last.series)
    states = await notifications.states(booking.id)
    assert {status for trigger, status, _ in states if trigger == "changed"} <= {
        "sent",
        "suppressed",
        "cancelled",
        "unknown",
    }
    before = len(notifications.mailbox.mails)
    await notifications.hears(*told, last)
    await time_passes(600)
    assert len(notifications.mailbox.mails) == before
