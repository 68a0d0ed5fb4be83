"""What mail programs and chats turn into a link by themselves, wherever it stands in a text.

A name that reads like an address leads whoever trusts the mail to where the clinic has not sent them. So no name is
taken that would become a link, and one that is there already is written with spaces, which no program reads across.
"""

import re
from typing import Final

# http://evil, www.evil, mailto:evil, \\evil, somebody@evil, evil.example in any script: letters around a dot, and two
# at least behind it, as any top-level domain has. So "J.R.R. Tolkien", "No.12" and "S:t Erik" are names.
_LINKS: Final = re.compile(
    r"(?P<before>\b(?:mailto|tel|sms|file):/*+|:/++|\\{2,}+|\bwww\.|(?<=\S)@|(?<=[^\W_])[.。．｡](?=[^\W\d_]{2}))(?=\S)",
    re.IGNORECASE,
)


def becomes_a_link(text: str) -> bool:
    return _LINKS.search(text) is not None


def unlinked(text: str) -> str:
    """The same words, and no program makes a link of them: "evil. example"."""
    return _LINKS.sub(lambda found: f"{found['before']} ", text)
