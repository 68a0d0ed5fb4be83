import re
from typing import Final

from video_links.domain.presence import Device

_PHONE: Final = re.compile(r"\b(mobi(le)?|android|iphone|ipad|ipod)\b", re.IGNORECASE)


def device_of(agent: str) -> Device:
    """What a browser says that it runs on: a tablet holds a camera as a phone does."""
    return "phone" if _PHONE.search(agent) else "computer"
