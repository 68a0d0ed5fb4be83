"""What notifications refuses. Each `Refusal` is a problem type of RFC 9457, with a page that says what it means."""

from http import HTTPStatus

from messaging.errors import Refusal


class StaleAttempt(Exception):
    """Another worker has taken the message over."""


class TemplateDoesNotRender(Exception):
    """No mail can be made of the template; `str()` of it says why."""


class NotificationsError(Refusal):
    """The root of what notifications cannot meet."""


class RuleNotFound(NotificationsError):
    status = HTTPStatus.NOT_FOUND
    code = "rule-not-found"
    title = "No such rule"
    meaning = "The address names a rule that the caller's practice does not have."
    remedy = "Take the id from the list of rules."


class TemplateNotFound(NotificationsError):
    status = HTTPStatus.NOT_FOUND
    code = "template-not-found"
    title = "No such template"
    meaning = "The address names a template that the caller's practice does not have."
    remedy = "Take the id from the list of templates."


class TemplateUnknown(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "template-unknown"
    title = "No such template to choose"
    meaning = "The request names a template that the caller's practice does not have. Nothing was changed."
    remedy = "Choose one from the list of templates."


class TemplateDoesNotFit(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "template-does-not-fit"
    title = "The rule cannot use this template"
    meaning = (
        "A rule's template is for the rule's own channel, and prints the link where the rule brings one. The detail "
        "says what is amiss. Nothing was changed."
    )
    remedy = "Choose another template."


class AppointmentUnknown(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "appointment-unknown"
    title = "No mail can be made for this appointment"
    meaning = "The appointment that the request names is not known to messages yet, or not booked any more."
    remedy = "Choose one that is booked. What has just been booked is known within seconds."


class ClientNotHeard(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "client-not-heard"
    title = "Messages have not heard of this client"
    meaning = "The client that the request names is not known to messages, or not yet."
    remedy = "Choose one of the practice's. Who has just been added is known within seconds."


class LeadNotValid(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "lead-not-valid"
    title = "Not a time before a session"
    meaning = "How long before a session a reminder goes is a duration by ISO 8601, of 366 days at most."
    remedy = "Send a duration such as P1D, which is the same time the day before, or PT24H, which is 24 hours."


class TimingDoesNotFit(NotificationsError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "timing-does-not-fit"
    title = "The rule has no such time"
    meaning = "A reminder goes some time before its session, any other message some time after what it tells of."
    remedy = "Change the `lead` of a reminder's rule, and the `delay` of any other."
