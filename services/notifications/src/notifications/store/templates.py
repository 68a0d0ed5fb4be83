from collections.abc import Collection, Sequence
from uuid import UUID

import asyncpg

from messaging.database import Connection
from notifications.domain.rule import Channel
from notifications.domain.template import Template


async def templates_of(connection: Connection, practice_id: UUID) -> list[Template]:
    rows = await connection.fetch(
        """
        SELECT id, version, name, channel, subject, body
          FROM templates
         WHERE practice_id = $1
         ORDER BY id
        """,
        practice_id,
    )
    return [_template(row) for row in rows]


async def find_template(connection: Connection, template_id: UUID) -> Template | None:
    return (await find_templates(connection, {template_id})).get(template_id)


async def find_templates(connection: Connection, ids: Collection[UUID]) -> dict[UUID, Template]:
    rows = await connection.fetch(
        """
        SELECT id, version, name, channel, subject, body
          FROM templates
         WHERE id = ANY ($1::uuid[])
        """,
        list(ids),
    )
    return {row["id"]: _template(row) for row in rows}


async def add_templates(connection: Connection, practice_id: UUID, templates: Sequence[Template]) -> None:
    await connection.execute(
        """
        INSERT INTO templates (id, practice_id, version, name, channel, subject, body)
        SELECT id, $1, version, name, channel, subject, body
          FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[])
               AS given (id, version, name, channel, subject, body)
        """,
        practice_id,
        [template.id for template in templates],
        [template.version for template in templates],
        [template.name for template in templates],
        [template.channel.value for template in templates],
        [template.subject for template in templates],
        [template.body for template in templates],
    )


def _template(row: asyncpg.Record) -> Template:
    return Template(**{**row, "channel": Channel(row["channel"])})
