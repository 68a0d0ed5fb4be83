from http import HTTPStatus

from messaging.errors import Refusal


class NotificationsError(Refusal):
    """The root of what notifications cannot meet."""


class RuleNotFound(NotificationsError):
    status = HTTPStatus.NOT_FOUND
    title = "No such rule"


class TemplateNotFound(NotificationsError):
    status = HTTPStatus.NOT_FOUND
    title = "No such template"


class TemplateUnknown(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such template"


class TemplateDoesNotFit(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The rule cannot use this template"


class AppointmentUnknown(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such appointment"


class LeadNotValid(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Not a time before a session"


class TimingDoesNotFit(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The rule has no such time"


class ZoneUnknown(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such time zone"


class SeriesNotFound(NotificationsError):
    status = HTTPStatus.NOT_FOUND
    title = "No such series"


class StaleAttempt(NotificationsError):
    """Another worker has taken the message over."""

    status = HTTPStatus.CONFLICT
    title = "The message is no longer this attempt's"


class TemplateDoesNotRender(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The template cannot be rendered"
