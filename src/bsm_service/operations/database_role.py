"""The PostgreSQL role that servers use: it may append to the log, but not change it.

Grants come before triggers: the role can neither change the log nor drop its triggers.
It owns the read models, because the engine creates and drops their tables.
"""

import re

from bsm_projections.databases import Connection, Database, Place
from bsm_projections.databases.migrations import MIGRATIONS_TABLE
from bsm_service.application.databases import (
    PRODUCT_DATABASES,
    ProductDatabase,
    TableRights,
    open_unchecked,
)
from bsm_service.foundation.refusals import InvalidUsage

# Errors are still logged, by their code and sentence.
LOG_SETTINGS = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
_NAME = re.compile("[a-z_][a-z0-9_]{0,62}")


def grant_server_rights(place: Place, role: str) -> None:
    """Grants a role exactly the rights that a server needs, and revokes others.

    Raises InvalidUsage for a role that could exceed these rights.
    """
    require_suitable_role(place, role)
    for part in PRODUCT_DATABASES:
        with (
            open_unchecked(place, part) as database,
            database.writing(exclusive=True) as connection,
        ):
            _grant(connection, part, role)
    with (
        open_unchecked(place, PRODUCT_DATABASES[0]) as database,
        database.writing(exclusive=True) as connection,
    ):
        _disable_value_logging(connection, role)


def require_suitable_role(place: Place, role: str) -> None:
    """Raises InvalidUsage if there are no roles, or if the role could exceed its
    rights.
    """
    if place.url is None:
        raise InvalidUsage(
            "files have no roles; use --application-role only with a PostgreSQL "
            "--database"
        )
    if not _NAME.fullmatch(role):
        raise InvalidUsage(
            f"{role!r} is not a valid role name; use only a-z, 0-9 and _"
        )
    with open_unchecked(place, PRODUCT_DATABASES[0]) as database:
        _refuse_privileged(database, role)


def _refuse_privileged(database: Database, role: str) -> None:
    with database.connection() as connection:
        row = connection.execute(
            "SELECT rolsuper::int AS mighty, (rolname = current_user)::int AS same, "
            "pg_has_role(rolname, current_user, 'MEMBER')::int AS owner "
            "FROM pg_roles WHERE rolname = ?",
            (role,),
        ).fetchone()
    if row is None:
        raise InvalidUsage(
            f"the server has no role {role!r}; create it first: CREATE ROLE {role} "
            "LOGIN PASSWORD '…'"
        )
    if row["mighty"] or row["same"] or row["owner"]:
        raise InvalidUsage(
            f"the role {role!r} could change the log regardless of its rights; use a "
            "role that is neither the owner of the log nor a superuser"
        )


def _grant(connection: Connection, part: ProductDatabase, role: str) -> None:
    rows = connection.execute(
        "SELECT current_schema() AS schema, tablename, tableowner FROM pg_tables "
        "WHERE schemaname = current_schema()"
    ).fetchall()
    schema, tables = rows[0]["schema"], [row["tablename"] for row in rows]
    if part.rights is TableRights.OWN:
        connection.execute(f"ALTER SCHEMA {schema} OWNER TO {role}")
        for table in tables:
            connection.execute(f"ALTER TABLE {table} OWNER TO {role}")
        return
    if any(row["tableowner"] == role for row in rows):
        raise InvalidUsage(
            f"the role {role!r} owns tables of {part.title}, so it could change them "
            "regardless of its rights; change the owner of the tables, or use "
            "another role"
        )
    connection.execute(f"REVOKE ALL ON SCHEMA {schema} FROM {role}")
    connection.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}")
    connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    for table in tables:
        rights = "SELECT" if table == MIGRATIONS_TABLE else part.rights
        connection.execute(f"GRANT {rights} ON {table} TO {role}")
    if part.rights is TableRights.CHANGE and _can_maintain(connection):
        # After an erasure these tables are rewritten in new files.
        connection.execute(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA {schema} TO {role}")


def _disable_value_logging(connection: Connection, role: str) -> None:
    """PostgreSQL logs a failed statement with all its values. Only a superuser can turn
    that off.
    """
    row = connection.execute(
        "SELECT rolsuper::int AS mighty FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row["mighty"]:
        for setting, value in LOG_SETTINGS.items():
            connection.execute(f"ALTER ROLE {role} SET {setting} = '{value}'")


def _can_maintain(connection: Connection) -> bool:
    """Before PostgreSQL 17 only the owner could; a receipt then says what remains."""
    result = connection.execute("SELECT current_setting('server_version_num')::int")
    return int(result.fetchone()[0]) >= 170_000
