"""The client's pages, from their templates."""

from datetime import timedelta
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from messaging import wall_clock
from messaging.mail_address import mailto
from messaging.telephone import tel
from video_links.domain.appointment_times import AppointmentTimes
from video_links.queries.link_page import LinkPage
from video_links.routes import assets

_templates: Final = Environment(
    loader=PackageLoader("video_links", "page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["day"] = wall_clock.short_date
_templates.filters["day_and_year"] = wall_clock.long_date
_templates.filters["time"] = wall_clock.clock
_templates.filters["in_words"] = wall_clock.zone_in_words
_templates.globals["lateness"] = timedelta(minutes=10)  # after which a client who waits may ring
_templates.globals["tel"] = tel
_templates.globals["mailto"] = mailto


def _ask(page: LinkPage) -> str:
    """What a client who does not know what to do does."""
    return "ring the clinic" if page.phone else "write to the clinic" if page.email else "ask the clinic"


_templates.globals["ask"] = _ask


def render(state: str, page: LinkPage | None = None, *, times: AppointmentTimes | None = None, **more: object) -> str:
    template = _templates.get_template(f"{state}.html")
    return template.render(state=state, page=page, times=times, assets=assets.ADDRESS, modules=assets.MODULES, **more)
