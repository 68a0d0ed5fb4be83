"""The client's page in a real browser, on a phone and on a desk: what each state says, and that the call stands."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Final, NoReturn

from playwright.async_api import Page, expect

from tests.e2e.link_clinic import LinkClinic, frames_come, in_call, joins
from tests.e2e.screens import look_at
from tests.e2e.story import LONDON
from tests.support.eventually import eventually

NINE: Final = datetime(2027, 10, 20, 8, tzinfo=UTC)  # the session is at 10 on the clinic's clock, an hour ahead of UTC

type Arrange = Callable[[LinkClinic], Awaitable[str]]


async def early(clinic: LinkClinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 20, 10))
    clinic.video_links.now = NINE + timedelta(minutes=12)
    return session.url


async def can_join(clinic: LinkClinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 20, 10))
    clinic.video_links.now = NINE + timedelta(minutes=50)
    return session.url


async def another_day(clinic: LinkClinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 27, 10))
    clinic.video_links.now = NINE + timedelta(minutes=50)
    return session.url


async def expired(clinic: LinkClinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 20, 10))
    clinic.video_links.now = NINE + timedelta(hours=4)
    return session.url


async def missed(clinic: LinkClinic) -> str:
    session = await clinic.books(first=datetime.now(LONDON).replace(tzinfo=None, second=0, microsecond=0))
    await clinic.staff().says_missed(session.appointment_id)
    return session.url


async def ended(clinic: LinkClinic) -> str:
    session = await clinic.books()
    await clinic.staff().concludes(session.appointment_id)
    return session.url


async def cancelled(clinic: LinkClinic) -> str:
    session = await clinic.books(status="cancelled")
    return session.url


async def reissued(clinic: LinkClinic) -> str:
    session = await clinic.books()
    await clinic.staff().reissues(session.appointment_id)
    return session.url


async def unknown(clinic: LinkClinic) -> str:
    return f"{clinic.address}/v/AAAAAAAAAAAAAAAAAAAAAA"


STATES: Final[dict[str, tuple[Arrange, str]]] = {
    "early": (early, "You are in the right place, and a little early"),
    "join": (can_join, "You can join now"),
    "wrong-session": (another_day, "This link is for another day"),
    "expired": (expired, "The time for this session has passed"),
    "missed": (missed, "This session did not take place"),
    "ended": (ended, "Your session has ended"),
    "cancelled": (cancelled, "This session is cancelled"),
    "reissued": (reissued, "There is a newer link for you"),
    "unknown": (unknown, "We do not know this link"),
}


@contextmanager
def in_trouble(clinic: LinkClinic) -> Iterator[None]:
    """The service's database does not answer."""

    def fails(*_: object) -> NoReturn:
        raise ConnectionRefusedError

    state = clinic.video_links.api.state
    database, limits = state.database, state.limits
    state.database, state.limits = SimpleNamespace(transaction=fails), replace(limits, links=SimpleNamespace(ask=fails))
    yield
    state.database, state.limits = database, limits


async def can_be_used(page: Page, name: str) -> None:
    """By everybody, on a phone and on a desk. Every control is large enough for a finger."""
    assert await look_at(page, f"link-{name}") == {}
    for control in await page.locator("button:visible, select:visible").all():
        box = await control.bounding_box()
        assert box is not None
        assert box["height"] >= 52
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_each_state_can_be_read_and_used_by_everybody(clinic: LinkClinic) -> None:
    page = await clinic.window()
    for name, (arrange, headline) in STATES.items():
        await page.goto(await arrange(clinic))
        await expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        await can_be_used(page, name)
    with in_trouble(clinic):
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Please try again in a moment")
        await can_be_used(page, "unavailable")


async def test_without_javascript_each_state_says_what_to_do(clinic: LinkClinic) -> None:
    page = await clinic.window(java_script_enabled=False)
    for arrange, headline in STATES.values():
        await page.goto(await arrange(clinic))
        await expect(page.locator("h1:visible")).to_have_text(headline)
    await page.goto(await early(clinic))
    await expect(page.get_by_text("You can join from 9:45am")).to_be_visible()
    await page.goto(await can_join(clinic))
    await expect(page.locator("noscript p:visible")).to_contain_text("To join, your browser needs JavaScript.")
    await expect(page.locator("button:visible")).to_have_count(0)
    await expect(page.get_by_text("Press the button.")).to_be_hidden()
    await expect(page.get_by_text("Please say yes.")).to_be_hidden()
    with in_trouble(clinic):
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Please try again in a moment")
    await page.get_by_role("link", name="Try again").click()
    await expect(page.locator("h1:visible")).to_have_text("You can join now")
    await page.goto(await ended(clinic))
    await page.get_by_role("button", name="Send me my current link").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


async def test_a_page_that_is_kept_open_counts_down_and_lets_in(clinic: LinkClinic) -> None:
    page = await clinic.window(timezone_id="Europe/Athens")
    await page.clock.install()
    await page.goto(await early(clinic))
    await expect(page.get_by_text("You can join in 33 minutes (at 9:45am)")).to_be_visible()
    await expect(page.get_by_text("That is 12pm where you are.")).to_be_visible()
    await page.clock.fast_forward(31 * 60_000)
    await expect(page.get_by_text("You can join in 2 minutes (at 9:45am)")).to_be_visible()
    await page.clock.fast_forward(2 * 60_000)
    await expect(page.get_by_role("heading", level=1)).to_have_text("You can join now")
    await expect(page.get_by_role("button", name="Join")).to_be_visible()
    await expect(page.get_by_role("button", name="Start the check")).to_be_visible()


