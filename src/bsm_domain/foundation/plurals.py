"""How many of a thing, in words: "1 seat", "3 seats", "1,204 activities"."""


def noun(value: int, one: str, many: str | None = None) -> str:
    """The word alone, as it stands beside a number."""
    return one if value == 1 else many or f"{one}s"


def count(value: int, one: str, many: str | None = None) -> str:
    return f"{value:,} {noun(value, one, many)}"
