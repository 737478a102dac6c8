"""What stands around every page: where, when, who, and what is wrong, if anything."""

from collections.abc import Callable

import streamlit as st

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.states import STATES, state_name
from bsm_projections.engine.audience import coverage
from bsm_projections.meetings.queries import Meeting
from bsm_service.access.permissions import Principal
from dashboard.components import formatting, html
from dashboard.components.styles.style_sheet import style_sheet
from dashboard.components.theme import DARK, LIGHT
from dashboard.data import queries
from dashboard.data.page_context import Scene, choose_meeting
from dashboard.data.queries import Look
from dashboard.shell import (
    access_checks,
    account_menu,
    address,
    as_of_bar,
    live_updates,
)
from dashboard.shell.address import MEETING

OVERVIEW = "app_pages/overview.py"
MEETINGS = "app_pages/meeting.py"
FOLLOW_UP = "app_pages/follow_up.py"
COMMITMENTS = "app_pages/commitments.py"
HISTORY = "app_pages/history.py"
PEOPLE = "app_pages/people.py"
IMPORTS = "app_pages/imports.py"
READINGS = "app_pages/readings.py"
ADMINISTRATION = "app_pages/administration.py"
PAGES = (
    (OVERVIEW, "Overview", "page.overview"),
    (MEETINGS, "Meeting", "page.meeting"),
    (FOLLOW_UP, "Follow-up", "page.follow-up"),
    (COMMITMENTS, "Commitments", "page.commitments"),
    (HISTORY, "History", "page.history"),
    (PEOPLE, "People", "page.people"),
    (IMPORTS, "Import", "page.import"),
    (READINGS, "Readings", "page.readings"),
    (ADMINISTRATION, "Administration", "page.administration"),
)

_SCENE = "scene"
_SLOTS = "slots"


def begin() -> None:
    """Draws the frame, and sets the scene for the page that follows.

    Where nobody is signed in, it says how people come in, and stops.
    """
    theme = DARK if st.context.theme.type == "dark" else LIGHT
    who = queries.principal()
    ended = access_checks.begin(who)
    if who is None:
        st.html(style_sheet(theme, frozen=False))
        _nobody(ended)
        st.stop()
    moment, complaint = as_of_bar.chosen_moment()
    st.html(style_sheet(theme, frozen=not moment.live))
    look = Look(who, moment)
    meetings = look.meetings() if queries.may(who, "read.meetings") else ()
    meeting = None
    if meetings:
        meeting = choose_meeting(look, address.asked(MEETING))
    _header(who, meetings, meeting)
    badge = _menu(who)
    as_of_bar.bar(moment, meetings and look.at(queries.now()).meetings())
    st.html(html.paragraphs("coverage", coverage(look.audience)))
    if complaint is not None:
        st.warning(f"{complaint}. This is the live view.", icon=":material/info:")
    if ended is not None:
        st.warning(ended, icon=":material/info:")
    if notice := queries.notice():
        st.html(html.paragraphs("notice", notice))
    if meeting is not None:
        st.html(html.paragraphs("on-paper", formatting.edition(meeting)))
    st.session_state[_SCENE] = Scene(look, meeting, theme)
    st.session_state[_SLOTS] = (badge, st.empty())


def lead_on() -> None:
    """From the first page to the first that is for the visitor, if it is not."""
    if lets_see("page.overview"):
        return
    who = scene().look.principal
    for page, _, action in PAGES:
        if queries.may(who, action):
            st.switch_page(page, query_params=address.with_everywhere({}))


def show(draw: Callable[[Scene], None], action: str) -> None:
    """Draws a page for who may see it: kept up with the record, or frozen."""
    here = scene()
    if not lets_see(action):
        _not_for(here.look.principal)
        return
    if here.frozen:
        _where_and_when(here)
        draw(here)
        live_updates.ask_for_charts()
        return

    def drawn_now() -> int:
        fresh = here.now()
        _where_and_when(fresh)
        draw(fresh)
        return fresh.look.moment.position

    live_updates.kept_up(drawn_now)


def lets_see(action: str) -> bool:
    """Whether the page is for the viewer; `show` tells them where it is not."""
    return queries.may(scene().look.principal, action)


def scene() -> Scene:
    """The scene that was set for this run of the page."""
    found: Scene = st.session_state[_SCENE]
    return found


