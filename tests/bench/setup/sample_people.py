"""Invented people: all different, with the details that people usually have."""

import secrets
from collections.abc import Iterator
from itertools import count
from typing import Any

# Stands for a number that each sender of requests fills in for itself.
NUMBER_PLACEHOLDER = "@" * 16
_NEEDS_EVERY = 10  # one person in so many has dietary needs


def sample_person(number: str, *, with_needs: bool) -> dict[str, Any]:
    """The body of a person; another number is another person."""
    needs = {"dietary_needs": "vegetarian"} if with_needs else {}
    return {
        "name": f"Example Person {number}",
        "email": f"p{number}@example.org",
        "phone": "+999 555 0100",
        "function": "Head of unit, border management",
        "agency": "Example Border Service",
        "language": "en",
        **needs,
    }


def sample_people() -> Iterator[dict[str, Any]]:
    """Without end, and never the same again."""
    series = secrets.token_hex(4)
    for number in count():
        yield sample_person(
            f"{series}{number:08x}", with_needs=number % _NEEDS_EVERY == 0
        )
