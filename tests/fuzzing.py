"""How much property tests try: little in `make test`, much in `make fuzz`."""

from hypothesis import settings


def fuzzing() -> bool:
    """Whether this is `make fuzz`."""
    return settings.get_current_profile_name() == "fuzz"


def examples(few: int) -> int:
    """For a test whose examples are dear: `few` in `make test`, 40 times as many in
    `make fuzz`, as of other tests.
    """
    return few * 40 if fuzzing() else few
