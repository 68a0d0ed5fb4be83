"""What happens to microphone, camera, screen and page while a client waits or talks."""

from datetime import UTC, datetime
from typing import Final

from playwright.async_api import Page, expect

from tests.e2e.lacks import has_no, refuses, take_away
from tests.e2e.link_clinic import LinkClinic, joins
from tests.support.eventually import eventually


async def holds(page: Page, condition: str) -> None:
    """Soon. The page's own policy forbids what Playwright's `wait_for_function` does where it has to wait."""

    async def is_so() -> bool:
        return bool(await page.evaluate(condition))

    await eventually(is_so, within=20)


PLUGGED_IN: Final = "window.mended = true; navigator.mediaDevices.dispatchEvent(new Event('devicechange'))"
PULLED_OUT: Final = "window.mended = false"


async def test_a_device_that_is_plugged_in_is_used(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await take_away(page, refuses("wish.audio", "NotFoundError"), has_no("audioinput"))
    await page.goto(session.url)
    foreseen = page.locator("[data-section=open] [data-foreseen]")
    await expect(foreseen).to_contain_text("We cannot find a microphone.")
    await page.evaluate(PLUGGED_IN)
    await expect(foreseen).to_have_text("")
    await page.evaluate(PULLED_OUT)
    await page.get_by_role("button", name="Start the check").click()
    checked = page.locator("[data-checked=microphone]")
    await expect(checked).to_have_text("Does not work")
    await page.evaluate(PLUGGED_IN)
    await expect(checked).to_contain_text("Works")
    await page.evaluate(PULLED_OUT)
    await page.get_by_role("button", name="Join").click()
    sending = page.locator("[data-sending]")
    await expect(sending).to_have_text("You: camera on, microphone off")
    await page.evaluate(PLUGGED_IN)
    await expect(sending).to_have_text("You: camera and microphone on")
    await expect(page.locator("[data-section=waiting] [data-trouble]")).to_be_hidden()


TRACK: Final = "document.querySelector('video[data-self]').srcObject.getAudioTracks()[0]"
# `dispatchEvent`, since a track that a script stops says nothing.
ENDS: Final = f"{TRACK}.stop(), {TRACK}.dispatchEvent(new Event('ended'))"


async def test_a_headset_that_is_pulled_out_is_followed_by_what_there_is(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await page.clock.install(time=datetime.now(UTC))
    await joins(page, session)
    await expect(page.locator("[data-sending]")).to_have_text("You: camera and microphone on")
    await page.get_by_role("button", name="Mute").first.click()
    before = await page.evaluate(f"{TRACK}.id")
    await page.clock.fast_forward(3_000)
    await page.evaluate(ENDS)
    await holds(page, f"{TRACK}?.readyState === 'live' && {TRACK}.id !== '{before}'")
    assert await page.evaluate(f"{TRACK}.enabled") is False, "who had muted is muted still"
    # One that ends as soon as it is had is not asked for again and again.
    await page.evaluate(ENDS)
    line = page.locator("[data-section=waiting] [data-trouble]")
    await expect(line).to_contain_text("Another program is using the microphone. Close it, then try again.")
    microphone = page.locator("[data-section=waiting] [data-do=mute]")
    await expect(microphone).to_have_text("No microphone")
    await expect(microphone).to_be_disabled()
    await page.get_by_role("button", name="Try again").click()
    await expect(line).to_be_hidden()
    await expect(microphone).to_have_text("Unmute")


async def test_a_phone_call_that_takes_the_microphone_is_told_of_until_it_is_over(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await joins(page, session)
    await expect(page.locator("[data-sending]")).to_have_text("You: camera and microphone on")
    await page.evaluate(
        f"Object.defineProperty({TRACK}, 'muted', {{ value: true, configurable: true }}), "
        f"{TRACK}.dispatchEvent(new Event('mute'))"
    )
    line = page.locator("[data-section=waiting] [data-trouble]")
    await expect(line).to_contain_text("Your microphone is paused, perhaps by a phone call.")
    await page.evaluate(f"delete {TRACK}.muted, {TRACK}.dispatchEvent(new Event('unmute'))")
    await expect(line).to_be_hidden()


async def test_a_page_that_the_browser_has_kept_is_loaded_anew(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await joins(page, session)
    microphone = await page.evaluate_handle(TRACK)
    await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert await microphone.evaluate("({ readyState }) => readyState") == "ended"
    async with page.expect_event("load"):
        await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    await expect(page.get_by_text("They know that you are here")).to_be_visible()


WAKE_LOCK: Final = """
window.locks = [];
Object.defineProperty(Navigator.prototype, "wakeLock", { value: {
  async request() {
    await window.given;
    const lock = new EventTarget();
    lock.release = async () => { lock.released = true; };
    window.locks.push(lock);
    return lock;
  },
} });
"""
RETURNS: Final = """
locks.at(-1).dispatchEvent(new Event("release"));
document.dispatchEvent(new Event("visibilitychange"));
"""


async def test_the_screen_stays_on_while_one_waits_also_after_the_page_was_hidden(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await page.add_init_script(WAKE_LOCK)
    await page.goto(session.url)
    assert await page.evaluate("locks.length") == 0
    await joins(page, session)
    await holds(page, "locks.length === 1")
    await page.evaluate(RETURNS)
    await holds(page, "locks.length === 2")
    await page.get_by_role("button", name="Leave").click()
    await holds(page, "locks[1].released === true")
    await page.evaluate(RETURNS)
    assert await page.evaluate("locks.length") == 2
    await page.evaluate("void (window.given = new Promise((give) => { window.give = give; }))")
    await page.get_by_role("button", name="Join again").click()
    await page.get_by_role("button", name="Leave").click()
    await page.evaluate("give()")
    await holds(page, "locks[2]?.released === true")
