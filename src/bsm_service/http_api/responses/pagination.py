"""Cursors: where a list continues, and as of which moment, so that its pages fit
together. They are signed for their list and its filters, so nobody can forge one.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from bsm_projections.engine.moment import Moment
from bsm_service.foundation.refusals import InvalidCursor


class Cursor(NamedTuple):
    """The moment of the list, and the last key shown."""

    moment: Moment
    after: tuple[Any, ...]


def encode_cursor(sign: Callable[[str], str], cursor: Cursor) -> str:
    position, at, live = cursor.moment.position, cursor.moment.at, cursor.moment.live
    parts = [position, at.isoformat(), live, list(cursor.after)]
    text = json.dumps(parts, separators=(",", ":"))
    return sign(urlsafe_b64encode(text.encode()).decode().rstrip("="))


def decode_cursor(text: str | None) -> Cursor:
    """The cursor in a `next` value whose signature is valid.

    Raises InvalidCursor for None: it is not from this list with these filters.
    """
    if text is None:
        raise InvalidCursor(
            "the cursor is not from this list with these filters; start again without "
            "it"
        )
    parts = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    position, at, live, after = parts
    return Cursor(Moment(position, datetime.fromisoformat(at), live), tuple(after))
