"""Who opens a link without being a person: mail scanners and the previews of chats and mail programs.

A guess, for the ledger alone: nothing is refused for it.
"""

import re
from collections.abc import Mapping
from typing import Final

# As their makers' documentation, or the requests that they send, name them.
_PROGRAMS: Final = re.compile(
    "|".join(
        (
            r"headlesschrome",  # Chrome without a window, also of sandboxes that run a page's scripts
            r"phantomjs",
            r"barracuda",  # Barracuda Sentinel, link protection
            r"proofpoint",  # URL Defense
            r"mimecast",
            r"safelinks|microsoft office|ms-office|skypeuripreview|bingpreview",  # Microsoft 365, Teams, Outlook
            r"googleimageproxy|google-safety|googlebot|google-read-aloud|feedfetcher-google",
            r"yahoomailproxy|yahoo! slurp",
            r"slackbot|slack-imgproxy",
            r"whatsapp",
            r"telegrambot",
            r"twitterbot",
            r"facebookexternalhit|facebot",
            r"linkedinbot",
            r"discordbot",
            r"applebot",
            r"trendmicro|trend micro",
            r"symantec|messagelabs",
            r"cisco|ironport|talos",
            r"fortiguard|fortimail",
            r"virustotal",
            r"urlscan",
            r"curl/|wget/|python-requests|python-urllib|python-httpx|aiohttp|go-http-client|java/|okhttp|libwww|scrapy",
            r"\bbot\b|crawler|spider|scanner|preview",
        )
    ),
    re.IGNORECASE,
)


def looks_like_a_program(method: str, headers: Mapping[str, str]) -> bool:
    """`headers` by lower-case name. Sources: Sec-Purpose, WHATWG Fetch; a browser that shows pages to somebody always
    says which languages it takes, and of a page what kinds of document (RFC 9110, section 12.5); its scripts take any.
    """
    agent = headers.get("user-agent", "")
    return (
        method == "HEAD"
        or not agent
        or _PROGRAMS.search(agent) is not None
        or "prefetch" in headers.get("sec-purpose", headers.get("purpose", "")).lower()
        or not headers.get("accept-language")
        or (method != "POST" and "text/html" not in headers.get("accept", ""))
    )
