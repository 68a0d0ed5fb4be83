"""What browsers lack, over the states of the client's page: each has its own words and its way on.

What is lacking is taken away before any script of the page runs: an init script of the browser's.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pytest
from playwright.async_api import Page, Route, expect

from tests.e2e.lacks import has_no, refuses, take_away, throws
from tests.e2e.link_clinic import LinkClinic, frames_come, joins
from tests.e2e.screens import look_at, take_pictures
from tests.support.eventually import eventually

TEN: Final = datetime(2027, 10, 20, 10)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`sending`: what one is told that one sends; `foreseen`: before anything is asked for."""

    scripts: Sequence[str]
    words: str
    sending: str
    microphone: str = "Does not work"
    camera: str = "Does not work"
    foreseen: str = ""


SOUND_ONLY: Final = "You: microphone on, no camera"
PICTURE_ONLY: Final = "You: camera on, microphone off"
NOTHING: Final = "You: camera and microphone off"
NO_CAMERA: Final = "We cannot find a camera. You can join with sound only."
NO_MICROPHONE: Final = "We cannot find a microphone. You will hear, but not be heard: plug one in, or join on a phone."
NEITHER: Final = (
    "We cannot find a microphone or a camera. You will hear and see, but not be heard or seen: join on a phone, "
    "or plug them in."
)
DENIED: Final = """
Permissions.prototype.query = ({ name }) => Promise.resolve({ state: name === "microphone" ? "denied" : "prompt" });
"""

