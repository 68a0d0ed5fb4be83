"""What a series ought to have and what is there: named where they differ for longer than a minute, and why."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from booking.domain.reconciliation import CONCERNS
from booking.metrics import DEVIATIONS, DEVIATIONS_COUNTED
from booking.reconciler import Reconciler
from contracts.communications import Communication
from contracts.sealed import Sealed
from services.booking.tests.clinic import Booking, Clinic, booked_by_clocks_an_hour_ahead
from services.booking.tests.neighbours import links_of, message, messages_of
from tests.support.sealing_keys import KEYS

NOW = datetime.now(UTC)
FIRST = "2057-03-05T10:00"
DUE = datetime(2057, 3, 11, 10, tzinfo=UTC)


def messages(series: dict[str, Any], **second: Any) -> list[Communication]:
    """As notifications tells them of a series: `second` is how the reminder of its 2nd session differs."""
    ids = [UUID(session["id"]) for session in series["appointments"]]
    confirmation = message(status="sent", sent_at=NOW, due_at=NOW - timedelta(hours=1), link_of=ids[0])
    reminders = [message(trigger="reminder", appointment_id=id_, link_of=id_, due_at=DUE) for id_ in ids[1:]]
    if reminders:
        reminders[0] = reminders[0].model_copy(update=second)
    return [confirmation, *reminders]


class Desk:
    """Somebody who looks whether all is as it ought to be."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic

    async def books(self, sessions: int = 3, *, starts: str = FIRST, **more: Any) -> dict[str, Any]:
        """A while ago."""
        series = await self.clinic.books_weekly(starts, sessions, **more)
        await self.some_time_passes()
        return series

    async def some_time_passes(self) -> None:
        await self.clinic.booking.rows("UPDATE series SET changed_at = changed_at - interval '1 hour'")
        await self.clinic.booking.rows("UPDATE series SET booked_at = booked_at - interval '1 hour'")

    async def hears(self, *events: Any) -> None:
        for event in events:
            await self.clinic.booking.receives(event, self.clinic.practice_id)

    async def hears_all_of(self, series: dict[str, Any], told: Sequence[Communication] | None = None) -> None:
        await self.hears(links_of(series), messages_of(series, *(messages(series) if told is None else told)))

    async def findings(self, series: dict[str, Any], number: int = 2) -> list[dict[str, Any]]:
        appointment_id = series["appointments"][number - 1]["id"]
        response = await self.clinic.get(f"/appointments/{appointment_id}/reconciliation")
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()["findings"]
        return found

    async def first_words(self, series: dict[str, Any], number: int = 2) -> tuple[str, str, str]:
        first = (await self.findings(series, number))[0]
        return first["code"], first["words"], first["concerns"]

    async def of_practice(self, **params: Any) -> dict[str, Any]:
        response = await self.clinic.get("/reconciliation", role="manager", params=params)
        assert response.status_code == 200, response.text
        page: dict[str, Any] = response.json()
        return page

    async def codes(self) -> list[str]:
        """Of the whole practice."""
        return [finding["code"] for series in (await self.of_practice())["series"] for finding in series["findings"]]

    async def counts(self) -> dict[str, int]:
        """As the gauge has them after a round, but for those of which there are none."""
        reconciler = Reconciler(self.clinic.booking.database, now=lambda: datetime.now(UTC))
        while not await reconciler.tick():
            pass
        return {code: count for code, count in gauge().items() if count}


def gauge() -> dict[str, int]:
    """What Prometheus is told, by code."""
    samples = [sample for family in DEVIATIONS.collect() for sample in family.samples]
    assert {(sample.labels["code"], sample.labels["concerns"]) for sample in samples} <= {*CONCERNS.items()}
    return {sample.labels["code"]: int(sample.value) for sample in samples}


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    return Desk(clinic)


