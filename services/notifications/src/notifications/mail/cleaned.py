"""Text without characters that steer: control, private use, changes of writing direction."""

import unicodedata


def cleaned(text: str) -> str:
    """On one line."""
    return " ".join(unsteered(text).split())


def unsteered(text: str) -> str:
    """Its lines stay as they are."""
    return "".join(" " if _steers(character) and character not in "\r\n\t" else character for character in text)


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Co", "Cs", "Zl", "Zp") or unicodedata.bidirectional(
        character
    ) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
