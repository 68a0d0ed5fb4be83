"""What the chassis refuses for every service, before any route has decided anything."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import ClassVar, Final, TypedDict

from messaging.errors import Members, Refusal

MEDIA_TYPE: Final = "application/problem+json"


class InvalidField(TypedDict):
    pointer: str
    detail: str


class NotSignedIn(Refusal):
    """Source of the header: RFC 6750, section 3."""

    status = HTTPStatus.UNAUTHORIZED
    code = "not-signed-in"
    title = "Sign in"
    meaning = "The request carries no access token, or one that has expired or is not for this installation."
    remedy = "Get a new token from the identity provider, and ask again."

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class NoToken(NotSignedIn):
    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class NotEntitled(Refusal):
    status = HTTPStatus.FORBIDDEN
    code = "not-entitled"
    title = "Your role does not allow this"
    meaning = "Whoever asks is known, but has none of the roles that it takes. The detail names them."
    remedy = "Ask a manager of the practice to do it, or whoever runs the identity provider for the role."


class IdentityUnreachable(Refusal):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "identity-unreachable"
    title = "The identity provider does not answer"
    meaning = "The token could not be verified, since the identity provider's keys could not be fetched."
    remedy = "Ask again later. Whoever runs the installation sees why in the service's log."


class NothingHere(Refusal):
    status = HTTPStatus.NOT_FOUND
    code = "nothing-here"
    title = "There is nothing at this address"
    meaning = "No route of the API has this address."
    remedy = "Compare the address with the API's document."


class MethodNotAllowed(Refusal):
    status = HTTPStatus.METHOD_NOT_ALLOWED
    code = "method-not-allowed"
    title = "This address does not take this method"
    meaning = "There is something at this address, and it takes another method."
    remedy = "Use one of the methods that the header Allow names."


class BodyNotJson(Refusal):
    status = HTTPStatus.BAD_REQUEST
    code = "body-not-json"
    title = "The body is not JSON"
    meaning = "The request's body could not be read as JSON."
    remedy = "Send JSON in UTF-8. Nothing was done."


class BodyTooLarge(Refusal):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "body-too-large"
    title = "The body is too large"
    meaning = "The request's body is larger than the API takes. The detail says how large it may be."
    remedy = "Send less. Nothing was done."


class BodyTooSlow(Refusal):
    status = HTTPStatus.REQUEST_TIMEOUT
    code = "body-too-slow"
    title = "The body did not come in time"
    meaning = (
        "The request's body was not there in the time that the API waits for it. The detail says how long that is."
    )
    remedy = "Send it again, whole. Nothing was done."


class RequestInvalid(Refusal):
    """`errors` are the places and what is wrong there, without the values that were sent: the first 20 of them."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "request-invalid"
    title = "The request is not valid"
    meaning = (
        "A part of the request is missing, or is not what the API's document asks for. Each of `errors` names a place, "
        "such as `body.recurrence.count`, and what is wrong there; where there are many, the first 20 are told."
    )
    remedy = "Mend these places, and send it again. Nothing was done."
    members: ClassVar[Members] = {"errors": list[InvalidField]}

    def __init__(self, detail: str = "", *, errors: Sequence[InvalidField] = ()) -> None:
        super().__init__(detail)
        self._errors = errors

    @property
    def extensions(self) -> dict[str, object]:
        return {"errors": list(self._errors)}


class IdempotencyKeyMissing(Refusal):
    status = HTTPStatus.BAD_REQUEST
    code = "idempotency-key-missing"
    title = "The header Idempotency-Key is missing"
    meaning = "This request is done once by its key, and it has none. Nothing was done."
    remedy = "Send a new random key with every request, and the same one with its repetition."


class IdempotencyKeyInvalid(Refusal):
    status = HTTPStatus.BAD_REQUEST
    code = "idempotency-key-invalid"
    title = "The header Idempotency-Key is not valid"
    meaning = "A key is 1 to 200 visible ASCII characters. Nothing was done."
    remedy = "Send a UUID, for example."


class IfMatchMissing(Refusal):
    """Source: RFC 6585, section 3."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    code = "if-match-missing"
    title = "The header If-Match is missing"
    meaning = "Whoever changes something says which version they saw. Nothing was changed."
    remedy = "Read it, and send its ETag as If-Match."


class IfMatchInvalid(Refusal):
    status = HTTPStatus.BAD_REQUEST
    code = "if-match-invalid"
    title = "The header If-Match is not valid"
    meaning = 'If-Match takes one ETag, such as "3". Nothing was changed.'
    remedy = "Send the ETag as it came, with its quotation marks."


class Unavailable(Refusal):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
    title = "The service cannot answer just now"
    meaning = "The service's database does not answer. Whether a change was made before it fell silent is not known."
    remedy = (
        "Ask again after the time in the header Retry-After, with the same Idempotency-Key where there was one: then "
        "nothing is done twice."
    )

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "2"}


class Unforeseen(Refusal):
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "unforeseen"
    title = "Something is wrong on our side"
    meaning = "The service failed in a way that nobody has foreseen. Whether a change was made is not known."
    remedy = (
        "Ask again, with the same Idempotency-Key where there was one. Whoever runs the installation finds the failure "
        "in the service's log."
    )
