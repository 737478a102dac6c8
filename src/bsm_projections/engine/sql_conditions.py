"""Conditions of SQL that every read model shares."""

from collections.abc import Iterable

# What was current at the viewed position, `:p`.
AS_OF_POSITION = "from_position <= :p AND to_position > :p"


def sql_in(column: str, values: Iterable[str]) -> str:
    """A condition for a few constants of our own; never for what users type."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({quoted})"


def sum_where(condition: str) -> str:
    """How many rows meet a condition, as an expression."""
    return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"
