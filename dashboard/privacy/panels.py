"""Administration's retention and erasures: what is due to go, and what has gone."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.privacy.retention import Proposal, RetentionKind
from dashboard.administration import actions
from dashboard.administration import html as administration_html
from dashboard.administration import texts as administration_texts
from dashboard.administration.selection import Part
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import action_form, receipts
from dashboard.forms.action_form import Action
from dashboard.forms.command_form import FormField
from dashboard.people import texts as people_texts
from dashboard.shell import address
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import HISTORY

A_PAGE = 20
_REASON = FormField("reason", "Reason", max_length=2_000)


def retention(page: PageContext, part: Part) -> None:
    """What has been kept long enough, by kind; it goes only if somebody confirms."""
    principal = page.viewer.principal
    try:
        due = actions.proposals(principal)
    except VaultUnavailable:
        st.html(components_html.headline("What is due cannot be told at present."))
        show_empty_state(people_texts.NOT_NOW)
        return
    st.html(
        components_html.headline(administration_texts.headline_of_retention(len(due)))
    )
    if not due:
        show_empty_state(administration_texts.NOTHING_DUE)
    by_kind = sorted(due, key=lambda one: list(RetentionKind).index(one.kind))
    for kind, some in groupby(by_kind, key=lambda one: one.kind):
        _kind(page, kind, tuple(some))


def _kind(page: PageContext, kind: RetentionKind, due: Sequence[Proposal]) -> None:
    days = actions.periods()[kind]
    show_heading(
        administration_texts.KINDS[kind], administration_texts.kept_for(kind, days)
    )
    if len(due) > 1:
        label = f"Let go all {formatting.number(len(due))}\u2009…"
        _button(page, label, [one.id for one in due], str(kind))
    names = _names(page, due[:A_PAGE])
    for one in due[:A_PAGE]:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"proposal-{one.id}"
        ):
            title = names.get(str(one.participant)) or administration_texts.first_upper(
                one.reason
            )
            notes = [one.reason] if one.participant else []
            notes.append(f"due since {formatting.day(one.due_on)}")
            st.html(administration_html.line(title, notes), width="stretch")
            _button(page, "Let go\u2009…", [one.id], one.id)
    if len(due) > A_PAGE:
        rest = formatting.number(len(due) - A_PAGE)
        st.html(components_html.paragraphs("measure", f"and {rest} more"))


def _names(page: PageContext, due: Sequence[Proposal]) -> dict[str, str]:
    """Whom proposals are about, for who may see it."""
    ids = [str(one.participant) for one in due if one.participant]
    if not ids or not personal_data.may_see_names(page.viewer.principal):
        return {}
    found = tuple(personal_data.find_participants(page.viewer, ids).values())
    told = personal_data.open_personal_data(
        page.viewer,
        found,
        personal_data.NAME_AND_POST[:1],
        purpose="what is due to be erased",
        place="page Administration",
    )
    return {one.id: f"{told[one.id].name}, {one.delegation_name}" for one in found}


def _button(page: PageContext, label: str, ids: Sequence[str], key: str) -> None:
    principal = page.viewer.principal
    if not actions.may(principal, "retention.confirm"):
        return
    task = Action(
        "Let go",
        "Let go for ever",
        partial(actions.let_go, principal, ids),
        lambda: (_REASON,),
        explanations=(administration_texts.LET_GO,),
    )
    about = formatting.count(len(ids), "proposal")
    action_form.action_button(page, label, "Retention", about, (task,), f"let-go-{key}")


def register(page: PageContext, part: Part) -> None:
    """Everything that was ever erased, with its receipt; nobody is named."""
    entries = actions.erasures(page.viewer.principal)
    st.html(
        components_html.headline(administration_texts.headline_of_erasures(entries))
    )
    show_heading("The register of erasures", "The latest first; it outlives any backup")
    if not entries:
        show_empty_state(
            "What the secretariat erases about a person, or redacts in a text, is "
            "listed here with its receipt."
        )
    begin = pagination.first_row(pagination.requested_page(), len(entries), A_PAGE)
    entries_on_page = entries[begin : begin + A_PAGE]
    hidden = actions.hidden_among(page.viewer.principal, entries_on_page)
    for number, one in enumerate(entries_on_page, start=begin):
        is_hidden = one.asked.id in hidden
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"proposal-{number}"
        ):
            line = administration_html.line(
                administration_texts.erased(one),
                administration_texts.erasure_notes(one, hidden=is_hidden),
            )
            st.html(line, width="stretch")
            if one.receipt is not None and not is_hidden:
                receipts.receipt_button(one.receipt.as_text(), f"erasure-{number}")
    pagination.show_page_buttons(begin, len(entries), A_PAGE, "erasures")
    if entries and actions.may(page.viewer.principal, "read.facts"):
        st.page_link(
            HISTORY,
            label="Facts behind this",
            query_params=address.with_shared_parameters(
                {"kind": "participant,redaction"}
            ),
        )
