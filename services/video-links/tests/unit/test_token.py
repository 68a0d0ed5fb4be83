import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as some

from video_links.domain.token import LOOKED_AT, Token, find_token


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


# A "%" right before it makes its first two characters a byte, where they are hexadecimal (RFC 3986, section 2.1).
_MARKS = some.text(".,)>;!*'=/ \n\u200b%", max_size=40).filter(lambda marks: not marks.endswith("%"))


@given(some.binary(min_size=16, max_size=16), _MARKS, some.text(max_size=40))
def test_a_token_is_found_among_marks_whatever_comes_behind_it(random: bytes, before: str, after: str) -> None:
    token = Token.of(random)
    assert find_token(before + token.text + after) == token


@given(some.text(max_size=300))
def test_what_is_found_in_any_text_can_be_a_token(text: str) -> None:
    found = find_token(text)
    assert found is None or Token.of(base64.urlsafe_b64decode(f"{found.text}==")) == found


def test_a_part_of_a_token_is_none() -> None:
    token = Token.of(bytes(range(16))).text
    for part in (token[:-1], token[1:], f"{token[:11]}.{token[11:]}", ""):
        assert find_token(part) is None


def test_no_more_is_looked_at_than_an_address_of_a_mail_program_has() -> None:
    token = Token.of(bytes(16)).text
    assert find_token("." * (LOOKED_AT - 22) + token) is not None
    assert find_token("." * LOOKED_AT + token) is None
