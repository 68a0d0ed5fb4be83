import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, get_args
from uuid import UUID, uuid4

import pytest
from cryptography.fernet import Fernet, MultiFernet
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from contracts.client import Client, ClientChanged, Recipient
from contracts.event import envelope, read
from contracts.keyring import CannotOpen, CannotRead, Keyring
from contracts.links import Link, LinksChanged, SeriesLinks
from contracts.sealed import On, Place, Purpose, Sealed, TransitKeys, opened_if_any, sealed_if_any

SECRET = "https://video.example/v/AAECAwQFBgcICQoLDA0ODw"
PURPOSES: tuple[Purpose, ...] = get_args(Purpose.__value__)
OLD, NEW, FOREIGN = ({name: bytes([number]) * 32} for number, name in enumerate(("old", "new", "foreign")))


def transit_keys(keys: dict[str, bytes], **former: Any) -> TransitKeys:
    return TransitKeys(dict.fromkeys(PURPOSES, Keyring(keys)), **former)


KEYS = transit_keys(OLD)
PLACE = Place(UUID(int=1), "client.changed.v1", "a-subject")


class Letter(BaseModel):
    content: Annotated[Sealed[str], On("words", "letter.content")]
    postscript: Annotated[Sealed[str], On("words", "letter.postscript")] | None = None
    number: Annotated[Sealed[int], On("clinic", "letter.number")] | None = None


def sent(place: Place = PLACE, keys: TransitKeys = KEYS, content: str = SECRET) -> str:
    return Letter(content=Sealed[str].seal(content, keys)).model_dump_json(context=place)


def token(place: Place = PLACE, keys: TransitKeys = KEYS) -> str:
    text: str = json.loads(sent(place, keys))["content"]
    return text


def arrived(text: str, place: Place = PLACE) -> Letter:
    return Letter.model_validate_json(text, context=place)


@pytest.mark.parametrize("value", ["", "Zoë 日本 🙂", "a\nb\0c", '"quoted"', SECRET])
def test_what_was_sealed_opens_as_it_was_after_a_journey_as_json(value: str) -> None:
    assert arrived(sent(content=value)).content.open(KEYS) == value
    assert opened_if_any(sealed_if_any(value, KEYS), KEYS) == value


def test_nothing_stays_nothing() -> None:
    assert sealed_if_any(None, KEYS) is None
    assert opened_if_any(None, KEYS) is None
    assert arrived(sent()).postscript is None


def test_nothing_is_written_in_clear_for_want_of_its_envelope() -> None:
    letter = Letter(content=Sealed[str].seal(SECRET, KEYS))
    for write in (letter.model_dump_json, letter.model_dump):
        with pytest.raises(PydanticSerializationError):
            write()


def test_no_print_shows_what_is_sealed() -> None:
    letter = Letter(content=Sealed[str].seal(SECRET, KEYS))
    for shown in (repr(letter), str(letter), repr(letter.content), sent(), repr(arrived(sent()))):
        assert SECRET not in shown
        assert "AAECAwQFBgcICQoLDA0ODw" not in shown


def test_a_value_seals_differently_each_time_so_that_equal_ones_are_not_known_as_such() -> None:
    assert sent() != sent()


def test_the_first_key_seals_and_all_keys_open_so_that_keys_rotate() -> None:
    before = sent(keys=transit_keys(OLD), content="before")
    both = transit_keys(OLD | NEW)  # everywhere first, so that all can open what any seals next
    assert arrived(before).content.open(both) == "before"
    moved = transit_keys(NEW | OLD)
    after = sent(keys=moved, content="after")
    assert (arrived(before).content.open(moved), arrived(after).content.open(moved)) == ("before", "after")
    assert arrived(after).content.open(transit_keys(NEW)) == "after"
    with pytest.raises(CannotOpen):
        arrived(before).content.open(transit_keys(NEW))


@pytest.mark.parametrize(
    "other",
    [
        replace(PLACE, practice_id=UUID(int=2)),
        replace(PLACE, type="client.changed.v2"),
        replace(PLACE, subject="another-subject"),
    ],
)
def test_what_is_sealed_for_one_practice_type_and_subject_opens_for_no_other(other: Place) -> None:
    with pytest.raises(CannotOpen):
        arrived(sent(), other).content.open(KEYS)


def test_what_is_sealed_for_one_field_opens_on_no_other_and_what_was_read_without_its_envelope_not_at_all() -> None:
    pasted = arrived(json.dumps({"content": token(), "postscript": token()}))
    assert pasted.content.open(KEYS) == SECRET
    with pytest.raises(CannotOpen):
        opened_if_any(pasted.postscript, KEYS)
    with pytest.raises(CannotOpen):
        Letter.model_validate_json(sent()).content.open(KEYS)


def test_what_was_read_is_written_as_it_came() -> None:
    text = sent()
    assert arrived(text).model_dump_json(exclude_unset=True) == text


def test_what_is_for_one_purpose_opens_by_the_keys_of_no_other() -> None:
    video_links = TransitKeys({"clinic": Keyring(OLD), "links": Keyring(OLD)})
    with pytest.raises(CannotOpen, match="not this service's"):
        arrived(sent()).content.open(video_links)
    others = TransitKeys({"words": Keyring({"old": b"x" * 32})})
    with pytest.raises(CannotOpen):
        arrived(sent()).content.open(others)