def _header(
    who: Principal, meetings: tuple[Meeting, ...], meeting: Meeting | None
) -> None:
    names = {one.id: formatting.edition(one) for one in meetings}
    with st.container(horizontal=True, vertical_alignment="center", key="frame-header"):
        name = html.safe(queries.network_name())
        st.html(f'<div class="bsm-network">{name}</div>', width="stretch")
        if names:
            st.selectbox(
                "Meeting",
                list(names),
                filter_mode="contains",
                format_func=names.__getitem__,
                placeholder="Not on record yet",
                label_visibility="collapsed",
                width=260,
                **address.bound(MEETING, meeting and meeting.id, lambda chosen: chosen),
            )
        _who(who)


def _who(who: Principal) -> None:
    name = account_menu.NAMES.get(who.role, str(who.role))
    if who.delegation:
        name = f"{name}, {state_name(who.delegation, queries.today())}"
    with (
        st.container(key="frame-who", width="content"),
        st.popover(name, icon=":material/person:"),
    ):
        if queries.is_one_click_sign_in():
            _act_as(who)
        else:
            account_menu.account_menu(several=queries.has_several_mandates(who))


def _act_as(who: Principal) -> None:
    st.html(html.paragraphs("measure", "In this demonstration, act as…"))
    today = queries.today()
    states = sorted(
        (state_name(code, today), code)
        for code, state in STATES.items()
        if state.kind == "participating State"
    )
    account_menu.act_as(
        who.role,
        who.delegation,
        [(code, name) for name, code in states],
        signed_in=queries.is_signed_in(who),
    )


def _menu(who: Principal) -> "st.delta_generator.DeltaGenerator":
    """Links to the pages that the role may see, and the place of the live badge."""
    with st.container(horizontal=True, vertical_alignment="center", key="frame-menu"):
        for page, label, action in PAGES:
            if queries.may(who, action):
                st.page_link(
                    page, label=label, query_params=address.with_everywhere({})
                )
        return st.empty()


def _where_and_when(scene: Scene) -> None:
    """The badge: live or frozen, with position and time; and the alarm, if any."""
    badge, alarm = st.session_state[_SLOTS]
    moment = scene.look.moment
    zone = scene.meeting.time_zone if scene.meeting else "UTC"
    place = f"fact {formatting.number(moment.position)}"
    if moment.live:
        recorded = queries.recorded_at(moment.position)
        when = f", recorded {formatting.moment(recorded)}" if recorded else ""
        kind, told, rest = "bsm-live", "Live", f" · {place}{when}"
    else:
        kind, told = "bsm-frozen", "Frozen"
        rest = f" · as known on {as_of_bar.told(moment, zone)} · {place}"
        rest = rest.replace("on the end", "at the end")
    badge.html(
        f'<p class="bsm-badge {kind}" role="status"><i></i>{told}'
        f"<span>{html.safe(rest)}</span></p>"
    )
    if trouble := queries.alarm():
        alarm.error(trouble, icon=":material/warning:")
    else:
        alarm.empty()


def _not_for(who: Principal) -> None:
    name = account_menu.NAMES.get(who.role, str(who.role)).lower()
    why = {
        Role.PARTICIPANT: "Your own data and registrations are on the page People.",
        Role.ADMINISTRATOR: "Administrators care for accounts and settings, and "
        "have no part in the meetings' business; their page is Administration.",
    }.get(who.role, "Ask the secretariat for another role.")
    st.html(
        html.headline(f"As {name} you do not see this page.")
        + html.paragraphs("empty", why)
    )


def _nobody(ended: str | None) -> None:
    """Where people sign in; whose session was good before is told that it has ended."""
    st.html(
        f'<div class="bsm-network">{html.safe(queries.network_name())}</div>'
        + html.headline(ended or "You are signed out.")
        + f'<p class="bsm-more"><a href="{address.to_sign_in()}" target="_self">'
        "Sign in and return to this page</a></p>"
        + html.paragraphs(
            "empty",
            # Also for whose page was connected anew, and knows nothing of before.
            "A session ends when you sign out in any tab, after a time without use, or "
            "when your role or account ends.",
            "Programs use a token with the HTTP interface under /api/v1. "
            "To explore with invented data, start “bsm demo”.",
        )
    )
