"""Where each command is posted, and what programs call it."""

import re
from dataclasses import dataclass

from bsm_service.application.command import Command, EstablishNetwork
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ChangePartners,
    ConfirmActivity,
    CorrectReport,
    DeclineActivity,
    HandOverActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    SettleDueDate,
    UnblockActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    DropMilestone,
    EraseEvidence,
    ReachMilestone,
    RemoveDependency,
    SetMilestone,
    WithdrawEvidence,
)
from bsm_service.imports.commands import ImportActivities
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    CloseRegistration,
    ConcludeMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    RecordDiscussion,
    ScheduleSession,
    SetObjective,
    StateAttendance,
)
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.privacy.commands import RedactText
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    RegisterDelegates,
    WaitlistRegistration,
    WithdrawRegistration,
)


@dataclass(frozen=True, slots=True)
class CommandPath:
    """Where a command is posted, and the id of the operation for programs, which never
    changes. `makes` is whether it makes something of its own, though it has no name for
    it.
    """

    path: str
    command: type[Command]
    operation_id: str
    creates: bool = False

    @property
    def path_fields(self) -> tuple[str, ...]:
        """The fields that the address gives."""
        return tuple(re.findall(r"{(\w+)}", self.path))


COMMAND_PATHS: tuple[CommandPath, ...] = (
    CommandPath("/meetings", AnnounceMeeting, "announce_meeting"),
    CommandPath(
        "/meetings/{meeting_id}/delegations",
        InviteDelegations,
        "invite_delegations",
    ),
    CommandPath("/meetings/{meeting_id}/sessions", ScheduleSession, "schedule_session"),
    CommandPath(
        "/meetings/{meeting_id}/registration-opening",
        OpenRegistration,
        "open_registration",
    ),
    CommandPath(
        "/meetings/{meeting_id}/registration-closing",
        CloseRegistration,
        "close_registration",
    ),
    CommandPath("/meetings/{meeting_id}/quotas", ChangeQuota, "change_quota"),
    CommandPath("/meetings/{meeting_id}/opening", OpenMeeting, "open_meeting"),
    CommandPath(
        "/meetings/{meeting_id}/conclusion", ConcludeMeeting, "conclude_meeting"
    ),
    CommandPath(
        "/meetings/{meeting_id}/stated-attendance",
        StateAttendance,
        "state_attendance",
    ),
    CommandPath(
        "/meetings/{meeting_id}/registrations",
        NominateDelegate,
        "nominate_delegate",
        creates=True,
    ),
    CommandPath(
        "/meetings/{meeting_id}/registrations/bulk",
        RegisterDelegates,
        "register_delegates",
    ),
    CommandPath("/meetings/{meeting_id}/objectives", SetObjective, "set_objective"),
    CommandPath(
        "/registrations/{registration_id}/confirmation",
        ConfirmRegistration,
        "confirm_registration",
    ),
    CommandPath(
        "/registrations/{registration_id}/waitlisting",
        WaitlistRegistration,
        "waitlist_registration",
    ),
    CommandPath(
        "/registrations/{registration_id}/refusal",
        RefuseRegistration,
        "refuse_registration",
    ),
    CommandPath(
        "/registrations/{registration_id}/withdrawal",
        WithdrawRegistration,
        "withdraw_registration",
    ),
    CommandPath(
        "/registrations/{registration_id}/attendance",
        RecordAttendance,
        "record_attendance",
    ),
    CommandPath("/participants", EnterParticipant, "enter_participant"),
    CommandPath(
        "/participants/{participant_id}/details",
        ChangeDetails,
        "change_personal_details",
    ),
    CommandPath(
        "/participants/{participant_id}/designation",
        DesignateFocalPoint,
        "designate_focal_point",
    ),
    CommandPath(
        "/participants/{participant_id}/designation-end",
        EndDesignation,
        "end_designation",
    ),
    CommandPath(
        "/participants/{participant_id}/erasure",
        ErasePersonalData,
        "erase_personal_data",
    ),
    CommandPath("/redactions", RedactText, "redact_text", creates=True),
    CommandPath(
        "/objectives/{objective_id}/discussion",
        RecordDiscussion,
        "record_discussion",
    ),
    CommandPath("/activities", ProposeActivity, "propose_activity"),
    CommandPath("/activities/{activity_id}/agreement", AgreeActivity, "agree_activity"),
    CommandPath(
        "/activities/{activity_id}/acceptance", AcceptActivity, "accept_activity"
    ),
    CommandPath(
        "/activities/{activity_id}/progress", ReportProgress, "report_progress"
    ),
    CommandPath(
        "/activities/{activity_id}/completion", ReportComplete, "report_complete"
    ),
    CommandPath(
        "/activities/{activity_id}/confirmation",
        ConfirmActivity,
        "confirm_activity",
    ),
    CommandPath("/activities/{activity_id}/return", ReturnActivity, "return_activity"),
    CommandPath("/activities/{activity_id}/due-date", ChangeDueDate, "change_due_date"),
    CommandPath("/activities/{activity_id}/block", BlockActivity, "block_activity"),
    CommandPath(
        "/activities/{activity_id}/unblock", UnblockActivity, "unblock_activity"
    ),
    CommandPath(
        "/activities/{activity_id}/withdrawal",
        WithdrawActivity,
        "withdraw_activity",
    ),
    CommandPath(
        "/activities/{activity_id}/decline", DeclineActivity, "decline_activity"
    ),
    CommandPath(
        "/activities/{activity_id}/hand-over",
        HandOverActivity,
        "hand_over_activity",
    ),
    CommandPath(
        "/activities/{activity_id}/partners", ChangePartners, "change_partners"
    ),
    CommandPath(
        "/activities/{activity_id}/corrections", CorrectReport, "correct_report"
    ),
    CommandPath(
        "/activities/{activity_id}/reopening", ReopenActivity, "reopen_activity"
    ),
    CommandPath("/activities/{activity_id}/milestones", SetMilestone, "set_milestone"),
    CommandPath(
        "/activities/{activity_id}/milestones/{milestone_id}/completion",
        ReachMilestone,
        "reach_milestone",
    ),
    CommandPath(
        "/activities/{activity_id}/milestones/{milestone_id}/drop",
        DropMilestone,
        "drop_milestone",
    ),
    CommandPath(
        "/activities/{activity_id}/dependencies", AddDependency, "add_dependency"
    ),
    CommandPath(
        "/activities/{activity_id}/dependencies/{on}/removal",
        RemoveDependency,
        "remove_dependency",
    ),
    CommandPath(
        "/activities/{activity_id}/comments",
        CommentOnActivity,
        "comment_on_activity",
    ),
    CommandPath(
        "/activities/{activity_id}/evidence", AttachEvidence, "attach_evidence"
    ),
    CommandPath(
        "/activities/{activity_id}/evidence/{evidence_id}/withdrawal",
        WithdrawEvidence,
        "withdraw_evidence",
    ),
    CommandPath(
        "/activities/{activity_id}/evidence/{evidence_id}/erasure",
        EraseEvidence,
        "erase_evidence",
    ),
    CommandPath(
        "/activities/{activity_id}/carrying-over", CarryOver, "carry_over_activity"
    ),
    CommandPath(
        "/activities/{activity_id}/supersession",
        SupersedeActivity,
        "supersede_activity",
    ),
    CommandPath("/activities/{activity_id}/split", SplitActivity, "split_activity"),
    CommandPath("/activities/merge", MergeActivities, "merge_activities"),
    CommandPath(
        "/meetings/{meeting_id}/activities/bulk",
        ImportActivities,
        "import_activities",
    ),
)

# The product does these by itself: the network is established when the server first
# starts, and a due date settled when the next meeting is announced.
COMMANDS_WITHOUT_PATH: frozenset[type[Command]] = frozenset(
    {EstablishNetwork, SettleDueDate}
)
