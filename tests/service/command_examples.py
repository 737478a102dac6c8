"""An example of every command: what is on record before it, and its request.

One table for tests of the single door and of HTTP. A request is what is posted to the
command's address; "{activity_id}" in it stands for the id of that name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from examples import METADATA as A_FACT
from examples import PARTICIPANT as SOMEBODY
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    enter,
    go_to_first_day,
    nominate,
    open_meeting,
    propose,
    set_objective,
)

from bsm_domain.agreement.text_body import TextBody
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import DelegateFunction, MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import StatedTotal
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_domain.registration.registration import Registration
from bsm_service.agreement.commands import AdoptDecision, OpenProcedure, TableDecision
from bsm_service.agreement.position_commands import CorrectPosition, TakePosition
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.assembly import subjects as subjects
from bsm_service.event_store.transaction import Transaction
from bsm_service.follow_up.commands import (
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ReportComplete,
    ReportProgress,
    WithdrawActivity,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    SetMilestone,
    UploadedFile,
)
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CloseRegistration,
    ConcludeMeeting,
    SetRegistrationTerms,
    StateAttendance,
)
from bsm_service.people.commands import DesignateFocalPoint, MergeParticipants
from bsm_service.registration.commands import (
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    RequestRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.delegation_commands import NoteToRecord, ReceiveNote
from bsm_service.registration.session_places.commands import (
    SetSessionPlaces,
    TakePlace,
)
from bsm_service.registration.substitution.commands import SubstituteDelegate

Ids = dict[str, UUID | str]
NOTE_VERBALE = {
    "kind": "note verbale",
    "reference": "3/16",
    "dated_on": "2015-11-02",
    "received_on": "2015-11-04",
}


# What is on record before


def nothing(system: System) -> Ids:
    return {"network_id": uuid4()}


def announced(system: System) -> Ids:
    return {"meeting_id": announce_berlin(system, open_registration=False)}


def open_for_registration(system: System) -> Ids:
    return {"meeting_id": announce_berlin(system)}


def registration_closed(system: System) -> Ids:
    ids = open_for_registration(system)
    do(system, CloseRegistration(**ids))
    return ids


def on_the_first_day(system: System) -> Ids:
    ids = registration_closed(system)
    go_to_first_day(system)
    return ids


def in_session(system: System) -> Ids:
    ids = registration_closed(system)
    open_meeting(system, ids["meeting_id"])
    return ids


def concluded_without_registration(system: System) -> Ids:
    """Concluded, without a seat."""
    ids = announced(system)
    open_meeting(system, ids["meeting_id"])
    do(system, ConcludeMeeting(**ids))
    return ids


def attendance_stated(system: System) -> Ids:
    ids = in_session(system)
    total = StatedTotal(participants=100, source="a page")
    do(system, StateAttendance(**ids, total=total))
    return ids


def scheduled(system: System) -> Ids:
    ids = announced(system) | {"session_id": uuid4()}
    kind = SessionKind.PLENARY
    day = BERLIN_DETAILS.starts_on
    do(system, ScheduleSession(**ids, on=day, title="Opening", kind=kind))
    return ids


def scheduled_with_objective(system: System) -> Ids:
    ids = scheduled(system)
    return ids | {"objective_id": set_objective(system, ids["meeting_id"])}


def nominated(system: System) -> Ids:
    """One who was nominated after three others of Austria, whose quota that is."""
    ids = open_for_registration(system)
    ids |= {f"other_{n}": nominate(system, ids["meeting_id"]) for n in range(3)}
    enter(system, SOMEBODY)
    nomination = NominateDelegate(
        meeting_id=ids["meeting_id"],
        delegation="AT",
        function="member",
        participant_id=SOMEBODY,
    )
    return ids | {"registration_id": do(system, nomination).id}


def open_for_requests(system: System) -> Ids:
    ids = open_for_registration(system)
    terms = RegistrationTerms(people_may_ask=True)
    do(system, SetRegistrationTerms(**ids, terms=terms))
    return ids | {"participant_id": enter(system, SOMEBODY)}


def requested(system: System) -> Ids:
    ids = open_for_requests(system)
    request = RequestRegistration(**ids, function=DelegateFunction.MEMBER)
    return ids | {"registration_id": do(system, request).id}


def note_received(system: System) -> Ids:
    """With a file."""
    ids = open_for_registration(system) | {"note_id": uuid4()}
    content = system.vault.files.store(b"%PDF-1.7 verbale", "application/pdf")
    file = UploadedFile(sha256=content.sha256, name="note.pdf")
    note = NoteToRecord(**NOTE_VERBALE, file=file)
    do(system, ReceiveNote(**ids, delegation="AT", note=note))
    return ids


def head_of_an_earlier_release(system: System) -> Ids:
    """Nominated before heads were recorded with their delegation."""
    ids = open_for_registration(system) | {"registration_id": uuid4()}

    def work(transaction: Transaction) -> None:
        now = transaction.now()
        before = replace(A_FACT, recorded_at=now, occurred_at=now)
        fact = Registration.nominate(
            ids["registration_id"],
            before,
            meeting_id=ids["meeting_id"],
            delegation="AT",
            function=DelegateFunction.HEAD,
        )
        transaction.append_facts([fact])

    system.store.run_in_transaction(work)
    return ids


def nominated_with_quota_full(system: System) -> Ids:
    ids = nominated(system)
    for number in range(3):
        confirm(system, ids[f"other_{number}"])
    return ids


def waiting_last(system: System) -> Ids:
    """One who waits for a seat behind another."""
    ids = nominated_with_quota_full(system)
    ids |= {"other_id": nominate(system, ids["meeting_id"])}
    for name in ("other_id", "registration_id"):
        do(system, WaitlistRegistration(registration_id=ids[name]))
    return ids


def promotable(system: System) -> Ids:
    """One who waits beside a free seat since before the terms said automatic."""
    system.service.on_result = None  # or the product would promote by itself
    ids = nominated_with_quota_full(system)
    do(system, WaitlistRegistration(registration_id=ids["registration_id"]))
    do(system, WithdrawRegistration(registration_id=ids["other_0"]))
    terms = RegistrationTerms(waiting_list="automatic")
    do(system, SetRegistrationTerms(meeting_id=ids["meeting_id"], terms=terms))
    return ids


def with_study_visit(system: System) -> Ids:
    """A session on the released agenda."""
    ids = open_for_registration(system) | {"session_id": uuid4()}
    visit = ScheduleSession(
        **ids,
        on=BERLIN_DETAILS.starts_on,
        title="Visit to the bridge",
        kind=SessionKind.STUDY_VISIT,
    )
    do(system, visit)
    do(system, ReleaseAgenda(meeting_id=ids["meeting_id"]))
    return ids


def with_places(system: System) -> Ids:
    """One with a seat at the meeting, and a session with places."""
    ids = with_study_visit(system)
    do(system, SetSessionPlaces(**ids, places=SessionPlaces(capacity=2)))
    enter(system, SOMEBODY)
    nomination = NominateDelegate(
        meeting_id=ids["meeting_id"],
        delegation="AT",
        function="member",
        participant_id=SOMEBODY,
    )
    id = do(system, nomination).id
    confirm(system, id)
    return ids | {"registration_id": id}


def with_place(system: System) -> Ids:
    ids = with_places(system)
    at = {"session_id": ids["session_id"]}
    do(system, TakePlace(registration_id=ids["registration_id"], **at))
    return ids


def delegate_in_session(system: System) -> Ids:
    ids = nominated(system)
    confirm(system, ids["registration_id"])
    do(system, CloseRegistration(meeting_id=ids["meeting_id"]))
    open_meeting(system, ids["meeting_id"])
    return ids


def attended(system: System) -> Ids:
    ids = delegate_in_session(system)
    do(system, RecordAttendance(registration_id=ids["registration_id"]))
    return ids


def substitute_requested(system: System) -> Ids:
    """By Austria, once registration is closed."""
    ids = nominated(system)
    confirm(system, ids["registration_id"])
    do(system, CloseRegistration(meeting_id=ids["meeting_id"]))
    request = SubstituteDelegate(
        registration_id=ids["registration_id"], nobody_yet=True, **WHY
    )
    do(system, request, AUSTRIA)
    return ids


def registration_refused(system: System) -> Ids:
    ids = nominated(system)
    do(system, RefuseRegistration(registration_id=ids["registration_id"], reason="no"))
    return ids


def entered(system: System) -> Ids:
    return {"participant_id": enter(system, SOMEBODY)}


def about_to_move(system: System) -> Ids:
    return entered(system) | {"other_code": "IT"}


def designated(system: System) -> Ids:
    ids = entered(system)
    do(system, DesignateFocalPoint(**ids, since=date(2016, 1, 1)))
    return ids


def entered_twice(system: System) -> Ids:
    return entered(system) | {"other_id": enter(system, name="Eva Example")}


def merged(system: System) -> Ids:
    ids = entered_twice(system)
    merge = MergeParticipants(
        participant_id=ids["participant_id"], into=ids["other_id"], **WHY
    )
    do(system, merge)
    return ids


def with_objective(system: System) -> Ids:
    ids = open_for_registration(system)
    return ids | {"objective_id": set_objective(system, ids["meeting_id"])}


def objective_in_session(system: System) -> Ids:
    ids = in_session(system)
    return ids | {"objective_id": set_objective(system, ids["meeting_id"])}


def with_restricted_objective(system: System) -> Ids:
    ids = announced(system)
    audience = MatterAudience.FOCAL_POINTS
    objective = set_objective(system, ids["meeting_id"], audience=audience)
    return ids | {"objective_id": objective}


def tabled(system: System, audience: MatterAudience = MatterAudience.ALL) -> Ids:
    """A draft of Austria's."""
    ids = announced(system)
    body = TextBody.model_validate(BODY)
    table = TableDecision(
        decision_id=uuid4(), body=body, tabled_by="AT", audience=audience, **ids
    )
    return ids | {"decision_id": do(system, table).id}


