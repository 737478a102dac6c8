"""How many rows of a table have each value of a column, for charts that show no more
than that.
"""

from typing import Any

from bsm_projections.engine.columns import stored_columns
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.temporal_tables import Table


def count_by(
    context: ReadContext, table: Table[Any], field: str, **equal: Any
) -> tuple[tuple[Any, int], ...]:
    """Each value of a field with the number of rows that have it, by value: of the rows
    that the viewer may see and whose other fields are `equal` to these values.

    Rows where the field is None are left out. Raises KeyError for a field that is not
    stored.

        count_by(context, REGISTRATIONS, "function", meeting_id=meeting.id)
    """
    columns = {column.field: column for column in stored_columns(table.row)}
    counted = columns[field]
    conditions = [f"{counted.name} IS NOT NULL"]
    values: dict[str, Any] = {}
    for name, value in equal.items():
        to_stored = columns[name].storage.to_stored
        values[name] = value if to_stored is None else to_stored(value)
        conditions.append(f"{columns[name].name} = :{name}")
    rows = context.rows(
        f"SELECT {counted.name} AS counted, count(*) AS times FROM {{{table.name}}} "
        f"WHERE {' AND '.join(conditions)} "
        f"GROUP BY {counted.name} ORDER BY {counted.name}",
        **values,
    )
    from_stored = counted.storage.from_stored
    return tuple(
        (from_stored(row["counted"]) if from_stored else row["counted"], row["times"])
        for row in rows
    )
