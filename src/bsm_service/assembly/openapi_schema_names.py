"""The names of schemas in the API's description that differ from those of their
classes.

Clients are generated from these names, and a test freezes them. A class that is renamed
gets its earlier name here, and so does one that has another name in the API than in
code. Pages of a list are named after its items, and bodies of commands after their
operations (`request_schema_name`).
"""

from collections.abc import Mapping
from typing import Any

from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.leadership import activity_changes, activity_figures
from bsm_projections.leadership import queries as leadership_queries
from bsm_service.access.permissions import Grant, Scope
from bsm_service.accounts import api_models as accounts_api_models
from bsm_service.application import command_service
from bsm_service.application.fact_view import FactDetails
from bsm_service.follow_up import routes as follow_up_routes
from bsm_service.follow_up.lineage_commands import Continuation
from bsm_service.imports.files.file_format import (
    Delimiter,
    DetectedProperty,
    DetectionSource,
    Encoding,
    FileFormat,
)
from bsm_service.leadership import api_models as leadership_api_models
from bsm_service.people import visible_participants
from bsm_service.privacy.erasure import receipt
from bsm_service.privacy.erasure.residual_data import ResidualFinding
from bsm_service.privacy.own_data import models
from bsm_service.registration.commands import DelegateRow
from bsm_service.reminders import outbox_messages, outbox_status, preferences
from bsm_service.reminders import routes as reminders_routes

SCHEMA_NAMES: Mapping[Any, str] = {
    InvitedDelegation: "DelegationInvitation",
    MatterAudience: "Audience",
    DelegateRow: "NewDelegate",
    Continuation: "ContinuingActivity",
    follow_up_routes.StoredContent: "StoredFile",
    leadership_api_models.LeadershipReportModel: "CommitmentsReport",
    leadership_queries.LeadershipFigures: "Commitments",
    activity_figures.ActivityFigures: "CommitmentFigures",
    activity_changes.DueDateMove: "DueDateChange",
    activity_changes.BulkEntry: "FactsRecordedTogether",
    FileFormat: "ImportFileFormat",
    DetectedProperty: "ImportFileProperty",
    DetectionSource: "ImportFilePropertySource",
    Delimiter: "TextDelimiter",
    Encoding: "TextEncoding",
    FactDetails: "WholeFact",
    command_service.CommandResult: "CommandAnswer",
    visible_participants.ParticipantModel: "Participant",
    PersonalGroup: "PersonalDataGroup",
    receipt.Receipt: "ErasureReceipt",
    ResidualFinding: "ErasureFinding",
    models.OwnDataExport: "PersonalDataReport",
    models.AccountEventModel: "AccountEvent",
    Scope: "PermissionScope",
    Grant: "AuditorGrant",
    accounts_api_models.AccountModel: "Account",
    accounts_api_models.MandateModel: "Mandate",
    reminders_routes.NoticeModel: "Notice",
    preferences.MessageKind: "ReminderKind",
    outbox_messages.MessageState: "EmailState",
    outbox_status.FailingMessage: "FailingEmail",
    outbox_status.OutboxStatus: "Outbox",
}


def request_schema_name(operation_id: str) -> str:
    """The name of the body that a command's operation takes:
    "propose_activity" takes a ProposeActivityRequest.
    """
    return "".join(map(str.capitalize, operation_id.split("_"))) + "Request"