def position_taken(system: System) -> Ids:
    ids = tabled(system)
    position = {"delegation": "AT", "version": 1, "position": Position.AGREE}
    do(system, TakePosition(decision_id=ids["decision_id"], **position), AUSTRIA)
    return ids


def _with_procedure(system: System, ids: Ids, **opening: Any) -> Ids:
    do(system, OpenProcedure(decision_id=ids["decision_id"], of=1, **opening))
    return ids


def in_consensus(system: System) -> Ids:
    return _with_procedure(system, tabled(system), procedure="consensus")


def in_silence(system: System) -> Ids:
    expires_at = datetime(2016, 1, 8, 12, tzinfo=UTC)
    silence = {"expires_at": expires_at, "time_zone": "UTC"}
    return _with_procedure(system, tabled(system), procedure="silence", **silence)


def silence_expired(system: System) -> Ids:
    ids = in_silence(system)
    system.store.clock = lambda: datetime(2016, 1, 8, 12, 1, tzinfo=UTC)
    return ids


def restricted_adopted(system: System) -> Ids:
    ids = tabled(system, MatterAudience.FOCAL_POINTS)
    _with_procedure(system, ids, procedure="consensus")
    do(system, AdoptDecision(decision_id=ids["decision_id"], of=1))
    return ids


