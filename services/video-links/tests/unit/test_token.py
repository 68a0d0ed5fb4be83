import hashlib

from hypothesis import given
from hypothesis import strategies as some

from video_links.domain.token import Token


@given(some.binary(min_size=16, max_size=16))
def test_a_token_is_22_characters_that_stand_in_an_address_as_they_are(random: bytes) -> None:
    text = Token.of(random).text
    assert len(text) == 22
    assert text.isascii()
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(some.binary(min_size=16, max_size=16), some.binary(min_size=16, max_size=16))
def test_other_bits_make_another_token(one: bytes, other: bytes) -> None:
    assert (Token.of(one) == Token.of(other)) == (one == other)


def test_a_token_is_known_again_by_its_sha_256() -> None:
    token = Token.of(bytes(range(16)))
    assert token.text == "AAECAwQFBgcICQoLDA0ODw"
    assert token.sha256 == hashlib.sha256(b"AAECAwQFBgcICQoLDA0ODw").digest()


def test_a_token_is_not_shown_where_it_is_printed() -> None:
    token = Token.of(bytes(16))
    assert token.text not in repr(token)


def test_whatever_is_presented_has_a_hash() -> None:
    for presented in ("", "\0", "\udcff", "ä" * 10_000):
        assert len(Token(presented).sha256) == 32
