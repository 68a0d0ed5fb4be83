"""Names as they are searched while somebody types: without case, accents and punctuation."""

import re
import unicodedata

MOST = 8  # words of a search that count

_WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart, as people without them on their keyboard type them.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def words_of_name(name: str) -> set[str]:
    """What a name is found by. O'Brien: "o", "brien" and "obrien"."""
    return {word for part in name.split() for word in (*_words(part), "".join(_words(part))) if word}


def words_of_search(text: str) -> list[str]:
    """Each is the beginning of some word of a name; the longest, which narrows most, comes first."""
    return sorted(dict.fromkeys(_words(text)), key=len, reverse=True)[:MOST]


def _words(text: str) -> list[str]:
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return _WORD.findall(plain.translate(_LETTERS))