async def test_where_all_is_as_it_ought_to_be_nothing_is_named(desk: Desk) -> None:
    series = await desk.books()
    await desk.hears_all_of(series)
    assert [await desk.findings(series, number) for number in (1, 2, 3)] == [[], [], []]
    assert await desk.of_practice() == {"series": [], "next": None}
    assert await desk.counts() == {}
    assert (await desk.clinic.summary(series["appointments"][1]["id"]))["missing"] is None


async def test_what_deviates_for_less_than_a_minute_is_not_named(desk: Desk) -> None:
    series = await desk.clinic.books_weekly(FIRST, 3)
    assert (await desk.findings(series), await desk.codes()) == ([], [])
    await desk.some_time_passes()
    assert [finding["code"] for finding in await desk.findings(series)] == ["no_link", "no_confirmation", "no_reminder"]


async def test_a_session_without_a_link_is_named(desk: Desk) -> None:
    series = await desk.books()
    await desk.hears(messages_of(series, *messages(series)))
    await desk.hears(links_of(series | {"appointments": series["appointments"][:1]}))
    assert await desk.first_words(series) == ("no_link", "The 2nd session has no link.", "operator")
    assert await desk.findings(series, 1) == []
    assert await desk.codes() == ["no_link", "no_link"]
    assert await desk.counts() == {"no_link": 2}
    summary = await desk.clinic.summary(series["appointments"][1]["id"])
    assert summary["missing"] == "Something is missing: The 2nd session has no link."


async def test_a_link_that_outlives_its_session_is_named(desk: Desk) -> None:
    series = await desk.books()
    await desk.hears_all_of(series)
    await desk.clinic.cancels(series["appointments"][1]["id"])
    assert await desk.findings(series) == []
    await desk.some_time_passes()
    assert await desk.first_words(series) == (
        "stray_link",
        "The 2nd session is cancelled, and its link still works.",
        "operator",
    )
    assert await desk.codes() == ["stray_link"]
    assert await desk.counts() == {"stray_link": 1}


async def test_a_link_that_died_without_its_session_is_named_and_one_whose_call_ended_is_not(desk: Desk) -> None:
    series = await desk.books(1)
    await desk.hears_all_of(series)
    await desk.hears(links_of(series, version=2, dead="cancelled"))
    assert (await desk.first_words(series, 1))[:2] == ("link_dead", "The session has no link that works.")
    await desk.hears(links_of(series, version=3, dead="abandoned"))
    assert await desk.findings(series, 1) == []


async def test_messages_that_were_never_told_of_are_named(desk: Desk) -> None:
    series = await desk.books()
    await desk.hears(links_of(series), messages_of(series, *messages(series)[1:2]))
    assert [(each["code"], each["words"]) for each in await desk.findings(series, 3)] == [
        ("no_confirmation", "Nothing is known of a confirmation."),
        ("no_reminder", "Nothing is known of a reminder for the 3rd session."),
    ]
    assert await desk.counts() == {"no_confirmation": 1, "no_reminder": 1}


async def parked(desk: Desk, series: dict[str, Any]) -> None:
    """An hour ago something that was told of the series could not be read."""
    await desk.clinic.booking.rows(
        """
        INSERT INTO parked_events
               (id, practice_id, topic, partition, "offset", published_at, key, headers, value, reason, parked_at)
        VALUES ($1, $2, 'video-links.events.v1', 0, 7, now(), $3, '{}', '', 'broken', now() - interval '1 hour')
        """,
        uuid7(),
        desk.clinic.practice_id,
        series["id"].encode(),
    )


