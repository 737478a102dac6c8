"""Administration's reminders: messages waiting, and messages that failed and why."""

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_service.access.permissions import Principal
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.outbox_status import outbox_status, retry_messages
from dashboard.administration import service
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import html as components_html
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.reminders import texts
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import line_with_buttons, show_heading, show_rest

_MAX_FAILURES = 50


def show_outbox(page: PageContext, part: AdministrationSelection) -> None:
    """The outbox, without addresses and contents of messages."""
    principal = page.viewer.principal
    outbox = outbox_status(service.system(), principal)
    st.html(components_html.headline(texts.outbox_headline(outbox)))
    if record.record_notice():
        st.html(components_html.paragraphs("measure", texts.DEMONSTRATION_SENDS_NONE))
    elif running_system().settings.smtp_host is None:
        st.html(components_html.paragraphs("measure", texts.NO_MAIL_SERVER))
    show_heading(
        texts.MESSAGES_TITLE,
        texts.messages_measure(outbox.oldest_waiting),
    )
    st.html(
        components_html.table(
            texts.MESSAGES_TITLE,
            [
                {"Status": texts.STATE_NAMES[state], "Messages": number}
                for state, number in outbox.counts.items()
            ],
        )
    )
    if not outbox.failing:
        return
    show_heading(texts.FAILING_TITLE, texts.FAILING_MEASURE)
    failed = outbox.counts[MessageState.FAILED]
    if failed > 1 and service.has_permission(principal, "letters.try-again"):
        st.button(
            f"Retry all {formatting.format_number(failed)}",
            key="letters-again",
            on_click=checked(_retry_notifications),
            args=(principal,),
        )
    for message in outbox.failing[:_MAX_FAILURES]:
        line = components_html.named_line(
            texts.message_title(message), texts.message_notes(message)
        )
        with line_with_buttons(line, f"letter-{message.key}"):
            if message.state is MessageState.FAILED and service.has_permission(
                principal, "letters.try-again"
            ):
                st.button(
                    "Retry",
                    key=f"again-{message.key}",
                    on_click=checked(_retry_notifications),
                    args=(principal, message.key),
                )
    show_rest(len(outbox.failing), _MAX_FAILURES)


def _retry_notifications(principal: Principal, message_key: str | None = None) -> None:
    """Has a failed message sent again; all of them if none is named.

    Raises DomainError where it is not permitted.
    """
    retry_messages(service.system(), principal, message_key)
