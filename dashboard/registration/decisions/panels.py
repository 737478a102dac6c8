"""The page Queue: decisions, the waiting list, and who has not answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.registration.decisions.queries import (
    OpenDecision,
)
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.people import texts as people_texts
from dashboard.registration import forms as registration_forms
from dashboard.registration.decisions import (
    change_panel,
    forms,
    rows,
    selection,
    texts,
)
from dashboard.registration.texts import kind_beside_name
from dashboard.shell import address
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state, show_heading

_TEMPLATE = "registration/decisions.html"


def show_queue(page: PageContext) -> None:
    counts = selection.counts(page)
    sentence = texts.headline(*astuple(counts))
    st.html(components_html.headline(sentence))
    form_dialog.show_past_notice(page)
    match selection.shown(page):
        case texts.WAITING:
            _show_waiting(page)
        case texts.CHANGES:
            change_panel.show_changes(page)
        case texts.SILENT:
            _show_silent(page)
        case _:
            _show_decisions(page, counts.decisions)


def _show_decisions(page: PageContext, all_decisions: int) -> None:
    found = selection.read_decisions(page)
    show_heading(
        texts.decisions_finding(found.total),
        texts.DECISIONS_MEASURE,
        is_invented=page.marks_invented and bool(found.items),
    )
    if not found.items:
        show_empty_state(
            texts.NONE_SELECTED if all_decisions else texts.NOTHING_TO_DECIDE
        )
        return
    people = rows.people_of(page, found.items)
    can_confirm = not page.is_frozen
    above = st.container(horizontal=True, vertical_alignment="center", key="chosen")
    for row in found.items:
        _show_decision(page, row, people.get(row.participant_id or ""), can_confirm)
    if can_confirm:
        # Drawn after the boxes: whoever confirmed before these show that they are
        # ticked would send them as they were, and confirm nobody.
        with above:
            _show_chosen(page, found.items, people)
    rows.show_page_buttons(found.next_key, found.total)
    rows.show_files(page, "open-decisions", lambda: _decision_rows(page))


def _key(row: OpenDecision) -> str:
    return f"choose-{row.id}"


def _confirmable_together(shown: Sequence[OpenDecision]) -> list[OpenDecision]:
    """As many of each delegation as it has free seats, the first ones first: they are
    confirmed together, or none of them.
    """
    taken: Counter[str] = Counter()
    found = []
    for row in shown:
        if not row.obstacles and row.seats + taken[row.delegation] < row.quota:
            taken[row.delegation] += 1
            found.append(row)
    return found


def _show_chosen(
    page: PageContext,
    shown: Sequence[OpenDecision],
    people: Mapping[str, VisiblePerson],
) -> None:
    """The buttons that choose and confirm."""
    chosen = [row for row in shown if st.session_state.get(_key(row))]

    can_be_confirmed = _confirmable_together(shown)

    def choose(is_chosen: bool) -> None:
        for row in can_be_confirmed if is_chosen else shown:
            st.session_state[_key(row)] = is_chosen

    forms.confirmation_button(
        page,
        chosen,
        [
            f"{rows.name_of(person)}, {row.delegation_name}"
            for row in chosen
            for person in [people.get(row.participant_id or "")]
        ],
    )
    if any(row not in chosen for row in can_be_confirmed):
        st.button(
            texts.CHOOSE_PAGE,
            key="choose-all",
            on_click=checked(choose),
            args=(True,),
        )
    if chosen:
        st.button(
            texts.CHOOSE_NONE,
            key="choose-none",
            on_click=checked(choose),
            args=(False,),
            type="tertiary",
        )


def _show_decision(
    page: PageContext,
    row: OpenDecision,
    person: VisiblePerson | None,
    can_confirm: bool,
) -> None:
    name = rows.name_of(person)
    line = render(
        _TEMPLATE,
        "decision_line",
        render("people/person.html", "person_name", person, people_texts),
        row.delegation_name,
        texts.decision_notes(row, people_texts.post_text(person) if person else ""),
        texts.late_text(row),
        texts.obstacle_text(row),
    )
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"open-decision-{row.id}"
    ):
        if can_confirm:
            st.checkbox(
                f"{texts.CHOOSE} {name}",
                key=_key(row),
                label_visibility="collapsed",
                width="content",
            )
        st.html(line, width="stretch")
        registration_forms.registration_button(page, row, page.shown_meeting, name)


def _show_waiting(page: PageContext) -> None:
    found = selection.read_waiting(page)
    show_heading(
        texts.waiting_finding(found.total),
        texts.WAITING_MEASURE,
        is_invented=page.marks_invented and bool(found.items),
    )
    if not found.items:
        show_empty_state(texts.NOBODY_WAITS)
        return
    registrations = rows.read_registrations(
        page, [place.registration_id for place in found.items]
    )
    people = rows.people_of(page, list(registrations.values()))
    for place in found.items:
        registration = registrations[place.registration_id]
        person = people.get(registration.participant_id or "")
        name = render("people/person.html", "person_name", person, people_texts)
        line = render(
            _TEMPLATE,
            "decision_line",
            name,
            place.delegation_name,
            texts.place_notes(place, registration.function),
        )
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            key=f"queue-place-{registration.id}",
        ):
            ordinal = formatting.format_ordinal(place.place)
            st.html(components_html.paragraphs("place", ordinal), width="content")
            st.html(line, width="stretch")
            registration_forms.registration_button(
                page, registration, page.shown_meeting, rows.name_of(person)
            )
    rows.show_page_buttons(found.next_key, found.total)
    rows.show_files(page, "waiting-list", lambda: _waiting_rows(page))


def _show_silent(page: PageContext) -> None:
    cards = selection.silent_delegations(page)
    show_heading(texts.silent_finding(len(cards)), texts.SILENT_MEASURE)
    if not cards:
        show_empty_state(texts.ALL_HAVE_ANSWERED)
        return
    table = [
        {
            "Delegation": card.name,
            "Kind": card.kind,
            "Nominated": card.registrations,
            "Seats taken": card.seats,
            "Quota": card.quota,
        }
        for card in cards
    ]
    st.html(
        components_html.sortable_table(
            "Delegations without an answer",
            [Column(name, isinstance(table[0][name], int)) for name in table[0]],
            [
                row | {"Kind": kind_beside_name(card.kind)}
                for row, card in zip(table, cards, strict=True)
            ],
            [address.link("/my-delegation", of=card.code) for card in cards],
            "Delegation",
        )
    )
    rows.show_files(page, "no-answer", table)


def _decision_rows(page: PageContext) -> list[dict[str, object]]:
    """All that are chosen by the filters, with names: to download is to read them."""
    found = selection.read_decisions(page, limit=rows.MOST_IN_A_FILE).items
    people = rows.people_of(page, found)
    return [
        {
            "Delegation": row.delegation_name,
            "Name": rows.name_of(people.get(row.participant_id or "")),
            "Function": row.function,
            "Nominated on": formatting.format_date(row.nominated_at.date()),
            "Late": texts.late_text(row),
            "Note": row.note_reference or "",
            "Obstacles": formatting.join_names(row.obstacles, None)
            if row.obstacles
            else "",
        }
        for row in found
    ]


def _waiting_rows(page: PageContext) -> list[dict[str, object]]:
    found = selection.read_waiting(page, limit=rows.MOST_IN_A_FILE).items
    registrations = rows.read_registrations(
        page, [place.registration_id for place in found]
    )
    people = rows.people_of(page, list(registrations.values()))
    return [
        {
            "Place": place.place,
            "Delegation": place.delegation_name,
            "Name": rows.name_of(
                people.get(registrations[place.registration_id].participant_id or "")
            ),
            "Function": registrations[place.registration_id].function,
            "Waiting since": formatting.format_date(place.since.date()),
            "Gone ahead": place.passed_over,
            "Obstacle": place.obstacle or "",
        }
        for place in found
    ]
