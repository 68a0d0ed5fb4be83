from collections.abc import Callable
from uuid import UUID

type NewId = Callable[[], UUID]
