"""The socket of a room: what each page is told of it, and what the two pages say to each other. See decision 0012."""

import asyncio
from contextlib import suppress
from dataclasses import asdict
from typing import Final
from uuid import UUID

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from fastapi.encoders import jsonable_encoder
from pydantic import ValidationError
from starlette.websockets import WebSocketState

from messaging.database import UNAVAILABLE, Database
from messaging.http.identity import AccessTokens
from messaging.http.refusals import IdentityUnreachable, NotSignedIn
from video_links.commands.agree_to_host import agree_to_host
from video_links.commands.enter_room import Seat, enter_room, stay_in_room
from video_links.commands.leave_room import leave_room, lose_page
from video_links.commands.pass_signal import note_arrival, pass_signal
from video_links.commands.take_place import take_place
from video_links.domain.flow import Flow
from video_links.domain.ticket import OUTLIVES_TOKEN
from video_links.domain.token import Token
from video_links.domain.views import ClientView, HostView, view_of
from video_links.installation import Installation
from video_links.lookups import find_ticket
from video_links.provider import VideoProvider
from video_links.queries.call import load_call
from video_links.rooms import Rooms
from video_links.routes.dependencies import HOSTS, address_of
from video_links.routes.models.signalling import FRAME, Agree, Alive, Enter, Leave, Received, Renew, SaySignal
from video_links.routes.newcomers import Newcomers
from video_links.store.signals import signals_for

log = structlog.get_logger(__name__)

router = APIRouter(include_in_schema=False)

FIRST_FRAME: Final = 10.0  # seconds
LOOK: Final = 5.0  # seconds after which a room is looked at without news, and a page is kept among those who are there
SILENCE: Final = 20.0  # seconds without a word, after which a page is taken for gone; it says each 5 that it is there

LEFT: Final = 1000
NOT_UNDERSTOOD: Final = 4400
REFUSED: Final = 4401
REPLACED: Final = 4409
TRY_AGAIN: Final = 1013


class Closed(Exception):
    """The socket is to be closed with this code."""

    def __init__(self, code: int) -> None:
        self.code = code


@router.websocket("/room/signals")
async def signals(socket: WebSocket) -> None:
    """A page's place in a room for as long as the socket is open.

    What another site's page opens is refused; only browsers say whose page it is (RFC 6454), and programs have none.
    """
    database: Database = socket.app.state.database
    installation: Installation = socket.app.state.installation
    if not _is_own_page(socket, installation.public_url):
        await socket.close()
        return
    await socket.accept()
    page: Page | None = None
    try:
        seat = await _enter(socket, database, installation)
        page = Page(socket, database, seat, socket.app.state.rooms, installation, socket.app.state.access_tokens)
        await page.run(socket.app.state.provider)
    except* Closed as closed:
        await _close(socket, next(error.code for error in _leaves(closed) if isinstance(error, Closed)))
    except* WebSocketDisconnect:
        pass
    except* UNAVAILABLE as trouble:
        log.warning("a room's socket ends: Postgres does not answer", error=type(_leaves(trouble)[0]).__name__)
        await _close(socket, TRY_AGAIN)
    finally:
        if page is not None:
            await page.gone()


def _is_own_page(socket: WebSocket, public_url: str) -> bool:
    """Also where the installation is reached by another name, which is the page's own too."""
    origin = socket.headers.get("origin", public_url)
    return origin == public_url or origin.partition("://")[2] == socket.headers.get("host")


async def _enter(socket: WebSocket, database: Database, installation: Installation) -> Seat:
    """Raises Closed, WebSocketDisconnect."""
    newcomers: Newcomers = socket.app.state.newcomers
    address = address_of(socket, socket.app.state.limits)
    try:
        async with asyncio.timeout(FIRST_FRAME) as patience:
            with newcomers.one(address, patience):
                frame = Enter.model_validate_json(await _text(socket))
    except TimeoutError as error:
        raise Closed(TRY_AGAIN) from error
    except ValidationError as error:
        raise Closed(NOT_UNDERSTOOD) from error
    async with database.transaction() as connection:
        found = await find_ticket(connection, Token(frame.ticket))
    seat: Seat | None = None
    if found is not None:
        async with database.transaction(found.practice_id) as connection:
            seat = await enter_room(
                connection,
                found.ticket_id,
                frame.participant,
                found.practice_id,
                now=installation.now(),
                installation=installation,
            )
    if seat is None:
        raise Closed(REFUSED)
    return seat


