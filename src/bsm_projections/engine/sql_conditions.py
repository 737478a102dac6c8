"""SQL conditions shared by all read models."""

from collections.abc import Iterable

# Rows that were current at the viewed position, `:p`.
AS_OF_POSITION = "from_position <= :p AND to_position > :p"


def sql_in(column: str, values: Iterable[str]) -> str:
    """A condition for a few constants of the product; never for user input."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({quoted})"


def sum_where(condition: str) -> str:
    """An expression for the number of rows that meet a condition."""
    return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"
