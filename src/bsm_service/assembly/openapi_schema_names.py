"""The names of the schemas in the API's description, apart from those of the classes.

Programs are generated from these names, so they stay when a class is renamed or moved.
A new model of the API gets its name here, a noun of the field; a test finds those that
have none. Bodies of commands are named after their operations (`request_schema_name`).
"""

from collections.abc import Mapping
from typing import Any

from bsm_domain.catalogue import FactKind
from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.states import DelegationKind
from bsm_domain.foundation.values import DuePrecision, MatterAudience
from bsm_domain.meetings.meeting_facts import (
    InvitedDelegation,
    MeetingDetails,
    MeetingMode,
    SessionKind,
    StatedTotal,
)
from bsm_domain.meetings.objective import OutcomeKind
from bsm_domain.people.participant import PersonalGroup
from bsm_domain.registration.registration import DelegateFunction
from bsm_projections.follow_up import details as activity_details
from bsm_projections.follow_up import queries as activities_listed
from bsm_projections.history import queries as facts
from bsm_projections.leadership import burn_up as promises
from bsm_projections.leadership import changes as commitment_changes
from bsm_projections.leadership import figures as commitments
from bsm_projections.leadership import queries as leadership
from bsm_projections.meetings import objective_queries as meeting_objective_queries
from bsm_projections.meetings import queries as meetings
from bsm_projections.registration import queries as lists
from bsm_service import identity
from bsm_service.access.permissions import Grant, Scope
from bsm_service.accounts import models as accounts_shown
from bsm_service.accounts.own_access_routes import MyAccess
from bsm_service.application import command_service as service
from bsm_service.application.fact_details import FactDetails
from bsm_service.follow_up import routes as contents
from bsm_service.follow_up.lineage_commands import Continuation
from bsm_service.follow_up.work_commands import UploadedFile
from bsm_service.http_api.requests.query_request import ListPage
from bsm_service.http_api.responses import list_formats as list_forms
from bsm_service.http_api.responses import problems
from bsm_service.imports import routes as imports_asked
from bsm_service.imports.choices import ChangeableField, ImportChoices, WantedChange
from bsm_service.imports.commands import ActivityChange, ImportedActivity, ImportedReply
from bsm_service.imports.files.file_format import (
    DayOrder,
    Delimiter,
    DetectedProperty,
    DetectionSource,
    Encoding,
    FileFormat,
    WorkbookSheet,
)
from bsm_service.imports.report import (
    ImportReport,
    MergedRow,
    OutdatedRow,
    RefusedRow,
    RememberedMapping,
    RowDifference,
    UnknownValue,
)
from bsm_service.leadership import models as commitments_answer
from bsm_service.operations import routes as operating
from bsm_service.people import lists as reads_people
from bsm_service.people import participants as people_seen
from bsm_service.privacy import lists as reads_access
from bsm_service.privacy.erasure import receipt
from bsm_service.privacy.erasure.residual_data import ResidualFinding
from bsm_service.privacy.own_data import models as held
from bsm_service.registration.commands import DelegateRow
from bsm_service.reminders import messages, preferences
from bsm_service.reminders import routes as reminding
from bsm_service.vault import personal_details

