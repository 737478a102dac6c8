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
from bsm_service.vault.personal_data import Person
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.data import personal_data
from dashboard.data.page_context import Scene
from dashboard.meetings import html as meetings_html
from dashboard.people import html as people_html
from dashboard.people import texts
from dashboard.registration import forms
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import empty

# Whose registrations are listed, and after which one the page begins.
OF, AFTER = "of", "after"
WAITING = "waiting"
PAGE = 20


def one_by_one(
    scene: Scene,
    meeting: Meeting,
    invited: Sequence[Delegation],
    rows: Sequence[Registered],
    wait: int,
) -> None:
    """The registrations of the delegation that is chosen, or those `wait` that wait."""
    chosen = _chosen(scene, invited, rows, wait)
    page = _page(scene, meeting, chosen, _after())
    if page.total <= PAGE:  # a place in the address may be another list's
        page = _page(scene, meeting, chosen, None)
    if not page.items:
        empty("No registration waits for a decision or a seat.")
    people = personal_data.of_registrations(
        scene.look,
        page.items,
        purpose="registrations of a meeting",
        place="page Meeting",
    )
    if any(forms.is_open_to(scene, one) for one in page.items):
        for one in page.items:
            _registration(scene, meeting, one, people)
    elif page.items:
        st.html(_listed(scene, page.items, people))
    _turn(page.next_key, page.total)


def _whose(
    scene: Scene, one: Registration, people: Mapping[str, Person]
) -> tuple[bool, Person | None]:
    """Whether the viewer may see whose registration it is, and whose."""
    who, id = scene.look.principal, one.participant_id
    if not personal_data.may_see_names(who, one.delegation, id):
        return False, None
    return True, people.get(id or "")


def _chosen(
    scene: Scene, invited: Sequence[Delegation], rows: Sequence[Registered], wait: int
) -> str:
    """Whose registrations are listed: a focal point's own, else those that wait."""
    names = {one.code: one.name for one in invited}
    theirs = {one.delegation for one in rows}
    own = scene.look.principal.delegation
    codes = [WAITING, *(code for code in names if code in theirs)]
    usual = own if own in theirs and not wait else WAITING
    if usual == WAITING and not wait and len(codes) > 1:
        usual = codes[1]
    asked = address.asked(OF)
    chosen = asked if asked in codes else usual
    st.selectbox(
        "Whose registrations",
        codes,
        filter_mode="contains",
        format_func=lambda code: (
            "those that wait" if code == WAITING else f"{names[code]} ({code})"
        ),
        width=320,
        **address.bound(OF, chosen, lambda code: code, AFTER),
    )
    return chosen


def _page(
    scene: Scene, meeting: Meeting, chosen: str, after: tuple[int, str] | None
) -> Listed[Registration]:
    return scene.look.ask(
        "read.registrations",
        queries.registrations,
        meeting.id,
        delegation=None if chosen == WAITING else chosen,
        waiting=chosen == WAITING,
        after=after,
        limit=PAGE,
    )


def _registration(
    scene: Scene, meeting: Meeting, one: Registration, people: Mapping[str, Person]
) -> None:
    seen, person = _whose(scene, one, people)
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"registration-{one.id}"
    ):
        name = people_html.who(person) if seen else ""
        post = texts.post(person) if person else ""
        st.html(meetings_html.registration(one, name, post), width="stretch")
        forms.for_registration(scene, one, meeting, person.name if person else None)


def _listed(
    scene: Scene, rows: Sequence[Registration], people: Mapping[str, Person]
) -> str:
    whose = [_whose(scene, one, people) for one in rows]
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
    moment, _, id = (address.asked(AFTER) or "").partition(".")
    if not moment.isascii() or not moment.isdecimal() or len(moment) > 18:
        return None
    return int(moment), id


def _turn(next_key: tuple[object, ...] | None, total: int) -> None:
    if total <= PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if address.asked(AFTER):
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
    address.put(AFTER, place)