TROUBLES: Final = {
    "no-camera": Trouble(
        [refuses("wish.video", "NotFoundError"), has_no("videoinput")],
        NO_CAMERA,
        SOUND_ONLY,
        microphone="Works",
        foreseen=NO_CAMERA,
    ),
    "no-microphone": Trouble(
        [refuses("wish.audio", "NotFoundError"), has_no("audioinput")],
        NO_MICROPHONE,
        PICTURE_ONLY,
        camera="Works",
        foreseen=NO_MICROPHONE,
    ),
    "neither": Trouble(
        [refuses("true", "NotFoundError"), has_no("audioinput", "videoinput")], NEITHER, NOTHING, foreseen=NEITHER
    ),
    "camera-refused": Trouble(
        [refuses("wish.video", "NotAllowedError")],
        "Your browser did not let us use the camera. Press the camera sign beside the address, choose Allow, "
        "then try again.",
        SOUND_ONLY,
        microphone="Works",
    ),
    "microphone-refused": Trouble(
        [refuses("wish.audio", "NotAllowedError"), DENIED],
        "Your browser did not let us use the microphone. Press the sign beside the address, choose Allow, "
        "then try again.",
        PICTURE_ONLY,
        camera="Works",
        foreseen="Your browser did not let us use the microphone. Press the sign beside the address, choose Allow, "
        "then try again.",
    ),
    "both-refused": Trouble(
        [refuses("true", "NotAllowedError")],
        "Your browser did not let us use the microphone and the camera. Press the sign beside the address, "
        "choose Allow, then try again.",
        NOTHING,
    ),
    "both-forbidden-by-the-system": Trouble(
        [refuses("true", "NotAllowedError", "Permission denied by system")],
        "This phone or computer does not let your browser use the microphone and the camera. Allow them in the "
        "settings, then try again.",
        NOTHING,
    ),
    "camera-in-use": Trouble(
        [refuses("wish.video", "NotReadableError")],
        "Another program is using the camera. Close it, then try again.",
        SOUND_ONLY,
        microphone="Works",
    ),
    "microphone-in-use": Trouble(
        [refuses("wish.audio", "NotReadableError")],
        "Another program is using the microphone. Close it, then try again.",
        PICTURE_ONLY,
        camera="Works",
    ),
    "microphone-refused-without-camera": Trouble(
        [refuses("wish.video", "NotFoundError"), refuses("wish.audio", "NotAllowedError"), has_no("videoinput")],
        "Your browser did not let us use the microphone. Press the sign beside the address, choose Allow, "
        "then try again. There is no picture either.",
        NOTHING,
        foreseen=NO_CAMERA,
    ),
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_a_trouble_with_microphone_or_camera_is_said_before_the_call_and_in_it_and_can_be_mended(
    clinic: LinkClinic, name: str
) -> None:
    trouble = TROUBLES[name]
    page = await clinic.window()
    await take_away(page, *trouble.scripts)
    await page.goto(await early(clinic))
    await _foresees(page, "early", trouble)
    await page.get_by_role("button", name="Start the check").click()
    await expect(page.locator("[data-check] [data-trouble]")).to_have_text(trouble.words)
    await expect(page.locator("[data-check] [data-trouble]")).to_be_in_viewport(ratio=1)
    await expect(page.locator("[data-checked=microphone]")).to_contain_text(trouble.microphone)
    await expect(page.locator("[data-checked=camera]")).to_contain_text(trouble.camera)
    for line in await page.locator(".checks li").all():
        assert (await line.bounding_box() or {"height": 0})["height"] < 50, "its words stand on one line"
    await expect(page.locator("[data-section=early] [data-foreseen]")).to_be_hidden()
    await can_be_read(page, f"{name}-checked")

    session = await clinic.books()
    await page.goto(session.url)
    await _foresees(page, "open", trouble)
    await page.get_by_role("button", name="Join").click()
    waiting = page.locator("[data-section=waiting]")
    await expect(waiting.locator("[data-trouble]")).to_contain_text(trouble.words)
    await expect(waiting.locator("[data-sending]")).to_have_text(trouble.sending)
    await can_be_read(page, f"{name}-waiting")

    await clinic.staff().admits(session.appointment_id)
    banner = page.locator("[data-section=in_call] [data-trouble]")
    await expect(banner).to_be_visible()
    await expect(banner).to_contain_text(trouble.words)
    controls = page.locator(".controls")
    heard, seen = "microphone on" in trouble.sending, "camera on" in trouble.sending
    await expect(controls.get_by_role("button", name="Mute" if heard else "No microphone")).to_be_enabled(enabled=heard)
    await expect(controls.get_by_role("button", name="Camera off" if seen else "No camera")).to_be_enabled(enabled=seen)
    await can_be_read(page, f"{name}-in-call")
    await page.evaluate("window.mended = true")
    await banner.get_by_role("button", name="Try again").click()
    await expect(banner).to_be_hidden()
    await expect(page.locator("[data-sending]")).to_have_text("You: camera and microphone on")


async def _foresees(page: Page, state: str, trouble: Trouble) -> None:
    line = page.locator(f"[data-section={state}] [data-foreseen]")
    if trouble.foreseen:
        await expect(line).to_be_visible()
    await expect(line).to_have_text(trouble.foreseen)


type Arrange = Callable[[LinkClinic, Page], Awaitable[str]]


async def early(clinic: LinkClinic, _: Page | None = None) -> str:
    session = await clinic.books(first=TEN)
    clinic.video_links.now = datetime(2027, 10, 20, 8, 12, tzinfo=UTC)
    return session.url


async def can_join(clinic: LinkClinic, _: Page) -> str:
    return (await clinic.books()).url


async def has_left(clinic: LinkClinic, page: Page) -> str:
    session = await clinic.books()
    await joins(page, session)
    await page.get_by_role("button", name="Leave").click()

    async def known() -> bool:
        return bool((await clinic.staff().sees(session.appointment_id))["client"] == "left")

    await eventually(known)
    return session.url


async def joined_elsewhere(clinic: LinkClinic, _: Page) -> str:
    session = await clinic.books()
    await joins(await clinic.window(), session)
    return session.url


STATES: Final[dict[str, tuple[Arrange, str]]] = {
    "early": (early, "You are in the right place, and a little early"),
    "open": (can_join, "You can join now"),
    "left": (has_left, "You have left the call"),
    "elsewhere": (joined_elsewhere, "You have already joined on another phone or computer"),
}
LISTEN_ONLY: Final = "Here you could only listen and watch."
ALLOW_COOKIES: Final = "Allow cookies for this page, and load it again."
# Lacks without which no call can be: as an init script, and in what words the page says so.
UNABLE: Final = {
    "no-webrtc": ("delete window.RTCPeerConnection;", "This browser cannot make video calls."),
    "no-cookies": (
        "Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false });",
        f"This browser keeps no cookies, and without one you cannot join. {ALLOW_COOKIES}",
    ),
    "no-media-devices": (
        "delete Navigator.prototype.mediaDevices;",
        f"This browser does not let our page use a microphone or a camera. {LISTEN_ONLY}",
    ),
}


@pytest.mark.parametrize("lack", UNABLE)
async def test_a_browser_that_cannot_call_says_so_at_once_and_hands_the_link_on(clinic: LinkClinic, lack: str) -> None:
    script, words = UNABLE[lack]
    for state, (arrange, headline) in STATES.items():
        page = await clinic.window()
        url = await arrange(clinic, page)
        await page.add_init_script(script)
        await page.goto(url)
        await expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        await says_that_it_cannot(page, words, url)
        joins = page.get_by_role("button", name="Join")
        await expect(joins).to_have_count(int(lack == "no-media-devices" and state != "early"))
        await expect(page.get_by_role("button", name="Start the check")).to_have_count(0)
        for promise, of in (("Press the button.", "open"), ("go back in.", "left"), ("If you join here", "elsewhere")):
            kept = lack == "no-media-devices" and state == of
            await expect(page.get_by_text(promise)).to_be_visible(visible=kept)
        await expect(page.get_by_text("Please say yes.")).to_be_hidden()
        await can_be_read(page, f"{lack}-{state}")
        if state == "open":
            assert await look_at(page, f"link-{lack}") == {}


async def says_that_it_cannot(page: Page, words: str, url: str) -> None:
    alert = page.get_by_role("alert")
    await expect(alert).to_be_visible()
    assert " ".join((await alert.locator("[data-lack]:visible").inner_text()).split()) == words
    await expect(alert).to_contain_text("You can open your link in another browser: Safari, Chrome, Edge or Firefox.")
    address = await alert.get_by_label("Your link, to copy").input_value()
    assert address.rpartition("/")[2] == url.rpartition("/")[2]


async def test_without_a_camera_to_ask_for_one_can_listen_and_watch(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await page.add_init_script(UNABLE["no-media-devices"][0])
    await joins(page, session)
    await expect(page.locator("[data-sending]")).to_have_text(NOTHING)
    await clinic.host_opens_room(session)
    await clinic.staff().admits(session.appointment_id)
    await frames_come(page)


async def test_a_browser_that_drops_cookies_without_a_word_is_told_when_it_joins(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await page.goto(session.url)
    await page.context.clear_cookies()
    await page.get_by_role("button", name="Join").click()
    await says_that_it_cannot(page, UNABLE["no-cookies"][1], session.url)
    await expect(page.get_by_role("heading", level=1)).to_have_text("You can join now")
    await expect(page.get_by_role("button", name="Join")).to_have_count(0)


TOO_OLD: Final = "This browser is too old for a video call."
NOT_ALL: Final = "A part of this page did not arrive. Please load it again."


@pytest.mark.parametrize(
    ("script", "becomes", "words"),
    [
        ("client.js", "class Call { #state = @ }", TOO_OLD),
        ("call.js", "export function openCall() { return a ?? @; }", TOO_OLD),
        ("client.js", None, NOT_ALL),
        ("signalling.js", None, NOT_ALL),
        ("call.js", "export function openCall() {} throw new TypeError('nothing like it here');", NOT_ALL),
    ],
)
async def test_where_a_script_cannot_run_or_does_not_come_the_page_says_so(
    clinic: LinkClinic, script: str, becomes: str | None, words: str
) -> None:
    page, session = await clinic.window(), await clinic.books()

    async def broken(route: Route) -> None:
        if becomes is None:
            await route.abort()
        else:
            await route.fulfill(body=becomes, content_type="text/javascript")

    await page.route(f"**/{script}", broken)
    await page.goto(session.url)
    await says_that_it_cannot(page, words, session.url)
    await expect(page.get_by_role("button", name="Join")).to_have_count(0)
    await can_be_read(page, f"broken-{script}-{becomes is None}")
    clinic.complaints.clear()  # of the script that is broken


async def test_a_browser_without_modules_is_told_that_it_is_too_old(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await page.add_init_script("delete HTMLScriptElement.prototype.noModule;")

    async def unknown_to_it(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=(await answer.text()).replace('type="module"', 'type="unknown"'))

    await page.route("**/v/*", unknown_to_it)
    await page.goto(session.url)
    await says_that_it_cannot(page, TOO_OLD, session.url)
    await expect(page.get_by_role("button", name="Join")).to_have_count(0)


# By what it lacks that newer ones have.
OLD_SAFARI: Final = """
for (const [of, names] of [
  [Crypto.prototype, ["randomUUID"]],
  [String.prototype, ["replaceAll", "at"]],
  [Array.prototype, ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"]],
  [Object, ["hasOwn", "groupBy"]],
  [Promise, ["withResolvers"]],
  [Element.prototype, ["checkVisibility"]],
  [AbortSignal, ["timeout", "any"]],
  [Navigator.prototype, ["wakeLock", "permissions"]],
  [window, ["structuredClone", "requestIdleCallback", "BroadcastChannel"]],
]) for (const name of names) delete of[name];
Object.defineProperty(RTCPeerConnection.prototype, "connectionState", { get: () => undefined });
"""
NO_STORAGE: Final = throws("localStorage", "sessionStorage", "indexedDB", "caches")


@pytest.mark.parametrize("lacks", [OLD_SAFARI, NO_STORAGE], ids=["old Safari", "no storage"])
async def test_what_is_not_needed_is_not_missed(clinic: LinkClinic, lacks: str) -> None:
    page, session = await clinic.window(), await clinic.books()
    await page.add_init_script(lacks)
    await page.goto(session.url)
    await page.get_by_role("button", name="Start the check").click()
    await expect(page.locator("[data-checked=microphone]")).to_contain_text("Works")
    await page.get_by_role("button", name="Join").click()
    host = await clinic.host_opens_room(session)
    await expect(page.get_by_text("They know that you are here")).to_be_visible()
    await clinic.staff().admits(session.appointment_id)
    await expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    await frames_come(page)
    await frames_come(host)
    await page.reload()
    await frames_come(page)
    await clinic.staff().concludes(session.appointment_id)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your session has ended")


async def test_where_no_sound_can_be_played_the_rest_is_checked_all_the_same(clinic: LinkClinic) -> None:
    page = await clinic.window()
    await page.add_init_script("delete window.AudioContext;")
    await page.goto(await early(clinic))
    await page.get_by_role("button", name="Start the check").click()
    await expect(page.locator("[data-checked=sound]")).to_have_text("Cannot be checked here")
    await expect(page.locator("[data-checked=camera]")).to_contain_text("Works")
    await expect(page.get_by_role("button", name="I heard the sound")).to_be_hidden()


async def can_be_read(page: Page, name: str) -> None:
    """On a phone; pictures are kept of it and of a desk."""
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await take_pictures(page, f"lack-{name}")