def contested(system: System) -> Ids:
    """By a correction of what was recorded for Austria."""
    ids = position_taken(system)
    decision = {"decision_id": ids["decision_id"]}
    _with_procedure(system, ids, procedure="consensus")
    system.store.clock = lambda: datetime(2016, 1, 5, tzinfo=UTC)
    do(system, AdoptDecision(**decision, of=1))
    wrong = {"corrects": 2, "position": Position.OBJECT, "reason": "misheard"}
    do(system, CorrectPosition(**decision, **wrong))
    return ids


def proposed(system: System) -> Ids:
    """An activity of Austria's, another of the same objective, and a later meeting."""
    objective = with_objective(system)["objective_id"]
    next_details = BERLIN_DETAILS.model_copy(
        update={
            "edition": 11,
            "starts_on": date(2017, 5, 8),
            "ends_on": date(2017, 5, 9),
        }
    )
    later = AnnounceMeeting(meeting_id=uuid4(), details=next_details)
    return {
        "activity_id": propose(system, objective),
        "on": propose(system, objective),
        "meeting_id": do(system, later).id,
    }


def agreed(system: System) -> Ids:
    ids = proposed(system)
    do(system, AgreeActivity(activity_id=ids["activity_id"]))
    return ids


def accepted(system: System) -> Ids:
    ids = proposed(system)
    agree_and_accept(system, ids["activity_id"])
    return ids


