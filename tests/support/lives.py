"""What an owner tells of a series over several lives of its database: each begins with a state of the life before it,
and goes on by itself, counting its versions from there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from contracts.series import Occurrence, Series, SeriesChanged, SeriesCreated, SeriesSnapshot

type Event = SeriesCreated | SeriesChanged | SeriesSnapshot

_APART = timedelta(days=1)  # as far as an appointment moves


@dataclass(frozen=True)
class Told:
    """A state of a series, of one incarnation."""

    incarnation: int
    series: Series

    def event(self, random: Random, created: SeriesCreated) -> Event:
        """In any of the ways in which a series is told: as created in its first version alone. Nobody is told of it."""
        match random.randrange(3):
            case 0 if self.series.version == 1:
                return created.model_copy(update={"series": self.series})
            case 0 | 1:
                return SeriesSnapshot(series=self.series)
            case _:
                ids = [each.id for each in self.series.occurrences]
                return SeriesChanged(
                    series=self.series,
                    change="rescheduled",
                    change_id=created.change_id,
                    appointment_ids=ids,
                    notify=False,
                )


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 no secret, and the same whenever it is asked


def lives_of(first: Series, random: Random) -> list[Told]:
    """Two to four lives of some versions each; the last is what is so."""
    lives = [_life(0, first, random)]
    for incarnation in range(1, random.randint(2, 4)):
        restored = random.choice(lives[-1])
        named = restored.series.occurrences[: random.randint(2, len(restored.series.occurrences))]
        begins = restored.series.model_copy(update={"occurrences": named})
        lives.append(_life(1_795_000_000_000 + incarnation, begins, random))
    return [told for life in lives for told in life]


def in_any_order(told: Sequence[Told], random: Random) -> list[Told]:
    """Some of it more than once, some not at all, and the newest in any case."""
    heard = [*random.choices(told, k=random.randrange(2 * len(told))), told[-1]]
    random.shuffle(heard)
    return heard


def _life(incarnation: int, begins: Series, random: Random) -> list[Told]:
    life = [Told(incarnation, begins)]
    for _ in range(random.randrange(4)):
        known = life[-1].series
        chosen = random.choice(known.occurrences)
        changed = _moved(chosen) if random.random() < 0.5 else chosen.model_copy(update={"status": "cancelled"})
        occurrences = [changed if each.id == chosen.id else each for each in known.occurrences]
        version = known.version + 1
        series = known.model_copy(update={"version": version, "occurrences": occurrences})
        life.append(replace(life[-1], series=series))
    return life


def _moved(each: Occurrence) -> Occurrence:
    return each.model_copy(
        update={
            "local_start": each.local_start + _APART,
            "local_end": each.local_end and each.local_end + _APART,
            "starts_at": each.starts_at + _APART,
            "ends_at": each.ends_at + _APART,
            "schedule_version": each.schedule_version + 1,
        }
    )
