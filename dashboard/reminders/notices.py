"""Notifications that the viewer has not read yet, at the top of the page.

They are for the viewer only, and cached for nobody else. Read notices are not facts,
so the past has none.
"""

from collections.abc import Collection
from contextlib import suppress

import streamlit as st

from bsm_domain.foundation.errors import DomainError
from bsm_service.access.permissions import Principal
from bsm_service.reminders import notifications
from bsm_service.reminders.notifications import Notification
from bsm_service.reminders.preferences import MessageKind
from bsm_service.settings.setting_types import EscalationRules, parse_escalation
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.follow_up import selection
from dashboard.follow_up.selection import ACTIVITY
from dashboard.reminders import texts
from dashboard.shell import address
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import line_with_buttons, show_heading

# The others follow when these have been seen.
_MAX_NOTICES = 5


def show_notices(page: PageContext, mentions_shown: Collection[str]) -> None:
    """A line for each, with what it is about and a button; nothing where there is
    none. For the activities in `mentions_shown`, the page shows mentions elsewhere.
    """
    principal, system = page.viewer.principal, running_system().system
    if page.is_frozen or not current_principal.has_permission(
        principal, "read.notices"
    ):
        return
    notifications_due = page.viewer.cached_for_account(
        "notices",
        lambda: notifications.all_notifications(system, principal, _escalation_rules()),
    )
    relevant = [
        notification
        for notification in notifications_due
        if notification.kind is not MessageKind.MENTION
        or notification.activity_id not in mentions_shown
    ]
    unread = notifications.without_read(system, relevant)
    if not unread:
        return
    show_heading(
        texts.notices_finding(len(unread)),
        texts.NOTICES_MEASURE,
    )
    for notification in unread[:_MAX_NOTICES]:
        _show_notice(principal, notification)
    if len(unread) > _MAX_NOTICES:
        note = texts.more_notices(len(unread) - _MAX_NOTICES)
        st.html(html.paragraphs("measure", note))


def _show_notice(principal: Principal, notification: Notification) -> None:
    notice = render(
        "reminders/notices.html",
        "notice",
        notification.sentence,
        _address(notification),
        notification.is_late,
    )
    with line_with_buttons(notice, f"notice-{notification.key}"):
        st.button(
            "Seen",
            key=f"seen-{notification.key}",
            on_click=checked(_mark_seen),
            args=(principal, notification.key),
        )


def _address(notification: Notification) -> str:
    if notification.meeting_id is not None:
        return address.link(
            "/my-delegation", **{address.MEETING: notification.meeting_id}
        )
    return selection.link_address(**{ACTIVITY: notification.activity_id})


def _mark_seen(principal: Principal, key: str) -> None:
    with suppress(DomainError):  # lapsed meanwhile: it is gone in any case
        notifications.mark_read(
            running_system().system, principal, _escalation_rules(), key
        )


def _escalation_rules() -> EscalationRules:
    return parse_escalation(running_system().settings.reminder_ladder)
