"""Administration's mandates: who may act for whom, now, on a day, and ever."""

from collections.abc import Sequence
from datetime import UTC
from functools import partial

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_service.accounts.administration import VisibleMandate
from dashboard.accounts import actions as accounts_actions
from dashboard.accounts import texts
from dashboard.administration import actions as administration_actions
from dashboard.administration import html as administration_html
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import action_form
from dashboard.forms.action_form import Action
from dashboard.forms.command_form import FormField
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

MANDATES_PER_PAGE = 20
_REASON_FIELD = FormField("reason", "Reason", max_length=2_000)


def show_mandates(page: PageContext, selected: AdministrationSelection) -> None:
    """Those that hold, each with its end; and those that are over."""
    principal, now = page.viewer.principal, administration_actions.now()
    seen = accounts_actions.mandate_summaries(principal)
    st.html(components_html.headline(texts.mandates_headline(seen, now)))
    result = [
        one for one in seen if selected.search_text in search_key(_account_name(one))
    ]
    open_ones = [one for one in result if not _has_ended(one)]
    over = [one for one in result if _has_ended(one)]
    show_heading(
        f"{formatting.format_count(len(open_ones), 'mandate')} in force or to come",
        "Who may act, as what, from when to when, and who gave it",
    )
    if not open_ones:
        show_empty_state(
            "Nobody holds a mandate. An administrator gives one, under Accounts."
        )
    begin = pagination.first_row(
        pagination.requested_page(), len(open_ones), MANDATES_PER_PAGE
    )
    for one in open_ones[begin : begin + MANDATES_PER_PAGE]:
        _show_mandate(page, one)
    pagination.show_page_buttons(begin, len(open_ones), MANDATES_PER_PAGE, "mandates")
    if over:
        _show_ended_mandates(over[::-1])


def _account_name(one: VisibleMandate) -> str:
    return texts.account_name(one.name, one.mandate.account)


def _has_ended(one: VisibleMandate) -> bool:
    it = one.mandate
    ends = it.ended_at or it.until
    return ends is not None and ends <= administration_actions.now()


def _show_mandate(page: PageContext, one: VisibleMandate) -> None:
    it, principal = one.mandate, page.viewer.principal
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"mandate-{it.id}"
    ):
        st.html(
            administration_html.named_line(_account_name(one), _notes(one)),
            width="stretch",
        )
        if accounts_actions.may_end(principal, it):
            action = Action(
                "End",
                "End the mandate",
                partial(accounts_actions.end_mandate, principal, it.id),
                lambda: (_REASON_FIELD,),
            )
            about = f"{_account_name(one)}: {_role_text(one)}"
            action_form.action_button(
                page, "End\u2009…", "End a mandate", about, (action,), it.id
            )


def _role_text(one: VisibleMandate) -> str:
    return texts.role_text(one.mandate, administration_actions.now().date())


def _notes(one: VisibleMandate) -> list[str]:
    it = one.mandate
    return [
        _role_text(one),
        f"for {_substituted_account(one)}" if it.stands_in_for else "",
        it.purpose or "",
        texts.period(it),
        f"given by {texts.account_name(one.given_by, it.given_by)}",
        it.reason or "",
    ]


def _substituted_account(one: VisibleMandate) -> str:
    account = one.mandate.stands_in_for
    return texts.account_name(one.name_stood_in_for, account) if account else ""


def _show_ended_mandates(over: Sequence[VisibleMandate]) -> None:
    with st.expander(
        f"Over: {formatting.format_count(len(over), 'mandate')}",
        type="compact",
        key="mandates-over",
    ):
        st.html(
            components_html.table(
                "Mandates that are over, the latest first",
                [
                    Column("Who"),
                    Column("As"),
                    Column("From"),
                    Column("Until"),
                    Column("Ended by"),
                    Column("Why"),
                ],
                [
                    [
                        _account_name(one),
                        _role_text(one),
                        texts.first_day(one.mandate),
                        texts.last_day(one.mandate),
                        texts.account_name(one.ended_by, one.mandate.ended_by)
                        if one.mandate.ended_by
                        else "",
                        one.mandate.end_reason or "",
                    ]
                    for one in over
                ],
            )
        )


def show_mandates_on_day(page: PageContext, selected: AdministrationSelection) -> None:
    """Who could act for a State on a day?"""
    principal = page.viewer.principal
    if selected.state is None:
        st.html(components_html.headline("Who could act for a State on a day?"))
        show_empty_state("Choose a State and a day: every mandate of that day is told.")
        return
    seen = accounts_actions.mandates_on_day(principal, selected.state, selected.day)
    st.html(
        components_html.headline(
            texts.mandates_on_day_headline(
                seen, selected.state, selected.day, administration_actions.now().date()
            )
        )
    )
    _show_designated(page, selected)
    if not seen:
        show_empty_state("No mandate for the State held on that day.")
        return
    show_heading(
        formatting.format_count(len(seen), "mandate") + " of that day",
        "All times in UTC; a stand-in acts only while the other may",
    )
    st.html(
        components_html.table(
            "Mandates of that day",
            [
                Column("Who"),
                Column("As"),
                Column("For"),
                Column("From"),
                Column("Until"),
                Column("Given by"),
            ],
            [
                [
                    _account_name(one),
                    _role_text(one),
                    _substituted_account(one),
                    formatting.format_datetime(one.mandate.since.astimezone(UTC)),
                    texts.last_day(one.mandate),
                    texts.account_name(one.given_by, one.mandate.given_by),
                ]
                for one in seen
            ],
        )
    )


def _show_designated(page: PageContext, selected: AdministrationSelection) -> None:
    """Whom the record names, for who may see people."""
    assert selected.state is not None
    names = personal_data.names_of_focal_points(
        page.viewer, selected.state, selected.day
    )
    if names is not None:
        text = texts.designated_text(names, selected.state, selected.day)
        st.html(components_html.paragraphs("measure", text))
