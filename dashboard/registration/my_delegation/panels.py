"""The page My delegation: one delegation, or for the secretariat all to choose from."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from bsm_projections.meetings.delegation_cards import DelegationCard
from bsm_projections.registration.my_delegation.queries import DelegationMember
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.meetings import texts as meetings_texts
from dashboard.meetings.agenda.session_places import places_notes, transport_text
from dashboard.people import texts as people_texts
from dashboard.registration import forms as registration_forms
from dashboard.registration.my_delegation import (
    forms,
    last_time_form,
    list_forms,
    selection,
    texts,
)
from dashboard.registration.my_delegation.selection import OF, DelegationSelection
from dashboard.registration.session_places import texts as session_places_texts
from dashboard.registration.substitution.panels import seat_line
from dashboard.registration.substitution.texts import CHANGE_REQUESTED
from dashboard.shell import address
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)
from dashboard.widgets.tables import show_downloads

_TEMPLATE = "registration/my_delegation.html"
_PAGE = "/my-delegation"


def show_delegation(page: PageContext) -> None:
    """The chosen delegation; all of them for whoever may choose and has not."""
    selected = selection.read_selection(page)
    if selected is None:
        _show_all(page)
        return
    viewer, meeting = page.viewer, page.shown_meeting
    now, zone = viewer.moment.at, meeting.time_zone
    sentence = texts.headline(
        selected.card,
        selected.members,
        len(selected.uncovered),
        selected.terms,
        now,
        zone,
        is_over=meeting.status in ("concluded", "cancelled"),
    )
    st.html(components_html.headline(sentence))
    form_dialog.show_past_notice(page)
    with line_with_buttons(_properties(selected), "delegation-answer"):
        forms.answer_button(selected)
    _show_people(selected)
    _show_sessions(selected)
    _show_requests(selected)
    _show_notes(selected)


def _properties(selected: DelegationSelection) -> Markup:
    page = selected.page
    rows = texts.properties(
        selected.card,
        selected.terms,
        page.viewer.moment.at,
        selected.meeting.time_zone,
    )
    return render(
        "meetings/meeting.html",
        "meeting_properties",
        [(term, text, None, False) for term, text in rows],
        meetings_texts,
    )


def _show_people(selected: DelegationSelection) -> None:
    page = selected.page
    show_heading(
        texts.people_finding(selected.members),
        texts.PEOPLE_MEASURE,
        is_invented=page.marks_invented and bool(selected.members),
    )
    if not selected.members:
        show_empty_state(texts.NOBODY_NOMINATED)
    for member in selected.members:
        _show_member(selected, member)
    with st.container(horizontal=True, key="delegation-actions"):
        forms.nomination_button(selected)
        list_forms.list_button(selected)
        last_time_form.last_time_button(selected)
    _show_ended(selected)
    if selected.registrations:
        with st.container(horizontal=True, key="delegation-files"):
            show_downloads(
                page,
                f"delegation-{selected.code}",
                f"Registrations of {selected.card.name}",
                lambda: _file_rows(selected),
            )


def _show_member(selected: DelegationSelection, member: DelegationMember) -> None:
    person = selected.person_of(member)
    notes = texts.member_notes(
        member,
        is_acting_head=member.id == selected.card.acting_head,
        needs_note=selected.needs_note,
    )
    line = render(
        _TEMPLATE,
        "member_line",
        render("people/person.html", "person_name", person, people_texts),
        [
            *notes,
            *_place_notes(selected, member),
            people_texts.post_text(person) if person else "",
            CHANGE_REQUESTED if member.change_request else "",
            seat_line(selected.page.viewer, member),
        ],
        member.remark or "",
    )
    with line_with_buttons(line, f"registration-{member.id}"):
        registration_forms.registration_button(
            selected.page,
            member,
            selected.meeting,
            person.name if person else None,
            label=None if member.status == "requested" else texts.CHANGE,
        )


def _place_notes(selected: DelegationSelection, member: DelegationMember) -> list[str]:
    titles = {session.session_id: session.title for session in selected.sessions}
    return [
        session_places_texts.place_note(place.state, titles[place.session_id])
        for place in selected.places
        if place.registration_id == member.id
    ]


def _show_sessions(selected: DelegationSelection) -> None:
    """Sessions with limited places, and how many the delegation has."""
    if not selected.sessions:
        return
    page = selected.page
    show_heading(
        texts.sessions_finding(selected.sessions, selected.places),
        session_places_texts.MEASURE,
        is_invented=page.marks_invented,
    )
    now, zone = page.viewer.moment.at, selected.meeting.time_zone
    for session in selected.sessions:
        states = [
            place.state
            for place in selected.places
            if place.session_id == session.session_id
        ]
        line = render(
            _TEMPLATE,
            "member_line",
            session.title,
            [
                session_places_texts.delegation_note(states),
                *places_notes(session, now, zone),
            ],
            "",
            transport_text(session),
        )
        st.html(line)


def _show_requests(selected: DelegationSelection) -> None:
    requests = selected.requests
    if requests:
        show_heading(texts.requests_finding(len(requests)), texts.REQUESTS_MEASURE)
        for request in requests:
            _show_member(selected, request)
    with st.container(horizontal=True, key="delegation-requests"):
        forms.request_button(selected)


def _show_ended(selected: DelegationSelection) -> None:
    if not selected.ended:
        return
    with st.expander(texts.ENDED, type="compact", key="delegation-ended"):
        for member in selected.ended:
            _show_member(selected, member)


def _show_notes(selected: DelegationSelection) -> None:
    notes = selected.notes
    show_heading(
        texts.notes_finding(selected.valid_notes, selected.members),
        texts.NOTES_MEASURE,
        "notes",
    )
    names = {
        member.id: person.name
        for member in selected.members
        if (person := selected.person_of(member)) is not None and person.name
    }
    for note in notes:
        covered = [names[id] for id in note.covers if id in names]
        covered += [
            names[member.id]
            for member in selected.members
            if member.note_id == note.id
            and member.id in names
            and member.id not in note.covers
        ]
        file_address = ""
        if note.sha256 is not None:
            file_address = f"/api/v1/meetings/{note.meeting_id}/notes/{note.id}/file"
        line = render(
            _TEMPLATE,
            "note_line",
            texts.note_line(note),
            texts.note_notes(note, covered),
            file_address,
            texts.FILE_LINK,
        )
        with line_with_buttons(line, f"note-{note.id}"):
            forms.existing_note_button(selected, note)
    forms.note_button(selected)


def _file_rows(selected: DelegationSelection) -> list[dict[str, object]]:
    """With names: whoever downloads them reads them once more."""
    again = DelegationSelection(selected.page, selected.card)
    return [
        {
            "Function": member.function,
            "Name": people_texts.registrant_text(True, again.person_of(member)),
            "Status": member.status,
            "Late": "yes" if member.late else "",
            "Covered by a note": "yes" if member.is_covered else "",
        }
        for member in again.registrations
    ]


def _show_all(page: PageContext) -> None:
    """All delegations, each with a link; or why there is none."""
    if not selection.sees_all(page.viewer):
        st.html(components_html.headline(texts.NOT_INVITED))
        return
    cards = selection.cards(page)
    st.html(components_html.headline(texts.overview_headline(cards)))
    if not cards:
        return
    show_empty_state(texts.CHOOSE_DELEGATION)
    rows = _card_rows(cards)
    st.html(
        components_html.sortable_table(
            "Delegations",
            [Column(name, isinstance(rows[0][name], int)) for name in rows[0]],
            rows,
            [address.link(_PAGE, **{OF: card.code}) for card in cards],
            "Delegation",
        )
    )
    with st.container(horizontal=True, key="delegations-files"):
        show_downloads(page, "delegations", "Delegations", rows)


def _card_rows(cards: Sequence[DelegationCard]) -> list[dict[str, object]]:
    return [
        {
            "Delegation": card.name,
            "Answer": card.answer or "",
            "Answered on": texts.answered_on(card.answered_at),
            "Nominated": card.registrations,
            "Seats taken": card.seats,
            "Quota": card.quota,
            "Head": "" if card.heads else texts.NO_HEAD,
        }
        for card in cards
    ]
