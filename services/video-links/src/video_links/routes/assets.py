"""The stylesheet and the scripts of the client's pages, at an address that changes with their content."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Response
from starlette.convertors import StringConvertor, register_url_convertor

_PAGE = Path(__file__).parents[1] / "page"
# No text of theirs looks like a comment.
_COMMENT = re.compile(r"/\*.*?\*/|^ *//[^\n]*", re.DOTALL | re.MULTILINE)
_AROUND_LINES = re.compile(r"\s*\n\s*")
_AROUND_SIGNS = re.compile(r"\s*([{};])\s*")
_TOKEN = re.compile(r"(--[\w-]+):[^;]*;\s*")


def _read(name: str) -> str:
    """Without comments and indentation: they are more than a third of it, and lines may be slow."""
    return _AROUND_LINES.sub("\n", _COMMENT.sub("", (_PAGE / name).read_text()))


def _style() -> str:
    """With those tokens that it uses: most are the staff's screens' alone."""
    style = _AROUND_SIGNS.sub(r"\1", _read("page.css"))
    return _TOKEN.sub(lambda token: token[0] if f"var({token[1]})" in style else "", _read("tokens.css")) + style


ASSETS: Final[Mapping[str, bytes]] = {
    "page.css": _style().encode(),
    **{path.name: _read(path.name).encode() for path in sorted(_PAGE.glob("*.js"))},
}
# What `client.js` imports, and what these import: fetched all at once.
MODULES: Final = sorted(name for name in ASSETS if name.endswith(".js") and name not in ("client.js", "start.js"))
_VERSION: Final = hashlib.sha256(b"".join(ASSETS.values())).hexdigest()[:16]

# Tokens have no slash, so that no link can lead here.
ADDRESS: Final = f"/v/assets/{_VERSION}"


class _Name(StringConvertor):
    """Of what there is: all else below /v/ is what somebody takes for a link."""

    regex = "|".join(map(re.escape, ASSETS))


register_url_convertor("asset", _Name())

router = APIRouter(include_in_schema=False)


@router.get("/v/assets/{version}/{name:asset}")
@router.head("/v/assets/{version}/{name:asset}")
async def get_asset(version: str, name: str) -> Response:
    """Another replica's page may ask for a version that is not this one's: it gets this one's, and does not keep it."""
    kept = "public, max-age=31536000, immutable" if version == _VERSION else "no-store"
    return Response(
        ASSETS[name],
        media_type="text/css" if name.endswith(".css") else "text/javascript",
        headers={"Cache-Control": kept, "X-Content-Type-Options": "nosniff"},
    )
