"""Who may use which route. A route that stands neither here nor among the open ones fails the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from uuid_utils.compat import uuid4

from tests.support.installation import Ask, Installation

STAFF: Final = frozenset({"clinician", "receptionist", "manager"})
MANAGER: Final = frozenset({"manager"})
HOST: Final = frozenset({"clinician"})


@dataclass(frozen=True, slots=True)
class Rule:
    """`answer` is what these roles get; `elsewhere` what they get in another practice, when they name what is ours."""

    roles: frozenset[str]
    ask: Callable[[Installation], Ask]
    answer: int = 200
    elsewhere: int = 404


# What anybody may ask for without an access token, and why.
OPEN: Final = {
    "GET /api/booking/v1/openapi.json": "a document",
    "HEAD /api/booking/v1/openapi.json": "a document",
    "GET /api/video-links/v1/openapi.json": "a document",
    "HEAD /api/video-links/v1/openapi.json": "a document",
    "GET /api/notifications/v1/openapi.json": "a document",
    "HEAD /api/notifications/v1/openapi.json": "a document",
    "GET /health/live": "for the machine's supervisor; the gateway does not lead there",
    "GET /health/ready": "for the gateway",
    "GET /metrics": "for Prometheus; the gateway does not lead there",
    "GET /v/assets/{version}/{name:asset}": "the look of the client's page",
    "HEAD /v/assets/{version}/{name:asset}": "the look of the client's page",
    "GET /v/{token:path}": "whoever has the link",
    "HEAD /v/{token:path}": "whoever has the link",
    "POST /v/{token:path}": "whoever has the link: it leads to its page, and does nothing",
    "POST /v/{token}/join": "whoever has the link, from its page",
    "POST /v/{token}/current-link": "whoever has a link, from its page; the answer is always the same",
    "APIWebSocketRoute /room/signals": "whoever has a room ticket, which the first frame carries",
}

_BOOKING: Final = "/api/booking/v1"
_LINKS: Final = "/api/video-links/v1/appointments/{appointment_id}"
_MAILS: Final = "/api/notifications/v1"


def _booking(path: str) -> Callable[[Installation], Ask]:
    return lambda here: Ask(
        _BOOKING + path.format(series_id=here.series["id"], appointment_id=here.appointment),
    )


def _links(path: str) -> Callable[[Installation], Ask]:
    return lambda here: Ask((_LINKS + path).format(appointment_id=here.next_session()))


def _mails(path: str) -> Callable[[Installation], Ask]:
    return lambda here: Ask(_MAILS + path)


RULES: Final = {
    # A list or a preview of another practice's staff is their own; what they name and is not theirs is not found.
    f"GET {_BOOKING}/practice": Rule(STAFF, _booking("/practice"), elsewhere=200),
    f"GET {_BOOKING}/practitioners": Rule(STAFF, _booking("/practitioners"), elsewhere=200),
    f"POST {_BOOKING}/practitioners": Rule(
        MANAGER, lambda here: Ask(f"{_BOOKING}/practitioners", {"name": here.next_name()}), 201, elsewhere=201
    ),
    f"GET {_BOOKING}/clients": Rule(STAFF, _booking("/clients"), elsewhere=200),
    f"POST {_BOOKING}/clients": Rule(
        STAFF,
        lambda here: Ask(f"{_BOOKING}/clients", {"recipients": [{"role": "client", "name": here.next_name()}]}),
        201,
        elsewhere=201,
    ),
    f"GET {_BOOKING}/appointment-kinds": Rule(STAFF, _booking("/appointment-kinds"), elsewhere=200),
    f"POST {_BOOKING}/appointment-kinds": Rule(
        MANAGER,
        lambda here: Ask(
            f"{_BOOKING}/appointment-kinds",
            {"name": here.next_name(), "video": True, "duration_minutes": 30, "colour": "blue"},
        ),
        201,
        elsewhere=201,
    ),
    f"GET {_BOOKING}/diary": Rule(STAFF, _booking("/diary?from=2027-03-22&to=2027-03-22"), elsewhere=200),
    f"GET {_BOOKING}/diary/changes": Rule(STAFF, _booking("/diary/changes"), elsewhere=200),
    f"POST {_BOOKING}/series": Rule(
        STAFF,
        lambda here: Ask(f"{_BOOKING}/series", here.next_request(), {"Idempotency-Key": str(uuid4())}),
        201,
        elsewhere=422,
    ),
    f"POST {_BOOKING}/series:preview": Rule(
        STAFF, lambda here: Ask(f"{_BOOKING}/series:preview", here.next_request()), elsewhere=422
    ),
    f"GET {_BOOKING}/series/{{series_id}}": Rule(STAFF, _booking("/series/{series_id}")),
    f"GET {_BOOKING}/appointments/{{appointment_id}}": Rule(STAFF, _booking("/appointments/{appointment_id}")),
    f"GET {_BOOKING}/appointments/{{appointment_id}}/summary": Rule(
        STAFF, _booking("/appointments/{appointment_id}/summary")
    ),
    f"GET {_BOOKING}/appointments/{{appointment_id}}/cancellation": Rule(
        STAFF, _booking("/appointments/{appointment_id}/cancellation")
    ),
    f"POST {_BOOKING}/appointments/{{appointment_id}}:cancel": Rule(
        STAFF,
        lambda here: Ask(
            f"{_BOOKING}/appointments/{here.next_single()}:cancel",
            {"scope": "this", "notify": False},
            {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'},
        ),
    ),
    f"POST {_BOOKING}/appointments/{{appointment_id}}:preview-move": Rule(
        STAFF,
        lambda here: Ask(
            f"{_BOOKING}/appointments/{here.next_single()}:preview-move", {"scope": "this"} | here.next_place()
        ),
    ),
    f"POST {_BOOKING}/appointments/{{appointment_id}}:move": Rule(
        STAFF,
        lambda here: Ask(
            f"{_BOOKING}/appointments/{here.next_single()}:move",
            {"scope": "this", "notify": False} | here.next_place(),
            {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'},
        ),
    ),
    # Nothing of it was changed.
    f"POST {_BOOKING}/series/{{series_id}}:undo": Rule(
        STAFF,
        lambda here: Ask(
            f"{_BOOKING}/series/{here.series['id']}:undo",
            headers={"Idempotency-Key": str(uuid4()), "If-Match": '"1"'},
        ),
        409,
    ),
    f"GET {_BOOKING}/appointments/{{appointment_id}}/reconciliation": Rule(
        STAFF, _booking("/appointments/{appointment_id}/reconciliation")
    ),
    f"GET {_BOOKING}/reconciliation": Rule(MANAGER, _booking("/reconciliation"), elsewhere=200),
    f"GET {_BOOKING}/audit-entries": Rule(MANAGER, _booking("/audit-entries"), elsewhere=200),
    f"GET {_LINKS}/room": Rule(HOST, _links("/room")),
    # Whose practitioner asks. Who else may host: test_host.py.
    f"POST {_LINKS}/room": Rule(HOST, _links("/room")),
    # Nobody waits to stand in.
    f"POST {_LINKS}/room/hand-over": Rule(HOST, _links("/room/hand-over"), 409),
    # Nobody waits there.
    f"POST {_LINKS}/room/admit": Rule(HOST, _links("/room/admit"), 409),
    f"POST {_LINKS}/room/conclude": Rule(HOST, _links("/room/conclude"), 204),
    # It has not begun.
    f"POST {_LINKS}/room/missed": Rule(HOST, _links("/room/missed"), 409),
    f"POST {_LINKS}/link/reissue": Rule(STAFF, _links("/link/reissue"), 204),
    "GET /api/video-links/v1/audit-entries": Rule(
        MANAGER, lambda here: Ask("/api/video-links/v1/audit-entries"), elsewhere=200
    ),
    f"GET {_MAILS}/audit-entries": Rule(MANAGER, _mails("/audit-entries"), elsewhere=200),
    f"GET {_MAILS}/rules": Rule(STAFF, _mails("/rules"), elsewhere=200),
    f"PATCH {_MAILS}/rules/{{rule_id}}": Rule(
        MANAGER, lambda here: Ask(f"{_MAILS}/rules/{here.rules[0]}", {"active": False})
    ),
    f"GET {_MAILS}/templates": Rule(STAFF, _mails("/templates"), elsewhere=200),
    f"GET {_MAILS}/template-fields": Rule(STAFF, _mails("/template-fields"), elsewhere=200),
    f"POST {_MAILS}/templates/{{template_id}}/preview": Rule(
        STAFF,
        lambda here: Ask(f"{_MAILS}/templates/{here.templates[0]}/preview", {"appointment_id": here.planned}),
    ),
    f"POST {_MAILS}/expected-messages": Rule(
        STAFF,
        lambda here: Ask(
            f"{_MAILS}/expected-messages", {"change": "cancelled", "appointment_ids": [str(here.planned)]}
        ),
        elsewhere=422,
    ),
}
