"""The names of the schemas in the API's description, apart from those of the classes.

Programs are generated from these names, so they stay when a class is renamed or moved.
A new model of the API gets its name here, a noun of the field; a test finds those that
have none. Bodies of commands are named after their operations (`request_schema_name`).
"""

from collections.abc import Mapping
from typing import Any

from bsm_domain.catalogue import FactKind
from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.roles import Role, SignInMethod
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
from bsm_projections.follow_up import activity_details
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.history import queries as history_queries
from bsm_projections.leadership import activity_changes, activity_figures, burn_up
from bsm_projections.leadership import queries as leadership_queries
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_projections.registration import queries as registration_queries
from bsm_service import identity
from bsm_service.access.permissions import Grant, Scope
from bsm_service.accounts import api_models as accounts_api_models
from bsm_service.accounts.current_user_routes import MyAccess
from bsm_service.application import command_service
from bsm_service.application.fact_view import FactDetails
from bsm_service.follow_up import routes as follow_up_routes
from bsm_service.follow_up.lineage_commands import Continuation
from bsm_service.follow_up.milestone_and_evidence_commands import UploadedFile
from bsm_service.http_api.requests.query_request import ListPage
from bsm_service.http_api.responses import list_formats, problems
from bsm_service.imports import routes as imports_routes
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
from bsm_service.leadership import api_models as leadership_api_models
from bsm_service.operations import routes as operations_routes
from bsm_service.people import routes as people_routes
from bsm_service.people import visible_participants
from bsm_service.privacy import lists as privacy_lists
from bsm_service.privacy.erasure import receipt
from bsm_service.privacy.erasure.residual_data import ResidualFinding
from bsm_service.privacy.own_data import models
from bsm_service.registration.commands import DelegateRow
from bsm_service.reminders import outbox_messages, preferences
from bsm_service.reminders import routes as reminders_routes
from bsm_service.vault import personal_details

