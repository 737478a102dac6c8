"""Where each command is posted, and what programs call it."""

import re
from dataclasses import dataclass

from bsm_service import commands as ask
from bsm_service.commands import Command


@dataclass(frozen=True, slots=True)
class Post:
    """Where a command is posted, and the id of the operation for programs, which never
    changes. `makes` is whether it makes something of its own, though it has no name for
    it.
    """

    path: str
    command: type[Command]
    operation_id: str
    makes: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The fields that the address gives."""
        return tuple(re.findall(r"{(\w+)}", self.path))


POSTS: tuple[Post, ...] = (
    Post("/meetings", ask.AnnounceMeeting, "announce_meeting"),
    Post(
        "/meetings/{meeting_id}/delegations",
        ask.InviteDelegations,
        "invite_delegations",
    ),
    Post("/meetings/{meeting_id}/sessions", ask.ScheduleSession, "schedule_session"),
    Post(
        "/meetings/{meeting_id}/registration-opening",
        ask.OpenRegistration,
        "open_registration",
    ),
    Post(
        "/meetings/{meeting_id}/registration-closing",
        ask.CloseRegistration,
        "close_registration",
    ),
    Post("/meetings/{meeting_id}/quotas", ask.ChangeQuota, "change_quota"),
    Post("/meetings/{meeting_id}/opening", ask.OpenMeeting, "open_meeting"),
    Post("/meetings/{meeting_id}/conclusion", ask.ConcludeMeeting, "conclude_meeting"),
    Post(
        "/meetings/{meeting_id}/stated-attendance",
        ask.StateAttendance,
        "state_attendance",
    ),
    Post(
        "/meetings/{meeting_id}/registrations",
        ask.NominateDelegate,
        "nominate_delegate",
        makes=True,
    ),
    Post(
        "/meetings/{meeting_id}/registrations/bulk",
        ask.RegisterDelegates,
        "register_delegates",
    ),
    Post("/meetings/{meeting_id}/objectives", ask.SetObjective, "set_objective"),
    Post(
        "/registrations/{registration_id}/confirmation",
        ask.ConfirmRegistration,
        "confirm_registration",
    ),
    Post(
        "/registrations/{registration_id}/waitlisting",
        ask.WaitlistRegistration,
        "waitlist_registration",
    ),
    Post(
        "/registrations/{registration_id}/refusal",
        ask.RefuseRegistration,
        "refuse_registration",
    ),
    Post(
        "/registrations/{registration_id}/withdrawal",
        ask.WithdrawRegistration,
        "withdraw_registration",
    ),
    Post(
        "/registrations/{registration_id}/attendance",
        ask.RecordAttendance,
        "record_attendance",
    ),
    Post("/participants", ask.EnterParticipant, "enter_participant"),
    Post(
        "/participants/{participant_id}/details",
        ask.ChangeDetails,
        "change_personal_details",
    ),
    Post(
        "/participants/{participant_id}/designation",
        ask.DesignateFocalPoint,
        "designate_focal_point",
    ),
    Post(
        "/participants/{participant_id}/designation-end",
        ask.EndDesignation,
        "end_designation",
    ),
    Post(
        "/participants/{participant_id}/erasure",
        ask.ErasePersonalData,
        "erase_personal_data",
    ),
    Post("/redactions", ask.RedactText, "redact_text", makes=True),
    Post(
        "/objectives/{objective_id}/discussion",
        ask.RecordDiscussion,
        "record_discussion",
    ),
    Post("/activities", ask.ProposeActivity, "propose_activity"),
    Post("/activities/{activity_id}/agreement", ask.AgreeActivity, "agree_activity"),
    Post("/activities/{activity_id}/acceptance", ask.AcceptActivity, "accept_activity"),
    Post("/activities/{activity_id}/progress", ask.ReportProgress, "report_progress"),
    Post("/activities/{activity_id}/completion", ask.ReportComplete, "report_complete"),
    Post(
        "/activities/{activity_id}/confirmation",
        ask.ConfirmActivity,
        "confirm_activity",
    ),
    Post("/activities/{activity_id}/return", ask.ReturnActivity, "return_activity"),
    Post("/activities/{activity_id}/due-date", ask.ChangeDueDate, "change_due_date"),
    Post("/activities/{activity_id}/block", ask.BlockActivity, "block_activity"),
    Post("/activities/{activity_id}/unblock", ask.UnblockActivity, "unblock_activity"),
    Post(
        "/activities/{activity_id}/withdrawal",
        ask.WithdrawActivity,
        "withdraw_activity",
    ),
    Post("/activities/{activity_id}/decline", ask.DeclineActivity, "decline_activity"),
    Post(
        "/activities/{activity_id}/hand-over",
        ask.HandOverActivity,
        "hand_over_activity",
    ),
    Post("/activities/{activity_id}/partners", ask.ChangePartners, "change_partners"),
    Post("/activities/{activity_id}/corrections", ask.CorrectReport, "correct_report"),
    Post("/activities/{activity_id}/reopening", ask.ReopenActivity, "reopen_activity"),
    Post("/activities/{activity_id}/milestones", ask.SetMilestone, "set_milestone"),
    Post(
        "/activities/{activity_id}/milestones/{milestone_id}/completion",
        ask.ReachMilestone,
        "reach_milestone",
    ),
    Post(
        "/activities/{activity_id}/milestones/{milestone_id}/drop",
        ask.DropMilestone,
        "drop_milestone",
    ),
    Post("/activities/{activity_id}/dependencies", ask.AddDependency, "add_dependency"),
    Post(
        "/activities/{activity_id}/dependencies/{on}/removal",
        ask.RemoveDependency,
        "remove_dependency",
    ),
    Post(
        "/activities/{activity_id}/comments",
        ask.CommentOnActivity,
        "comment_on_activity",
    ),
    Post("/activities/{activity_id}/evidence", ask.AttachEvidence, "attach_evidence"),
    Post(
        "/activities/{activity_id}/evidence/{evidence_id}/withdrawal",
        ask.WithdrawEvidence,
        "withdraw_evidence",
    ),
    Post(
        "/activities/{activity_id}/evidence/{evidence_id}/erasure",
        ask.EraseEvidence,
        "erase_evidence",
    ),
    Post(
        "/activities/{activity_id}/carrying-over", ask.CarryOver, "carry_over_activity"
    ),
    Post(
        "/activities/{activity_id}/supersession",
        ask.SupersedeActivity,
        "supersede_activity",
    ),
    Post("/activities/{activity_id}/split", ask.SplitActivity, "split_activity"),
    Post("/activities/merge", ask.MergeActivities, "merge_activities"),
    Post(
        "/meetings/{meeting_id}/activities/bulk",
        ask.ImportActivities,
        "import_activities",
    ),
)

# The product does these by itself: the network is established when the server first
# starts, and a due date settled when the next meeting is announced.
NOT_POSTED: frozenset[type[Command]] = frozenset(
    {ask.EstablishNetwork, ask.SettleDueDate}
)
