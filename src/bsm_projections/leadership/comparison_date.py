"""The day whose end the present is compared with, where nobody chose another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bsm_domain.foundation.formatting import format_date
from bsm_projections.meetings.display_names import meeting_in_sentence
from bsm_projections.meetings.queries import last_meeting_before
from bsm_projections.meetings.read_model import Meeting

_DEFAULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class ComparisonDate:
    """`what` says what happened on that day; `usual` is the day that is taken where
    the reader has chosen none.
    """

    on: date
    what: str
    usual: date


def comparison_date(
    meetings: Iterable[Meeting], series: str | None, today: date, chosen: date | None
) -> ComparisonDate:
    """The chosen day, if it lies before the viewed one. Else the last day of the
    series' last meeting before that (None: of any series); else thirty days.
    """
    default = date.fromordinal(max(today.toordinal() - _DEFAULT_DAYS, 1))
    usual = ComparisonDate(default, format_date(default), default)
    if last := last_meeting_before(meetings, series, today):
        usual = ComparisonDate(last.ends_on, meeting_in_sentence(last), last.ends_on)
    if chosen is None or chosen >= today or chosen == usual.on:
        return usual
    return ComparisonDate(chosen, format_date(chosen), usual.on)
