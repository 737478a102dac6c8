"""Cursors: where a list goes on, and as of which moment, so that pages fit together.

They are signed for their list and its filters, so nobody can make one up.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from bsm_projections.engine.moment import Moment
from bsm_service.foundation.refusals import InvalidCursor


class Cursor(NamedTuple):
    """The moment that the list is shown of, and the last key shown."""

    moment: Moment
    after: tuple[Any, ...]


def encode_cursor(sign: Callable[[str], str], cursor: Cursor) -> str:
    position, at, live = cursor.moment.position, cursor.moment.at, cursor.moment.live
    parts = [position, at.isoformat(), live, list(cursor.after)]
    text = json.dumps(parts, separators=(",", ":"))
    return sign(urlsafe_b64encode(text.encode()).decode().rstrip("="))


def decode_cursor(text: str | None) -> Cursor:
    """The cursor behind a `next` value whose signature was found good.

    Raises InvalidCursor for None: it was not made by this list with these filters.
    """
    if text is None:
        raise InvalidCursor(
            "the cursor is not from this list with these filters; start again without "
            "it"
        )
    parts = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    position, at, live, after = parts
    return Cursor(Moment(position, datetime.fromisoformat(at), live), tuple(after))
