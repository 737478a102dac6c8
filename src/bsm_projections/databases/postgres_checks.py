"""Checks whether a PostgreSQL server is suitable for the record, and which risks it
has.
"""

from bsm_projections.databases.database import Connection

# Settings of the server, and the consequence if they are off.
_REQUIRED_SETTINGS = {
    "fsync": "what was acknowledged may be lost when the machine loses power",
    "full_page_writes": "a loss of power may leave pages of the record half written",
}


def unfit(connection: Connection) -> str:
    """Why the server cannot store the record; empty if it can."""
    encoding, standby = connection.execute(
        "SELECT current_setting('server_encoding'), pg_is_in_recovery()::int"
    ).fetchone()
    if encoding != "UTF8":
        return f"its encoding is {encoding}, but only UTF8 can store every name"
    if standby:
        return (
            "the server is a read-only standby; wait until it becomes the primary, "
            "or use the address of the primary"
        )
    return ""


def risks(connection: Connection) -> list[str]:
    """The risks of the server's settings, in sentences."""
    off = [
        name
        for name in _REQUIRED_SETTINGS
        if connection.execute(f"SHOW {name}").fetchone()[0] == "off"
    ]
    return [
        f"the server runs with {name}=off: {_REQUIRED_SETTINGS[name]}" for name in off
    ]
