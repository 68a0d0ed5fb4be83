"""Each way in which a message can change so that those who know it as it was can no longer read it."""

import json
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Literal
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, create_model

from contracts import documents
from contracts.event import Event
from contracts.evolution import breaking
from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS


class Of(Event):
    type: ClassVar = "weather.changed.v1"
    topic: ClassVar = BOOKING_EVENTS


class Place(BaseModel):
    name: str
    high: float | None = None


class Weather(Of):
    place: Place
    station: UUID
    sky: Literal["clear", "cloudy"]
    at: AwareDatetime
    days: list[Place]
    by_name: dict[str, Place]
    wind: int = 0


def schema_of(model: type[Event]) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(documents.schema(model))
    return schema


def changed(model: type[BaseModel] = Weather, **fields: Any) -> Any:
    """The model with these fields otherwise: an annotation, an annotation with its default, or None for none."""
    kept = {name: (field.annotation, field) for name, field in model.model_fields.items() if name not in fields}
    given = {name: field if isinstance(field, tuple) else (field, ...) for name, field in fields.items() if field}
    return create_model(model.__name__, __base__=model.__base__, **kept | given)  # type: ignore[call-overload]


class Sky(StrEnum):
    CLEAR = "clear"
    CLOUDY = "cloudy"


class Elsewhere(Weather):
    topic: ClassVar = VIDEO_LINKS_EVENTS


class OtherPlace(BaseModel):
    name: int
    high: float | None = None


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (changed(wind=None), "wind: was removed"),
        (changed(station=int), "station: its type was 'string' and is 'integer'"),
        (changed(station=str), "station: its format was 'uuid' and is not given"),
        (changed(at=date), "at: its format was 'date-time' and is 'date'"),
        (changed(wind=int), "wind: was made required"),
        (changed(station=(UUID, UUID(int=1))), "station: was made optional"),
        (changed(wind=(int, 7)), "wind: its default was 0 and is 7"),
        (changed(rain=float), "rain: was added and is required"),
        (changed(sky=Literal["clear"]), "sky: the value 'cloudy' was removed"),
        (changed(sky=Literal["clear", "cloudy", "snow"]), "sky: the value 'snow' was added"),
        (changed(sky=Literal["clear", "snow"]), "sky: the value 'cloudy' was removed"),
        (changed(sky=str), "sky: its values were made some, or any"),
        (changed(wind=(int | None, 0)), "wind: its type changed"),
        (changed(days=list[str]), "days[]: its type was 'object' and is 'string'"),
        (changed(place=changed(Place, name=int)), "place.name: its type was 'string' and is 'integer'"),
        (changed(place=changed(Place, high=None)), "place.high: was removed"),
        (changed(place=changed(Place, low=float)), "place.low: was added and is required"),
        (changed(place=changed(Place, high=(str | None, None))), "place.high: its type was 'number' and is 'string'"),
        (changed(days=list[OtherPlace]), "days[].name: its type was 'string' and is 'integer'"),
        (changed(by_name=dict[str, int]), "by_name{}: its type was 'object' and is 'integer'"),
        (Elsewhere, f"the message: does not stand on {BOOKING_EVENTS} any more"),
    ],
)
def test_what_others_could_not_read_is_named_with_its_place(now: type[Event], found: str) -> None:
    faults = breaking(schema_of(Weather), schema_of(now))
    assert [fault for fault in faults if fault.startswith(found)], faults


@pytest.mark.parametrize(
    "now",
    [
        Weather,
        changed(rain=(float, 0.0)),
        changed(rain=(float | None, None)),
        changed(place=changed(Place, low=(float | None, None))),
        changed(sky=Sky),
    ],
)
def test_an_added_optional_field_breaks_nothing_and_no_other_name_in_the_code_does(now: type[Event]) -> None:
    assert breaking(schema_of(Weather), schema_of(now)) == []


def test_a_definition_that_holds_itself_is_compared() -> None:
    class Part(BaseModel):
        parts: "list[Part]"
        number: int

    whole = schema_of(changed(place=Part))
    other = json.loads(json.dumps(whole).replace('"integer"', '"string"'))
    assert breaking(whole, whole) == []
    assert "place.number: its type was 'integer' and is 'string'" in breaking(whole, other)
