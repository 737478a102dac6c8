"""The People page's panels: who speaks for each State, and everybody on record."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from bsm_domain.foundation.states import STATES, DelegationKind, state_name
from bsm_projections.people.queries import Participant
from bsm_service.vault.personal_data import VisiblePerson
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.data import personal_data, sign_in
from dashboard.data.page_context import PageContext
from dashboard.forms import buttons
from dashboard.people import forms, selection, texts
from dashboard.people import html as people_html
from dashboard.people.forms import FocalPoints
from dashboard.people.selection import PeopleSelection
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

PEOPLE_PER_PAGE = 20


def show_headline(
    page: PageContext, selected: PeopleSelection, present: Mapping[str, FocalPoints]
) -> None:
    """The page's answer."""
    people = sum(not person.erased for person in selected.people)
    if selection.sees_all_delegations(page.viewer):
        delegations = len({person.delegation for person in selected.people})
        text = texts.headline_for_all(delegations, len(present), people)
    else:
        own = selected.delegation or ""
        names, since = present.get(own, ((), None))
        on = page.viewer.moment.at.date()
        name = state_name(own, on) if own in STATES else own
        text = texts.headline_for_delegation(name, names, since, people)
    st.html(components_html.headline(text))
    buttons.show_past_notice(page)


def current_focal_points(
    page: PageContext, selected: PeopleSelection
) -> dict[str, FocalPoints]:
    """Each State's National Focal Points on the day of the moment, by its code."""
    viewer = page.viewer
    whose = None if selection.sees_all_delegations(viewer) else selected.delegation
    result = personal_data.focal_points(viewer, whose)
    people = personal_data.open_personal_data(
        viewer,
        result,
        personal_data.NAME_AND_POST[:1],
        purpose="list of National Focal Points",
        place="page People",
    )
    present: dict[str, FocalPoints] = {}
    for one in result:
        names, since = present.get(one.delegation, ((), one.designated_since))
        name = people[one.id].name
        present[one.delegation] = ((*names, *([name] if name else [])), since)
    return present


def show_focal_points(page: PageContext, present: Mapping[str, FocalPoints]) -> None:
    """Who speaks for each State today, in protocol order, and who has named nobody."""
    viewer = page.viewer
    if not selection.sees_all_delegations(viewer):
        return
    on = viewer.moment.at.date()
    states = [
        code
        for code, state in STATES.items()
        if state.kind is DelegationKind.PARTICIPATING_STATE
    ]
    without = [code for code in states if code not in present]
    show_heading(
        texts.focal_points_finding(len(states) - len(without), len(states)),
        "National Focal Points of that day, in protocol order",
    )
    names = selection.delegation_names(viewer, {*present, *without})

    def in_order(codes: Sequence[str]) -> list[str]:
        return sorted(
            codes, key=lambda code: selection.protocol_position(viewer, code, names)
        )

    if present:
        st.html(
            components_html.table(
                "National Focal Points",
                [Column("State"), Column("National Focal Point"), Column("Since")],
                [
                    [names[code], formatting.join_names(names_listed, 5), _since(since)]
                    for code in in_order(list(present))
                    for names_listed, since in [present[code]]
                ],
            )
        )
    if without:
        named = [state_name(code, on) for code in in_order(without)]
        st.html(
            components_html.paragraphs(
                "absent", f"None on record: {formatting.join_names(named, most=12)}."
            )
        )


def _since(day: date | None) -> str:
    return formatting.day(day) if day else ""


def show_people(
    page: PageContext, selected: PeopleSelection, present: Mapping[str, FocalPoints]
) -> None:
    """People one by one, with what the viewer may ask about each."""
    viewer = page.viewer
    listed = [
        person
        for person in selected.people
        if selected.delegation in (None, person.delegation)
    ]
    ids = [person.id for person in listed]
    if selected.search_text:
        result = personal_data.search(viewer, selected.search_text, selected.delegation)
        if result is None:
            show_heading("Nobody can be looked for now", "The vault does not answer")
            show_empty_state(texts.TEMPORARILY_UNREADABLE)
            return
        known = set(ids)
        ids = [id for id in result if id in known]
    show_heading(
        texts.people_finding(
            len(ids),
            sum(person.erased for person in listed),
            looked_for=bool(selected.search_text),
        ),
        "People on record, by delegation in protocol order"
        if not selected.search_text
        else "Those whose name or e-mail has these letters, by name",
    )
    forms.new_person_button(page, _delegation_options(page))
    if not ids:
        show_empty_state(
            texts.NO_MATCH if selected.search_text else texts.NO_PEOPLE_YET
        )
        return
    begin = pagination.first_row(selected.page, len(ids), PEOPLE_PER_PAGE)
    _show_people(page, selected, ids[begin : begin + PEOPLE_PER_PAGE], present)
    pagination.show_page_buttons(begin, len(ids), PEOPLE_PER_PAGE, "people")


def _delegation_options(page: PageContext) -> tuple[tuple[str, str], ...]:
    viewer = page.viewer
    codes = {*STATES, *viewer.delegation_names()}
    if not selection.sees_all_delegations(viewer):
        codes = {viewer.principal.delegation or ""} - {""}
    names = selection.delegation_names(viewer, codes)
    in_order = sorted(
        codes, key=lambda code: selection.protocol_position(viewer, code, names)
    )
    return tuple((code, names[code]) for code in in_order)


def _show_people(
    page: PageContext,
    selected: PeopleSelection,
    ids: Sequence[str],
    present: Mapping[str, FocalPoints],
) -> None:
    result = personal_data.find_participants(page.viewer, ids)
    people = [result[id] for id in ids if id in result]
    told = personal_data.open_personal_data(
        page.viewer,
        people,
        personal_data.ALL_GROUPS
        if selected.show_all_details
        else personal_data.NAME_AND_POST,
        purpose="looking somebody up" if selected.search_text else "list of people",
        place="page People",
    )
    for person in people:
        whose = present.get(person.delegation, ((), None))
        _show_person(
            page, person, told[person.id], whose, in_full=selected.show_all_details
        )


def _show_person(
    page: PageContext,
    participant: Participant,
    people: VisiblePerson,
    present: FocalPoints,
    *,
    in_full: bool,
) -> None:
    on = page.viewer.moment.at.date()
    notes = [
        texts.designation_text(participant, on),
        f"on record since {formatting.day(participant.entered_at.date())}",
    ]
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"person-{participant.id}"
    ):
        may_print = sign_in.has_permission(page.viewer.principal, "read.data-of-person")
        told_of = people_html.person_card(
            people,
            participant.delegation_name,
            notes,
            in_full=in_full,
            with_data_link=in_full and may_print,
        )
        st.html(told_of, width="stretch")
        forms.person_button(page, participant, people, present)
