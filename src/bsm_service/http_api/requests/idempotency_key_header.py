"""The header by which a program repeats a request without asking twice."""

from typing import Annotated

from fastapi import Header

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Your id for this request: a repeat gets the first answer. It "
        "belongs to your account; others may use the same.",
    ),
]
