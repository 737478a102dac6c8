"""The layout of every page: header, navigation, badge, as-of bar."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bsm_domain.foundation import formatting
from bsm_projections.engine.audience import audience_notice
from bsm_projections.meetings.display_names import (
    distinct_meeting_names,
    short_meeting_name,
)
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import Principal
from dashboard.components import html
from dashboard.components.style_sheet import style_sheet
from dashboard.components.templates import render
from dashboard.components.theme import DARK, LIGHT
from dashboard.data import current_principal, record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer
from dashboard.shell import (
    account_menu,
    address,
    as_of_bar,
    callback_checks,
    filters,
    live_updates,
    texts,
    viewer_menu,
)
from dashboard.shell.address import MEETING

OVERVIEW_PAGE = "app_pages/overview.py"
MEETING_PAGE = "app_pages/meeting.py"
AGENDA_PAGE = "app_pages/agenda.py"
QUEUE_PAGE = "app_pages/queue.py"
AGREEMENTS_PAGE = "app_pages/agreements.py"
FOLLOW_UP_PAGE = "app_pages/follow_up.py"
HISTORY_PAGE = "app_pages/history.py"
DECISION_PAGE = "app_pages/decision.py"
PAGES = (
    (OVERVIEW_PAGE, "Overview", "page.overview"),
    (MEETING_PAGE, "Meeting", "page.meeting"),
    (AGENDA_PAGE, "Agenda", "page.agenda"),
    ("app_pages/my_registration.py", "My registration", "page.my-registration"),
    ("app_pages/my_delegation.py", "My delegation", "page.my-delegation"),
    ("app_pages/registrations.py", "Registrations", "page.registrations"),
    (QUEUE_PAGE, "Queue", "page.queue"),
    (AGREEMENTS_PAGE, "Agreements", "page.agreements"),
    ("app_pages/room.py", "Room", "page.room"),
    (FOLLOW_UP_PAGE, "Follow-up", "page.follow-up"),
    ("app_pages/commitments.py", "Commitments", "page.commitments"),
    (HISTORY_PAGE, "History", "page.history"),
    ("app_pages/people.py", "People", "page.people"),
    ("app_pages/imports.py", "Import", "page.import"),
    ("app_pages/readings.py", "Readings", "page.readings"),
    ("app_pages/administration.py", "Administration", "page.administration"),
)
# Only links lead to these.
LINKED_PAGES = ((DECISION_PAGE, "Decision", "page.decision"),)
ALL_PAGES = (*PAGES, *LINKED_PAGES)


def page_address(title: str) -> str:
    """The last part of the address of the page with this title."""
    return title.lower().replace(" ", "-")


# A number for the viewer, and a link with its place, page, label and number.
CountForMenu = Callable[[Viewer], int]
CountedLink = tuple[DeltaGenerator, str, str, CountForMenu]
_CONTEXT_KEY = "scene"
_PLACEHOLDERS_KEY = "slots"


def show_header(counts: Mapping[str, CountForMenu]) -> None:
    """Draws the frame of a page, and sets the context of the page that follows. The
    links to pages in `counts` have a number: what waits there for the viewer, if
    anything does.

    Without a signed-in viewer, it says how to sign in, and stops.
    """
    theme = DARK if st.context.theme.type == "dark" else LIGHT
    principal = current_principal.current_principal()
    ended = callback_checks.begin_run(principal)
    if principal is None:
        st.html(style_sheet(theme, frozen=False))
        _show_signed_out(ended)
        st.stop()
    moment, problem = as_of_bar.read_moment()
    st.html(style_sheet(theme, frozen=not moment.live))
    viewer = Viewer(principal, moment)
    meetings = (
        viewer.meetings()
        if current_principal.has_permission(principal, "read.meetings")
        else ()
    )
    requested, meeting = address.parameter(MEETING), None
    if meetings:
        meeting = choose_meeting(viewer, requested)
    _show_network_and_meeting(principal, meetings, meeting)
    badge, counted_links = _show_navigation(principal, counts)
    as_of_bar.show_as_of_bar(
        moment, meetings and viewer.at_moment(record.live_moment()).meetings()
    )
    st.html(html.paragraphs("coverage", audience_notice(viewer.audience)))
    if problem is not None:
        st.warning(texts.live_view_instead(problem), icon=":material/info:")
    if ended is not None:
        st.warning(ended, icon=":material/info:")
    if notice := record.record_notice():
        past = "" if moment.live else f" {texts.SOURCES_OF_THAT_DAY}"
        st.html(html.paragraphs("notice", f"{notice}{past}"))
    if meeting is not None:
        st.html(html.paragraphs("on-paper", short_meeting_name(meeting)))
    st.session_state[_CONTEXT_KEY] = PageContext(viewer, meeting, theme, requested)
    st.session_state[_PLACEHOLDERS_KEY] = (badge, st.empty(), counted_links)


def redirect_to_allowed_page() -> None:
    """Redirects from the Overview to the first page that the viewer may see."""
    if is_page_allowed("page.overview"):
        return
    principal = page_context().viewer.principal
    for page, _, action in PAGES:
        if current_principal.has_permission(principal, action):
            st.switch_page(page, query_params=address.with_shared_parameters({}))


def show_page(draw: Callable[[PageContext], None], action: str) -> None:
    """Draws a page, live or frozen, if the viewer may see it."""
    page = page_context()
    if not is_page_allowed(action):
        _show_page_not_allowed(page.viewer.principal)
        return
    if page.is_frozen:
        _show_badge(page)
        _show_invented(action)
        draw(page)
        live_updates.request_charts()
        return

    def draw_refreshed() -> int:
        refreshed = page.refreshed()
        _show_badge(refreshed)
        _show_invented(action)
        draw(refreshed)
        return refreshed.viewer.moment.position

    live_updates.draw_live(draw_refreshed)


def _show_invented(action: str) -> None:
    """In a demonstration, says what is invented on this page."""
    invented = texts.INVENTED_ON_PAGES.get(action)
    if invented and record.is_demonstration():
        st.html(html.paragraphs("measure", invented))


def is_page_allowed(action: str) -> bool:
    """Whether the page is for the viewer; `show_page` says so where it is not."""
    return current_principal.has_permission(page_context().viewer.principal, action)


def page_context() -> PageContext:
    """The context that was set for this run of the page."""
    context: PageContext = st.session_state[_CONTEXT_KEY]
    return context


def _show_network_and_meeting(
    principal: Principal, meetings: tuple[Meeting, ...], meeting: Meeting | None
) -> None:
    names = distinct_meeting_names(meetings)
    with st.container(horizontal=True, vertical_alignment="center", key="frame-header"):
        name = render("shell/layout.html", "network_name", record.network_name())
        st.html(name, width="stretch")
        if names:
            filters.choose_one(
                MEETING,
                "Meeting",
                names,
                meeting.id if meeting else None,
                *address.OF_ONE_MEETING,
                placeholder="Choose a meeting",
                label_visibility="collapsed",
                width=260,
            )
        viewer_menu.show_viewer_menu(principal)


def _show_navigation(
    principal: Principal, counts: Mapping[str, CountForMenu]
) -> tuple[DeltaGenerator, list[CountedLink]]:
    """Links to the pages that the role may see; returns the place of the badge, and
    the links with a number, which change with the record.
    """
    counted_links: list[CountedLink] = []
    with st.container(horizontal=True, vertical_alignment="center", key="frame-menu"):
        for page, label, action in PAGES:
            if not current_principal.has_permission(principal, action):
                continue
            place = st.empty()
            _show_page_link(place, page, label)
            if page in counts:
                counted_links.append((place, page, label, counts[page]))
        return st.empty(), counted_links


def _show_page_link(place: DeltaGenerator, page: str, label: str) -> None:
    place.page_link(page, label=label, query_params=address.with_shared_parameters({}))


def _show_counts(viewer: Viewer, links: Sequence[CountedLink]) -> None:
    for place, page, label, count in links:
        number = count(viewer)
        if number:
            label = f"{label} :blue-badge[{formatting.format_number(number)}]"
        # Also where nothing changed: what a rerun does not draw again vanishes.
        _show_page_link(place, page, label)


def _show_badge(page: PageContext) -> None:
    """The badge: live or frozen, with position and time; and the alarm, if any."""
    badge, alarm, counted_links = st.session_state[_PLACEHOLDERS_KEY]
    _show_counts(page.viewer, counted_links)
    moment = page.viewer.moment
    zone = page.meeting.time_zone if page.meeting else "UTC"
    position_text = f"fact {formatting.format_number(moment.position)}"
    if moment.live:
        recorded = record.recorded_at(moment.position)
        recorded_text = (
            f", recorded {formatting.format_datetime(recorded)}" if recorded else ""
        )
        kind, text, details = "live", "Live", f" · {position_text}{recorded_text}"
    else:
        kind, text = "frozen", "Past view"
        details = (
            f" · as known on {as_of_bar.moment_text(moment, zone)} · {position_text}"
        )
        details = details.replace("on the end", "at the end")
    badge.html(render("shell/layout.html", "badge", kind, text, details))
    if alert := record.alert():
        alarm.error(alert, icon=":material/warning:")
    else:
        alarm.empty()


def _show_page_not_allowed(principal: Principal) -> None:
    name = account_menu.ROLE_NAMES.get(principal.role, str(principal.role))
    st.html(
        html.headline(texts.page_not_allowed(name))
        + html.paragraphs("empty", texts.other_pages(principal.role))
    )


def _show_signed_out(ended: str | None) -> None:
    """Where people sign in; where a session was valid before, it says that it has
    ended.
    """
    st.html(
        render("shell/layout.html", "network_name", record.network_name())
        + html.headline(ended or texts.SIGNED_OUT)
        + render(
            "components/text.html",
            "link_line",
            texts.SIGN_IN,
            address.sign_in_address(),
        )
        + html.paragraphs(
            "empty", texts.WHY_SIGNED_OUT, texts.NO_ACCOUNT, texts.OTHER_WAYS_IN
        )
    )