HELD_UNTIL = datetime(2057, 3, 12, 9, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code", "words", "concerns"),
    [
        (
            {"status": "held", "reason": "diary_behind", "held_until": HELD_UNTIL},
            "message_held",
            (
                "Reminder of the 2nd session is held. The latest changes in the diary have not reached messages yet. "
                "It goes as soon as they have, at the latest on Mon 12 Mar at 09:50."
            ),
            "operator",
        ),
        (
            {
                "status": "failed",
                "reason": "mail_server_refused",
                "detail": Sealed[str].seal("550 5.1.1 no such mailbox", KEYS),
            },
            "message_failed",
            (
                "Reminder of the 2nd session failed. The mail service did not take it (550 5.1.1 no such mailbox). "
                "Check the address with Grace Whitfield."
            ),
            "practice",
        ),
        (
            {"status": "cancelled", "reason": "session_cancelled"},
            "message_withdrawn",
            "Reminder of the 2nd session was withdrawn before it was sent. The session was cancelled.",
            "nobody",
        ),
        (
            {"due_at": datetime(2020, 10, 21, 9, tzinfo=UTC)},
            "message_overdue",
            "Reminder of the 2nd session was due on Wed 21 Oct at 10:00, and has not gone.",
            "operator",
        ),
    ],
)
async def test_why_a_session_has_no_reminder_stands_in_one_line(
    desk: Desk, second: dict[str, Any], code: str, words: str, concerns: str
) -> None:
    series = await desk.books()
    await desk.hears_all_of(series, messages(series, **second))
    assert await desk.first_words(series) == (code, words, concerns)
    assert await desk.findings(series, 3) == []
    summary = await desk.clinic.summary(series["appointments"][1]["id"])
    assert summary["missing"] == (None if concerns == "nobody" else f"Something is missing: {words}")
    assert set(await desk.counts()) == ({code} if concerns != "nobody" else set())


async def test_a_client_without_an_email_address_is_named_before_anything_is_due(desk: Desk) -> None:
    tomasz = await desk.clinic.adds_client("Tomasz Zieliński")
    series = await desk.books(client_id=tomasz["id"])
    await desk.hears_all_of(series)
    assert await desk.first_words(series) == (
        "no_address",
        "Tomasz Zieliński has no email address, so nothing can be sent.",
        "practice",
    )


async def test_what_could_not_be_read_of_a_series_is_named_first(desk: Desk) -> None:
    series = await desk.books()
    await parked(desk, series)
    code, words, _ = await desk.first_words(series)
    assert (code, words) == (
        "event_parked",
        "Something that was told of this series could not be read. Somebody has to look at it.",
    )
    await desk.hears_all_of(series)
    assert await desk.codes() == ["event_parked"]
    assert await desk.counts() == {"event_parked": 1}


async def test_a_type_without_video_needs_no_link_and_no_rule_for_reminders(desk: Desk) -> None:
    series = await desk.books(kind="Follow-up")
    await desk.hears(messages_of(series, *messages(series, status="suppressed", reason="no_rule", link_of=None)))
    assert await desk.codes() == []
    assert [each["concerns"] for each in await desk.findings(series)] == ["nobody"]


async def test_the_practices_deviations_come_in_pages_and_to_managers_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.queries.reconciliation.LOOKED_THROUGH", 2)
    monkeypatch.setattr("booking.queries.reconciliation.STATEMENTS", 1)
    hours = [10, 11, 12, 13, 14]
    booked = [await desk.books(1, starts=f"2057-03-05T{hour}:00") for hour in hours]
    await desk.hears_all_of(booked[2])
    seen, after = [], None
    while True:
        page = await desk.of_practice(**({"after": after} if after else {}))
        seen += [series["series_id"] for series in page["series"]]
        after = page["next"]
        if after is None:
            break
    assert seen == sorted(series["id"] for series in booked if series is not booked[2])
    for role in ("receptionist", "clinician"):
        assert (await desk.clinic.get("/reconciliation", role=role)).status_code == 403


async def test_invariant_8_another_practices_deviations_are_not_there(booking: Booking, desk: Desk) -> None:
    series = await desk.books()
    other = Desk(await Clinic.opened(booking))
    assert await other.codes() == []
    path = f"/appointments/{series['appointments'][0]['id']}/reconciliation"
    assert (await other.clinic.get(path)).status_code == 404
    assert set(await desk.codes()) == {"no_link", "no_confirmation", "no_reminder"}


