"""How many of a thing, in words: "1 seat", "3 seats", "1,204 activities"."""


def pluralize(value: int, singular: str, plural: str | None = None) -> str:
    """The word alone, as it stands beside a number."""
    return singular if value == 1 else plural or f"{singular}s"


def count_of(value: int, singular: str, plural: str | None = None) -> str:
    return f"{value:,} {pluralize(value, singular, plural)}"