def accepted_and_another_agreed(system: System) -> Ids:
    ids = accepted(system)
    do(system, AgreeActivity(activity_id=ids["on"]))
    return ids


def after(command: Callable[..., Command], **fields: Any) -> Callable[[System], Ids]:
    """An activity that was accepted, and what Austria did with it then."""

    def given(system: System) -> Ids:
        ids = accepted(system)
        asked = command(activity_id=ids["activity_id"], **with_ids(fields, ids))
        do(system, asked, AUSTRIA)
        return ids

    return given


def with_milestone(system: System) -> Ids:
    ids = accepted(system) | {"milestone_id": uuid4()}
    do(
        system,
        SetMilestone(
            activity_id=ids["activity_id"],
            milestone_id=ids["milestone_id"],
            title="Draft",
            due_on=date(2016, 9, 30),
        ),
    )
    return ids


def with_file_as_evidence(system: System) -> Ids:
    ids = accepted(system) | {"evidence_id": uuid4()}
    content = system.vault.files.store(b"%PDF-1.7 protocol", "application/pdf")
    do(
        system,
        AttachEvidence(
            activity_id=ids["activity_id"],
            evidence_id=ids["evidence_id"],
            file=UploadedFile(sha256=content.sha256, name="protocol.pdf"),
        ),
    )
    return ids


def due_at_next_meeting(system: System) -> Ids:
    system.service.on_result = None  # or the product would settle it by itself
    return after(
        ChangeDueDate,
        due_on=date(2016, 9, 30),
        due_precision="next meeting",
        reason="later",
    )(system)


@dataclass(frozen=True)
class Example:
    """`request` is accepted where `given` is on record."""

    given: Callable[[System], Ids]
    request: Mapping[str, Any]


BODY = {
    "title": "Contact points",
    "paragraphs": [{"id": str(UUID(int=7)), "text": "Name a contact point."}],
}
FRANCE = {"code": "FR", "kind": "participating State", "name": "France", "quota": 1}
DAY = "2016-04-12"
LATE = "2999-09-30"
PAGE = {
    "title": "A page",
    "address": "https://example.org/meeting",
    "seen_on": "2016-01-01",
}
WHY = {"reason": "it was found so"}

