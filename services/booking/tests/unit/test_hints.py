from datetime import date

from uuid_utils.compat import uuid7

from booking.diary_changes import ANYTHING, UNREAD, DiaryChange, Reader


async def read(reader: Reader) -> list[DiaryChange | None]:
    return [change async for change in reader.changes(seconds=60)]


async def test_hints_come_in_order_until_they_end() -> None:
    reader = Reader()
    changes = [DiaryChange(uuid7(), (date(2027, 3, day),)) for day in (1, 2, 3)]
    for change in changes:
        reader.tell(change)
    reader.end()
    reader.tell(ANYTHING)
    assert await read(reader) == changes


async def test_while_nothing_changes_that_is_said() -> None:
    reader, change = Reader(), DiaryChange(uuid7(), None)
    changes = reader.changes(seconds=60, quiet=0.01)
    assert [await anext(changes) for _ in range(2)] == [None, None]
    reader.tell(change)
    assert await anext(changes) == change
    assert await anext(changes) is None


async def test_who_reads_too_slowly_is_told_that_anything_may_have_changed() -> None:
    reader = Reader()
    for _ in range(UNREAD + 2):
        reader.tell(DiaryChange(uuid7(), None))
    reader.end()
    found = await read(reader)
    assert found[0] == ANYTHING
    assert len(found) == 2


async def test_a_token_that_has_expired_reads_nothing_more() -> None:
    reader = Reader()
    assert [change async for change in reader.changes(seconds=0)] == []
