"""Identities for new things: random, but ordered by time.

An index in the order of its keys then grows at its end. Where keys are random all over,
each new one changes a page of its own, and at a million facts that is what appending
costs most. Identities made elsewhere may be of any kind. Form: RFC 9562.
"""

import secrets
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.name_based_ids import name_based_bits, name_based_id

_TIME = 80  # bits after the 48 of time: version, random, variant, random
_REST_MASK = (1 << _TIME) - 1


def new_id(now: datetime) -> UUID:
    """A UUID of version 7: the milliseconds of its making, then 74 random bits."""
    return _of_version(7, to_micros(now) // 1000, secrets.randbits(_TIME))


def derived_id(source: UUID, name: str) -> UUID:
    """Always the same for a source and a name; it has the source's time, if there is
    one.
    """
    if source.version != 7:
        return name_based_id(source, name)
    return _of_version(8, source.int >> _TIME, name_based_bits(source, name))


def _of_version(version: int, time: int, rest: int) -> UUID:
    bits = time << _TIME | rest & _REST_MASK
    bits = bits & ~(0xF << 76) | version << 76
    return UUID(int=bits & ~(0b11 << 62) | 0b10 << 62)