def test_what_is_sealed_under_an_unknown_key_or_damaged_cannot_be_opened() -> None:
    foreign, whole = token(keys=transit_keys(FOREIGN)), token()
    for text in (
        foreign,
        whole[:-4] + "AAAA",
        whole[:25],
        "standing1.old.",
        "standing1.old.AAAA",
        "",
        "in clear",
        "ünsealed",
    ):
        with pytest.raises(CannotOpen) as raised:
            arrived(json.dumps({"content": text})).content.open(KEYS)
        assert "video.example" not in str(raised.value)


def test_what_holds_something_else_than_it_should_cannot_be_opened() -> None:
    class Liar(BaseModel):
        number: Annotated[Sealed[str], On("clinic", "letter.number")]

    lie = json.loads(Liar(number=Sealed[str].seal("seven", KEYS)).model_dump_json(context=PLACE))
    letter = arrived(json.dumps({"content": "", **lie}))
    assert letter.number is not None
    with pytest.raises(CannotOpen):
        letter.number.open(KEYS)


@pytest.mark.parametrize("content", ['{"text": "in clear"}', '{"seal": "in clear"}', "7", "null"])
def test_a_value_that_is_no_text_is_not_sealed_on_the_wire(content: str) -> None:
    with pytest.raises(ValidationError):
        arrived(f'{{"content": {content}}}')


def test_what_a_former_release_sealed_opens_and_it_is_sealed_so_while_one_runs() -> None:
    former = MultiFernet([Fernet(Fernet.generate_key())])
    by_a_former_release = json.dumps({"content": former.encrypt(json.dumps(SECRET).encode()).decode()})
    first, then = transit_keys(NEW, former=former, seals_as_former=True), transit_keys(NEW, former=former)
    for keys in (first, then):
        assert arrived(by_a_former_release).content.open(keys) == SECRET
    assert json.loads(former.decrypt(token(keys=first).encode())) == SECRET
    assert arrived(sent(keys=then)).content.open(first) == SECRET, "whoever is ahead is understood by who is not"
    with pytest.raises(CannotOpen):
        arrived(by_a_former_release).content.open(transit_keys(NEW))


def told(event: ClientChanged | LinksChanged, practice_id: UUID) -> tuple[dict[str, Any], dict[str, Any]]:
    """By what its reader knows it, and its JSON."""
    carried = envelope(event, event_id=uuid4(), practice_id=practice_id, actor="jo", at=datetime.now(UTC))
    return {"practice_id": practice_id, "subject": str(event.subject)}, json.loads(carried.value)


ours, theirs = uuid4(), uuid4()
places = st.tuples(st.sampled_from([ours, theirs]), st.sampled_from([UUID(int=3), UUID(int=4)]))


@given(places, places)
def test_a_clients_contact_pasted_into_another_clients_event_opens_there_only_where_it_was(
    here: tuple[UUID, UUID], there: tuple[UUID, UUID]
) -> None:
    def of(client_id: UUID, email: str) -> ClientChanged:
        recipients = [Recipient(role="client", name="Tomasz", email=email)]
        return ClientChanged(
            client=Client(id=client_id, version=1, recipients=Sealed[list[Recipient]].seal(recipients, KEYS))
        )

    _, stolen = told(of(here[1], "stolen@example.org"), here[0])
    envelope_there, pasted = told(of(there[1], "own@example.org"), there[0])
    pasted["client"]["recipients"] = stolen["client"]["recipients"]
    found = read(ClientChanged, json.dumps(pasted).encode(), **envelope_there)
    if here == there:
        assert found.client.recipients.open(KEYS)[0].email == "stolen@example.org"
    else:
        with pytest.raises(CannotOpen):
            found.client.recipients.open(KEYS)


@given(places, places)
def test_a_link_pasted_into_another_series_opens_there_only_where_it_was(
    here: tuple[UUID, UUID], there: tuple[UUID, UUID]
) -> None:
    def of(series_id: UUID) -> LinksChanged:
        link = Link(appointment_id=uuid4(), generation=1, state="live", url=Sealed[str].seal(SECRET, KEYS))
        return LinksChanged(series_links=SeriesLinks(series_id=series_id, version=1, links=[link]))

    _, stolen = told(of(here[1]), here[0])
    envelope_there, pasted = told(of(there[1]), there[0])
    pasted["series_links"]["links"][0]["url"] = stolen["series_links"]["links"][0]["url"]
    (link,) = read(LinksChanged, json.dumps(pasted).encode(), **envelope_there).series_links.links
    if here == there:
        assert link.url.open(KEYS) == SECRET
    else:
        with pytest.raises(CannotOpen):
            link.url.open(KEYS)


def test_an_event_of_another_subject_than_its_envelope_says_cannot_be_read() -> None:
    """Else what is sealed for the envelope's would be taken for that of the other."""
    client = Client(id=UUID(int=3), version=1, recipients=Sealed[list[Recipient]].seal([], KEYS))
    _, content = told(ClientChanged(client=client), ours)
    content["client"]["id"] = str(UUID(int=4))
    with pytest.raises(CannotRead):
        read(ClientChanged, json.dumps(content).encode(), practice_id=ours, subject=str(UUID(int=3)))


words = st.lists(st.text(max_size=4), max_size=4)


@given(words, words)
def test_what_is_sealed_for_one_place_opens_in_that_place_alone(here: list[str], there: list[str]) -> None:
    keyring = Keyring(OLD)
    sealed = keyring.seal(b"content", here)
    if here == there:
        assert keyring.open(sealed, there) == b"content"
    else:
        with pytest.raises(CannotOpen):
            keyring.open(sealed, there)
