"""The socket of a room: what each page is told of it, and what the two pages say to each other. See decision 0012."""

import asyncio
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from starlette.websockets import WebSocketState
from uuid_utils.compat import uuid7

from messaging.database import UNAVAILABLE, Database
from video_links import room_store, views
from video_links.commands.enter_room import Seat, enter_room
from video_links.commands.leave_room import leave_room, lose_page
from video_links.domain.room import ClientView, HostView
from video_links.domain.token import Token
from video_links.errors import TicketRefused
from video_links.provider import VideoProvider
from video_links.room_store import Signal
from video_links.rooms import Rooms

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


class Enter(BaseModel):
    type: Literal["enter"]
    ticket: str = Field(max_length=100)
    participant: UUID


class SaySignal(BaseModel):
    type: Literal["signal"]
    number: int = Field(ge=0, lt=2**31)
    to: UUID
    payload: str = Field(max_length=65_536)


class Received(BaseModel):
    type: Literal["received"]
    sender: UUID = Field(alias="from")
    number: int = Field(ge=0, lt=2**31)


class Leave(BaseModel):
    type: Literal["leave"]


class Alive(BaseModel):
    type: Literal["alive"]


type Frame = Annotated[SaySignal | Received | Leave | Alive, Field(discriminator="type")]
_frame: Final[TypeAdapter[Frame]] = TypeAdapter(Frame)


class Closed(Exception):
    """The socket is to be closed with this code."""

    def __init__(self, code: int) -> None:
        self.code = code


@router.websocket("/room/signals")
async def signals(socket: WebSocket) -> None:
    """A page's place in a room for as long as the socket is open."""
    await socket.accept()
    database: Database = socket.app.state.database
    page: Page | None = None
    try:
        seat = await _enter(socket, database)
        page = Page(socket, database, seat, socket.app.state.rooms)
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


async def _enter(socket: WebSocket, database: Database) -> Seat:
    """Raises Closed, WebSocketDisconnect."""
    try:
        async with asyncio.timeout(FIRST_FRAME):
            frame = Enter.model_validate_json(await _text(socket))
    except (TimeoutError, ValidationError) as error:
        raise Closed(NOT_UNDERSTOOD) from error
    async with database.transaction() as connection:
        found = await views.find_ticket(connection, Token(frame.ticket))
    if found is None:
        raise Closed(REFUSED)
    try:
        async with database.transaction(found.practice_id) as connection:
            return await enter_room(
                connection,
                found.ticket_id,
                frame.participant,
                socket=uuid7(),
                practice_id=found.practice_id,
                now=datetime.now(UTC),
                new_id=uuid7,
            )
    except TicketRefused as error:
        raise Closed(REFUSED) from error


class Page:
    """What goes to and fro on one socket."""

    def __init__(self, socket: WebSocket, database: Database, seat: Seat, rooms: Rooms) -> None:
        self._socket = socket
        self._database = database
        self._seat = seat
        self._rooms = rooms
        self._told: ClientView | HostView | None = None
        self._sent: set[tuple[UUID, int]] = set()
        self._left = False

    async def run(self, provider: VideoProvider) -> None:
        """Until the socket closes. Raises, in a group, Closed, WebSocketDisconnect, and what lost Postgres raises."""
        entry = provider.entry(self._seat.participant_id, datetime.now(UTC))
        await self._send({"type": "entered", "role": self._seat.role, "provider": entry})
        with self._rooms.news(self._seat.appointment_id) as news:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._tell(news))
                group.create_task(self._listen())

    async def gone(self) -> None:
        """Where Postgres does not answer, the page is found gone by its silence."""
        if self._left:
            return
        with suppress(*UNAVAILABLE):
            async with self._database.transaction(self._seat.practice_id) as connection:
                await lose_page(connection, self._seat, now=datetime.now(UTC), new_id=uuid7)

    async def _tell(self, news: asyncio.Event) -> None:
        while True:
            news.clear()
            await self._tell_news()
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), LOOK)

    async def _tell_news(self) -> None:
        seat, now = self._seat, datetime.now(UTC)
        async with self._database.transaction(seat.practice_id) as connection:
            if not await room_store.see_participant(connection, seat.participant_id, seat.socket, now):
                raise Closed(LEFT if self._left else REPLACED)
            room = await room_store.room(connection, seat.appointment_id)
            waiting = await room_store.signals_for(connection, seat.participant_id)
        me = next(one for one in room.participants if one.id == seat.participant_id)
        view = room.view(me, now)
        if view != self._told:
            await self._send({"type": "room", **asdict(view)})
            self._told = view
        for signal in waiting:
            if (signal.sender, signal.number) not in self._sent:
                await self._send(
                    {"type": "signal", "from": signal.sender, "number": signal.number, "payload": signal.payload}
                )
        self._sent = {(signal.sender, signal.number) for signal in waiting}

    async def _listen(self) -> None:
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    frame = _frame.validate_json(await _text(self._socket))
            except TimeoutError as error:
                raise WebSocketDisconnect from error
            except ValidationError as error:
                raise Closed(NOT_UNDERSTOOD) from error
            match frame:
                case SaySignal():
                    await self._keep(frame)
                    await self._send({"type": "taken", "number": frame.number})
                case Received():
                    async with self._database.transaction(self._seat.practice_id) as connection:
                        await room_store.delete_signal(
                            connection, self._seat.participant_id, frame.sender, frame.number
                        )
                case Leave():
                    self._left = True
                    async with self._database.transaction(self._seat.practice_id) as connection:
                        await leave_room(connection, self._seat, now=datetime.now(UTC), new_id=uuid7)
                    raise Closed(LEFT)
                case Alive():
                    await self._send({"type": "alive"})

    async def _keep(self, frame: SaySignal) -> None:
        """What is not for the page's peer is dropped: whoever was taken over from has none any more."""
        if self._told is None or frame.to != self._told.peer:
            return
        async with self._database.transaction(self._seat.practice_id) as connection:
            await room_store.add_signal(
                connection,
                self._seat.appointment_id,
                Signal(self._seat.participant_id, frame.number, frame.payload),
                recipient=frame.to,
                practice_id=self._seat.practice_id,
                now=datetime.now(UTC),
            )

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
