import json
from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet
from pydantic import BaseModel, ValidationError

from contracts import sealed
from contracts.client import Recipient
from contracts.sealed import TRANSIT_KEYS, CannotOpen, Sealed, SealedText, TransitKeysMissing

type UseKeys = Callable[..., None]

SECRET = "https://video.example/v/AAECAwQFBgcICQoLDA0ODw"


@pytest.fixture
def use_keys(monkeypatch: pytest.MonkeyPatch) -> UseKeys:
    """Have the process started with these transit keys."""
    monkeypatch.setattr(sealed, "transit_keys", sealed.transit_keys.__wrapped__)

    def use(*keys: bytes | str) -> None:
        text = ",".join(key.decode() if isinstance(key, bytes) else key for key in keys)
        monkeypatch.setenv(TRANSIT_KEYS, text)

    return use


@pytest.mark.parametrize("value", ["", "Zoë 日本 🙂", "a\nb\0c", '"quoted"', SECRET])
def test_what_was_sealed_opens_as_it_was(value: str) -> None:
    assert SealedText.seal(value).open() == value


def test_what_was_sealed_opens_as_it_was_after_a_journey_as_json() -> None:
    recipients = [Recipient(role="client", name="Tomasz Zieliński", email="tomasz@example.org")]
    on_the_wire = Sealed[list[Recipient]].seal(recipients).model_dump_json()
    assert Sealed[list[Recipient]].model_validate_json(on_the_wire).open() == recipients


class Letter(BaseModel):
    content: SealedText


def test_no_print_or_dump_shows_what_is_sealed() -> None:
    letter = Letter(content=SealedText.seal(SECRET))
    for shown in (repr(letter), str(letter), letter.model_dump_json(), str(letter.model_dump()), repr(letter.content)):
        assert SECRET not in shown
        assert "AAECAwQFBgcICQoLDA0ODw" not in shown


def test_a_value_seals_differently_each_time_so_that_equal_ones_are_not_known_as_such() -> None:
    assert SealedText.seal("Anna").root != SealedText.seal("Anna").root


def test_the_first_key_seals_and_all_keys_open_so_that_keys_rotate(use_keys: UseKeys) -> None:
    old, new = Fernet.generate_key(), Fernet.generate_key()
    use_keys(old)
    sealed_before = SealedText.seal("before")
    use_keys(old, new)  # everywhere first, so that all can open what any seals next
    assert sealed_before.open() == "before"
    use_keys(new, old)
    sealed_after = SealedText.seal("after")
    assert (sealed_before.open(), sealed_after.open()) == ("before", "after")
    use_keys(new)
    assert sealed_after.open() == "after"
    with pytest.raises(CannotOpen):
        sealed_before.open()


def test_what_is_sealed_under_an_unknown_key_or_damaged_cannot_be_opened() -> None:
    foreign = Fernet(Fernet.generate_key()).encrypt(json.dumps(SECRET).encode()).decode()
    whole = SealedText.seal(SECRET).root
    for text in (foreign, whole[:-4] + "AAAA", whole[:20], "", "in clear", "ünsealed"):
        with pytest.raises(CannotOpen) as raised:
            SealedText(text).open()
        assert "video.example" not in str(raised.value)


def test_what_holds_something_else_than_it_should_cannot_be_opened() -> None:
    a_number = Sealed[int].seal(7)
    with pytest.raises(CannotOpen):
        Sealed[list[Recipient]](a_number.root).open()


def test_a_value_that_is_no_text_is_not_sealed_on_the_wire() -> None:
    with pytest.raises(ValidationError):
        Letter.model_validate_json('{"content": {"text": "in clear"}}')


@pytest.mark.parametrize("keys", ["", " , ", "no key", "c2hvcnQ="])
def test_missing_or_unusable_keys_are_told_at_once_and_not_shown(use_keys: UseKeys, keys: str) -> None:
    use_keys(keys)
    with pytest.raises(TransitKeysMissing, match=TRANSIT_KEYS) as raised:
        sealed.transit_keys()
    assert "c2hvcnQ" not in str(raised.value)
