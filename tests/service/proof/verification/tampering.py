"""How a record is changed behind the product's back."""

import json
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from raw_database import plain, stored_rows, tamper
from service.proof.verification.records import Record

from bsm_projections.databases import Place

_BYTES = ("convert_from(state, 'UTF8')", "convert_to({}, 'UTF8')")


def in_state(record: Record, old: str, new: str) -> str:
    """Bytes as text and back: SQLite needs no word for it."""
    read, written = ("state", "{}") if record.place.url is None else _BYTES
    return "UPDATE stored_events SET state = " + written.format(
        f"replace({read}, '{old}', '{new}')"
    )


class Change(NamedTuple):
    name: str
    made: Callable[[Record], object]
    check: str
    told: str
    on: tuple[str, ...] = ("sqlite", "postgresql")
    alone: bool = False  # beside others it would hide them, or be hidden


def log(*statements: str) -> Callable[[Record], object]:
    return lambda record: tamper(record.place, *statements)


def elsewhere(database: str, *statements: str) -> Callable[[Record], object]:
    return lambda record: tamper(record.place, *statements, database=database)


def spelt(how: str, *tables: str) -> Callable[[Record], object]:
    """The first stream's identity, written otherwise in the tables."""

    def change(record: Record) -> None:
        [[stream]] = stored_rows(
            record.place, "SELECT originator_id FROM leaves WHERE position = 2"
        )
        tamper(
            record.place,
            "PRAGMA ignore_check_constraints = ON",
            *(
                f"UPDATE {table} SET originator_id = '{how.format(UUID(stream))}' "
                f"WHERE originator_id = '{stream}'"
                for table in tables
            ),
        )

    return change


def capitals(record: Record) -> None:
    tamper(
        record.place,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE stored_events SET originator_id = upper(originator_id)",
        "UPDATE leaves SET originator_id = upper(originator_id)",
    )


def text_key(record: Record) -> str:
    [[state]] = stored_rows(
        record.place,
        "SELECT state FROM stored_events e JOIN leaves l USING "
        "(originator_id, originator_version) "
        f"WHERE l.position = {record.refused_at}",
    )
    return str(json.loads(state)["reason"]["key"]).replace("-", "")


def head(position: int, root: str) -> Callable[[Record], object]:
    def write(record: Record) -> None:
        file = record.place.folder / "heads" / "elsewhere.json"
        file.write_text(json.dumps({"position": position, "root": root}))

    return write


def other_answer(old: str, new: str) -> Callable[[Record], object]:
    return log(
        f"UPDATE command_answers SET answer = replace(answer, '{old}', '{new}') "
        f"WHERE answer LIKE '%{old}%'"
    )


BOTH = ("stored_events", "leaves")
NEW_KEY = "INSERT INTO {} VALUES ('" + "ab" * 16 + "', {}0)"


def run_in(place: Place, *statements: str, database: str = "log") -> None:
    with plain(place, database) as connection:
        for statement in statements:
            connection.execute(statement)
