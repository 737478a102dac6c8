"""Administration's mandates: who may act for whom, now and on a given day."""

from collections.abc import Sequence
from datetime import UTC

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.foundation.accents import search_key
from bsm_service.accounts.administration.mandates import (
    VisibleMandate,
    list_mandates,
    who_could_act,
)
from dashboard.accounts import mandate_forms, texts
from dashboard.administration import service
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import html as components_html
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.widgets import pagination
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)

MANDATES_PER_PAGE = 20


def show_mandates(page: PageContext, selected: AdministrationSelection) -> None:
    """Mandates in force, each with a button to end it, and those that have ended."""
    principal, now = page.viewer.principal, service.now()
    visible_mandates = list_mandates(service.system(), principal)
    st.html(components_html.headline(texts.mandates_headline(visible_mandates, now)))
    matches = [
        mandate
        for mandate in visible_mandates
        if selected.search_text in search_key(_account_name(mandate))
    ]
    current = [mandate for mandate in matches if not _has_ended(mandate)]
    ended = [mandate for mandate in matches if _has_ended(mandate)]
    show_heading(
        texts.current_mandates(len(current)),
        texts.MANDATES_MEASURE,
    )
    if not current:
        show_empty_state(texts.NO_MANDATES)
    with pagination.page_of(current, MANDATES_PER_PAGE, "mandates") as mandates:
        for visible_mandate in mandates:
            _show_mandate(page, visible_mandate)
    if ended:
        _show_ended_mandates(ended[::-1])


def _account_name(visible_mandate: VisibleMandate) -> str:
    return texts.account_name(visible_mandate.name, visible_mandate.mandate.account)


def _has_ended(visible_mandate: VisibleMandate) -> bool:
    mandate = visible_mandate.mandate
    ends = mandate.ended_at or mandate.until
    return ends is not None and ends <= service.now()


def _show_mandate(page: PageContext, visible_mandate: VisibleMandate) -> None:
    mandate = visible_mandate.mandate
    line = components_html.named_line(
        _account_name(visible_mandate), _notes(visible_mandate)
    )
    with line_with_buttons(line, f"mandate-{mandate.id}"):
        about = f"{_account_name(visible_mandate)}: {_role_text(visible_mandate)}"
        mandate_forms.end_mandate_button(page, mandate, about)


def _role_text(visible_mandate: VisibleMandate) -> str:
    return texts.role_text(visible_mandate.mandate, service.now().date())


def _notes(visible_mandate: VisibleMandate) -> list[str]:
    mandate = visible_mandate.mandate
    return [
        _role_text(visible_mandate),
        f"for {_substituted_account(visible_mandate)}" if mandate.stands_in_for else "",
        mandate.purpose or "",
        texts.period(mandate),
        f"granted by {texts.account_name(visible_mandate.given_by, mandate.given_by)}",
        mandate.reason or "",
    ]


def _substituted_account(visible_mandate: VisibleMandate) -> str:
    account = visible_mandate.mandate.stands_in_for
    return (
        texts.account_name(visible_mandate.name_stood_in_for, account)
        if account
        else ""
    )


def _show_ended_mandates(ended: Sequence[VisibleMandate]) -> None:
    with st.expander(
        formatting.format_count(len(ended), "ended mandate"),
        type="compact",
        key="mandates-over",
    ):
        st.html(
            components_html.table(
                texts.FORMER_MANDATES,
                [
                    {
                        "Name": _account_name(each),
                        "Role": _role_text(each),
                        "From": texts.first_day(each.mandate),
                        "Until": texts.last_day(each.mandate),
                        "Ended by": texts.account_name(
                            each.ended_by, each.mandate.ended_by
                        )
                        if each.mandate.ended_by
                        else "",
                        "Reason": each.mandate.end_reason or "",
                    }
                    for each in ended
                ],
            )
        )


def show_mandates_on_day(page: PageContext, selected: AdministrationSelection) -> None:
    """Who could act for a State on a day?"""
    principal = page.viewer.principal
    if selected.state is None:
        st.html(components_html.headline(texts.MANDATES_OF_DAY_QUESTION))
        show_empty_state(texts.MANDATES_OF_DAY_HINT)
        return
    visible_mandates = who_could_act(
        service.system(), principal, selected.state, selected.day
    )
    st.html(
        components_html.headline(
            texts.mandates_on_day_headline(
                visible_mandates,
                selected.state,
                selected.day,
                service.now().date(),
            )
        )
    )
    _show_designated(page, selected)
    if not visible_mandates:
        show_empty_state(texts.NO_MANDATES_OF_DAY)
        return
    show_heading(
        texts.mandates_of_day(len(visible_mandates)),
        texts.MANDATES_OF_DAY_MEASURE,
    )
    st.html(
        components_html.table(
            texts.MANDATES_OF_DAY,
            [
                {
                    "Name": _account_name(each),
                    "Role": _role_text(each),
                    "Stands in for": _substituted_account(each),
                    "From": formatting.format_datetime(
                        each.mandate.since.astimezone(UTC)
                    ),
                    "Until": texts.last_day(each.mandate),
                    "Granted by": texts.account_name(
                        each.given_by, each.mandate.given_by
                    ),
                }
                for each in visible_mandates
            ],
        )
    )


def _show_designated(page: PageContext, selected: AdministrationSelection) -> None:
    """The designated focal points, if the viewer may see names."""
    assert selected.state is not None
    names = personal_data.names_of_focal_points(
        page.viewer, selected.state, selected.day
    )
    if names is not None:
        text = texts.designated_text(names, selected.state, selected.day)
        st.html(components_html.paragraphs("measure", text))
