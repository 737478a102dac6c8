"""Cursors: where a list goes on, and as of which moment, so that pages fit together."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any, NamedTuple

from bsm_projections.moment import Moment
from bsm_service.refusals import InvalidCursor


class Cursor(NamedTuple):
    """The list it belongs to (path and filters), the moment, the last key shown."""

    of: str
    moment: Moment
    after: tuple[Any, ...]

    def encode(self) -> str:
        position, at, live = self.moment.position, self.moment.at, self.moment.live
        parts = [self.of, position, at.isoformat(), live, list(self.after)]
        text = json.dumps(parts, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text: str, of: str) -> Cursor:
    """The cursor behind a `next` value. Raises InvalidCursor if it is not one of this
    list with these filters.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        parts = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        made_for, position, at, live, after = parts
        if not all(isinstance(value, (str, int)) for value in after):
            raise TypeError("a key holds texts and numbers")
        moment = Moment(int(position), datetime.fromisoformat(at), bool(live))
        if moment.at.tzinfo is None or moment.position < 0:
            raise ValueError("no such moment")
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise InvalidCursor(
            "the cursor was not made by this server; start again without it"
        ) from error
    if made_for != of:
        raise InvalidCursor(
            "the cursor belongs to another list or other filters; start again "
            "without it"
        )
    return Cursor(made_for, moment, tuple(after))