class Trouble:
    """Each way in which something can be amiss that operators have to mend, made on a series of which all was well."""

    def __init__(self, desk: Desk, series: dict[str, Any]) -> None:
        self.desk = desk
        self.series = series

    async def zone_changed(self) -> None:
        await booked_by_clocks_an_hour_ahead(self.desk.clinic.booking, self.series["id"])

    async def no_link(self) -> None:
        await self.desk.hears(links_of(self.series | {"appointments": self.series["appointments"][1:]}, version=2))

    async def link_dead(self) -> None:
        await self.desk.hears(links_of(self.series, version=2, dead="cancelled"))

    async def stray_link(self) -> None:
        await self.desk.clinic.cancels(self.series["appointments"][1]["id"])
        await self.desk.some_time_passes()

    async def no_confirmation(self) -> None:
        await self.desk.clinic.booking.rows("DELETE FROM communications WHERE appointment_id IS NULL")

    async def no_reminder(self) -> None:
        await self.desk.clinic.booking.rows("DELETE FROM communications WHERE appointment_id IS NOT NULL")

    async def message_overdue(self) -> None:
        await self._reminder(due_at=NOW - timedelta(hours=1))

    async def message_held(self) -> None:
        await self._reminder(status="held", reason="diary_behind", held_until=HELD_UNTIL)

    async def message_retried(self) -> None:
        await self._reminder(reason="mail_server_not_reached")

    async def event_parked(self) -> None:
        await parked(self.desk, self.series)

    async def _reminder(self, **change: Any) -> None:
        told = messages(self.series)
        told[1] = told[1].model_copy(update=change | {"version": 2})
        await self.desk.hears(messages_of(self.series, *told))


@pytest.mark.parametrize("code", [code for code, concerns in CONCERNS.items() if concerns == "operator"])
async def test_each_code_that_operators_mend_reaches_list_and_gauge(desk: Desk, code: str) -> None:
    series = await desk.books()
    told = messages(series)
    await desk.hears(links_of(series), messages_of(series, *told))
    assert await desk.counts() == {}
    await getattr(Trouble(desk, series), code)()
    assert set(await desk.codes()) == {code}
    assert set(await desk.counts()) == {code}


async def test_the_gauge_is_the_last_whole_round_or_what_the_next_one_has_found_already(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.reconciler.JUDGED", 2)
    booked = [await desk.books(1, starts=f"2057-03-05T{hour}:00") for hour in (10, 11, 12)]
    now = datetime.now(UTC)
    reconciler = Reconciler(desk.clinic.booking.database, now=lambda: now)
    DEVIATIONS.clear()
    assert not await reconciler.tick()
    assert gauge() == {"no_link": 2, "no_confirmation": 2}
    assert await reconciler.tick()
    (counted,) = DEVIATIONS_COUNTED.collect()
    assert (gauge()["no_link"], counted.samples[0].value) == (3, now.timestamp())
    await desk.hears_all_of(booked[0])
    await desk.hears_all_of(booked[2])
    assert await reconciler.tick()
    assert gauge()["no_link"] == 1


async def test_a_link_that_lets_in_after_its_time_is_named(desk: Desk) -> None:
    series = await desk.books(1)
    await desk.hears_all_of(series)
    session = series["appointments"][0]
    yesterday = datetime.now(UTC) - timedelta(days=1)
    await desk.clinic.booking.rows(
        "UPDATE appointments SET starts_at = $2, ends_at = $3, occupied_from = $2, occupied_to = $3 WHERE id = $1",
        session["id"],
        yesterday,
        yesterday + timedelta(minutes=30),
    )
    over = series | {
        "appointments": [
            session | {"starts_at": yesterday.isoformat(), "ends_at": (yesterday + timedelta(minutes=30)).isoformat()}
        ]
    }
    await desk.hears(links_of(over, version=2, opens=timedelta(minutes=30)))
    assert await desk.first_words(series, 1) == (
        "stray_link",
        "The session is over, and its link still works.",
        "operator",
    )
    assert await desk.codes() == ["stray_link"]
