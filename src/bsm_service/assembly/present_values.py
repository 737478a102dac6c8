"""Commands that take all that a thing is from now on: on the command line, what is left
out keeps its present value.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import Parameter
from typing import Annotated, Any

import typer

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingDetails
from bsm_service.application.command import Command
from bsm_service.application.record_list import require_found
from bsm_service.application.system import System
from bsm_service.meetings.agenda_commands import ChangeSession
from bsm_service.meetings.commands import ChangeDetails

Fields = dict[str, Any]

# The option that says which values are not kept.
REMOVED = Parameter(
    "removed",
    Parameter.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[
        list[str] | None,
        typer.Option(
            "--remove",
            metavar="DETAIL",
            help="Remove an optional detail, for example city or room. Repeatable.",
            rich_help_panel="Fields",
        ),
    ],
)


@dataclass(frozen=True, slots=True)
class PresentValues:
    """`inside` is the field that has the values as its parts, if it is not the command
    itself. `of` gives the present values, for the command's own fields.
    """

    names: frozenset[str]
    of: Callable[[Meeting, Fields], Fields]
    inside: str | None = None

    def keeps(self, path: tuple[str, ...]) -> bool:
        """Whether a field of the command keeps its value where it is left out."""
        outside = (self.inside,) if self.inside else ()
        return path[:-1] == outside and path[-1] in self.names

    def fill(self, meeting: Meeting, fields: Fields, removed: Iterable[str]) -> None:
        given = fields.setdefault(self.inside, {}) if self.inside else fields
        present = self.of(meeting, fields)
        for name in (one.replace("-", "_") for one in removed):
            if name not in self.names:
                names = ", ".join(sorted(self.names)).replace("_", "-")
                raise InvalidValue(
                    f"--remove: “{name[:40]}” is not a detail that can be removed; "
                    f"these can: {names}"
                )
            present.pop(name, None)
        kept = self.names & present.keys() - given.keys()
        given.update({name: present[name] for name in kept})


def _details(meeting: Meeting, _: Fields) -> Fields:
    return dict(meeting.details)


def _session(meeting: Meeting, fields: Fields) -> Fields:
    """A session that is given another day alone keeps the times of the day."""
    session = meeting.must_have_session(fields["session_id"])
    if "on" in fields and "starts_at" not in fields:
        try:
            session = session.moved_by((fields["on"] - session.on).days)
        except OverflowError:  # it would end after the last day of the calendar
            raise InvalidValue(
                f"{format_date(fields['on'])} is outside the meeting", field="on"
            ) from None
    present = dict(session)
    if session.starts_at is not None or "starts_at" in fields:
        del present["on"]
    return present


PRESENT_VALUES: Mapping[type[Command], PresentValues] = {
    ChangeDetails: PresentValues(
        frozenset(MeetingDetails.model_fields), _details, inside="details"
    ),
    ChangeSession: PresentValues(
        frozenset(AgendaSession.model_fields) - {"session_id", "audience"}, _session
    ),
}


def fill_present_values(
    system: System, command: type[Command], fields: Fields, removed: Iterable[str]
) -> int:
    """Adds the present values of what is left out, without those that are `removed`.
    The version of the meeting to which they belong. Raises InvalidValue, NotFound.
    """
    id = fields["meeting_id"]
    meeting = require_found(system.store.load(Meeting, id), "meeting", id)
    PRESENT_VALUES[command].fill(meeting, fields, removed)
    return meeting.version
