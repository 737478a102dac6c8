"""The menu: everything that the network may be asked to do.

HTTP bodies, CLI arguments and dashboard forms are all made of these. Who may ask is
in the permission table, under the command's stable name. `occurred_at` tells when it
happened, where that was earlier than now.
"""

from bsm_service.commands.activities import AcceptActivity as AcceptActivity
from bsm_service.commands.activities import AgreeActivity as AgreeActivity
from bsm_service.commands.activities import BlockActivity as BlockActivity
from bsm_service.commands.activities import ChangeDueDate as ChangeDueDate
from bsm_service.commands.activities import ChangePartners as ChangePartners
from bsm_service.commands.activities import ConfirmActivity as ConfirmActivity
from bsm_service.commands.activities import CorrectReport as CorrectReport
from bsm_service.commands.activities import DeclineActivity as DeclineActivity
from bsm_service.commands.activities import HandOverActivity as HandOverActivity
from bsm_service.commands.activities import ProposeActivity as ProposeActivity
from bsm_service.commands.activities import ReopenActivity as ReopenActivity
from bsm_service.commands.activities import ReportComplete as ReportComplete
from bsm_service.commands.activities import ReportProgress as ReportProgress
from bsm_service.commands.activities import ReturnActivity as ReturnActivity
from bsm_service.commands.activities import SettleDueDate as SettleDueDate
from bsm_service.commands.activities import UnblockActivity as UnblockActivity
from bsm_service.commands.activities import WithdrawActivity as WithdrawActivity
from bsm_service.commands.activity_import import ActivityChange as ActivityChange
from bsm_service.commands.activity_import import ImportActivities as ImportActivities
from bsm_service.commands.activity_import import ImportedActivity as ImportedActivity
from bsm_service.commands.activity_import import ImportedReply as ImportedReply
from bsm_service.commands.activity_lineage import CarryOver as CarryOver
from bsm_service.commands.activity_lineage import Continuation as Continuation
from bsm_service.commands.activity_lineage import MergeActivities as MergeActivities
from bsm_service.commands.activity_lineage import SplitActivity as SplitActivity
from bsm_service.commands.activity_lineage import SupersedeActivity as SupersedeActivity
from bsm_service.commands.activity_work import AddDependency as AddDependency
from bsm_service.commands.activity_work import AttachEvidence as AttachEvidence
from bsm_service.commands.activity_work import CommentOnActivity as CommentOnActivity
from bsm_service.commands.activity_work import DropMilestone as DropMilestone
from bsm_service.commands.activity_work import EraseEvidence as EraseEvidence
from bsm_service.commands.activity_work import ReachMilestone as ReachMilestone
from bsm_service.commands.activity_work import RemoveDependency as RemoveDependency
from bsm_service.commands.activity_work import SetMilestone as SetMilestone
from bsm_service.commands.activity_work import UploadedFile as UploadedFile
from bsm_service.commands.activity_work import WithdrawEvidence as WithdrawEvidence
from bsm_service.commands.command import Command as Command
from bsm_service.commands.meetings import AnnounceMeeting as AnnounceMeeting
from bsm_service.commands.meetings import ChangeQuota as ChangeQuota
from bsm_service.commands.meetings import CloseRegistration as CloseRegistration
from bsm_service.commands.meetings import ConcludeMeeting as ConcludeMeeting
from bsm_service.commands.meetings import EstablishNetwork as EstablishNetwork
from bsm_service.commands.meetings import InviteDelegations as InviteDelegations
from bsm_service.commands.meetings import OpenMeeting as OpenMeeting
from bsm_service.commands.meetings import OpenRegistration as OpenRegistration
from bsm_service.commands.meetings import RecordDiscussion as RecordDiscussion
from bsm_service.commands.meetings import ScheduleSession as ScheduleSession
from bsm_service.commands.meetings import SetObjective as SetObjective
from bsm_service.commands.meetings import StateAttendance as StateAttendance
from bsm_service.commands.people import ChangeDetails as ChangeDetails
from bsm_service.commands.people import ConfirmRegistration as ConfirmRegistration
from bsm_service.commands.people import Delegate as Delegate
from bsm_service.commands.people import DesignateFocalPoint as DesignateFocalPoint
from bsm_service.commands.people import EndDesignation as EndDesignation
from bsm_service.commands.people import EnterParticipant as EnterParticipant
from bsm_service.commands.people import ErasePersonalData as ErasePersonalData
from bsm_service.commands.people import NominateDelegate as NominateDelegate
from bsm_service.commands.people import RecordAttendance as RecordAttendance
from bsm_service.commands.people import RedactText as RedactText
from bsm_service.commands.people import RefuseRegistration as RefuseRegistration
from bsm_service.commands.people import RegisterDelegates as RegisterDelegates
from bsm_service.commands.people import WaitlistRegistration as WaitlistRegistration
from bsm_service.commands.people import WithdrawRegistration as WithdrawRegistration


def every_command() -> tuple[type[Command], ...]:
    return tuple(Command.__subclasses__())
