"""HTTP routes: a user's notifications and preferences, and the outbox for
administrators.
"""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Request
from pydantic import BaseModel, Field

from bsm_domain.foundation.errors import NotFound
from bsm_projections.engine.columns import Id
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.requests.strict_routes import strict_route
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.reminders.notifications import mark_read, unread_notifications
from bsm_service.reminders.outbox_status import (
    OutboxStatus,
    outbox_status,
    retry_messages,
)
from bsm_service.reminders.preferences import (
    MessageKind,
    PreferencesTable,
    ReminderPreferences,
    ReminderPreferencesRequest,
)
from bsm_service.settings.setting_types import EscalationRules

MessageKey = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class NoticeModel(BaseModel):
    """An unread notification about an activity that you may see, or about your
    delegation to a meeting.
    """

    key: str
    kind: MessageKind
    activity: Annotated[Id | None, Field(validation_alias="activity_id")]
    meeting: Annotated[Id | None, Field(validation_alias="meeting_id")]
    sentence: str


class NoticeList(BaseModel):
    items: tuple[NoticeModel, ...]


def reminder_routes(
    system: System, callers: Callers, ladder: EscalationRules
) -> APIRouter:
    reading = QueryRunner(system, callers)
    router = APIRouter(
        tags=["reminders"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 413, 422, 429, 503),
    )

    def preferences_table() -> PreferencesTable:
        return PreferencesTable(system.identity.account_database)

    @router.get(
        "/me/notices",
        name="read.notices",
        operation_id="list_my_notices",
        summary="My notifications",
    )
    def list_notices(request: Request) -> NoticeList:
        """Your unread notifications: invitations to be answered, those due first, then
        mentions.
        """
        notifications = unread_notifications(system, reading.principal(request), ladder)
        return NoticeList(
            items=tuple(
                NoticeModel.model_validate(notification, from_attributes=True)
                for notification in notifications
            )
        )

    @router.post(
        "/me/notices/{notice_id}/seen",
        name="account.own",
        operation_id="mark_notice_seen",
        summary="Mark a notification as read",
        status_code=204,
    )
    def mark_notice_seen(request: Request, notice_id: MessageKey) -> None:
        """It is not shown again, and not mailed if that has not happened yet. Safe to
        repeat.
        """
        mark_read(system, reading.principal(request), ladder, notice_id)

    @router.get(
        "/me/reminders",
        name="read.reminders",
        operation_id="get_reminder_preferences",
        summary="My notification preferences",
    )
    def show_preferences(request: Request) -> ReminderPreferences:
        """Your time zone, quiet hours and the kinds of e-mail you have turned off."""
        return preferences_table().of(reading.principal(request).account)

    @router.put(
        "/me/reminders",
        name="account.own",
        operation_id="set_reminder_preferences",
        summary="Change my notification preferences",
    )
    def choose_preferences(
        request: Request, preferences: Annotated[ReminderPreferencesRequest, Body()]
    ) -> ReminderPreferences:
        """No e-mail is sent between `quiet_from` and `quiet_until`; if both are the
        same hour, there are no quiet hours. Kinds in `muted` are shown on the page
        only.
        """
        principal = reading.principal(request)
        preferences_table().save(principal.account, preferences, by=principal)
        return preferences

    @router.get(
        "/letters",
        name="read.letters",
        operation_id="get_outbox",
        summary="The outbox",
    )
    def get_outbox(request: Request) -> OutboxStatus:
        """How many messages are waiting, sent or failed, and why they failed."""
        return outbox_status(system, reading.principal(request))

    @router.post(
        "/letters/{letter_id}/retry",
        name="letters.try-again",
        operation_id="retry_email",
        summary="Retry a failed message",
        status_code=204,
    )
    def try_again(request: Request, letter_id: MessageKey) -> None:
        """It is queued again and sent within about a minute."""
        if not retry_messages(system, reading.principal(request), letter_id):
            raise NotFound("no failed message has this ID; look at the outbox again")

    return router
