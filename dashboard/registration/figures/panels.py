"""The page Registrations: the answer, key figures, charts, who has not answered."""

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.registration.delegation_facts import InvitationAnswered
from bsm_projections.history.facts_behind_figures import CountedFigure
from dashboard.components import html as components_html
from dashboard.components.chart import facts_of, facts_of_figure
from dashboard.components.html import KeyFigure
from dashboard.data.page_context import PageContext
from dashboard.registration.figures import charts, selection, texts
from dashboard.registration.figures.selection import FiguresSelection
from dashboard.registration.texts import kind_beside_name
from dashboard.shell import address
from dashboard.widgets import sections
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_downloads

_PAGE = "/registrations"


def show_figures(page: PageContext) -> None:
    selected = selection.read_selection(page)
    st.html(components_html.headline(texts.headline(selected.figures)))
    st.html(
        components_html.key_figures(
            _key_figures(selected), marks_invented=page.marks_invented
        )
    )
    sections.show_sections(page, selected, charts.CHARTS)
    _show_silent(selected)
    _show_sessions(selected)


def _key_figures(selected: FiguresSelection) -> list[KeyFigure]:
    figures, page = selected.figures, selected.page
    number, count = formatting.format_number, formatting.format_count

    def figure(
        label: str,
        value: int,
        note: str,
        definition: str,
        table: str,
        facts: dict[str, str | None] | None = None,
    ) -> KeyFigure:
        """With a link to its `facts` where the History can show exactly those; the
        definition says where it cannot.
        """
        return KeyFigure(
            label,
            number(value),
            note,
            f"{definition} {texts.NO_FACTS}" if facts is None else definition,
            None
            if facts is None
            else address.with_shared_parameters(
                {address.MEETING: selected.meeting.id, **facts}
            ),
            address.link(_PAGE, **{address.TABLE: table}) + f"#{table}",
        )

    shown = [
        figure(
            "Seats taken",
            figures.seats_taken,
            texts.seats_note(figures),
            texts.SEATS_DEFINITION,
            "seats-over-time",
            facts_of_figure(CountedFigure.SEATS),
        ),
        figure(
            "Delegations answered",
            figures.answered,
            f"of {number(figures.delegations)}",
            texts.ANSWERED_DEFINITION,
            "answers",
            facts_of(InvitationAnswered),
        ),
        figure(
            "First time",
            figures.first_time,
            f"of {number(figures.seated)} with a seat",
            texts.FIRST_TIME_DEFINITION,
            "newcomers",
        ),
        figure(
            "Returning",
            figures.returning,
            f"of {number(figures.seated)} with a seat",
            texts.RETURNING_DEFINITION,
            "newcomers",
        ),
    ]
    if figures.not_named:
        shown.append(
            figure(
                "Not named yet",
                figures.not_named,
                f"of {number(figures.seated)} with a seat",
                texts.NOT_NAMED_DEFINITION,
                "newcomers",
            )
        )
    if figures.attendance_is_recorded:
        note = f"{number(figures.present)} there now"
        if page.shown_meeting.status == "concluded":
            note = count(figures.seats_taken, "seat")
        shown.append(
            figure("Came", figures.came, note, texts.CAME_DEFINITION, "seats-over-time")
        )
    if figures.did_not_come is not None:
        shown.append(
            figure(
                "Did not come",
                figures.did_not_come,
                f"of {count(figures.seats_taken, 'seat')}",
                texts.DID_NOT_COME_DEFINITION,
                "seats-over-time",
            )
        )
    return shown


def _show_silent(selected: FiguresSelection) -> None:
    """Who has not answered, and since when they are invited."""
    silent = [card for card in selected.cards if card.answer is None]
    show_heading(
        texts.silent_finding(len(silent)),
        texts.SILENT_MEASURE,
        "no-answer",
        is_invented=selected.page.marks_invented and bool(silent),
    )
    if not silent:
        show_empty_state(
            texts.ALL_HAVE_ANSWERED if selected.cards else texts.NOBODY_INVITED
        )
        return
    invited = selected.invited_since
    rows = [
        {
            "Delegation": card.name,
            "Kind": card.kind,
            "Invited on": formatting.format_date(invited[card.code].date())
            if card.code in invited
            else "",
            "Unanswered for": formatting.format_days(
                (selected.last_day - invited[card.code].date()).days
            )
            if card.code in invited
            else "",
            "Nominated": card.registrations,
            "Seats taken": card.seats,
            "Quota": card.quota,
        }
        for card in silent
    ]
    shown = [
        row | {"Kind": kind_beside_name(card.kind)}
        for row, card in zip(rows, silent, strict=True)
    ]
    st.html(components_html.table("Delegations without an answer", shown))
    with st.container(horizontal=True, key="no-answer-files"):
        show_downloads(
            selected.page, "no-answer", "Delegations without an answer", rows
        )


def _show_sessions(selected: FiguresSelection) -> None:
    """Sessions with limited places, and those where arrivals were recorded."""
    titles = {session.id: session.title for session in selected.meeting.agenda}
    sessions = [each for each in selected.figures.sessions if each.session_id in titles]
    if not sessions:
        return
    is_over = selected.meeting.status == "concluded"
    rows = [
        {
            "Session": titles[each.session_id],
            "Places taken": each.places_taken,
            "Waiting for a place": each.waiting,
            "Came": each.came,
        }
        | ({} if is_over else {"There now": each.present})
        for each in sessions
    ]
    show_heading(
        texts.sessions_finding(sessions),
        texts.SESSIONS_MEASURE,
        "sessions",
        is_invented=selected.page.marks_invented,
    )
    st.html(components_html.table("People by session", rows))
    with st.container(horizontal=True, key="session-files"):
        show_downloads(selected.page, "sessions", "People by session", rows)
