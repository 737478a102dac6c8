"""The Idempotency-Key header, with which a program can repeat a request safely."""

from typing import Annotated

from fastapi import Header

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Idempotency key: a repeat of the request gets the first answer. "
        "Keys are separate for each account.",
    ),
]
