"""The sections of the Administration page on data due for erasure and on erasures."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from uuid import UUID

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.accounts.api_models import ReasonRequest
from bsm_service.application import fact_view
from bsm_service.application.system import audience_of
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.privacy import retention, retention_proposals
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.register import ErasureEntry
from bsm_service.privacy.retention import ConfirmationResult
from bsm_service.privacy.retention_proposals import Proposal, RetentionKind
from dashboard.administration import service
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import html as components_html
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.forms import form_dialog, form_display
from dashboard.forms.form import FormSubject
from dashboard.forms.generated_form import service_form
from dashboard.forms.submit import FormResult
from dashboard.people import texts as people_texts
from dashboard.privacy import texts as privacy_texts
from dashboard.shell import address
from dashboard.widgets import pagination
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
    show_rest,
)
from dashboard.widgets.tables import HISTORY

ITEMS_PER_PAGE = 20


def show_retention(page: PageContext, selected: AdministrationSelection) -> None:
    """Data due for erasure, by kind; it is erased only after confirmation."""
    principal = page.viewer.principal
    try:
        due = _retention_proposals(principal)
    except VaultUnavailable:
        st.html(components_html.headline(privacy_texts.RETENTION_UNKNOWN))
        show_empty_state(people_texts.TEMPORARILY_UNREADABLE)
        return
    st.html(components_html.headline(privacy_texts.retention_headline(len(due))))
    if not due:
        show_empty_state(privacy_texts.NOTHING_DUE)
    by_kind = sorted(due, key=lambda proposal: list(RetentionKind).index(proposal.kind))
    for kind, proposals in groupby(by_kind, key=lambda proposal: proposal.kind):
        _show_kind(page, kind, tuple(proposals))


def _show_kind(page: PageContext, kind: RetentionKind, due: Sequence[Proposal]) -> None:
    days = _retention_periods()[kind]
    show_heading(
        privacy_texts.RETENTION_KINDS[kind],
        privacy_texts.retention_period(kind, days),
    )
    if len(due) > 1:
        label = f"Erase all {formatting.format_number(len(due))}\u2009…"
        _erase_button(page, label, [proposal.id for proposal in due], str(kind))
    names = _person_names(page, due[:ITEMS_PER_PAGE])
    for proposal in due[:ITEMS_PER_PAGE]:
        title = names.get(str(proposal.participant)) or formatting.capitalize(
            proposal.reason
        )
        notes = [proposal.reason] if proposal.participant else []
        notes.append(f"due since {formatting.format_date(proposal.due_on)}")
        line = components_html.named_line(title, notes)
        with line_with_buttons(line, f"proposal-{proposal.id}"):
            _erase_button(page, "Erase\u2009…", [proposal.id], proposal.id)
    show_rest(len(due), ITEMS_PER_PAGE)


def _person_names(page: PageContext, due: Sequence[Proposal]) -> dict[str, str]:
    """The names of the people in proposals, for viewers who may see them."""
    ids = [str(proposal.participant) for proposal in due if proposal.participant]
    if not ids or not personal_data.may_see_names(page.viewer.principal):
        return {}
    participants = tuple(personal_data.find_participants(page.viewer, ids).values())
    people = personal_data.open_personal_data(
        page.viewer,
        participants,
        personal_data.NAME_AND_POST[:1],
        purpose="what is due to be erased",
        place="page Administration",
    )
    return {
        participant.id: f"{people[participant.id].name}, {participant.delegation_name}"
        for participant in participants
    }


def _erase_button(page: PageContext, label: str, ids: Sequence[str], key: str) -> None:
    principal = page.viewer.principal
    if not service.has_permission(principal, "retention.confirm"):
        return
    count = formatting.format_count(len(ids), "proposal")
    form_dialog.form_button(
        page,
        FormSubject("Retention", count, place=f"let-go-{key}"),
        (
            service_form(
                "Erase permanently",
                partial(_confirm_erasures, principal, ids),
                ReasonRequest,
                explanations=(privacy_texts.ERASE_NOTE,),
            ),
        ),
        label,
    )


def show_erasures(page: PageContext, selected: AdministrationSelection) -> None:
    """All erasures with their receipts; nobody is named."""
    entries = _erasure_entries(page.viewer.principal)
    st.html(components_html.headline(privacy_texts.erasures_headline(entries)))
    show_heading(privacy_texts.REGISTER_TITLE, privacy_texts.REGISTER_MEASURE)
    if not entries:
        show_empty_state(privacy_texts.NO_ERASURES)
    with pagination.page_of(entries, ITEMS_PER_PAGE, "erasures") as entries_on_page:
        hidden = _hidden_erasures(page.viewer.principal, entries_on_page)
        for number, entry in enumerate(entries_on_page):
            is_hidden = entry.asked.id in hidden
            line = components_html.named_line(
                privacy_texts.erased_subject(entry),
                privacy_texts.erasure_notes(entry, hidden=is_hidden),
            )
            with line_with_buttons(line, f"proposal-{number}"):
                if entry.receipt is not None and not is_hidden:
                    form_display.receipt_button(
                        entry.receipt.as_text(), f"erasure-{number}"
                    )
    if entries and service.has_permission(page.viewer.principal, "read.facts"):
        st.page_link(
            HISTORY,
            label="Underlying facts",
            query_params=address.with_shared_parameters(
                {"kind": "participant,redaction"}
            ),
        )


def _retention_proposals(principal: Principal) -> tuple[Proposal, ...]:
    """Data due for erasure. Raises VaultUnavailable."""
    require_permission(principal, "read.retention")
    return retention_proposals.due_proposals(
        service.system(), service.now(), _retention_periods()
    )


def _retention_periods() -> retention_proposals.RetentionPeriods:
    """The number of days for which each kind of data is retained."""
    return retention_proposals.retention_periods(running_system().settings)


def _erasure_entries(principal: Principal) -> tuple[ErasureEntry, ...]:
    """The register of erasures, latest first."""
    require_permission(principal, "read.erasures")
    return tuple(service.system().part(ErasureService).register.entries().values())[
        ::-1
    ]


def _hidden_erasures(
    principal: Principal, entries: Sequence[ErasureEntry]
) -> set[UUID]:
    """The IDs of erasures in activities that the viewer cannot see."""
    ids = [entry.asked.id for entry in entries]
    return fact_view.hidden_ids(service.system().store, audience_of(principal), ids)


def _confirm_erasures(
    principal: Principal, ids: Sequence[str], request: ReasonRequest
) -> FormResult:
    """Erases what was proposed."""
    result = retention.confirm_proposals(
        service.system(),
        principal,
        ids,
        reason=request.reason,
        now=service.now(),
        periods=_retention_periods(),
    )
    receipt = "\n".join(receipt.as_text() for receipt in result.receipts)
    return FormResult(_erasure_result_text(result), receipt=receipt or None)


def _erasure_result_text(result: ConfirmationResult) -> str:
    """What was erased, what is in progress, and why the rest was refused."""
    parts = []
    if result.receipts:
        parts.append(
            f"{formatting.format_count(len(result.receipts), 'erasure')} completed"
        )
    if result.pending:
        pending = formatting.format_count(result.pending, "erasure")
        parts.append(f"{pending} recorded and in progress")
    if result.rows or not parts:
        parts.append(f"{formatting.format_count(result.rows, 'row')} deleted")
    text = f"{formatting.join_names(parts)}."
    if result.refusal is None:
        return text
    return f"{text} The rest was refused: {result.refusal}."