class Page:
    """What goes to and fro on one socket."""

    def __init__(
        self,
        socket: WebSocket,
        database: Database,
        seat: Seat,
        rooms: Rooms,
        installation: Installation,
        access_tokens: AccessTokens,
    ) -> None:
        self._socket = socket
        self._database = database
        self._seat = seat
        self._rooms = rooms
        self._installation = installation
        self._access_tokens = access_tokens
        self._until = seat.by.until
        self._told: ClientView | HostView | None = None
        self._sent: set[tuple[UUID, int]] = set()
        self._leaves = self._has_left = False

    async def run(self, provider: VideoProvider) -> None:
        """Until the socket closes. Raises, in a group, Closed, WebSocketDisconnect, and what lost Postgres raises."""
        entry = provider.entry(self._seat.participant_id, self._installation.now())
        await self._send({"type": "entered", "role": self._seat.role, "provider": entry})
        with self._rooms.news(self._seat.appointment_id) as news:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._tell(news))
                group.create_task(self._listen())

    async def gone(self) -> None:
        """Where Postgres does not answer, the page is found gone by its silence.

        What broke the socket may have broken off the leaving that was under way: then it leaves here.
        """
        if self._has_left:
            return
        go = leave_room if self._leaves else lose_page
        with suppress(*UNAVAILABLE):
            async with self._database.transaction(self._seat.practice_id) as connection:
                await go(connection, self._seat, now=self._installation.now(), installation=self._installation)

    async def _tell(self, news: asyncio.Event) -> None:
        while True:
            news.clear()
            await self._tell_news()
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), LOOK)

    async def _tell_news(self) -> None:
        seat, now = self._seat, self._installation.now()
        if self._until is not None and now >= self._until + OUTLIVES_TOKEN:
            raise Closed(REFUSED)
        async with self._database.transaction(seat.practice_id) as connection:
            there = await stay_in_room(connection, seat, now=now)
            call = await load_call(connection, seat.appointment_id, window=self._installation.window)
            waiting = await signals_for(connection, seat.participant_id, beside=self._sent) if there else []
        page = call.participant(seat.participant_id)
        if not there or page is None:
            raise Closed(LEFT if self._leaves else TRY_AGAIN if page is None else REPLACED)
        if page == call.next_host(now) and call.is_free(now):
            async with self._database.transaction(seat.practice_id) as connection:
                await take_place(connection, seat, now=now, installation=self._installation)
            return  # and it is told how that went: whoever changes a room wakes its pages
        view = view_of(call, page, now)
        if view != self._told:
            await self._send({"type": "room", **asdict(view)})
            self._told = view
        for signal in waiting:
            self._sent.add((signal.sender, signal.number))
            await self._send(
                {"type": "signal", "from": signal.sender, "number": signal.number, "payload": signal.payload}
            )

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        flow = Flow(loop.time())
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    text = await _text(self._socket)
                    frame = FRAME.validate_json(text)
            except TimeoutError as error:
                raise WebSocketDisconnect from error
            except ValidationError as error:
                raise Closed(NOT_UNDERSTOOD) from error
            match frame:
                case SaySignal():
                    await self._pass_on(frame)
                    await self._send({"type": "taken", "number": frame.number})
                case Received():
                    async with self._database.transaction(self._seat.practice_id) as connection:
                        await note_arrival(connection, self._seat, sender=frame.sender, number=frame.number)
                    self._sent.discard((frame.sender, frame.number))
                case Agree():
                    async with self._database.transaction(self._seat.practice_id) as connection:
                        await agree_to_host(
                            connection,
                            self._seat,
                            frame.host,
                            now=self._installation.now(),
                            installation=self._installation,
                        )
                case Renew():
                    await self._renew(frame.token)
                case Leave():
                    self._leaves = True
                    async with self._database.transaction(self._seat.practice_id) as connection:
                        await leave_room(
                            connection, self._seat, now=self._installation.now(), installation=self._installation
                        )
                    self._has_left = True
                    raise Closed(LEFT)
                case Alive():
                    await self._send({"type": "alive"})
            # What comes meanwhile stays in the network, and with who says it.
            await asyncio.sleep(flow.pause(len(text), loop.time()))

    async def _renew(self, token: str) -> None:
        """By a token of the same person. Another one, or one that cannot be verified now, changes nothing."""
        seat = self._seat
        try:
            actor = await self._access_tokens.verify(token)
        except (NotSignedIn, IdentityUnreachable):
            return
        if seat.role != "host" or (actor.practice_id, actor.subject) != (seat.practice_id, seat.by.subject):
            return
        if actor.until is None or actor.roles.isdisjoint(HOSTS):
            return
        self._until = actor.until
        await self._send({"type": "renewed", "until": self._until})

    async def _pass_on(self, frame: SaySignal) -> None:
        """What is not for the page's peer is dropped: whoever was taken over from has none any more."""
        if self._told is None or frame.to != self._told.peer:
            return
        async with self._database.transaction(self._seat.practice_id) as connection:
            passed = await pass_signal(
                connection,
                self._seat,
                frame.number,
                frame.payload,
                recipient=frame.to,
                now=self._installation.now(),
            )
        if not passed:
            raise Closed(TRY_AGAIN)

    async def _send(self, frame: dict[str, object]) -> None:
        await self._socket.send_json(jsonable_encoder(frame))


async def _text(socket: WebSocket) -> str:
    """Raises WebSocketDisconnect; Closed where bytes came."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    text: str | None = message.get("text")
    if text is None:
        raise Closed(NOT_UNDERSTOOD)
    return text


async def _close(socket: WebSocket, code: int) -> None:
    if socket.client_state is WebSocketState.CONNECTED and socket.application_state is WebSocketState.CONNECTED:
        with suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(code)


def _leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    """The exceptions themselves, however deep they lie."""
    return [
        leaf
        for error in group.exceptions
        for leaf in (_leaves(error) if isinstance(error, BaseExceptionGroup) else [error])
    ]
