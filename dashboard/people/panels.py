"""The People page's panels: who speaks for each State, and everybody on record."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    state_name,
)
from bsm_projections.people.read_model import Participant
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data import current_principal, person_entries, personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.people import selection, texts
from dashboard.people.forms import (
    FocalPoints,
    new_person_button,
    person_button,
)
from dashboard.people.selection import PeopleSelection
from dashboard.widgets import pagination
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)

PEOPLE_PER_PAGE = 20


def show_headline(
    page: PageContext,
    selected: PeopleSelection,
    focal_points: Mapping[str, FocalPoints],
) -> None:
    """The page's answer."""
    people = sum(not person.erased for person in selected.people)
    if selection.sees_all_delegations(page.viewer):
        delegations = len({person.delegation for person in selected.people})
        text = texts.headline_for_all(delegations, len(focal_points), people)
    else:
        own = selected.delegation or ""
        names, since = focal_points.get(own, ((), None))
        day = page.viewer.moment.at.date()
        name = state_name(own, day) if own in STATES else own
        text = texts.headline_for_delegation(name, names, since, people)
    st.html(components_html.headline(text))
    form_dialog.show_past_notice(page)


def current_focal_points(
    page: PageContext, selected: PeopleSelection
) -> dict[str, FocalPoints]:
    """Each State's National Focal Points on the day of the moment, by its code."""
    viewer = page.viewer
    delegation = None if selection.sees_all_delegations(viewer) else selected.delegation
    participants = personal_data.focal_points(viewer, delegation)
    people = personal_data.open_personal_data(
        viewer,
        participants,
        personal_data.NAME_AND_POST[:1],
        purpose="list of National Focal Points",
        place="page People",
    )
    focal_points: dict[str, FocalPoints] = {}
    for participant in participants:
        names, since = focal_points.get(
            participant.delegation, ((), participant.designated_since)
        )
        name = people[participant.id].name
        focal_points[participant.delegation] = (
            (*names, *([name] if name else [])),
            since,
        )
    return focal_points


def show_focal_points(
    page: PageContext, focal_points: Mapping[str, FocalPoints]
) -> None:
    """Who speaks for each State today, in protocol order, and who has named nobody."""
    viewer = page.viewer
    if not selection.sees_all_delegations(viewer):
        return
    day = viewer.moment.at.date()
    states = [
        code
        for code, state in STATES.items()
        if state.kind is DelegationKind.PARTICIPATING_STATE
    ]
    missing = [code for code in states if code not in focal_points]
    show_heading(
        texts.focal_points_finding(len(states) - len(missing), len(states)),
        texts.FOCAL_POINTS_MEASURE,
    )
    names = selection.delegation_names(viewer, {*focal_points, *missing})

    def in_order(codes: Sequence[str]) -> list[str]:
        return sorted(
            codes, key=lambda code: selection.protocol_position(viewer, code, names)
        )

    if focal_points:
        st.html(
            components_html.table(
                "National Focal Points",
                [
                    {
                        "State": names[code],
                        "National Focal Point": formatting.join_names(names_listed, 5),
                        "Since": _since(since),
                    }
                    for code in in_order(list(focal_points))
                    for names_listed, since in [focal_points[code]]
                ],
            )
        )
    if missing:
        names_of_missing = [state_name(code, day) for code in in_order(missing)]
        st.html(
            components_html.paragraphs(
                "absent",
                texts.none_on_record(names_of_missing),
            )
        )


def _since(day: date | None) -> str:
    return formatting.format_date(day) if day else ""


def show_people(
    page: PageContext,
    selected: PeopleSelection,
    focal_points: Mapping[str, FocalPoints],
) -> None:
    """People one by one, with what the viewer may ask about each."""
    viewer = page.viewer
    listed_people = [
        person
        for person in selected.people
        if selected.delegation in (None, person.delegation)
    ]
    ids = [person.id for person in listed_people]
    if selected.search_text:
        matching_ids = personal_data.search(
            viewer, selected.search_text, selected.delegation
        )
        if matching_ids is None:
            show_heading(texts.SEARCH_IMPOSSIBLE, texts.SEARCH_IMPOSSIBLE_MEASURE)
            show_empty_state(texts.TEMPORARILY_UNREADABLE)
            return
        found = personal_data.find_participants(viewer, matching_ids)
        people = dict.fromkeys(found[id].id for id in matching_ids if id in found)
        listed_ids = set(ids)
        ids = [id for id in people if id in listed_ids]
    show_heading(
        texts.people_finding(
            len(ids),
            sum(person.erased for person in listed_people),
            is_search=bool(selected.search_text),
        ),
        texts.PEOPLE_MEASURE
        if not selected.search_text
        else texts.FOUND_PEOPLE_MEASURE,
    )
    new_person_button(page)
    if not ids:
        show_empty_state(
            texts.NO_MATCH if selected.search_text else texts.NO_PEOPLE_YET
        )
        return
    with pagination.page_of(ids, PEOPLE_PER_PAGE, "people") as ids_on_page:
        _show_people(page, selected, ids_on_page, focal_points)


def _show_people(
    page: PageContext,
    selected: PeopleSelection,
    ids: Sequence[str],
    focal_points: Mapping[str, FocalPoints],
) -> None:
    participants = personal_data.find_participants(page.viewer, ids)
    listed = [participants[id] for id in ids if id in participants]
    visible_people = personal_data.open_personal_data(
        page.viewer,
        listed,
        personal_data.ALL_GROUPS
        if selected.show_all_details
        else personal_data.NAME_AND_POST,
        purpose="looking somebody up" if selected.search_text else "list of people",
        place="page People",
    )
    meetings = (
        person_entries.meetings_of(page.viewer, listed)
        if selected.show_all_details
        else {}
    )
    for person in listed:
        _show_person(
            page,
            person,
            visible_people[person.id],
            focal_points.get(person.delegation, ((), None)),
            texts.registration_rows(meetings.get(person.id, ())),
            in_full=selected.show_all_details,
        )


def _show_person(
    page: PageContext,
    participant: Participant,
    visible_person: VisiblePerson,
    focal_points: FocalPoints,
    registrations: Sequence[tuple[str, str]],
    *,
    in_full: bool,
) -> None:
    day = page.viewer.moment.at.date()
    notes = [
        texts.designation_text(participant, day),
        f"on record since {formatting.format_date(participant.entered_at.date())}",
    ]
    may_print = current_principal.has_permission(
        page.viewer.principal, "read.data-of-person"
    )
    card = render(
        "people/person.html",
        "person_card",
        visible_person,
        participant.delegation_name,
        notes,
        texts,
        registrations=registrations,
        in_full=in_full,
        with_data_link=in_full and may_print,
    )
    with line_with_buttons(card, f"person-{participant.id}"):
        person_button(page, participant, visible_person, focal_points)
