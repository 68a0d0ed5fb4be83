"""Mails on small screens, in a program that shows no pictures."""

from dataclasses import replace
from datetime import timedelta

from playwright.async_api import Browser

from notifications.domain.rule import Trigger
from notifications.mail.starting_set import starting_set
from services.notifications.tests.unit.examples import PRACTICE, TIMES, a_mail, a_series_on, starting_mails
from tests.e2e.screens import SCREENSHOTS, misplaced, serious_faults

MAILS = starting_mails() | {
    "long_words": a_mail(
        next(rule.template for rule in starting_set(timedelta(0)).rules if rule.trigger is Trigger.RECURRING_VIDEO),
        replace(a_series_on(*TIMES), note="x" * 300),
        practice=replace(
            PRACTICE,
            name="Harbour, Hill & Street Physiotherapy, Occupational Therapy and Rehabilitationcentre" + "s" * 60,
            email=f"the.front.desk@{'physiotherapy-and-rehabilitation.' * 3}harbour.example",
        ),
    )
}

BELOW_WORDS_OF_CARDS = """() => [...document.querySelectorAll("td[style*='2px solid']")].map((card) => {
  const words = document.createRange();
  words.selectNodeContents(card);
  return card.getBoundingClientRect().bottom - words.getBoundingClientRect().bottom;
})"""


async def test_a_mail_fits_each_screen_and_can_be_read_by_everybody(browser: Browser) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.route("**/*", lambda route: route.abort())
    for name, mail in MAILS.items():
        await page.set_content(mail.html)
        for width in (600, 390, 320):
            await page.set_viewport_size({"width": width, "height": 800})
            assert await misplaced(page) == [], (name, width)
            assert min(await page.evaluate(BELOW_WORDS_OF_CARDS), default=16) >= 16, (name, width)
            await page.screenshot(path=SCREENSHOTS / f"mail-{name}-{width}.png", full_page=True)
        assert await serious_faults(page) == [], name
    await context.close()
