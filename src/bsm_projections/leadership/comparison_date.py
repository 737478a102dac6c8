"""The day whose end the present is compared with, where nobody chose another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bsm_projections.engine.formatting import format_date
from bsm_projections.meetings.names import the_meeting
from bsm_projections.meetings.queries import Meeting, last_held

_DAYS = 30


@dataclass(frozen=True, slots=True)
class Since:
    """`what` says what happened on that day; `usual` is the day that is taken where
    the reader has chosen none.
    """

    on: date
    what: str
    usual: date


def compared(
    meetings: Iterable[Meeting], series: str | None, today: date, chosen: date | None
) -> Since:
    """The chosen day, if it lies before the viewed one. Else the last day of the
    series' last meeting before that (None: of any series); else thirty days.
    """
    thirty = date.fromordinal(max(today.toordinal() - _DAYS, 1))
    usual = Since(thirty, "thirty days ago", thirty)
    if last := last_held(meetings, series, today):
        usual = Since(last.ends_on, the_meeting(last), last.ends_on)
    if chosen is None or chosen >= today or chosen == usual.on:
        return usual
    return Since(chosen, format_date(chosen), usual.on)
