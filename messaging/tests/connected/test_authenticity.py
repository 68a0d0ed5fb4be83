"""What is on a topic and was not published by its owner is parked, and nothing else is."""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from prometheus_client import REGISTRY
from uuid_utils.compat import uuid7

from messaging.authenticity import HEADER
from messaging.relay import Relay
from messaging.watermarks import Mark
from tests.support.chassis import CLINIC_KEY, Clinic, Note, make_topics, relaying
from tests.support.eventually import eventually

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)

UNSIGNED = "It is not signed, and all that stands here has to be."
OF_SOMETHING_ELSE = "Its signature is of something else."
UNKNOWN_KEY = "It is signed with a key that is not among those of its producer here."
TWICE = "A header that is signed, or the signature, stands in it twice."


async def are_handled(clinic: Clinic, *numbers: int) -> None:
    async def handled() -> bool:
        return await clinic.notes() == list(numbers)

    await eventually(handled)


async def reasons(clinic: Clinic) -> list[str]:
    return [row["reason"] for row in await clinic.parked()]


def counted(clinic: Clinic) -> float:
    return REGISTRY.get_sample_value("standing_events_not_authentic_total", {"topic": clinic.topic}) or 0


async def published_through_the_relay(clinic: Clinic, *numbers: int) -> list[Any]:
    await clinic.take_notes(*(Note(clinic.topic, number, clinic.practice_id) for number in numbers))

    async def all_there() -> bool:
        return len(await clinic.published()) >= len(numbers)

    async with relaying(Relay(clinic.urls.relay_url, clinic.bootstrap, service="clinic", signing=clinic.signing)):
        await eventually(all_there)
    return await clinic.published()


async def test_whoever_reads_the_topic_can_verify_it_with_nothing_but_hmac(clinic: Clinic) -> None:
    """As docs/security.md says it."""
    (record,) = await published_through_the_relay(clinic, 7)
    key_id, mac = dict(record.headers)["standing-mac"].decode().split(":")
    assert key_id == hashlib.sha256(b"standing:" + CLINIC_KEY.encode()).hexdigest()[:12]
    attributes = sorted(
        (name, value) for name, value in record.headers if name.startswith("ce_") or name == "content-type"
    )
    signed = [b"standing-mac 1", key_id.encode(), record.topic.encode(), record.key, record.value]
    for name, value in attributes:
        signed += [name.encode(), value]
    text = b"".join(b"-" if each is None else str(len(each)).encode() + b":" + each for each in signed)
    assert mac == hmac.new(urlsafe_b64decode(CLINIC_KEY), text, hashlib.sha256).hexdigest()
    assert record.value == b'{"number": 7}', "who has no key reads it all the same"


async def test_what_is_not_its_owners_is_parked_counted_and_holds_up_nothing(clinic: Clinic) -> None:
    good = clinic.signed(clinic.record(100))
    await make_topics(clinic.bootstrap, other := f"other-{clinic.topic}")
    of_another_topic = clinic.signing.sign(other, good["key"], clinic.record(100)["headers"], good["value"])
    stranger = Fernet.generate_key().decode()
    ours = clinic.signing_keys
    clinic.signs_with(stranger)
    forged = clinic.signed(clinic.record(101))
    clinic.signs_with(*ours)
    others_practice = [
        (name, str(uuid7()).encode() if name == "ce_practiceid" else value) for name, value in good["headers"]
    ]
    await clinic.put(
        clinic.signed(clinic.record(1)),
        good | {"key": b"another-key", "partition": 0},
        good | {"value": b'{"number": 102}'},
        good | {"headers": others_practice},
        good | {"headers": of_another_topic},
        forged,
        good | {"headers": [*good["headers"], ("ce_actor", b"me")]},
        good | {"headers": [(name, b"nothing" if name == HEADER else value) for name, value in good["headers"]]},
        clinic.signed(clinic.record(2)),
    )
    before = counted(clinic)
    async with clinic.worker():
        await are_handled(clinic, 1, 2)

        async def all_parked() -> bool:
            return len(await clinic.parked()) == 7

        await eventually(all_parked)
        assert counted(clinic) - before == 7
    assert sorted(await reasons(clinic)) == sorted(
        [
            *[OF_SOMETHING_ELSE] * 4,
            UNKNOWN_KEY,
            TWICE,
            "Its signature is none that this service knows how to read.",
        ]
    )


async def test_what_nobody_signed_is_read_until_signatures_are_demanded_and_then_only_what_stood_there(
    clinic: Clinic,
) -> None:
    await clinic.put(clinic.record(1) | {"partition": 0}, clinic.signed(clinic.record(2)) | {"partition": 0})
    assert await clinic.run("demand-signatures") == (
        0,
        f"{clinic.topic}/0: signed from 2 on\n{clinic.topic}/1: signed from 0 on\n",
        "",
    )
    await clinic.put(
        clinic.record(3) | {"partition": 0},
        clinic.record(4) | {"partition": 1},
        clinic.signed(clinic.record(5)) | {"partition": 0},
    )
    async with clinic.worker():
        await are_handled(clinic, 1, 2, 5)

        async def both_parked() -> bool:
            return await reasons(clinic) == [UNSIGNED, UNSIGNED]

        await eventually(both_parked)


