from messaging.database import Connection


async def name_of(connection: Connection, subject: str) -> str:
    """Of one of the staff: as their last token said it, as the diary has it, or else their subject."""
    name: str = await connection.fetchval(
        """
        SELECT coalesce(
                   (SELECT name FROM staff WHERE subject = $1),
                   (SELECT name FROM practitioners WHERE subject = $1),
                   $1
               )
        """,
        subject,
    )
    return name
