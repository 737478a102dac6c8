"""Texts of the Chair's cockpit."""

from collections.abc import Mapping, Sequence

from bsm_domain.agreement.texts import HOW_ADOPTED, POSITION_PAST, POSITION_PRESENT
from bsm_domain.agreement.values import DecisionStatus, How, Position, Procedure
from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date,
    format_datetime,
    join_names,
    pluralize,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.meetings.roll_calls import RollCall
from bsm_service.agreement.commands import (
    EndProcedure,
    ExtendSilence,
    LeaveDecisionOpen,
    OpenProcedure,
    TableVersion,
)
from bsm_service.application.command import Command
from dashboard.agreement.room.situation import GavelObstacle, Situation

NOBODY_INVITED = "No delegation has been invited to this meeting yet."
WHOLE_MEETING = "The meeting as a whole"
PARTS = {"roll": "Roll", "text": "Text", "decide": "Decide"}
ROLL_MEASURE = "Tap to mark as present or absent."
FROM_ARRIVALS = "Whoever has arrived is marked; check, then call the roll."
STATES, OTHERS = "Participating States", "Partners and organisations"
SESSION_LABEL, DRAFT_LABEL = "Session", "Draft on the table"
PARTS_LABEL = "Part of the page"
NOT_IN_SESSION = (
    "While the meeting is in session, the roll is called here and what is heard in the "
    "room is recorded. What arrives in writing is recorded on the decision's page."
)
OPEN_DECISION = "Open the decision"
ALL_PRESENT, ALL_ABSENT = "All present", "All absent"
CALL_ROLL = "Call the roll"
NOT_BEGUN = "The meeting has not begun"
NO_ROLLS: Mapping[str, str] = {
    MeetingStatus.IN_SESSION: "The roll of this session has not been called",
    MeetingStatus.POSTPONED: "The meeting is postponed",
    MeetingStatus.CANCELLED: "The meeting was cancelled",
    MeetingStatus.CONCLUDED: "The roll of this session was not called",
}
HEARD_TITLE = "Heard in the room"
HEARD_MEASURE = "Tap one delegation or several, then what they say."
UNCALLED_MARKS = "Marks on the roll have changed; call the roll before adopting."
CONTESTED = (
    "It is contested: an objection made before the adoption was recorded afterwards. "
    "The Chair upholds or annuls it on the page of the decision."
)
MOVED_ON = (
    "Something else has been recorded in the meantime. Look at the draft as it is now, "
    "then tap again."
)
NOT_COUNTED = (
    "Partners and organisations do not count for consensus; they may take no position, "
    "or comment on the decision's page."
)
NO_SUCH_DRAFT = (
    "This meeting has no such draft at this moment. Check the link, or choose a draft."
)
NO_DRAFT = "No draft is on the table. Table one on the Agreements page."
CALL_FIRST = "Call the roll first: those present can then be chosen here."
NOBODY_BLOCKS = "No State stands against this version."
ALL_HEARD = "Every State present has been heard."
ALL_STATES_HEARD = "Every entitled State has been heard."
GAVEL, CANCEL = "Gavel: adopt", "Cancel"
RECORD_ADOPTION = "Record the adoption"
OPEN_IN_ROOM, OPEN_CONSENSUS = "Open in the room", "Open consensus"
WITHDRAWN, AGREES = "Withdrawn", "Agrees"
RESERVES, OTHERWISE = "Reserves", "Other"
RECORD_HEARD, RECORD_OBJECTION = "Record", "Record the objection"
POSITION = "Position"
READ_OUT = "Read out before it is adopted:"
COMMAND_BUTTONS: Mapping[type[Command], str] = {
    TableVersion: "New version",
    OpenProcedure: "Open a silence",
    ExtendSilence: "Extend silence",
    EndProcedure: "End procedure",
    LeaveDecisionOpen: "No agreement",
}
# What stands beside the code of a delegation that was heard.
POSITION_MARKS = {
    Position.AGREE: "A",
    Position.RESERVE: "R",
    Position.OBJECT: "O",
    Position.AMEND: "P",
    Position.AD_REFERENDUM: "?",
    Position.NONE: "\u2013",
}
POSITION_LABELS = {
    Position.AGREE: "Agrees",
    Position.OBJECT: "Objects",
    Position.AMEND: "Proposes an amendment",
    Position.RESERVE: "Agrees with a reservation",
    Position.AD_REFERENDUM: "Ad referendum",
    Position.NONE: "No position",
}
_OBSTACLES = {
    GavelObstacle.NO_PROCEDURE: "open a procedure first, in the room or by consensus.",
    GavelObstacle.SILENCE: "a silence is running.",
    GavelObstacle.NOT_IN_SESSION: "the meeting is not in session.",
    GavelObstacle.NO_ROLL: "call the roll of this session first.",
    GavelObstacle.NOBODY_PRESENT: "no participating State is present.",
}


def form_is_outdated(version: int) -> str:
    """In a form about a procedure that has ended."""
    return (
        f"Version {version} was tabled while you wrote, which ended the procedure. "
        "Your entries are about the earlier version; copy what you need, then close "
        "this form."
    )


def session_label(session: MeetingSession) -> str:
    return f"{session.title} · {format_date(session.on, 'd MMM')}"


