"""Names that are easily read amiss in the header of a mail, and any others."""

from typing import Final

from hypothesis import strategies as st

EASILY_READ_AMISS: Final = (
    "Harbour Street Physiotherapy",
    "Harbour, Hill & Street Physiotherapy, Occupational Therapy and Rehabilitation Centre",
    "x" * 300,
    "Harbour " * 40,
    ", " * 150,
    '"' * 100,
    'The "Harbour" \\ Clinic',
    "=?utf-8?q?Somebody=40else=2Eexample?=",
    "Harbour =?utf-8?b?PGFAYj4=?= Clinic",
    "Clinic\r\nBcc: all@evil.example",
    "Clinic\r\n\r\n<p>A body</p>",
    "To\u202emasz",
    "Tomasz Zieliński",
    "日本語" * 100,
    "😀" * 100,
    "Ü" * 20 + ", " + "x" * 90,
    "<evil@evil.example>",
    "a, b <evil@evil.example>, c",
    "undisclosed: evil@evil.example;",
    "(a comment) Clinic",
    "J",
    ".",
    " ",
    "",
)

any_name: Final = st.one_of(
    st.text(max_size=300),
    st.text(alphabet='"\\,;:<>()[]@.=?_ abQB-8\r\n\t', max_size=300),
    st.sampled_from(EASILY_READ_AMISS),
)
