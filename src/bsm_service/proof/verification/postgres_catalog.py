"""Checks the product's tables and the rights to them in PostgreSQL's catalogue."""

from collections.abc import Iterator, Mapping
from typing import Any

from bsm_projections.databases import Connection
from bsm_projections.databases.migrations import MIGRATIONS_TABLE
from bsm_projections.databases.postgres import APPEND_ONLY_BODY
from bsm_service.application.databases import ProductDatabase, TableRights
from bsm_service.event_store.tables import TABLES

_SCHEMA = "current_schema()::regnamespace"
# BEFORE, for each statement: DELETE, UPDATE and TRUNCATE.
_GUARD_TYPE = 2 | 8 | 16 | 32


def postgres_findings(
    connection: Connection, part: ProductDatabase, expected: Mapping[str, Any]
) -> Iterator[str]:
    """`expected` are the shapes of the tables by name."""
    yield from _check_tables(connection, part, expected)
    yield from _check_guards(connection, part)
    yield from _check_rights(connection, part)


def _check_tables(
    connection: Connection, part: ProductDatabase, expected: Mapping[str, Any]
) -> Iterator[str]:
    oids = {str(name): oid for name, oid in connection.execute(_TABLES)}
    for name, shape in expected.items():
        where = f"{part.title}: the table {name}"
        if name not in oids:
            yield f"{where} is missing"
            continue
        columns = [
            (str(column), str(type), bool(required))
            for column, type, required in connection.execute(_COLUMNS, (oids[name],))
        ]
        if columns != [*shape.columns]:
            yield f"{where} has different columns from those the product created"
        indexes = {
            str(index): (bool(unique), bool(primary), tuple(str(parts).split(",")))
            for index, unique, primary, parts in connection.execute(
                _INDEXES, (oids[name],)
            )
        }
        keys = [of for _, primary, of in indexes.values() if primary]
        if keys != ([shape.key] if shape.key else []):
            yield f"{where} has a different key from the one the product created"
        for index, (unique, of) in shape.indexes.items():
            if index.startswith("unique "):
                matching = [
                    index for index in indexes.values() if index[0] and index[2] == of
                ]
                if not matching:
                    yield f"{where}: {', '.join(of)} is no longer unique"
            elif indexes.get(index, (None, None, None))[::2] != (unique, of):
                yield (f"{where}: the index {index} is not as the product created it")
    if part.rights is not TableRights.OWN:
        for name in sorted(oids.keys() - expected.keys() - {MIGRATIONS_TABLE}):
            yield f"{part.title}: the table {name} was not created by the product"


def _check_guards(connection: Connection, part: ProductDatabase) -> Iterator[str]:
    guarded = TABLES if part.name == "log" else ()
    triggers = {
        (str(table), str(trigger)): (int(type), str(on), str(source).strip())
        for table, trigger, type, on, source in connection.execute(_TRIGGERS)
    }
    for table in guarded:
        trigger = f"{table}_change_refused"
        where = f"{part.title}: the trigger {trigger}, which guards {table},"
        guard = triggers.pop((table, trigger), None)
        if guard is None:
            yield f"{where} is missing"
        elif guard[1] not in ("O", "A"):
            yield f"{where} is disabled"
        elif guard[0] != _GUARD_TYPE or guard[2] != APPEND_ONLY_BODY:
            yield f"{where} differs from the one the product created"
    for table, trigger in sorted(triggers):
        yield (
            f"{part.title}: the trigger {trigger} on {table} was not created by the "
            "product"
        )
    for table, rule in connection.execute(_RULES):
        yield f"{part.title}: the rule {rule} on {table} was not created by the product"


def _check_rights(connection: Connection, part: ProductDatabase) -> Iterator[str]:
    """Checks that only the owner of the log can do more than append to it."""
    if part.rights is not TableRights.APPEND:
        return
    for table, role, right in connection.execute(_GRANTS):
        allowed = ("SELECT",) if table == MIGRATIONS_TABLE else ("SELECT", "INSERT")
        if right not in allowed:
            yield f"{part.title}: the role {role} has the right {right} on {table}"
    for (role,) in connection.execute(_ROLES_THAT_CREATE):
        yield f"{part.title}: the role {role} may create tables and functions in it"
    for (role,) in connection.execute(_PRIVILEGED_ROLES):
        yield (
            f"{part.title}: the role {role}, which servers use, could change the log: "
            "it is a superuser or a member of the owner's role"
        )


_TABLES = f"""SELECT relname, oid FROM pg_class
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = {_SCHEMA}"""
_COLUMNS = """SELECT attname, split_part(format_type(atttypid, atttypmod), ' ', 1),
        attnotnull::int
    FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum"""
_INDEXES = """SELECT c.relname, indisunique::int, indisprimary::int, array_to_string(
        ARRAY(SELECT a.attname FROM unnest(indkey::int[]) WITH ORDINALITY k(n, at)
            JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = k.n
            ORDER BY k.at), ',')
    FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
    WHERE indrelid = ?::oid AND indisvalid AND indislive"""
_TRIGGERS = f"""SELECT c.relname, tgname, tgtype::int, tgenabled::text, prosrc
    FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid
    WHERE NOT tgisinternal AND c.relnamespace = {_SCHEMA}"""
_RULES = f"""SELECT c.relname, rulename FROM pg_rewrite JOIN pg_class c
    ON c.oid = ev_class WHERE c.relkind IN ('r', 'p') AND c.relnamespace = {_SCHEMA}"""
_ROLE = (
    "CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END"
)
_GRANTS = f"""SELECT c.relname, {_ROLE}, a.privilege_type
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relkind = 'r' AND a.grantee <> c.relowner AND c.relnamespace = {_SCHEMA}
    UNION SELECT c.relname, {_ROLE}, a.privilege_type
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
    WHERE c.relkind = 'r' AND a.grantee <> c.relowner AND c.relnamespace = {_SCHEMA}
    ORDER BY 1, 2, 3"""
_ROLES_THAT_CREATE = f"""SELECT DISTINCT {_ROLE}
    FROM pg_namespace n, aclexplode(n.nspacl) a
    WHERE n.oid = {_SCHEMA} AND a.privilege_type = 'CREATE'
    AND a.grantee <> n.nspowner"""
_PRIVILEGED_ROLES = f"""SELECT DISTINCT r.rolname
    FROM pg_class c, aclexplode(c.relacl) a
    JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relkind = 'r' AND a.grantee <> c.relowner AND c.relnamespace = {_SCHEMA}
    AND (r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER'))"""
