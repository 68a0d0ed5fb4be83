import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from messaging.unlinked import becomes_a_link, unlinked

SOMETIMES = st.sampled_from(
    ["http://", "https:///", "www.", "a@b.example", "evil.example", "mailto:", "\\\\", ".", "@", " ", "ä", "a", "x"]
)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("http://evil.example/x", "http:// evil. example/x"),
        ("HTTPS://evil", "HTTPS:// evil"),
        ("https:////evil", "https://// evil"),
        ("www.evil", "www. evil"),
        ("mailto:evil", "mailto: evil"),
        ("mailto://evil", "mailto:// evil"),
        ("\\\\evil\\share", "\\\\ evil\\share"),
        ("a@b", "a@ b"),
        ("somebody@evil.example", "somebody@ evil. example"),
        ("evil.example", "evil. example"),
        ("пример.рф", "пример. рф"),
        ("例え。テスト", "例え。 テスト"),
        ("Dr.Smith", "Dr. Smith"),
        ("J.R.R.Tolkien", "J.R.R. Tolkien"),
    ],
)
def test_what_reads_like_an_address_is_written_with_spaces(name: str, written: str) -> None:
    assert becomes_a_link(name)
    assert unlinked(name) == written


@pytest.mark.parametrize(
    "name",
    [
        *("Grace Whitfield", "Dr. Smith", "J.R.R. Tolkien", "J.R. Hartley", "No.12", "O'Neil & Söhne", "S:t Erik", "…"),
        *("Physio @ Harbour", "Harbour: Physio", "St. John's (Clinic)", "Well...", "24/7", "1.2.3", "R&D-Praxis", ""),
    ],
)
def test_names_are_left_as_they_are(name: str) -> None:
    assert not becomes_a_link(name)
    assert unlinked(name) == name


@given(st.one_of(st.text(), st.lists(SOMETIMES).map("".join)))
@example("http://www.a@b.example")
def test_nothing_is_a_link_once_it_is_written_with_spaces_and_no_letter_is_lost(name: str) -> None:
    written = unlinked(name)
    assert not becomes_a_link(written)
    assert not re.search(r"[a-zA-Z]:/+[^\s/]|\b(?i:www)\.\S|\S@\S|[a-zA-Z]\.[a-zA-Z]{2}", written)
    assert written.replace(" ", "") == name.replace(" ", "")
