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
from dashboard.data import personal_data, queries
from dashboard.data.page_context import PageContext
from dashboard.forms import buttons
from dashboard.people import forms, selection, texts
from dashboard.people import html as people_html
from dashboard.people.forms import Present
from dashboard.people.selection import Choice
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

A_PAGE = 20


def headline(page: PageContext, choice: Choice, present: Mapping[str, Present]) -> None:
    """The page's answer."""
    people = sum(not one.erased for one in choice.known)
    if selection.sees_all(page.viewer):
        delegations = len({one.delegation for one in choice.known})
        said = texts.headline_of_all(delegations, len(present), people)
    else:
        own = choice.delegation or ""
        names, since = present.get(own, ((), None))
        on = page.viewer.moment.at.date()
        name = state_name(own, on) if own in STATES else own
        said = texts.headline_of_own(name, names, since, people)
    st.html(components_html.headline(said))
    buttons.show_past_notice(page)


def present_of(page: PageContext, choice: Choice) -> dict[str, Present]:
    """Each State's National Focal Points on the day of the moment, by its code."""
    viewer = page.viewer
    whose = None if selection.sees_all(viewer) else choice.delegation
    found = personal_data.focal_points(viewer, whose)
    told = personal_data.open_personal_data(
        viewer,
        found,
        personal_data.NAME_AND_POST[:1],
        purpose="list of National Focal Points",
        place="page People",
    )
    present: dict[str, Present] = {}
    for one in found:
        names, since = present.get(one.delegation, ((), one.designated_since))
        name = told[one.id].name
        present[one.delegation] = ((*names, *([name] if name else [])), since)
    return present


def focal_points(page: PageContext, present: Mapping[str, Present]) -> None:
    """Who speaks for each State today, in protocol order, and who has named nobody."""
    viewer = page.viewer
    if not selection.sees_all(viewer):
        return
    on = viewer.moment.at.date()
    states = [
        code
        for code, state in STATES.items()
        if state.kind is DelegationKind.PARTICIPATING_STATE
    ]
    without = [code for code in states if code not in present]
    show_heading(
        texts.focal_points_found(len(states) - len(without), len(states)),
        "National Focal Points of that day, in protocol order",
    )
    names = selection.named(viewer, {*present, *without})

    def in_order(codes: Sequence[str]) -> list[str]:
        return sorted(codes, key=lambda code: selection.place(viewer, code, names))

    if present:
        st.html(
            components_html.table(
                "National Focal Points",
                [Column("State"), Column("National Focal Point"), Column("Since")],
                [
                    [names[code], formatting.listed(names_listed, 5), _since(since)]
                    for code in in_order(list(present))
                    for names_listed, since in [present[code]]
                ],
            )
        )
    if without:
        named = [state_name(code, on) for code in in_order(without)]
        st.html(
            components_html.paragraphs(
                "absent", f"None on record: {formatting.listed(named, most=12)}."
            )
        )


def _since(day: date | None) -> str:
    return formatting.day(day) if day else ""


def everybody(
    page: PageContext, choice: Choice, present: Mapping[str, Present]
) -> None:
    """People one by one, with what the viewer may ask about each."""
    viewer = page.viewer
    listed = [
        one for one in choice.known if choice.delegation in (None, one.delegation)
    ]
    ids = [one.id for one in listed]
    if choice.words:
        found = personal_data.search(viewer, choice.words, choice.delegation)
        if found is None:
            show_heading("Nobody can be looked for now", "The vault does not answer")
            show_empty_state(texts.NOT_NOW)
            return
        known = set(ids)
        ids = [id for id in found if id in known]
    show_heading(
        texts.people_found(
            len(ids),
            sum(one.erased for one in listed),
            looked_for=bool(choice.words),
        ),
        "People on record, by delegation in protocol order"
        if not choice.words
        else "Those whose name or e-mail has these letters, by name",
    )
    forms.enter(page, _delegations(page))
    if not ids:
        show_empty_state(texts.NOBODY_FOUND if choice.words else texts.NOBODY_YET)
        return
    begin = pagination.first_row(choice.page, len(ids), A_PAGE)
    _one_by_one(page, choice, ids[begin : begin + A_PAGE], present)
    pagination.show_page_buttons(begin, len(ids), A_PAGE, "people")


def _delegations(page: PageContext) -> tuple[tuple[str, str], ...]:
    viewer = page.viewer
    codes = {*STATES, *viewer.delegation_names()}
    if not selection.sees_all(viewer):
        codes = {viewer.principal.delegation or ""} - {""}
    names = selection.named(viewer, codes)
    in_order = sorted(codes, key=lambda one: selection.place(viewer, one, names))
    return tuple((code, names[code]) for code in in_order)


def _one_by_one(
    page: PageContext,
    choice: Choice,
    ids: Sequence[str],
    present: Mapping[str, Present],
) -> None:
    found = personal_data.find_participants(page.viewer, ids)
    people = [found[id] for id in ids if id in found]
    told = personal_data.open_personal_data(
        page.viewer,
        people,
        personal_data.ALL_GROUPS if choice.in_full else personal_data.NAME_AND_POST,
        purpose="looking somebody up" if choice.words else "list of people",
        place="page People",
    )
    for one in people:
        whose = present.get(one.delegation, ((), None))
        _person(page, one, told[one.id], whose, in_full=choice.in_full)


def _person(
    page: PageContext,
    one: Participant,
    told: VisiblePerson,
    present: Present,
    *,
    in_full: bool,
) -> None:
    on = page.viewer.moment.at.date()
    notes = [
        texts.designation(one, on),
        f"on record since {formatting.day(one.entered_at.date())}",
    ]
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"person-{one.id}"
    ):
        may_print = queries.has_permission(page.viewer.principal, "read.data-of-person")
        told_of = people_html.person(
            told,
            one.delegation_name,
            notes,
            in_full=in_full,
            with_paper=in_full and may_print,
        )
        st.html(told_of, width="stretch")
        forms.for_person(page, one, told, present)
