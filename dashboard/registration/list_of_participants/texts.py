"""The texts of the list of participants."""

from bsm_domain.foundation.formatting import capitalize, format_datetime
from bsm_projections.meetings.issued_lists import IssuedList

MEASURE = (
    "Everybody who had a seat when it was issued, in protocol order; downloads are "
    "logged"
)

EFFECT = (
    "The list names everybody who has a seat now, and never changes. After the final "
    "list, only corrected lists can be issued."
)


def finding(latest: IssuedList, time_zone: str) -> str:
    when = format_datetime(latest.issued_at, time_zone)
    return f"{capitalize(latest.edition)} list of participants, issued on {when}"