def draft_label(draft: Decision) -> str:
    """O3 · Contact points · version 3"""
    parts = (draft.objective_code, draft.title, f"version {draft.text_version}")
    return " · ".join(part for part in parts if part)


def text_label(version: int) -> str:
    """For screen readers."""
    return f"Text, version {version}"


def headline(meeting: Meeting, roll: RollCall | None) -> str:
    """How many of the States that are invited are present."""
    if roll is None:
        return NO_ROLLS.get(meeting.status, NOT_BEGUN)
    verb = "present" if meeting.status == MeetingStatus.IN_SESSION else "were present"
    return (
        f"{roll.states_present} of {roll.quorum_states} participating "
        f"{pluralize(roll.quorum_states, 'State')} {verb}"
    )


def procedure_state(decision: Decision, situation: Situation) -> str:
    """What is open, and who counts."""
    if decision.status == DecisionStatus.DRAFT:
        return "Draft: no procedure is open."
    if decision.status != DecisionStatus.IN_PROCEDURE:
        return f"{capitalize(decision.status)}."
    if decision.procedure == Procedure.SILENCE and decision.expires_at is not None:
        ends = format_datetime(decision.expires_at, decision.time_zone or "UTC")
        return f"Silence until {ends}, round {decision.round}."
    entitled = count_of(len(situation.entitled), "State")
    procedure = capitalize(decision.procedure or "")
    return f"{procedure}, round {decision.round}: {entitled} entitled."


def blocking(said: DelegationPosition) -> str:
    """Germany objects, in writing"""
    name = capitalize(name_in_sentence(said.delegation_name))
    how = "" if said.how == How.ROOM else f", {said.how}"
    return f"{name} {_what(said)}{how}"


def outside(said: DelegationPosition) -> str:
    return f"{blocking(said)}: not entitled in this round"


def read_out(said: DelegationPosition) -> str:
    """What must be read out before the gavel falls."""
    name = capitalize(name_in_sentence(said.delegation_name))
    past = POSITION_PAST[Position(said.position or "")]
    return f"{name} {past} version {said.version} and was not heard on this one."


def not_heard(
    situation: Situation, names: Mapping[str, str], *, is_called: bool
) -> str:
    """Who has no position on the current version: of those present, if that is known,
    else of all that count.
    """
    silent = situation.silent
    if not silent:
        return ALL_HEARD if is_called else ALL_STATES_HEARD
    shown = join_names([names.get(code, code) for code in silent], 6)
    whose = "those present" if is_called else count_of(len(situation.entitled), "State")
    return f"Not heard: {len(silent)} of {whose} ({shown})."


def gavel_obstacle(situation: Situation) -> str | None:
    """Why the gavel cannot fall; None if it can."""
    if situation.obstacle is None:
        return None
    if situation.obstacle is GavelObstacle.BLOCKED:
        who = [
            f"{name_in_sentence(said.delegation_name)} {_what(said)}"
            for said in situation.blocking
        ]
        return f"It cannot be adopted yet: {join_names(who)}."
    return f"It cannot be adopted yet: {_OBSTACLES[situation.obstacle]}"


def will_be_recorded(decision: Decision, situation: Situation) -> str:
    """What the second tap on the gavel records."""
    entitled = count_of(len(situation.entitled), "State")
    how = HOW_ADOPTED[Procedure(decision.procedure or "")]
    sentence = (
        f"This records that version {decision.text_version} of “{decision.title}” is "
        f"adopted {how}, with {entitled} entitled and no objection."
    )
    names = [name_in_sentence(said.delegation_name) for said in situation.unheard]
    if not names:
        return sentence
    objections = pluralize(len(names), "objection of", "objections of")
    verb = pluralize(len(names), "was", "were")
    whose = join_names(names, None)
    return f"{sentence} The earlier {objections} {whose} {verb} read out."


def adopted(decision: Decision, time_zone: str) -> str:
    """How a decision that has a number was adopted."""
    assert decision.adopted_at is not None
    how = HOW_ADOPTED[Procedure(decision.procedure or "")]
    sentence = (
        f"Adopted {how} on {format_datetime(decision.adopted_at, time_zone)}, with "
        f"{count_of(len(decision.entitled), 'State')} entitled."
    )
    if decision.is_contested:
        return f"{sentence} {CONTESTED}"
    if decision.status != DecisionStatus.ADOPTED:
        return f"{sentence} {capitalize(decision.status)} since."
    return sentence


def chosen_delegations(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Whose words the next tap records."""
    return join_names([names.get(code, code) for code in codes], None)


def heard_title(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Heard in the room: Austria and Italy"""
    return (
        f"{HEARD_TITLE}: {chosen_delegations(codes, names)}" if codes else HEARD_TITLE
    )


def marks_legend() -> str:
    """What the letters beside codes mean."""
    return ", ".join(
        f"{mark} {POSITION_LABELS[position].lower()}"
        for position, mark in POSITION_MARKS.items()
    )


def breaks_silence(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """What the second tap records while a silence runs."""
    verb = pluralize(len(codes), "objects", "object")
    who = chosen_delegations(codes, names)
    return f"This records that {who} {verb}, and breaks the silence."


def _what(said: DelegationPosition) -> str:
    until = f" until {format_date(said.until)}" if said.until else ""
    return f"{POSITION_PRESENT[Position(said.position or '')]}{until}"
