"""What one page shows: whose look, at which moment, of which meeting, how drawn."""

from dataclasses import dataclass, replace

from bsm_projections.meetings.queries import Meeting
from dashboard.components.theme import Theme
from dashboard.data import queries
from dashboard.data.queries import Look


@dataclass(frozen=True, slots=True)
class Scene:
    """`meeting` is None where none was on record at that moment."""

    look: Look
    meeting: Meeting | None
    theme: Theme

    @property
    def frozen(self) -> bool:
        return not self.look.moment.live

    def now(self) -> "Scene":
        """The same scene after whatever has happened since."""
        look = self.look.at(queries.now())
        if not queries.may(look.principal, "read.meetings"):
            return replace(self, look=look, meeting=None)
        chosen = self.meeting.id if self.meeting else None
        return replace(self, look=look, meeting=choose_meeting(look, chosen))


def choose_meeting(look: Look, asked: str | None) -> Meeting | None:
    """The meeting that was asked for, if it was on record at that moment.

    Unasked, it is the latest with registrations; else the latest there is.
    """
    meetings = look.meetings()
    if asked is not None:
        return next((one for one in meetings if one.id == asked), None)
    if not queries.may(look.principal, "page.overview"):
        return meetings[-1] if meetings else None
    busy = [one for one in meetings if look.figures(one.id).registrations]
    known = busy or meetings
    return known[-1] if known else None
