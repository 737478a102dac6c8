"""A time as it is typed, on the clocks of a zone: one that the clocks show twice has to
say which of the two it is.
"""

from datetime import UTC, datetime

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.time_zones import time_zone_named
from dashboard.agreement.forms import procedure_texts
from dashboard.forms.form import FieldKind, FormField, Values

WHICH_HOUR = "which_hour"


def which_hour_field() -> FormField:
    """Asked only once a time is refused because the clocks show it twice."""
    return FormField(
        WHICH_HOUR,
        procedure_texts.WHICH_HOUR,
        FieldKind.CHOICE,
        procedure_texts.HOUR_OPTIONS,
        optional=True,
        only_if_refused=True,
    )


def with_wall_time(values: Values, name: str, zone: str) -> Values:
    """The values with the typed time at `name` on the clocks of that zone. Raises
    InvalidValue for one that has to say which of two it is.
    """
    typed: datetime | None = values.get(name)
    rest = {key: value for key, value in values.items() if key != WHICH_HOUR}
    if typed is None:
        return rest
    wall = typed.replace(tzinfo=None)
    first, second = (
        wall.replace(tzinfo=time_zone_named(zone), fold=fold) for fold in (0, 1)
    )
    chosen = values.get(WHICH_HOUR)
    if _is_shown_twice(first, second) and chosen is None:
        raise InvalidValue(procedure_texts.shown_twice(wall, zone), field=WHICH_HOUR)
    is_second = chosen == procedure_texts.SECOND_HOUR
    moment = second if is_second else first
    # With the offset itself: the same wall time on the way would lose which it was.
    return rest | {name: datetime.fromisoformat(moment.isoformat())}


def _is_shown_twice(first: datetime, second: datetime) -> bool:
    """A time that the clocks skip has two offsets as well, and comes back from UTC as
    another.
    """
    if first.utcoffset() == second.utcoffset():
        return False
    back = first.astimezone(UTC).astimezone(first.tzinfo)
    return back.replace(tzinfo=None) == first.replace(tzinfo=None)
