from collections.abc import Iterable


def joined(pieces: Iterable[bytes | None]) -> bytes:
    """Each preceded by its length, `2:ab`, and `-` for one that is null: no other pieces give the same bytes."""
    return b"".join([b"-" if piece is None else b"%d:%b" % (len(piece), piece) for piece in pieces])