async def test_a_demand_is_never_loosened_and_holds_for_partitions_that_are_added_later(clinic: Clinic) -> None:
    assert (await clinic.run("demand-signatures"))[0] == 0
    await clinic.put(clinic.signed(clinic.record(1)) | {"partition": 0})
    assert (await clinic.run("demand-signatures"))[1].startswith(f"{clinic.topic}/0: signed from 0 on")
    await clinic.fetch("DELETE FROM demanded_signatures WHERE partition = 1")
    await clinic.put(clinic.record(2) | {"partition": 1})
    async with clinic.worker():
        await are_handled(clinic, 1)

        async def parked() -> bool:
            return await reasons(clinic) == [UNSIGNED]

        await eventually(parked)


async def test_signatures_are_not_demanded_of_who_does_not_sign(clinic: Clinic) -> None:
    await clinic.put(clinic.signed(clinic.record(1)) | {"partition": 1}, clinic.record(2) | {"partition": 0})
    status, printed, said = await clinic.run("demand-signatures")
    assert (status, printed) == (1, "")
    assert said.startswith(f"clinic: What was told last on {clinic.topic} is not signed with a key of its producer")
    assert await clinic.fetch("SELECT FROM demanded_signatures") == []
    await clinic.put_watermark_apart(NOON, 1, 1)
    status, printed, _ = await clinic.run("demand-signatures")
    assert (status, printed.count("signed from 1 on")) == (0, 2), "who signs that says nothing new signs all"


async def test_a_replay_verifies_as_well_and_mends_what_was_parked_for_want_of_a_key(clinic: Clinic) -> None:
    old, new = clinic.signing_keys[0], Fernet.generate_key().decode()
    clinic.signs_with(new)
    by_the_new = clinic.signed(clinic.record(1))
    clinic.signs_with(old)
    await clinic.put(by_the_new, by_the_new | {"value": b'{"number": 3}'})

    async def both_parked() -> bool:
        return await reasons(clinic) == [UNKNOWN_KEY] * 2

    async with clinic.worker():
        await eventually(both_parked)
    genuine, forged = (str(row["id"]) for row in await clinic.parked())
    assert (await clinic.run("parked", "replay", genuine))[2] == f"clinic: {genuine} stays parked: {UNKNOWN_KEY}"
    clinic.signs_with(old, new)
    status, printed, _ = await clinic.run("parked", "replay", "--all")
    assert (status, printed) == (
        1,
        f"{genuine} was handled\n{forged} stays parked: {OF_SOMETHING_ELSE}\n",
    )
    assert await clinic.notes() == [1]


async def test_what_was_parked_before_signatures_were_demanded_is_replayed_unsigned_as_it_is(clinic: Clinic) -> None:
    await clinic.put(clinic.record(1) | {"value": b'{"number": -7}', "partition": 0})
    async with clinic.worker():

        async def parked() -> bool:
            return await reasons(clinic) == ["CheckViolationError"]

        await eventually(parked)
    await clinic.put(clinic.signed(clinic.record(2)) | {"partition": 0})
    assert (await clinic.run("demand-signatures"))[0] == 0
    await clinic.fetch("ALTER TABLE notes DROP CONSTRAINT notes_number_check")
    assert (await clinic.run("parked", "replay", "--all"))[0] == 0
    assert await clinic.notes() == [-7]


async def test_a_forged_watermark_is_parked_and_takes_no_genuine_ones_place(clinic: Clinic) -> None:
    await clinic.put_watermark(NOON)
    (genuine,) = await clinic.published()
    forged = clinic.watermark(
        clinic.topic, Mark(NOON + timedelta(days=1), 2, incarnation=0, last_row=0, database=uuid7())
    )
    await clinic.put({"key": forged.key, "value": forged.value, "headers": list(genuine.headers), "partition": 0})

    async def heard() -> bool:
        return await clinic.heard() == {0: NOON} and await reasons(clinic) == [OF_SOMETHING_ELSE]

    async with clinic.worker():
        await eventually(heard)


async def test_a_dead_letter_has_the_signature_that_it_came_with_and_no_other(clinic: Clinic) -> None:
    async with clinic.worker():
        await clinic.put(clinic.signed(clinic.record(1)) | {"value": b'{"number": 2}'})

        async def copied() -> list[Any]:
            return await clinic.published(f"{clinic.topic}.dlq.clinic")

        (copy,) = await eventually(copied)
    (original,) = await clinic.published()
    assert [value for name, value in copy.headers if name == HEADER] == [dict(original.headers)[HEADER]]
