import json

import pytest
from cryptography.fernet import Fernet, MultiFernet
from pydantic import BaseModel, ValidationError

from contracts.client import Recipient
from contracts.sealed import CannotOpen, Sealed, SealedText, TransitKeys, opened_if_any, sealed_if_any

SECRET = "https://video.example/v/AAECAwQFBgcICQoLDA0ODw"


def transit_keys(*keys: bytes) -> TransitKeys:
    return TransitKeys(MultiFernet([Fernet(key) for key in keys]))


KEYS = transit_keys(Fernet.generate_key())


@pytest.mark.parametrize("value", ["", "Zoë 日本 🙂", "a\nb\0c", '"quoted"', SECRET])
def test_what_was_sealed_opens_as_it_was(value: str) -> None:
    assert SealedText.seal(value, KEYS).open(KEYS) == value
    assert opened_if_any(sealed_if_any(value, KEYS), KEYS) == value


def test_nothing_stays_nothing() -> None:
    assert sealed_if_any(None, KEYS) is None
    assert opened_if_any(None, KEYS) is None


def test_what_was_sealed_opens_as_it_was_after_a_journey_as_json() -> None:
    recipients = [Recipient(role="client", name="Tomasz Zieliński", email="tomasz@example.org")]
    on_the_wire = Sealed[list[Recipient]].seal(recipients, KEYS).model_dump_json()
    assert Sealed[list[Recipient]].model_validate_json(on_the_wire).open(KEYS) == recipients


class Letter(BaseModel):
    content: SealedText


def test_no_print_or_dump_shows_what_is_sealed() -> None:
    letter = Letter(content=SealedText.seal(SECRET, KEYS))
    for shown in (repr(letter), str(letter), letter.model_dump_json(), str(letter.model_dump()), repr(letter.content)):
        assert SECRET not in shown
        assert "AAECAwQFBgcICQoLDA0ODw" not in shown


def test_a_value_seals_differently_each_time_so_that_equal_ones_are_not_known_as_such() -> None:
    assert SealedText.seal("Anna", KEYS).root != SealedText.seal("Anna", KEYS).root


def test_the_first_key_seals_and_all_keys_open_so_that_keys_rotate() -> None:
    old, new = Fernet.generate_key(), Fernet.generate_key()
    sealed_before = SealedText.seal("before", transit_keys(old))
    both = transit_keys(old, new)  # everywhere first, so that all can open what any seals next
    assert sealed_before.open(both) == "before"
    moved = transit_keys(new, old)
    sealed_after = SealedText.seal("after", moved)
    assert (sealed_before.open(moved), sealed_after.open(moved)) == ("before", "after")
    assert sealed_after.open(transit_keys(new)) == "after"
    with pytest.raises(CannotOpen):
        sealed_before.open(transit_keys(new))


def test_what_is_sealed_under_an_unknown_key_or_damaged_cannot_be_opened() -> None:
    foreign = Fernet(Fernet.generate_key()).encrypt(json.dumps(SECRET).encode()).decode()
    whole = SealedText.seal(SECRET, KEYS).root
    for text in (foreign, whole[:-4] + "AAAA", whole[:20], "", "in clear", "ünsealed"):
        with pytest.raises(CannotOpen) as raised:
            SealedText(text).open(KEYS)
        assert "video.example" not in str(raised.value)


def test_what_holds_something_else_than_it_should_cannot_be_opened() -> None:
    a_number = Sealed[int].seal(7, KEYS)
    with pytest.raises(CannotOpen):
        Sealed[list[Recipient]](a_number.root).open(KEYS)


def test_a_value_that_is_no_text_is_not_sealed_on_the_wire() -> None:
    with pytest.raises(ValidationError):
        Letter.model_validate_json('{"content": {"text": "in clear"}}')