EXAMPLES: Mapping[str, Example] = {
    "network.establish": Example(
        nothing, {"network_id": "{network_id}", "name": "Another"}
    ),
    "meeting.announce": Example(
        nothing, {"details": BERLIN_DETAILS.model_dump(mode="json")}
    ),
    "meeting.invite": Example(announced, {"delegations": [FRANCE]}),
    "network.name-organisation": Example(
        announced, {"code": "FRONTEX", "name": "Border Guard", "since": "2016-10-06"}
    ),
    "meeting.change-details": Example(
        announced,
        {
            "details": BERLIN_DETAILS.model_dump(mode="json") | {"city": "Potsdam"},
            **WHY,
        },
    ),
    "meeting.postpone": Example(
        announced, {"starts_on": "2016-05-12", "ends_on": "2016-05-13", **WHY}
    ),
    "meeting.cancel": Example(announced, WHY),
    "meeting.withdraw-invitation": Example(announced, {"delegation": "AT", **WHY}),
    "meeting.schedule": Example(
        announced, {"on": DAY, "title": "Opening", "kind": "plenary"}
    ),
    "meeting.change-session": Example(
        scheduled,
        {
            "title": "Opening",
            "kind": "plenary",
            "starts_at": f"{DAY}T09:30",
            "ends_at": f"{DAY}T10:00",
        },
    ),
    "meeting.name-speakers": Example(scheduled, {"speakers": "The Chair"}),
    "meeting.drop-session": Example(scheduled, {}),
    "meeting.release-agenda": Example(scheduled, {}),
    "meeting.reopen-registration": Example(registration_closed, WHY),
    "meeting.set-registration-terms": Example(
        open_for_registration, {"terms": {"alternates_need_head": True}}
    ),
    "meeting.issue-list": Example(open_for_registration, {"edition": "provisional"}),
    "meeting.change-capacity": Example(open_for_registration, {"capacity": 300, **WHY}),
    "meeting.open-registration": Example(announced, {"capacity": 3}),
    "meeting.close-registration": Example(open_for_registration, {}),
    "meeting.change-quota": Example(
        open_for_registration, {"delegation": "AT", "quota": 9, **WHY}
    ),
    "meeting.open": Example(on_the_first_day, {}),
    "meeting.conclude": Example(in_session, {}),
    "meeting.state-attendance": Example(
        in_session, {"total": {"participants": 100, "source": "a page"}}
    ),
    "meeting.correct-attendance": Example(
        attendance_stated, {"total": {"participants": 102, "source": "a page"}, **WHY}
    ),
    "meeting.name-source": Example(
        announced, {"parts": ["title", "starts_on"], "source": PAGE}
    ),
    "objective.name-source": Example(with_objective, {"source": PAGE}),
    "objective.reword": Example(with_objective, {"text": "Look closer.", **WHY}),
    "objective.move": Example(scheduled_with_objective, {"session_id": "{session_id}"}),
    "objective.withdraw": Example(with_objective, WHY),
    "objective.set": Example(
        with_objective,
        {"code": "O2", "text": "Look further.", "outcome_kind": "discussion"},
    ),
    "objective.list-aim": Example(with_restricted_objective, {}),
    "meeting.call-roll": Example(
        in_session,
        {
            "lines": [
                {"delegation": code, "present": True} for code in ("AT", "IT", "MK")
            ]
        },
    ),
    "meeting.choose-symbol": Example(announced, {"prefix": "BSM"}),
    "decision.table": Example(
        announced, {"meeting_id": "{meeting_id}", "body": BODY, "tabled_by": "AT"}
    ),
    "decision.table-version": Example(
        tabled, {"of": 1, "body": {**BODY, "title": "Other contact points"}}
    ),
    "decision.place-translation": Example(
        tabled, {"version": 1, "language": "fr", "title": "Contacts", "texts": []}
    ),
    "decision.comment": Example(
        tabled, {"version": 1, "delegation": "AT", "text": "Which ones?"}
    ),
    "decision.open-procedure": Example(tabled, {"procedure": "consensus", "of": 1}),
    "decision.extend-silence": Example(
        in_silence, {"expires_at": "2016-01-09T12:00:00Z", **WHY}
    ),
    "decision.end-procedure": Example(in_silence, WHY),
    "decision.adopt": Example(in_consensus, {"of": 1}),
    "decision.expire-silence": Example(
        silence_expired, {"decision_id": "{decision_id}", "round": 1}
    ),
    "decision.uphold": Example(contested, {"cause": 5, **WHY}),
    "decision.annul": Example(contested, WHY),
    "decision.release": Example(restricted_adopted, WHY),
    "decision.withdraw": Example(tabled, WHY),
    "decision.leave-open": Example(tabled, WHY),
    "decision.take-position": Example(
        tabled, {"delegation": "AT", "version": 1, "position": "agree"}
    ),
    "decision.record-positions": Example(
        tabled,
        {
            "version": 1,
            "how": "in the room",
            "rows": [{"delegation": "AT", "position": "agree"}],
        },
    ),
    "decision.withdraw-position": Example(
        position_taken, {"delegation": "AT", "version": 1}
    ),
    "decision.correct-position": Example(
        position_taken, {"corrects": 2, "position": "object", **WHY}
    ),
    "objective.record-discussion": Example(
        objective_in_session, {"summary": "Four spoke."}
    ),
    "registration.nominate": Example(
        open_for_registration, {"delegation": "AT", "function": "member"}
    ),
    "registration.nominate-delegation": Example(
        open_for_registration,
        {"delegation": "AT", "delegates": [{"function": "head"}]},
    ),
    "registration.request": Example(
        open_for_requests, {"function": "member", "participant_id": "{participant_id}"}
    ),
    "registration.endorse": Example(requested, {}),
    "registration.decline-request": Example(requested, WHY),
    "registration.confirm-many": Example(
        nominated, {"registration_ids": ["{registration_id}"]}
    ),
    "registration.change-function": Example(nominated, {"function": "head"}),
    "registration.substitute": Example(nominated, {"nobody_yet": True}),
    "registration.grant-change": Example(substitute_requested, {}),
    "registration.refuse-change": Example(substitute_requested, WHY),
    "delegation.answer-invitation": Example(
        open_for_registration, {"delegation": "AT", "answer": "takes part"}
    ),
    "delegation.receive-note": Example(
        open_for_registration, {"delegation": "AT", "note": NOTE_VERBALE}
    ),
    "delegation.replace-note": Example(
        note_received, {"delegation": "AT", "note": NOTE_VERBALE, **WHY}
    ),
    "delegation.destroy-note-file": Example(note_received, {"delegation": "AT", **WHY}),
    "delegation.adopt": Example(
        head_of_an_earlier_release,
        {
            "meeting_id": "{meeting_id}",
            "delegation": "AT",
            "registration_ids": ["{registration_id}"],
        },
    ),
    "registration.register-delegates": Example(
        open_for_registration,
        {"delegates": [{"delegation": "AT", "function": "member"}]},
    ),
    "registration.confirm": Example(nominated, {}),
    "registration.waitlist": Example(nominated_with_quota_full, {}),
    "registration.move-in-queue": Example(
        waiting_last, {"ahead_of": "{other_id}", **WHY}
    ),
    "meeting.set-session-places": Example(
        with_study_visit, {"places": {"capacity": 40}}
    ),
    "registration.take-place": Example(with_places, {}),
    "registration.give-up-place": Example(with_place, {}),
    "registration.promote-next": Example(
        promotable, {"meeting_id": "{meeting_id}", "because": "seat free"}
    ),
    "registration.refuse": Example(nominated, WHY),
    "registration.withdraw": Example(nominated, {}),
    "registration.record-attendance": Example(delegate_in_session, {}),
    "registration.record-attendances": Example(
        delegate_in_session, {"registration_ids": ["{registration_id}"]}
    ),
    "registration.record-departure": Example(attended, {}),
    "registration.strike-attendance": Example(attended, {"corrects": 3, **WHY}),
    "registration.register-at-door": Example(
        in_session,
        {
            "delegation": "AT",
            "function": "member",
            "person": {"name": "Max Muster"},
        },
    ),
    "registration.record-past": Example(
        concluded_without_registration,
        {
            "list_name": "List of participants",
            "rows": [
                {
                    "delegation": "AT",
                    "function": "member",
                    "person": {"name": "Max Muster"},
                    "came": True,
                }
            ],
        },
    ),
    "participant.enter": Example(
        announced, {"delegation": "AT", "person": {"name": "Max Muster"}}
    ),
    "participant.change-details": Example(entered, {"details": {"phone": "+43 1 234"}}),
    "participant.designate": Example(entered, {"since": DAY}),
    "participant.end-designation": Example(designated, {"on": DAY}),
    "participant.change-delegation": Example(
        about_to_move, {"delegation": "{other_code}", "since": "2016-01-01"}
    ),
    "participant.merge": Example(entered_twice, {"into": "{other_id}", **WHY}),
    "participant.separate": Example(merged, WHY),
    "participant.withhold-listing": Example(entered, {"withheld": True}),
    "participant.erase": Example(entered, {"groups": ["needs"], **WHY}),
    "text.redact": Example(
        registration_refused,
        {"stream_id": "{registration_id}", "version": 2, "field": "reason", **WHY},
    ),
    "activity.import": Example(
        announced, {"activities": [{"title": "Maps", "owner": "AT", "due_on": LATE}]}
    ),
    "activity.propose": Example(
        with_objective,
        {
            "objective_id": "{objective_id}",
            "title": "Joint patrol manual",
            "owner": "AT",
            "due_on": LATE,
        },
    ),
    "activity.agree": Example(proposed, {}),
    "activity.accept": Example(agreed, {}),
    "activity.decline": Example(agreed, WHY),
    "activity.hand-over": Example(
        accepted, {"owner": "AT", "agency": "Federal Police", **WHY}
    ),
    "activity.change-partners": Example(accepted, {"partners": ["DE"]}),
    "activity.report-progress": Example(accepted, {"percent": 10}),
    "activity.report-complete": Example(accepted, {}),
    "activity.confirm": Example(after(ReportComplete), {}),
    "activity.return": Example(after(ReportComplete), WHY),
    "activity.correct-report": Example(
        after(ReportProgress, percent=50), {"corrects": 4, "percent": 40, **WHY}
    ),
    "activity.change-due-date": Example(accepted, {"due_on": "2999-12-31", **WHY}),
    "activity.settle-due-date": Example(
        due_at_next_meeting,
        {"activity_id": "{activity_id}", "meeting_id": "{meeting_id}"},
    ),
    "activity.block": Example(accepted, {"blocked_by": "no budget"}),
    "activity.unblock": Example(after(BlockActivity, blocked_by="no budget"), {}),
    "activity.withdraw": Example(accepted, WHY),
    "activity.reopen": Example(after(WithdrawActivity, reason="overtaken"), WHY),
    "activity.set-milestone": Example(
        accepted, {"title": "Draft circulated", "due_on": "2999-06-30"}
    ),
    "activity.reach-milestone": Example(with_milestone, {}),
    "activity.drop-milestone": Example(with_milestone, WHY),
    "activity.add-dependency": Example(accepted, {"on": "{on}"}),
    "activity.remove-dependency": Example(after(AddDependency, on="{on}"), {}),
    "activity.comment": Example(accepted, {"text": "We can help.", "mentions": ["IT"]}),
    "activity.attach-evidence": Example(accepted, {"url": "https://example.org/draft"}),
    "activity.withdraw-evidence": Example(with_file_as_evidence, WHY),
    "activity.erase-evidence": Example(with_file_as_evidence, {"revision": 1, **WHY}),
    "activity.carry-over": Example(accepted, {"meeting_id": "{meeting_id}"}),
    "activity.supersede": Example(accepted, {"by": "{on}", **WHY}),
    "activity.split": Example(
        accepted, {"parts": [{"title": "Draft"}, {"title": "Print"}], **WHY}
    ),
    "activity.merge": Example(
        accepted_and_another_agreed,
        {"into": {"title": "Both"}, "activities": ["{activity_id}", "{on}"], **WHY},
    ),
}


def command_to_ask(kind: type[Command], system: System) -> Command:
    """The example of a command, with what it needs on record."""
    example = EXAMPLES[kind.NAME]
    ids = example.given(system)
    fields = with_ids(dict(example.request), ids)
    fields |= {name: ids[name] for name in kind.path_fields()}
    if kind.NEW_ID_FIELD is not None:
        fields[kind.NEW_ID_FIELD] = uuid4()
    return kind.model_validate(fields)


def with_ids(value: Any, ids: Mapping[str, Any]) -> Any:
    """The value with ids in place of their names in braces."""
    if isinstance(value, dict):
        return {name: with_ids(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [with_ids(item, ids) for item in value]
    if isinstance(value, str):
        for name, id in ids.items():
            value = value.replace(f"{{{name}}}", str(id))
    return value
