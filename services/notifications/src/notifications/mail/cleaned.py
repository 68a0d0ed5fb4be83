"""Text without characters that steer: control, private use, changes of writing direction."""

import unicodedata


def cleaned(text: str) -> str:
    """On one line."""
    kept = (" " if _steers(character) else character for character in text)
    return " ".join("".join(kept).split())


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Co", "Cs", "Zl", "Zp") or unicodedata.bidirectional(
        character
    ) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
