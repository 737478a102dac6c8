"""How many of a thing, in words: "1 seat", "3 seats", "1,204 activities"."""


def pluralize(value: int, one: str, many: str | None = None) -> str:
    """The word alone, as it stands beside a number."""
    return one if value == 1 else many or f"{one}s"


def count_of(value: int, one: str, many: str | None = None) -> str:
    return f"{value:,} {pluralize(value, one, many)}"
