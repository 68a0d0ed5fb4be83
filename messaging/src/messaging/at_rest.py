"""What a service keeps sealed in its own database, under its storage keys, and may have nothing of."""

from cryptography.fernet import MultiFernet


def sealed_if_any(text: str | None, keys: MultiFernet) -> bytes | None:
    return None if text is None else keys.encrypt(text.encode())


def opened_if_any(sealed: bytes | None, keys: MultiFernet) -> str | None:
    return None if sealed is None else keys.decrypt(sealed).decode()
