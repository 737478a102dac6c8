"""People to measure with: each another one, with what is usually told of somebody."""

import secrets
from collections.abc import Iterator
from itertools import count
from typing import Any

# In the place of a number that each sender of requests counts up for itself.
MARK = "@" * 16
_NEEDS = 10  # one person in so many tells of needs


def a_person(number: str, *, with_needs: bool) -> dict[str, Any]:
    """The body of a person; whoever has another number is another."""
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


def people() -> Iterator[dict[str, Any]]:
    """Without end, and never the same again."""
    series = secrets.token_hex(4)
    for number in count():
        yield a_person(f"{series}{number:08x}", with_needs=number % _NEEDS == 0)
