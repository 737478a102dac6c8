"""HTML for the Meeting page. Values in, text out."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from bsm_domain.foundation import formatting
from bsm_projections.meetings.objective_queries import Objective
from bsm_projections.meetings.queries import Meeting, MeetingSession
from bsm_projections.registration.queries import Registration
from dashboard.components.html import Column, link_address
from dashboard.meetings import step_texts
from dashboard.meetings.steps import MeetingStep
from dashboard.meetings.texts import NOT_STATED, date_range, stated_number_or_none


def meeting_properties(rows: Sequence[tuple[str, str]]) -> str:
    """What the invitation says, as terms and what is stated for them."""
    items = "".join(
        f"<div{_length_class(text)}><dt>{escape(term)}</dt><dd>{_stated(text)}</dd></div>"
        for term, text in rows
    )
    return f'<dl class="bsm-particulars">{items}</dl>'


def _length_class(text: str) -> str:
    return ' class="bsm-long"' if len(text) > 40 else ""


def _stated(text: str) -> str:
    if text == NOT_STATED:
        return f'<span class="bsm-silent">{text}</span>'
    return escape(text)


def agenda(sessions: Sequence[MeetingSession]) -> str:
    """The sessions day by day, with what kind they are and for whom."""
    return "".join(
        f'<h3 class="bsm-day">{escape(formatting.format_date(day))}</h3>'
        f'<ul class="bsm-agenda">{"".join(map(_session, sessions_of_day))}</ul>'
        for day, sessions_of_day in groupby(sessions, key=lambda session: session.on)
    )


def _session(session: MeetingSession) -> str:
    return (
        f"<li><span>{escape(session.title)}</span>"
        f"<small>{escape(session.kind)}"
        f"{_audience_note(session.audience, session.kind)}</small></li>"
    )


def _audience_note(audience: str, kind: str = "") -> str:
    if audience == "all" or kind == "focal points only":
        return ""
    return " · focal points only"


def objective(row: Objective) -> str:
    """One objective, what was to come of it, and what was said."""
    discussed = (
        f"discussed on {formatting.format_date(row.discussed_at.date())}"
        if row.discussed_at
        else "not discussed yet"
    )
    summary = f'<p class="bsm-summary">{escape(row.summary)}</p>' if row.summary else ""
    return (
        f'<div class="bsm-objective"><b>{escape(row.code)}</b>'
        f"<div><span>{escape(row.text)}</span>"
        f"<small>for {escape(row.outcome_kind)} · {discussed}"
        f"{_audience_note(row.audience)}</small>{summary}</div></div>"
    )


_STEP_MARKS = {
    "done": "\u2713",
    "next": "\u2192",
    "to do": "\u25cb",
    "skipped": "\u2013",
}


def step(row: MeetingStep) -> str:
    """One step of a meeting: its mark, what it is called, what is on record of it."""
    note = f"<small>{escape(row.note)}</small>" if row.note else ""
    state = step_texts.STATE_NAMES[row.state]
    return (
        f'<p class="bsm-step bsm-{row.state.replace(" ", "-")}">'
        f'<i aria-hidden="true">{_STEP_MARKS[row.state]}</i>'
        f"<span>{escape(row.title)}"
        f'<span class="bsm-hidden"> ({state})</span>{note}</span></p>'
    )


def registration_line(row: Registration, name: str = "", post: str = "") -> str:
    """One registration; `name` is whose it is as HTML, for whom that is shown."""
    text = [
        post,
        row.function,
        row.status,
        f"nominated on {formatting.format_date(row.nominated_at.date())}",
    ]
    if not name:
        return (
            f'<p class="bsm-registration"><b>{escape(row.delegation_name)}</b> '
            f"{escape(row.function)} · {escape(row.status)}"
            f"<small>{text[-1]}</small></p>"
        )
    details = " · ".join(escape(part) for part in text if part)
    return (
        f'<p class="bsm-registration"><b>{name}</b> '
        f'<span class="bsm-of">{escape(row.delegation_name)}</span>'
        f"<small>{details}</small></p>"
    )


_EDITIONS = (
    Column("Edition"),
    Column("Days"),
    Column("Where"),
    Column("Participants stated", numeric=True),
)


def editions(
    meetings: Sequence[Meeting], current_id: str, query: Mapping[str, str]
) -> str:
    """The series' editions, the newest first; each but this one leads to itself."""
    head = "".join(
        f'<th scope="col"{_numeric_class(column)}>{escape(column.title)}</th>'
        for column in _EDITIONS
    )
    body = "".join(_edition(meeting, current_id, query) for meeting in meetings)
    return (
        '<table class="bsm-table"><caption class="bsm-hidden">Editions of the series'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _edition(meeting: Meeting, current_id: str, query: Mapping[str, str]) -> str:
    name = (
        formatting.format_ordinal(meeting.edition)
        if meeting.edition
        else "not numbered"
    )
    if meeting.id == current_id:
        cell = f"<b>{escape(name)}</b> (this one)"
    else:
        address = link_address("/meeting", {**query, "meeting": meeting.id})
        cell = (
            f'<a href="{address}" target="_self">{escape(name)}'
            f'<span class="bsm-hidden">, {meeting.starts_on.year}</span></a>'
        )
    place = escape(meeting.city) if meeting.city else _stated(NOT_STATED)
    if meeting.mode != "in person":
        place += f" ({escape(meeting.mode)})"
    cells = (
        cell,
        escape(date_range(meeting.starts_on, meeting.ends_on)),
        place,
        _stated(stated_number_or_none(meeting.stated)),
    )
    return (
        "<tr>"
        + "".join(
            f'<td data-label="{escape(column.title)}"{_numeric_class(column)}>'
            f"<span>{text}</span></td>"
            for column, text in zip(_EDITIONS, cells, strict=True)
        )
        + "</tr>"
    )


def _numeric_class(column: Column) -> str:
    return ' class="bsm-numeric"' if column.numeric else ""
