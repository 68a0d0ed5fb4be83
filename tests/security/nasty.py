"""What somebody may send to each route to keep others waiting."""

import re
from typing import Final

from messaging.http import bodies
from tests.security.rules import OPEN, RULES
from video_links.app import LARGEST_FROM_CLIENTS

JSON: Final = {"content-type": "application/json"}
# Everybody may send this to each of them.
WITH_BODY: Final = sorted(route for route in {*RULES, *OPEN} if route.startswith(("POST", "PATCH")))
IN_PATH: Final = re.compile(r"\{[^}]*\}")


def largest(path: str) -> int:
    return LARGEST_FROM_CLIENTS if path.startswith("/v/") else bodies.LARGEST


def path_of(route: str) -> str:
    return IN_PATH.sub("01937d3e-0000-7000-8000-000000000001", route.partition(" ")[2])


def nasty(most: int) -> dict[str, bytes]:
    """Bodies of almost `most` bytes that take the most to refuse."""
    return {
        "unknown fields": b"{" + b",".join(b'"%d":0' % number for number in range(most // 9)) + b"}",
        "deep nesting": b"[" * (most // 2 - 1) + b"]" * (most // 2 - 1),
        "objects in objects": b'{"a":' * (most // 6 - 1) + b"0" + b"}" * (most // 6 - 1),
        "a long string": b'{"' + b"x" * (most - 10) + b'":0}',
        "bad escapes": b"{" + b",".join(b'"\\ud800%d":0' % number for number in range(most // 16)) + b"}",
        "a NUL": b'{"\\u0000": "\\u0000"}',
        "a long number": b'{"count": ' + b"9" * (most - 20) + b"}",
        "no JSON": b"\xff" * (most - 1),
    }
