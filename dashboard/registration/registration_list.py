"""The Meeting page's registrations one by one: a page at a time, with who it is.

Names go to whom may see them, one viewer at a time, and are kept for nobody.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from bsm_projections.engine.read_context import Listed
from bsm_projections.meetings.queries import Delegation, Meeting
from bsm_projections.registration import queries
from bsm_projections.registration.counts import Registered
from bsm_projections.registration.queries import Registration
from bsm_service.vault.personal_data import VisiblePerson
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.meetings import html as meetings_html
from dashboard.people import html as people_html
from dashboard.people import texts
from dashboard.registration import forms
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import show_empty_state

# Whose registrations are listed, and after which one the page begins.
OF, AFTER = "of", "after"
WAITING = "waiting"
PAGE = 20


def one_by_one(
    page: PageContext,
    meeting: Meeting,
    invited: Sequence[Delegation],
    rows: Sequence[Registered],
    wait: int,
) -> None:
    """The registrations of the delegation that is chosen, or those `wait` that wait."""
    chosen = _chosen(page, invited, rows, wait)
    listed = _page(page, meeting, chosen, _after())
    if listed.total <= PAGE:  # a place in the address may be another list's
        listed = _page(page, meeting, chosen, None)
    if not listed.items:
        show_empty_state("No registration waits for a decision or a seat.")
    people = personal_data.people_of_registrations(
        page.viewer,
        listed.items,
        purpose="registrations of a meeting",
        place="page Meeting",
    )
    if any(forms.is_open_to(page, one) for one in listed.items):
        for one in listed.items:
            _registration(page, meeting, one, people)
    elif listed.items:
        st.html(_listed(page, listed.items, people))
    _turn(listed.next_key, listed.total)


def _whose(
    page: PageContext, one: Registration, people: Mapping[str, VisiblePerson]
) -> tuple[bool, VisiblePerson | None]:
    """Whether the viewer may see whose registration it is, and whose."""
    principal, id = page.viewer.principal, one.participant_id
    if not personal_data.may_see_names(principal, one.delegation, id):
        return False, None
    return True, people.get(id or "")


def _chosen(
    page: PageContext,
    invited: Sequence[Delegation],
    rows: Sequence[Registered],
    wait: int,
) -> str:
    """Whose registrations are listed: a focal point's own, else those that wait."""
    names = {one.code: one.name for one in invited}
    theirs = {one.delegation for one in rows}
    own = page.viewer.principal.delegation
    codes = [WAITING, *(code for code in names if code in theirs)]
    usual = own if own in theirs and not wait else WAITING
    if usual == WAITING and not wait and len(codes) > 1:
        usual = codes[1]
    asked = address.parameter(OF)
    chosen = asked if asked in codes else usual
    st.selectbox(
        "Whose registrations",
        codes,
        filter_mode="contains",
        format_func=lambda code: (
            "those that wait" if code == WAITING else f"{names[code]} ({code})"
        ),
        width=320,
        **address.bind_widget(OF, chosen, lambda code: code, AFTER),
    )
    return chosen


def _page(
    page: PageContext, meeting: Meeting, chosen: str, after: tuple[int, str] | None
) -> Listed[Registration]:
    return page.viewer.fetch(
        "read.registrations",
        queries.registrations,
        meeting.id,
        delegation=None if chosen == WAITING else chosen,
        waiting=chosen == WAITING,
        after=after,
        limit=PAGE,
    )


def _registration(
    page: PageContext,
    meeting: Meeting,
    one: Registration,
    people: Mapping[str, VisiblePerson],
) -> None:
    seen, person = _whose(page, one, people)
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"registration-{one.id}"
    ):
        name = people_html.who(person) if seen else ""
        post = texts.post(person) if person else ""
        st.html(meetings_html.registration(one, name, post), width="stretch")
        forms.for_registration(page, one, meeting, person.name if person else None)


def _listed(
    page: PageContext, rows: Sequence[Registration], people: Mapping[str, VisiblePerson]
) -> str:
    whose = [_whose(page, one, people) for one in rows]
    names = any(seen for seen, _ in whose)
    columns = [Column("Delegation"), Column("Who")][: 1 + names]
    return components_html.table(
        "Registrations",
        [*columns, Column("Function"), Column("Status"), Column("Nominated on")],
        [
            [
                one.delegation_name,
                *([texts.who(*of)] if names else []),
                one.function,
                one.status,
                formatting.day(one.nominated_at.date()),
            ]
            for one, of in zip(rows, whose, strict=True)
        ],
    )


def _after() -> tuple[int, str] | None:
    """Where the page begins; what makes no sense in the address is left out."""
    moment, _, id = (address.parameter(AFTER) or "").partition(".")
    if not moment.isascii() or not moment.isdecimal() or len(moment) > 18:
        return None
    return int(moment), id


def _turn(next_key: tuple[object, ...] | None, total: int) -> None:
    if total <= PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if address.parameter(AFTER):
            st.button(
                "First page",
                key="registrations-first",
                on_click=checked(_go),
                args=(None,),
            )
        if next_key is not None:
            st.button(
                "Next page",
                key="registrations-next",
                on_click=checked(_go),
                args=(".".join(map(str, next_key)),),
            )
        st.html(
            components_html.paragraphs("measure", f"{formatting.number(total)} in all")
        )


def _go(place: str | None) -> None:
    address.set_parameter(AFTER, place)