async def test_camera_microphone_and_sound_are_checked_before_the_session(clinic: LinkClinic) -> None:
    page = await clinic.window()
    await page.goto(await early(clinic))
    await page.get_by_role("button", name="Start the check").click()
    await expect(page.locator("[data-checked=camera]")).to_contain_text("Works")
    await expect(page.locator("[data-checked=microphone]")).to_contain_text("Works")
    await page.get_by_role("button", name="I heard the sound").click()
    await expect(page.locator("[data-checked=sound]")).to_contain_text("Works")
    await can_be_used(page, "checked")


async def test_the_client_waits_talks_leaves_and_comes_back_by_the_keyboard_alone(clinic: LinkClinic) -> None:
    session = await clinic.books()
    client = await clinic.window()
    await client.goto(session.url)
    await client.keyboard.press("Tab")
    await expect(client.get_by_role("button", name="Join")).to_be_focused()
    await client.keyboard.press("Enter")
    waiting = client.get_by_role("heading", name="Dr. Adeyemi will let you in")
    await expect(waiting).to_be_focused()
    await expect(client.get_by_text("They know that you are here")).to_be_visible()
    await expect(client.get_by_text("You: camera and microphone on")).to_be_visible()
    await can_be_used(client, "waiting")
    await client.keyboard.press("Tab")
    await client.keyboard.press("Enter")
    await expect(client.get_by_role("button", name="Unmute")).to_be_focused()
    await client.keyboard.press("Enter")
    host = await clinic.host_opens_room(session)
    await clinic.staff().admits(session.appointment_id)
    await expect(client.get_by_text("Connected", exact=True)).to_be_visible()
    await expect(client.get_by_role("button", name="Mute")).to_be_focused()
    await frames_come(client)
    await frames_come(host)
    await can_be_used(client, "in-call")
    for _ in range(2):
        await client.keyboard.press("Tab")
    await expect(client.get_by_role("button", name="Leave")).to_be_focused()
    await client.keyboard.press("Enter")
    left = client.get_by_role("heading", name="You have left the call")
    await expect(left).to_be_focused()
    await can_be_used(client, "left")
    await client.reload()
    await expect(left).to_be_visible()
    await client.keyboard.press("Tab")
    await client.keyboard.press("Enter")
    await frames_come(client)


async def test_the_client_is_told_when_the_other_side_is_gone_and_the_call_goes_on_when_it_is_back(
    clinic: LinkClinic,
) -> None:
    session, client, host = await in_call(clinic)
    await host.close()
    await expect(client.get_by_text("Dr. Adeyemi’s connection is lost.").locator("visible=true")).to_be_visible()
    await can_be_used(client, "host-gone")
    host = await clinic.host_opens_room(session)
    await expect(client.get_by_text("Connected", exact=True)).to_be_visible()
    await frames_come(client)
    await frames_come(host)


async def test_whoever_joins_elsewhere_takes_over_and_is_let_in_anew(clinic: LinkClinic) -> None:
    session, first, _ = await in_call(clinic)
    second = await clinic.window()
    await second.goto(session.url)
    headline = "You have already joined on another phone or computer"
    await expect(second.get_by_role("heading", level=1)).to_have_text(headline)
    await can_be_used(second, "elsewhere")
    await second.get_by_role("button", name="Join here instead").click()
    await expect(second.get_by_role("heading", name="Dr. Adeyemi will let you in")).to_be_visible()
    await expect(first.get_by_role("heading", level=1)).to_have_text(headline)
    await expect(second.get_by_text("They know that you are here")).to_be_visible()
    await clinic.staff().admits(session.appointment_id)
    await frames_come(second)


async def test_who_has_two_windows_open_is_told_of_the_other_one(clinic: LinkClinic) -> None:
    page, session = await clinic.window(), await clinic.books()
    await joins(page, session)
    other = await page.context.new_page()
    await other.goto(session.url)
    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_have_text("You have joined in another window")
    assert await look_at(page, "link-other-window") == {}
    await page.get_by_role("button", name="Join here instead").click()
    await expect(heading).to_have_text("Dr. Adeyemi will let you in")
    await expect(other.get_by_role("heading", level=1)).to_have_text("You have joined in another window")


async def test_who_comes_back_in_another_browser_is_not_told_of_somebody_who_is_gone(clinic: LinkClinic) -> None:
    session = await clinic.books()
    mail_programs, own = await clinic.window(), await clinic.window()
    await joins(mail_programs, session)
    await own.goto(session.url)
    heading = own.get_by_role("heading", level=1)
    await expect(heading).to_have_text("You have already joined on another phone or computer")
    await mail_programs.close()

    async def plainly() -> bool:
        await own.reload()
        return await heading.text_content() == "You can join now"

    await eventually(plainly)
    await joins(own, session)
