"""A schema as Postgres's catalogue tells it, to compare two of them. The order of columns is left out: statements name
those that they mean, and a column that came later stands last."""

from collections.abc import Mapping
from typing import Final

import asyncpg

_QUERIES: Final[Mapping[str, str]] = {
    "tables": """
        SELECT relname, relkind::text, relpersistence::text, pg_get_userbyid(relowner), relrowsecurity,
               relforcerowsecurity, relreplident::text, coalesce(reloptions::text, '')
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace
    """,
    "columns": """
        SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attidentity::text,
               attgenerated::text, coalesce(pg_get_expr(adbin, adrelid), ''), attcollation::regcollation::text
          FROM pg_attribute
          JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE attnum > 0
           AND NOT attisdropped
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
          FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": """
        SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid
          FROM pg_index
          JOIN pg_class ON pg_class.oid = indexrelid AND relnamespace = 'public'::regnamespace
    """,
    "policies": """
        SELECT tablename, policyname, permissive, roles::text, cmd, coalesce(qual, ''), coalesce(with_check, '')
          FROM pg_policies
    """,
    "functions": """
        SELECT pg_get_functiondef(pg_proc.oid), pg_get_userbyid(proowner)
          FROM pg_proc
          LEFT JOIN pg_depend ON pg_depend.objid = pg_proc.oid AND deptype = 'e'
         WHERE pronamespace = 'public'::regnamespace
           AND pg_depend.objid IS NULL
    """,
    "privileges": """
        SELECT relname, coalesce(attname, ''), grantee::regrole::text, privilege_type
          FROM pg_class
          LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attacl IS NOT NULL AND NOT attisdropped
         CROSS JOIN LATERAL (
                   SELECT * FROM aclexplode(relacl) UNION SELECT * FROM aclexplode(attacl)
               ) AS granted
         WHERE relnamespace = 'public'::regnamespace
        UNION
        SELECT proname, '', grantee::regrole::text, privilege_type
          FROM pg_proc
         CROSS JOIN LATERAL aclexplode(proacl)
         WHERE pronamespace = 'public'::regnamespace
        UNION
        SELECT nspname, '', grantee::regrole::text, privilege_type
          FROM pg_namespace
         CROSS JOIN LATERAL aclexplode(nspacl)
         WHERE nspname = 'public'
    """,
    "triggers": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(oid)
          FROM pg_trigger
         WHERE NOT tgisinternal
    """,
    "migrations": "SELECT folder, name, sha256, serves FROM migrations",
}


async def schema_of(url: str) -> dict[str, set[tuple[object, ...]]]:
    """By kind. `url` is the superuser's."""
    connection = await asyncpg.connect(url)
    try:
        return {kind: {tuple(row) for row in await connection.fetch(sql)} for kind, sql in _QUERIES.items()}
    finally:
        await connection.close()
