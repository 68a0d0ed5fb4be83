"""The header If-Match: whoever changes a thing says which version they saw. Source: RFC 9110, section 13.1.1.

A tag is opaque to who gets it. It names the incarnation of the database too, once there is one: what was seen before
the database came back from a backup is not what has the same version after it.
"""

import re
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from messaging.http.refusals import IfMatchInvalid, IfMatchMissing
from messaging.version import Version

# A proxy that compresses answers makes our tags weak.
_ETAG = re.compile(r'(?:W/)?"(?:([1-9][0-9]{0,14})-)?([1-9][0-9]{0,8})"')

# Described here, since FastAPI would answer 422 where it is missing.
IF_MATCH: Final[dict[str, Any]] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what is changed, as it was read: nobody makes one. 412 where somebody has changed it "
    "since, and who; or where the data came back from a backup since.",
    "schema": {"type": "string", "pattern": f"^{_ETAG.pattern}$"},
}


def etag(version: Version) -> str:
    return f'"{version.incarnation}-{version.number}"' if version.incarnation else f'"{version.number}"'


def _seen_version(request: Request) -> Version:
    header = request.headers.get("If-Match")
    if header is None:
        raise IfMatchMissing("Send the ETag of what you change, as you saw it.")
    matched = _ETAG.fullmatch(header.strip())
    if matched is None:
        raise IfMatchInvalid('It takes one ETag, such as "3".')
    return Version(int(matched[1] or 0), int(matched[2]))


type SeenVersion = Annotated[Version, Depends(_seen_version)]