SCHEMA_NAMES: Mapping[Any, str] = {
    # Refusals, and the server's own state
    problems.Problem: "Problem",
    problems.FieldProblem: "FieldProblem",
    operations_routes.Health: "Health",
    operations_routes.Liveness: "Liveness",
    operations_routes.Readiness: "Readiness",
    # Lists
    list_formats.ListFormat: "ListFormat",
    ListPage[accounts_api_models.AccountModel]: "AccountPage",
    ListPage[accounts_api_models.MandateModel]: "MandatePage",
    ListPage[follow_up_queries.Activity]: "ActivityPage",
    ListPage[history_queries.Fact]: "FactPage",
    ListPage[objective_queries.Objective]: "ObjectivePage",
    ListPage[registration_queries.Registration]: "RegistrationPage",
    ListPage[meetings_queries.MeetingDelegation]: "MeetingDelegationPage",
    ListPage[meetings_queries.Delegation]: "DelegationPage",
    ListPage[meetings_queries.Meeting]: "MeetingPage",
    ListPage[visible_participants.ParticipantModel]: "ParticipantPage",
    ListPage[privacy_lists.PersonalDataReading]: "PersonalDataReadingPage",
    # Meetings
    meetings_queries.Meeting: "Meeting",
    meetings_queries.MeetingSession: "MeetingSession",
    meetings_queries.StatedAttendance: "StatedAttendance",
    meetings_queries.MeetingDelegation: "MeetingDelegation",
    meetings_queries.Delegation: "Delegation",
    registration_queries.Registration: "Registration",
    objective_queries.Objective: "Objective",
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
    follow_up_queries.Activity: "Activity",
    activity_details.ActivityDetails: "ActivityDetails",
    activity_details.Milestone: "Milestone",
    activity_details.Comment: "Comment",
    activity_details.Evidence: "Evidence",
    activity_details.RelatedActivity: "RelatedActivity",
    ActivityStatus: "ActivityStatus",
    DuePrecision: "DuePrecision",
    Continuation: "ContinuingActivity",
    UploadedFile: "UploadedFile",
    follow_up_routes.StoredContent: "StoredFile",
    # Commitments
    leadership_api_models.LeadershipReportModel: "CommitmentsReport",
    leadership_queries.LeadershipFigures: "Commitments",
    activity_figures.ActivityFigures: "CommitmentFigures",
    activity_figures.AgeBand: "AgeBand",
    activity_figures.OwnerStatuses: "OwnerStatuses",
    activity_figures.PostponedActivities: "PostponedActivities",
    activity_changes.DueDateMove: "DueDateChange",
    activity_changes.OwnerChanges: "OwnerChanges",
    activity_changes.BulkEntry: "FactsRecordedTogether",
    burn_up.DayBasis: "DayBasis",
    burn_up.BurnUpDay: "BurnUpDay",
    # Imports
    imports_routes.ImportRequest: "ImportRequest",
    imports_routes.RememberedMappings: "RememberedMappings",
    imports_routes.MappingToForget: "MappingToForget",
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
    history_queries.Fact: "Fact",
    FactKind: "FactKind",
    FactDetails: "WholeFact",
    command_service.CommandResult: "CommandAnswer",
    command_service.RecordedFact: "RecordedFact",
    # People
    visible_participants.ParticipantModel: "Participant",
    personal_details.PersonalDetails: "PersonalDetails",
    personal_details.PersonalDetailsChange: "PersonalDetailsChange",
    PersonalGroup: "PersonalDataGroup",
    people_routes.ParticipantSearchRequest: "ParticipantSearchRequest",
    people_routes.ParticipantSearchResult: "ParticipantSearchResult",
    privacy_lists.PersonalDataReading: "PersonalDataReading",
    receipt.Receipt: "ErasureReceipt",
    ResidualFinding: "ErasureFinding",
    # What is held about a person
    models.OwnDataExport: "PersonalDataReport",
    models.HeldAccount: "HeldAccount",
    models.AccountEventModel: "AccountEvent",
    models.HeldSecondFactor: "HeldSecondFactor",
    models.PersonFact: "PersonFact",
    models.RetentionDates: "RetentionDates",
    models.HeldEmail: "HeldEmail",
    models.HeldMandate: "HeldMandate",
    models.PersonalDataAccess: "PersonalDataAccess",
    models.HeldRegistration: "HeldRegistration",
    models.HeldReminderPreferences: "HeldReminderPreferences",
    models.HeldSession: "HeldSession",
    models.HeldToken: "HeldToken",
    models.HeldDetails: "HeldDetails",
    # Accounts, mandates, reminders
    MyAccess: "MyAccess",
    Role: "Role",
    SignInMethod: "SignInMethod",
    Scope: "PermissionScope",
    Grant: "AuditorGrant",
    accounts_api_models.AccountModel: "Account",
    accounts_api_models.AddAccountRequest: "AddAccountRequest",
    accounts_api_models.AccountInvitation: "AccountInvitation",
    accounts_api_models.AddAccountsRequest: "AddAccountsRequest",
    accounts_api_models.NewAccountRequest: "NewAccountRequest",
    accounts_api_models.InvitedAccounts: "InvitedAccounts",
    accounts_api_models.InvitedAccount: "InvitedAccount",
    accounts_api_models.SetAccountPersonRequest: "SetAccountPersonRequest",
    accounts_api_models.EndedSessions: "EndedSessions",
    accounts_api_models.ReasonRequest: "ReasonRequest",
    accounts_api_models.MandateModel: "Mandate",
    accounts_api_models.GiveMandateRequest: "GiveMandateRequest",
    identity.MandateKind: "MandateKind",
    reminders_routes.NoticeList: "NoticeList",
    reminders_routes.NoticeModel: "Notice",
    preferences.ReminderPreferences: "ReminderPreferences",
    preferences.ReminderPreferencesRequest: "ReminderPreferencesRequest",
    preferences.MessageKind: "ReminderKind",
    outbox_messages.MessageState: "EmailState",
    reminders_routes.OutboxModel: "Outbox",
    reminders_routes.FailingEmail: "FailingEmail",
}


def request_schema_name(operation_id: str) -> str:
    """The name of the body that a command's operation takes:
    "propose_activity" takes a ProposeActivityRequest.
    """
    return "".join(map(str.capitalize, operation_id.split("_"))) + "Request"
