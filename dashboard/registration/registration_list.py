"""The Meeting page's registrations: a page at a time, with names.

Names are shown only to viewers who may see them, and are never cached.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration import queries
from bsm_projections.registration.queries import RegistrationCount
from bsm_projections.registration.read_model import Registration
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.people import texts
from dashboard.registration import forms
from dashboard.registration import texts as registration_texts
from dashboard.registration.substitution.panels import seat_line
from dashboard.shell import address, filters
from dashboard.widgets import pagination
from dashboard.widgets.headings import line_with_buttons, show_empty_state

# Whose registrations are listed, and after which one the page begins.
OF, AFTER = "of", "after"
WAITING, ALL = "waiting", "all"
REGISTRATIONS_PER_PAGE = 20


def show_registration_list(
    page: PageContext,
    meeting: Meeting,
    rows: Sequence[RegistrationCount],
    waiting: int,
) -> None:
    """The registrations of the chosen delegation, the `waiting` ones, or all."""
    invited = page.viewer.delegations_on_record(meeting.id)
    selected = _choose_delegation(page, invited, rows, waiting)
    listed = _read_page(page, meeting, selected, _parse_after())
    if (
        listed.total <= REGISTRATIONS_PER_PAGE
    ):  # a place in the address may be another list's
        listed = _read_page(page, meeting, selected, None)
    if not listed.items:
        show_empty_state(
            registration_texts.NONE_WAITS
            if selected == WAITING
            else registration_texts.NONE_OF_DELEGATION
        )
    people = personal_data.people_of_registrations(
        page.viewer,
        listed.items,
        purpose="registrations of a meeting",
        place="page Meeting",
    )
    if any(forms.can_change_registration(page, item) for item in listed.items):
        for item in listed.items:
            _show_registration(page, meeting, item, people)
    elif listed.items:
        st.html(_registrations_table(page, listed.items, people))
    _show_page_buttons(listed.next_key, listed.total)


def _registrant(
    page: PageContext, registration: Registration, people: Mapping[str, VisiblePerson]
) -> tuple[bool, VisiblePerson | None]:
    """Whether the viewer may see the person of a registration, and the person."""
    principal, id = page.viewer.principal, registration.participant_id
    if not personal_data.may_see_names(principal, registration.delegation, id):
        return False, None
    return True, people.get(id or "")


def _choose_delegation(
    page: PageContext,
    invited: Sequence[MeetingDelegation],
    rows: Sequence[RegistrationCount],
    waiting: int,
) -> str:
    """Whose registrations are listed: those of the viewer's own delegation, else those
    waiting, else all.
    """
    names = {delegation.code: delegation.name for delegation in invited}
    with_registrations = {count_row.delegation for count_row in rows}
    own = page.viewer.principal.delegation
    labels = {
        code: f"{name} ({code})"
        for code, name in names.items()
        if code in with_registrations or code == own
    }
    options = {
        ALL: registration_texts.ALL_DELEGATIONS,
        WAITING: "Waiting for a decision or a seat",
        **labels,
    }
    default = own if own in labels else WAITING if waiting else ALL
    requested = address.parameter(OF)
    selected = requested if requested in options else default
    filters.choose_one(OF, "Show registrations of", options, selected, AFTER, width=320)
    return selected


def _read_page(
    page: PageContext, meeting: Meeting, selected: str, after: tuple[int, str] | None
) -> ResultPage[Registration]:
    return page.viewer.fetch(
        "read.registrations",
        queries.registrations,
        meeting.id,
        delegation=None if selected in (ALL, WAITING) else selected,
        waiting=selected == WAITING,
        after=after,
        limit=REGISTRATIONS_PER_PAGE,
    )


def _show_registration(
    page: PageContext,
    meeting: Meeting,
    registration: Registration,
    people: Mapping[str, VisiblePerson],
) -> None:
    is_visible, person = _registrant(page, registration, people)
    name = (
        render("people/person.html", "person_name", person, texts) if is_visible else ""
    )
    line = render(
        "registration/registrations.html",
        "registration_line",
        registration,
        name,
        texts.post_text(person) if person else "",
        seat_line(page.viewer, registration),
    )
    with line_with_buttons(line, f"registration-{registration.id}"):
        forms.registration_button(
            page, registration, meeting, person.name if person else None
        )


def _registrations_table(
    page: PageContext,
    registrations: Sequence[Registration],
    people: Mapping[str, VisiblePerson],
) -> str:
    registrants = [
        _registrant(page, registration, people) for registration in registrations
    ]
    names = any(is_visible for is_visible, _ in registrants)
    return components_html.table(
        "Registrations",
        [
            {
                "Delegation": registration.delegation_name,
                **({"Name": texts.registrant_text(*registrant)} if names else {}),
                "Function": registration.function,
                "Status": registration.status,
                "Nominated on": formatting.format_date(
                    registration.nominated_at.date()
                ),
            }
            for registration, registrant in zip(registrations, registrants, strict=True)
        ],
    )


def _parse_after() -> tuple[int, str] | None:
    """Where the page begins; values that make no sense are ignored."""
    moment, _, id = (address.parameter(AFTER) or "").partition(".")
    if not moment.isascii() or not moment.isdecimal() or len(moment) > 18:
        return None
    return int(moment), id


def _show_page_buttons(next_key: tuple[object, ...] | None, total: int) -> None:
    if total <= REGISTRATIONS_PER_PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        following = None if next_key is None else ".".join(map(str, next_key))
        pagination.show_buttons_from(AFTER, following, "registrations")
        st.html(
            components_html.paragraphs(
                "measure", f"{formatting.format_number(total)} in total"
            )
        )
