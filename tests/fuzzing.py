"""How much property tests try: little in `make test`, much in `make fuzz`."""

from hypothesis import settings


def fuzzing() -> bool:
    """Whether this is `make fuzz`."""
    return settings.get_current_profile_name() == "fuzz"


def examples(few: int, many: int | None = None) -> int:
    """For a test whose examples are dear: `few` in `make test`; in `make fuzz` `many`,
    or 40 times as many, as of other tests.
    """
    if not fuzzing():
        return few
    return few * 40 if many is None else many
