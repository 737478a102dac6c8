"""Who can take a position, and what it must say beside itself."""

from datetime import date, timedelta

from bsm_domain.agreement.errors import NotEntitled
from bsm_domain.agreement.state import names_of
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import capitalize, format_date
from bsm_domain.foundation.participating_states import is_participating_state
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DueDate

LONGEST_AD_REFERENDUM = timedelta(days=180)


def must_count(delegation: str, position: Position, day: date) -> None:
    """Raises NotEntitled where only a participating State can say so."""
    if position is Position.NONE or is_participating_state(delegation, day):
        return
    raise NotEntitled(
        f"{capitalize(names_of([delegation], day))} takes part, but does not count for "
        "consensus; it may comment, or take no position"
    )


def must_be_complete(
    metadata: FactMetadata,
    position: Position,
    text: str | None,
    until: DueDate | None,
) -> None:
    """A reservation has its text, a position ad referendum its day; others neither."""
    if position is Position.RESERVE and text is None:
        raise InvalidValue("enter the text of the reservation", field="text")
    if position is not Position.RESERVE and text is not None:
        raise InvalidValue(
            f"“{position}” takes no text; leave it out, or comment on the text",
            field="text",
        )
    if position is not Position.AD_REFERENDUM:
        if until is not None:
            raise InvalidValue(
                f"“{position}” takes no day; leave it out", field="until"
            )
        return
    if until is None:
        raise InvalidValue(
            "enter the day until which the position is ad referendum", field="until"
        )
    given = metadata.occurred_at.astimezone(time_zone_named(until.time_zone)).date()
    if not given < until.on <= given + LONGEST_AD_REFERENDUM:
        raise InvalidValue(
            f"a position can be ad referendum until a day from "
            f"{format_date(given + timedelta(days=1))} to "
            f"{format_date(given + LONGEST_AD_REFERENDUM)}, not until "
            f"{format_date(until.on)}",
            field="until",
        )
