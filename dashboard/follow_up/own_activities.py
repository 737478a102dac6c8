"""The first section for a focal point: what needs action by their delegation, what is
due, and progress reports in two taps. The Chair and the secretariat see what needs
their action.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import streamlit as st
from markupsafe import Markup

from bsm_domain.foundation.roles import Role
from bsm_projections.follow_up.mentions import UnansweredMention, unanswered_mentions
from bsm_projections.follow_up.tables import Activity
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import ReportComplete, ReportProgress
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.follow_up import activity_cards, forms, selection, texts
from dashboard.follow_up.selection import (
    OPEN,
    OWNER,
    SCOPE,
    STATUS,
    VIEW,
    ActivitySelection,
)
from dashboard.follow_up.texts import PendingReason
from dashboard.forms import field_widgets, form_dialog, submit
from dashboard.forms.submit import may_submit
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state, show_heading

CARDS_PER_ROW = 3
# For more than this, a list is better than cards.
MAX_CARDS = {"waiting": 3, "own": 12}


@dataclass(frozen=True, slots=True)
class PendingActivity:
    """An activity and the action asked of the viewer, perhaps by a comment."""

    activity: Activity
    reason: str
    from_comment: bool = False


def show_own_activities(selected: ActivitySelection) -> bool:
    """Activities that need the viewer's action and those their delegation owns; returns
    whether there are any.
    """
    principal = selected.page.viewer.principal
    if selected.has_own_delegation and principal.delegation is not None:
        _show_pending(selected, pending_activities(selected, principal))
        _show_own(selected, principal.delegation)
        return True
    if principal.role in (Role.CHAIR, Role.SECRETARIAT):
        result = pending_activities(selected, principal)
        _show_pending(selected, result)
        return bool(result)
    return False


def pending_activities(
    selected: ActivitySelection, principal: Principal
) -> list[PendingActivity]:
    """Activities that need an action of theirs, earliest due date first. Each comes
    once, with the most important reason.
    """
    rows = selected.all_activities
    result: dict[str, PendingActivity] = {}

    def add(row: Activity, reason: str, *, by_comment: bool = False) -> None:
        result.setdefault(row.id, PendingActivity(row, reason, by_comment))

    own = principal.delegation
    for row in rows:
        if own is not None and row.status == "agreed" and row.owner == own:
            add(row, PendingReason.ACCEPT)
        elif row.status == "reported complete" and (
            own in row.partners if own is not None else True
        ):
            add(row, PendingReason.CONFIRM)
        elif own is None and row.status == "proposed":
            add(row, PendingReason.AGREE)
        elif own is None and row.status == "declined":
            add(row, PendingReason.HAND_OVER)
    if own is not None:
        by_id = {row.id: row for row in rows}
        names = selected.page.viewer.delegation_names()
        for mention in _unanswered_mentions(selected, own):
            if mention.activity_id in by_id:
                author = names.get(mention.by, mention.by.replace("-", " "))
                reason = texts.mention_text(author, mention.made_at)
                add(by_id[mention.activity_id], reason, by_comment=True)
    return list(result.values())


def activities_with_shown_mentions(selected: ActivitySelection) -> set[str]:
    """Open activities of which nobody need say again that the own delegation was
    mentioned: a card says it, or the delegation has answered.
    """
    principal = selected.page.viewer.principal
    if not selected.has_own_delegation or principal.delegation is None:
        return set()
    shown_cards = pending_activities(selected, principal)[: MAX_CARDS["waiting"]]
    only_mentioned = {
        mention.activity_id
        for mention in _unanswered_mentions(selected, principal.delegation)
    }
    only_mentioned -= {
        pending.activity.id for pending in shown_cards if pending.from_comment
    }
    return {row.id for row in selected.all_activities if row.is_open} - only_mentioned


def _unanswered_mentions(
    selected: ActivitySelection, delegation: str
) -> tuple[UnansweredMention, ...]:
    return selected.page.viewer.fetch(
        "read.activities", unanswered_mentions, delegation
    )


def _show_pending(
    selected: ActivitySelection, pending_list: Sequence[PendingActivity]
) -> None:
    if not pending_list:
        return
    show_heading(
        texts.pending_finding(len(pending_list)),
        texts.PENDING_MEASURE,
        "waiting",
    )
    _show_cards(selected, pending_list, "waiting")


def _show_own(selected: ActivitySelection, delegation: str) -> None:
    rows = [row for row in selected.all_activities if row.owner == delegation]
    names = selected.page.viewer.delegation_names()
    name = names.get(delegation, delegation)
    show_heading(
        texts.own_activities_finding(rows, name),
        texts.own_activities_measure(name),
        "mine",
    )
    opened = [row for row in rows if row.is_open]
    opened.sort(key=lambda row: (-row.days_late, row.due_on))
    if not opened:
        show_empty_state(texts.NO_OWN_ACTIVITIES)
    _show_cards(selected, [PendingActivity(row, "") for row in opened], "own")


def _show_cards(
    selected: ActivitySelection, rows: Sequence[PendingActivity], place: str
) -> None:
    max_cards = MAX_CARDS[place]
    for start in range(0, min(len(rows), max_cards), CARDS_PER_ROW):
        for column, pending in zip(
            st.columns(CARDS_PER_ROW), rows[start : start + CARDS_PER_ROW], strict=False
        ):
            with column:
                _show_card(selected, pending, place)
    if len(rows) > max_cards:
        st.html(_more_link(selected, rows[max_cards:], place))


def _show_card(
    selected: ActivitySelection, pending: PendingActivity, place: str
) -> None:
    """A card and the button for the action asked."""
    page, row = selected.page, pending.activity
    card = activity_cards.card_of(selected, row)
    st.html(
        render(
            "follow_up/cards.html",
            "card_list",
            [card],
            with_status=True,
            reason=pending.reason,
        )
    )
    if place == "own":
        show_quick_report(page, row)
    if pending.from_comment:
        forms.reply_button(page, row)
    else:
        forms.lifecycle_button(page, row, place)


def _more_link(
    selected: ActivitySelection, rows: Sequence[PendingActivity], place: str
) -> Markup:
    """A link to the table, which has the rest."""
    parameters = {VIEW: "table", SCOPE: "all"}
    if place == "own":
        owner = selected.page.viewer.principal.delegation
        filters = {OPEN: "yes", OWNER: owner}
    else:
        filters = {
            STATUS: ",".join(dict.fromkeys(pending.activity.status for pending in rows))
        }
    address = selection.link_address(**parameters, **filters)
    return render("follow_up/cards.html", "more_link", len(rows), address)


# As many steps as fit in one row on a phone.
MAX_QUICK_STEPS = 4


def show_quick_report(page: PageContext, activity: Activity) -> None:
    """The next percentages to tap, and the button that records the chosen one."""
    if (
        page.is_frozen
        or not ReportProgress.is_possible(activity.status)
        or not may_submit(page.viewer.principal, ReportProgress, activity.owner)
    ):
        return
    key = f"quick-{activity.id}"
    if refused := st.session_state.get(f"{key}-refused"):
        field_widgets.show_error(refused)
    percent = st.pills(
        f"Progress of “{activity.title}”",
        next_percentages(activity.percent),
        format_func=lambda step: "done" if step == 100 else f"{step}%",
        label_visibility="collapsed",
        key=key,
    )
    if percent is not None:
        st.button(
            "Report it complete" if percent == 100 else f"Report {percent}%",
            key=f"{key}-send",
            type="primary",
            width="stretch",
            on_click=checked(_submit_report),
            args=(page, activity, key, percent),
        )


def next_percentages(percent: int) -> list[int]:
    """The next tens, and 100: 30, 40, 50, 100."""
    tens = [step for step in range(10, 100, 10) if step > percent]
    return [*tens[: MAX_QUICK_STEPS - 1], 100]


def _submit_report(
    page: PageContext, activity: Activity, key: str, percent: int
) -> None:
    command = ReportComplete if percent == 100 else ReportProgress
    fields: dict[str, object] = {"activity_id": activity.id}
    if percent < 100:
        fields["percent"] = percent
    # A second tap on the same version is the same report.
    activity_id = UUID(activity.id)
    result = submit.submit_command(
        page.viewer.principal,
        command,
        fields,
        command_id=submit.derived_id(activity_id, f"{activity.version} {percent}"),
        stream_id=activity.id,
        expected_version=activity.version,
    )
    st.session_state[key] = None
    if isinstance(result, submit.FormResult):
        st.session_state.pop(f"{key}-refused", None)
        form_dialog.show_result(result)
    else:
        st.session_state[f"{key}-refused"] = result.sentence
