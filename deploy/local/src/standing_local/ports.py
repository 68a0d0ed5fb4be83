import random
import socket

from standing_operator.errors import StandingError

HOST = "127.0.0.1"

# Below the range from which the kernel picks ports for outgoing connections: none of those can come in between.
# Processes that look for free ports beside one another each take a part of it.
offered = range(18_000, 32_000)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that nobody listens on now. Raises StandingError."""
    for port in random.sample(offered, k=200):
        if is_free(port):
            return port
    raise StandingError(f"No free port between {offered.start} and {offered.stop} on {HOST}.")


def require_free(port: int, *, wanted_by: str) -> None:
    """Raises StandingError."""
    if not is_free(port):
        raise StandingError(f"{wanted_by}: port {port} on {HOST} is taken by another program.")
