"""Which activities the Follow-up shows, and how. Every choice stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

import streamlit as st

from bsm_projections.queries import promises
from bsm_projections.queries.lists import Activity
from bsm_projections.queries.meetings import Meeting
from bsm_projections.queries.promises import Course
from dashboard import address, markup, wording
from dashboard.promise_wording import SCOPES, SORTS, VIEWS
from dashboard.scene import Scene
from dashboard.theme import STATUS_ORDER

VIEW, SCOPE, STATUS, OWNER, OVERDUE, SORT, ACTIVITY = (
    "view",
    "scope",
    "status",
    "owner",
    "overdue",
    "sort",
    "activity",
)
NARROWING = (STATUS, OWNER, OVERDUE)
NAMES = (VIEW, SCOPE, *NARROWING, SORT)
PAGE = "/follow-up"


@dataclass(frozen=True)
class Choice:
    """What the address asks for; what makes no sense in it is left out."""

    scene: Scene
    view: str
    scope: str
    statuses: tuple[str, ...]
    owner: str | None
    overdue: bool
    sort: str
    descending: bool

    @property
    def meeting(self) -> Meeting | None:
        """The meeting whose activities are asked for; None for all meetings."""
        return None if self.scope == "all" else self.scene.meeting

    @property
    def meeting_id(self) -> str | None:
        return self.meeting.id if self.meeting else None

    @property
    def zone(self) -> str:
        return self.scene.meeting.time_zone if self.scene.meeting else "UTC"

    @cached_property
    def everything(self) -> tuple[Activity, ...]:
        """The scope's activities, the first due first."""
        if self.scope != "all" and self.scene.meeting is None:
            return ()
        return self.scene.look.activities(self.meeting_id)

    @cached_property
    def rows(self) -> tuple[Activity, ...]:
        """Those that fit the choices."""
        return tuple(
            row
            for row in self.everything
            if (not self.statuses or row.status in self.statuses)
            and self.owner in (None, row.owner)
            and (row.overdue or not self.overdue)
        )

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        found = self.scene.look.ask(
            "read.activities", promises.courses, self.meeting_id
        )
        return {one.activity_id: one for one in found}

    @cached_property
    def editions(self) -> Mapping[str, Meeting]:
        return {one.id: one for one in self.scene.look.meetings()}

    def today(self, row: Activity) -> date:
        """The viewed day, where the activity's meeting is."""
        meeting = self.editions.get(row.meeting_id)
        zone = meeting.time_zone if meeting else self.zone
        return self.scene.look.moment.at.astimezone(ZoneInfo(zone)).date()

    @property
    def narrowed(self) -> dict[str, str]:
        """The choices that leave something out, in words."""
        names = {row.owner: row.owner_name for row in self.everything}
        said = {
            STATUS: " or ".join(self.statuses),
            OWNER: f"of {names.get(self.owner or '', self.owner)}"
            if self.owner
            else "",
            OVERDUE: "overdue" if self.overdue else "",
        }
        return {name: words for name, words in said.items() if words}


def wanted(scene: Scene) -> Choice:
    statuses = (address.asked(STATUS) or "").split(",")
    sort = address.asked(SORT) or ""
    by = sort.removeprefix("-")
    return Choice(
        scene=scene,
        view=_one_of(VIEWS, VIEW, "board"),
        scope="all" if scene.meeting is None else _one_of(SCOPES, SCOPE, "meeting"),
        statuses=tuple(one for one in STATUS_ORDER if one in statuses),
        owner=address.asked(OWNER),
        overdue=address.asked(OVERDUE) == "yes",
        sort=by if by in SORTS else "due",
        descending=sort.startswith("-") and by in SORTS,
    )


def link(**values: str | None) -> str:
    """An address of this page that keeps every other choice."""
    here = {name: address.asked(name) for name in NAMES}
    return markup.link(PAGE, address.with_everywhere({**here, **values}))


def bar(scene: Scene) -> None:
    """The choices. They live outside of what is redrawn."""
    chosen = wanted(scene)
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="promise-choices"
    ):
        st.segmented_control(
            "Shown as",
            list(VIEWS),
            format_func=VIEWS.__getitem__,
            **address.bound(
                VIEW, chosen.view, lambda view: None if view == "board" else view
            ),
        )
        if scene.meeting is not None:
            names = SCOPES | {"meeting": wording.edition(scene.meeting)}
            st.segmented_control(
                "Promised at",
                list(names),
                format_func=names.__getitem__,
                **address.bound(
                    SCOPE, chosen.scope, lambda it: "all" if it == "all" else None
                ),
            )
        st.multiselect(
            "Status",
            list(STATUS_ORDER),
            placeholder="every status",
            width=240,
            **address.bound(
                STATUS, list(chosen.statuses), lambda some: ",".join(some) or None
            ),
        )
        _owner(chosen)
        st.checkbox(
            "only overdue",
            **address.bound(OVERDUE, chosen.overdue, lambda on: "yes" if on else None),
        )
        if chosen.view == "table":
            _sort(chosen)
        if chosen.narrowed:
            st.button("Show every activity", key="promises-all", on_click=_clear)


def _owner(chosen: Choice) -> None:
    names = {row.owner: row.owner_name for row in chosen.everything}
    codes = sorted(names, key=names.__getitem__)
    if chosen.owner is not None and chosen.owner not in names:
        codes = [chosen.owner, *codes]
    st.selectbox(
        "Owner",
        codes,
        format_func=lambda code: f"{names.get(code, 'unknown')} ({code})",
        placeholder="every owner",
        width=220,
        **address.bound(OWNER, chosen.owner, lambda code: code),
    )


def _sort(chosen: Choice) -> None:
    st.selectbox(
        "Sorted by",
        list(SORTS),
        format_func=SORTS.__getitem__,
        width=160,
        **address.bound(SORT, chosen.sort, lambda by: None if by == "due" else by),
    )


def _one_of(known: Mapping[str, str], name: str, usual: str) -> str:
    asked = address.asked(name)
    return asked if asked is not None and asked in known else usual


def _clear() -> None:
    for name in NARROWING:
        address.put(name, None)
