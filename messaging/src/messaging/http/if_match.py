"""The header If-Match: whoever changes a thing says which version they saw. Source: RFC 9110, section 13.1.1."""

import re
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from messaging.http.refusals import IfMatchInvalid, IfMatchMissing

# A proxy that compresses answers makes our tags weak.
_ETAG = re.compile(r'(?:W/)?"([1-9][0-9]{0,8})"')

# Described here, since FastAPI would answer 422 where it is missing.
IF_MATCH: Final[dict[str, Any]] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what is changed, as it was read. 412 where somebody has changed it since, and who.",
    "schema": {"type": "string", "pattern": f"^{_ETAG.pattern}$"},
}


def etag(version: int) -> str:
    return f'"{version}"'


def _seen_version(request: Request) -> int:
    header = request.headers.get("If-Match")
    if header is None:
        raise IfMatchMissing("Send the ETag of what you change, as you saw it.")
    matched = _ETAG.fullmatch(header.strip())
    if matched is None:
        raise IfMatchInvalid('It takes one ETag, such as "3".')
    return int(matched[1])


type SeenVersion = Annotated[int, Depends(_seen_version)]
