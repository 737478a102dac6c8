"""The chart of the page Agenda: the sessions in the meeting's local time."""

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_domain.meetings.agenda_facts import AgendaReleased, SessionScheduled
from dashboard.components import html
from dashboard.components.chart import Chart, facts_of
from dashboard.meetings.agenda import chart_texts, texts
from dashboard.meetings.agenda.selection import AgendaSelection
from dashboard.meetings.agenda.session_times import overlapping
from dashboard.meetings.agenda.timeline_figure import agenda_figure
from dashboard.meetings.texts import NOT_STATED


def timeline(selected: AgendaSelection) -> Chart:
    """When and where the sessions of the shown version are; some have times."""
    sessions = selected.agenda.sessions
    timed = [session for session in sessions if session.starts_at]
    untimed = len(sessions) - len(timed)
    return Chart(
        name="agenda-timeline",
        title=chart_texts.finding(sessions),
        measure=chart_texts.measure(selected.meeting, sessions),
        figure=agenda_figure(timed, selected.page.theme),
        alt=chart_texts.finding(sessions),
        html=html.paragraphs("measure", chart_texts.untimed_note(untimed))
        if untimed
        else Markup(),
        caption="Sessions of the agenda",
        rows=[
            {
                "Day": session.on.isoformat(),
                "Start": (session.starts_at or "")[11:] or texts.NO_TIME,
                "End": (session.ends_at or "")[11:] or texts.NO_TIME,
                "Session": session.title,
                "Kind": session.kind,
                "Room": session.room or NOT_STATED,
                "Speakers": formatting.join_names(texts.speakers_of(session), None),
                "Overlaps with": formatting.join_names(
                    [other.title for other in overlapping(session, sessions)], None
                ),
            }
            for session in sessions
        ],
        facts=facts_of(AgendaReleased, SessionScheduled),
    )


CHARTS = (timeline,)