SCHEMA_NAMES: Mapping[Any, str] = {
    # Refusals, and the server's own state
    problems.Problem: "Problem",
    problems.FieldProblem: "FieldProblem",
    operating.Health: "Health",
    operating.Liveness: "Liveness",
    operating.Readiness: "Readiness",
    # Lists
    list_forms.ListFormat: "ListFormat",
    ListPage[accounts_shown.AccountModel]: "AccountPage",
    ListPage[accounts_shown.MandateModel]: "MandatePage",
    ListPage[activities_listed.Activity]: "ActivityPage",
    ListPage[facts.Fact]: "FactPage",
    ListPage[meeting_objective_queries.Objective]: "ObjectivePage",
    ListPage[lists.Registration]: "RegistrationPage",
    ListPage[meetings.MeetingDelegation]: "MeetingDelegationPage",
    ListPage[meetings.Delegation]: "DelegationPage",
    ListPage[meetings.Meeting]: "MeetingPage",
    ListPage[people_seen.ParticipantModel]: "ParticipantPage",
    ListPage[reads_access.PersonalDataReading]: "PersonalDataReadingPage",
    # Meetings
    meetings.Meeting: "Meeting",
    meetings.MeetingSession: "MeetingSession",
    meetings.StatedAttendance: "StatedAttendance",
    meetings.MeetingDelegation: "MeetingDelegation",
    meetings.Delegation: "Delegation",
    lists.Registration: "Registration",
    meeting_objective_queries.Objective: "Objective",
    MeetingDetails: "MeetingDetails",
    MeetingMode: "MeetingMode",
    SessionKind: "SessionKind",
    StatedTotal: "StatedTotal",
    InvitedDelegation: "DelegationInvitation",
    DelegationKind: "DelegationKind",
    DelegateFunction: "DelegateFunction",
    OutcomeKind: "OutcomeKind",
    MatterAudience: "Audience",
    DelegateRow: "NewDelegate",
    # Follow-up activities
    activities_listed.Activity: "Activity",
    activity_details.ActivityDetails: "ActivityDetails",
    activity_details.Milestone: "Milestone",
    activity_details.Comment: "Comment",
    activity_details.Evidence: "Evidence",
    activity_details.RelatedActivity: "RelatedActivity",
    ActivityStatus: "ActivityStatus",
    DuePrecision: "DuePrecision",
    Continuation: "ContinuingActivity",
    UploadedFile: "UploadedFile",
    contents.StoredContent: "StoredFile",
    # Commitments
    commitments_answer.LeadershipReportModel: "CommitmentsReport",
    leadership.LeadershipFigures: "Commitments",
    commitments.ActivityFigures: "CommitmentFigures",
    commitments.AgeBand: "AgeBand",
    commitments.OwnerStatuses: "OwnerStatuses",
    commitments.PostponedActivities: "PostponedActivities",
    commitment_changes.DueDateMove: "DueDateChange",
    commitment_changes.OwnerChanges: "OwnerChanges",
    commitment_changes.BulkEntry: "FactsRecordedTogether",
    promises.DayBasis: "DayBasis",
    promises.BurnUpDay: "BurnUpDay",
    # Imports
    imports_asked.ImportRequest: "ImportRequest",
    imports_asked.RememberedMappings: "RememberedMappings",
    imports_asked.MappingToForget: "MappingToForget",
    ImportChoices: "ImportChoices",
    ImportReport: "ImportReport",
    RowDifference: "RowDifference",
    OutdatedRow: "OutdatedRow",
    RememberedMapping: "RememberedMapping",
    WantedChange: "WantedChange",
    ChangeableField: "ChangeableField",
    FileFormat: "ImportFileFormat",
    DetectedProperty: "ImportFileProperty",
    DetectionSource: "ImportFilePropertySource",
    WorkbookSheet: "WorkbookSheet",
    Delimiter: "TextDelimiter",
    Encoding: "TextEncoding",
    DayOrder: "DayOrder",
    RefusedRow: "RefusedRow",
    MergedRow: "MergedRow",
    UnknownValue: "UnknownValue",
    ActivityChange: "ActivityChange",
    ImportedActivity: "ImportedActivity",
    ImportedReply: "ImportedReply",
    # Facts, and what becomes of commands
    facts.Fact: "Fact",
    FactKind: "FactKind",
    FactDetails: "WholeFact",
    service.CommandResult: "CommandAnswer",
    service.RecordedFact: "RecordedFact",
    # People
    people_seen.ParticipantModel: "Participant",
    personal_details.PersonalDetails: "PersonalDetails",
    personal_details.PersonalDetailsChange: "PersonalDetailsChange",
    PersonalGroup: "PersonalDataGroup",
    reads_people.ParticipantSearchRequest: "ParticipantSearchRequest",
    reads_people.ParticipantSearchResult: "ParticipantSearchResult",
    reads_access.PersonalDataReading: "PersonalDataReading",
    receipt.Receipt: "ErasureReceipt",
    ResidualFinding: "ErasureFinding",
    # What is held about a person
    held.OwnDataExport: "PersonalDataReport",
    held.HeldAccount: "HeldAccount",
    held.AccountEventModel: "AccountEvent",
    held.HeldSecondFactor: "HeldSecondFactor",
    held.PersonFact: "PersonFact",
    held.RetentionDates: "RetentionDates",
    held.HeldEmail: "HeldEmail",
    held.HeldMandate: "HeldMandate",
    held.PersonalDataAccess: "PersonalDataAccess",
    held.HeldRegistration: "HeldRegistration",
    held.HeldReminderPreferences: "HeldReminderPreferences",
    held.HeldSession: "HeldSession",
    held.HeldToken: "HeldToken",
    held.HeldDetails: "HeldDetails",
    # Accounts, mandates, reminders
    MyAccess: "MyAccess",
    Role: "Role",
    SignInMethod: "SignInMethod",
    Scope: "PermissionScope",
    Grant: "AuditorGrant",
    accounts_shown.AccountModel: "Account",
    accounts_shown.AddAccountRequest: "AddAccountRequest",
    accounts_shown.AccountInvitation: "AccountInvitation",
    accounts_shown.SetAccountPersonRequest: "SetAccountPersonRequest",
    accounts_shown.EndedSessions: "EndedSessions",
    accounts_shown.ReasonRequest: "ReasonRequest",
    accounts_shown.MandateModel: "Mandate",
    accounts_shown.GiveMandateRequest: "GiveMandateRequest",
    identity.MandateKind: "MandateKind",
    reminding.NoticeList: "NoticeList",
    reminding.NoticeModel: "Notice",
    preferences.ReminderPreferences: "ReminderPreferences",
    preferences.ReminderPreferencesRequest: "ReminderPreferencesRequest",
    preferences.MessageKind: "ReminderKind",
    messages.MessageState: "EmailState",
    reminding.OutboxModel: "Outbox",
    reminding.FailingEmail: "FailingEmail",
}


def request_schema_name(operation_id: str) -> str:
    """The name of the body that a command's operation takes:
    "propose_activity" takes a ProposeActivityRequest.
    """
    return "".join(map(str.capitalize, operation_id.split("_"))) + "Request"
