"""The Meeting page's panels about delegations and their registrations.

Tables count, and lists come a page at a time, so ten thousand are as quick as ten.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from bsm_projections.queries import lists
from bsm_projections.queries.asking import Listed
from bsm_projections.queries.lists import Registration
from bsm_projections.queries.meetings import Delegation, Meeting
from bsm_projections.queries.registered import Registered, registered
from dashboard import address, data, forms, markup, meeting_markup, wording
from dashboard import meeting_wording as told
from dashboard.markup import Column
from dashboard.panels import empty, heading
from dashboard.scene import Scene
from dashboard.tables import table_and_facts

# Whose registrations are listed, and after which one the page begins.
OF, AFTER = "of", "after"
WAITING = "waiting"
PAGE = 20


def counted(scene: Scene, meeting: Meeting) -> tuple[Registered, ...] | None:
    """The meeting's registrations, counted; None for whom they are not shown."""
    if not data.may(scene.look.principal, "read.registrations"):
        return None
    return scene.look.ask("read.registrations", registered, meeting.id)


def waiting(rows: Sequence[Registered] | None) -> int | None:
    """How many are not decided upon, or wait for a seat."""
    if rows is None:
        return None
    return sum(
        one.registrations for one in rows if one.status in ("nominated", "waitlisted")
    )


def delegations(
    scene: Scene,
    invited: tuple[Delegation, ...],
    rows: Sequence[Registered] | None,
) -> None:
    """Who is invited, in protocol order: seats, quota, and who was nominated."""
    heading(
        told.seats_found(invited),
        "Delegations in protocol order of that day, shaded by seats held",
    )
    if not invited:
        empty(
            "No delegation is on record for this meeting. The secretariat invites "
            "delegations; for some past meetings the sources name none."
        )
        return
    st.html(markup.tile_grid(invited) + markup.tile_key())
    absent = [one.name for one in invited if not one.came]
    if absent:
        st.html(
            markup.paragraphs(
                "absent", f"Without a seat: {wording.listed(absent, most=20)}."
            )
        )
    by_delegation = _by_delegation(rows or ())
    columns = [
        Column("Code"),
        Column("Delegation"),
        Column("Kind"),
        Column("Quota", True),
        Column("Registrations", True),
        Column("Seats", True),
    ]
    if rows is not None:
        columns.append(Column("By function and status"))
    table_and_facts(
        scene,
        "seats",
        "Delegations, their quotas, registrations and seats",
        columns,
        [
            [
                one.code,
                one.name,
                one.kind,
                wording.number(one.quota),
                wording.number(one.registrations),
                wording.number(one.participants) if one.came else "absent",
                *(
                    [told.who_is_seated(by_delegation.get(one.code, ()))]
                    if rows is not None
                    else []
                ),
            ]
            for one in invited
        ],
        {"only": "meeting", "kind": "registration"},
    )


def _by_delegation(rows: Sequence[Registered]) -> Mapping[str, list[Registered]]:
    return {
        code: list(theirs) for code, theirs in groupby(rows, lambda one: one.delegation)
    }


def registrations(
    scene: Scene,
    meeting: Meeting,
    invited: Sequence[Delegation],
    rows: Sequence[Registered],
) -> None:
    """Registrations one by one, with what the viewer may decide right there."""
    everybody = sum(one.registrations for one in rows)
    wait = waiting(rows) or 0
    heading(_finding(everybody, wait), "Registrations, in the order of nomination")
    forms.nominate(scene)
    if not rows:
        empty(
            "Nobody is registered. Focal points nominate their delegation once "
            "registration is open; the secretariat confirms."
            if meeting.status in ("announced", "registration open")
            else "No registration is on record for this meeting, and none can be made "
            "any more."
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_by_function(rows))
    with right:
        _one_by_one(scene, meeting, _chosen(scene, invited, rows, wait))


def _by_function(rows: Sequence[Registered]) -> str:
    """How many of each function stand where: a row each, however many there are."""
    many = Counter[tuple[str, str]]()
    for one in rows:
        many[one.function, one.status] += one.registrations
    statuses = [one for one in told.LIFE if any(row.status == one for row in rows)]
    functions = [
        one for one in told.FUNCTIONS if any(row.function == one for row in rows)
    ]
    return markup.table(
        "Registrations by function and status",
        [Column("Function"), *(Column(one.capitalize(), True) for one in statuses)],
        [
            [one, *(wording.number(many[one, status]) for status in statuses)]
            for one in functions
        ],
    )


def _one_by_one(scene: Scene, meeting: Meeting, chosen: str) -> None:
    page = _page(scene, meeting, chosen, _after())
    if page.total <= PAGE:  # a place in the address may be another list's
        page = _page(scene, meeting, chosen, None)
    if not page.items:
        empty("No registration waits for a decision or a seat.")
    if any(forms.is_open_to(scene, one) for one in page.items):
        for one in page.items:
            _registration(scene, one)
    elif page.items:
        st.html(_listed(page.items))
    _turn(page.next_key, page.total)


def _finding(everybody: int, wait: int) -> str:
    if not everybody:
        return "Nobody is registered"
    verb = "waits" if wait == 1 else "wait"
    rest = (
        f"{wording.number(wait)} {verb} for a decision or a seat"
        if wait
        else ("none waits for a decision")
    )
    return f"{wording.count(everybody, 'registration')}; {rest}"


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
        lists.registrations,
        meeting.id,
        delegation=None if chosen == WAITING else chosen,
        waiting=chosen == WAITING,
        after=after,
        limit=PAGE,
    )


def _registration(scene: Scene, one: Registration) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"registration-{one.id}"
    ):
        st.html(meeting_markup.registration(one), width="stretch")
        forms.for_registration(scene, one)


def _listed(rows: Sequence[Registration]) -> str:
    return markup.table(
        "Registrations",
        [
            Column("Delegation"),
            Column("Function"),
            Column("Status"),
            Column("Nominated on"),
        ],
        [
            [
                one.delegation_name,
                one.function,
                one.status,
                wording.day(one.nominated_at.date()),
            ]
            for one in rows
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
                "First page", key="registrations-first", on_click=_go, args=(None,)
            )
        if next_key is not None:
            st.button(
                "Next page",
                key="registrations-next",
                on_click=_go,
                args=(".".join(map(str, next_key)),),
            )
        st.html(markup.paragraphs("measure", f"{wording.number(total)} in all"))


def _go(place: str | None) -> None:
    address.put(AFTER, place)
