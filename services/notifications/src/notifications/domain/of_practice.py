from typing import NamedTuple
from uuid import UUID


class OfPractice(NamedTuple):
    """What a neighbour calls by this id: another practice's may have the same."""

    practice_id: UUID
    id: UUID
