"""Charts of registrations: nominations and confirmations by day, and seats."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import plotly.graph_objects as go
from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationPromoted,
    RequestEndorsed,
)
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.meeting_figures import RegistrationDay
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.registration.queries import RegistrationCount
from dashboard.components import html as components_html
from dashboard.components.cache import cached_chart
from dashboard.components.chart import Chart, facts_of, facts_of_figure
from dashboard.components.chart_style import (
    add_steps,
    apply_style,
    integer_ticks,
    noon_of,
)
from dashboard.components.templates import render
from dashboard.components.theme import Theme
from dashboard.data.page_context import PageContext
from dashboard.registration import texts

MAX_SHADE = 4
_CLASSES = {"participating State": "state", "organisation": "organisation"}


def registrations_over_time(page: PageContext) -> Chart:
    """Cumulative nominations and confirmations by day, up to the meeting."""
    meeting = page.shown_meeting
    rows = page.viewer.registrations_over_time(meeting)
    if not rows:
        return Chart(
            name="registrations",
            title="No registrations yet",
            measure="Registrations by day",
            empty_text="Focal points nominate delegates once registration is open; "
            "the secretariat confirms them.",
        )
    last = rows[-1]
    half_day = next(row for row in rows if row.confirmed * 2 >= last.confirmed)
    confirmations = formatting.format_count(last.confirmed, "confirmation")
    return Chart(
        name="registrations",
        title=f"{confirmations}, half of them by "
        f"{formatting.format_date(half_day.day)}",
        measure="Cumulative nominations and confirmations by day, including those "
        "withdrawn later",
        figure=registrations_figure(rows, page.theme, starts_on=meeting.starts_on),
        alt=f"Two rising lines from {formatting.format_date(rows[0].day)} to "
        f"{formatting.format_date(last.day)}: "
        f"{formatting.format_count(last.nominated, 'nomination')}, {confirmations}",
        caption="Cumulative registrations by day",
        rows=[
            {
                "Day": formatting.format_date(row.day),
                "Nominations": row.nominated,
                "Confirmations": row.confirmed,
            }
            for row in rows
        ],
        facts=facts_of(
            RegistrationNominated,
            RequestEndorsed,
            RegistrationConfirmed,
            RegistrationPromoted,
        ),
    )


def seats(page: PageContext) -> Chart:
    """Who is invited to the meeting, in protocol order: seats, quota, and who was
    nominated.
    """
    meeting = page.shown_meeting
    invited = page.viewer.delegations_on_record(meeting.id)
    counts = page.viewer.registration_counts(meeting.id)
    by_delegation = _counts_by_delegation(counts or ())
    absent = [each.name for each in invited if each.invited and not each.came]
    absent_html = components_html.paragraphs("absent", texts.without_a_seat(absent))

    def functions(code: str) -> dict[str, str]:
        if counts is None:
            return {}
        return {"By function and status": texts.seats_text(by_delegation.get(code, ()))}

    return Chart(
        name="seats",
        title=texts.attendance_finding(invited),
        measure="Delegations in protocol order, shaded by number of seats",
        empty_text="No delegations are on record for this meeting. The secretariat "
        "invites them; for some past meetings no list is available.",
        html=delegation_tiles(invited)
        + (absent_html if absent else "")
        + _invitation_sources(invited, page.marks_invented),
        caption="Delegations, their quotas, registrations and seats",
        rows=[
            {
                "Code": delegation.code,
                "Delegation": delegation.name,
                "Kind": delegation.kind,
                "Quota": delegation.quota,
                "Registrations": delegation.registrations,
                "Seats": delegation.participants,
                **_source_column(delegation, invited, page.marks_invented),
                **functions(delegation.code),
            }
            for delegation in invited
        ],
        numeric=["Seats"],
        facts=facts_of_figure(CountedFigure.REGISTRATIONS),
        names_sources=True,
    )


def _invitation_sources(
    invited: Sequence[MeetingDelegation], marks_invented: bool
) -> Markup:
    """Where the list of delegations comes from: a line for each page."""
    counts = Counter(delegation.source for delegation in invited)
    marks = [
        (texts.delegations_of_source(count), source)
        for source, count in counts.items()
        if source or marks_invented
    ]
    if invited and marks_invented:
        marks.append((texts.QUOTAS_AND_SEATS, None))
    return render("registration/delegations.html", "sources", marks, marks_invented)


def _source_column(
    delegation: MeetingDelegation,
    invited: Sequence[MeetingDelegation],
    marks_invented: bool,
) -> dict[str, str]:
    """Where the delegation was found, where any has a source."""
    if delegation.source:
        return {"Source": delegation.source.title}
    if marks_invented:
        return {"Source": "invented"}
    return {"Source": ""} if any(other.source for other in invited) else {}


def _counts_by_delegation(
    rows: Sequence[RegistrationCount],
) -> Mapping[str, list[RegistrationCount]]:
    return {
        code: list(counts)
        for code, counts in groupby(rows, lambda count: count.delegation)
    }


def delegation_tiles(delegations: Sequence[MeetingDelegation]) -> Markup:
    """A tile per delegation in protocol order, shaded by its seats, and what
    shades and colours mean.
    """
    return render(
        "registration/delegations.html",
        "delegation_tiles",
        delegations,
        _CLASSES,
        MAX_SHADE,
        _delegation_text,
    )


def _delegation_text(delegation: MeetingDelegation) -> str:
    return f"{delegation.name} ({delegation.kind}): {_seats_text(delegation)}"


def _seats_text(delegation: MeetingDelegation) -> str:
    if not delegation.invited:
        return texts.RECORDED_FROM_LIST
    if not delegation.came:
        return "invited, no seat yet"
    return formatting.format_count(delegation.participants, "seat")


@cached_chart
def registrations_figure(
    rows: Sequence[RegistrationDay], theme: Theme, *, starts_on: date
) -> go.Figure:
    """Cumulative nominations and confirmations by day, up to the meeting."""
    figure = go.Figure()
    days = [row.day for row in rows]
    # Dashes and the label tell the two lines apart where colours do not.
    for name, values, colour, dash in (
        ("nominated", [row.nominated for row in rows], theme.secondary_text, "dot"),
        ("confirmed", [row.confirmed for row in rows], theme.accent, "solid"),
    ):
        add_steps(figure, days, values, name, colour, dash)
    if rows:
        last = rows[-1]
        all_confirmed = last.nominated == last.confirmed
        labels = [("nominated", last.nominated), ("confirmed", last.confirmed)]
        if all_confirmed:
            labels = [("nominated and confirmed", last.confirmed)]
        for name, value in labels:
            figure.add_annotation(
                x=last.day,
                y=value,
                text=f"{value} {name}",
                showarrow=False,
                xanchor="right",
                yanchor="bottom" if name != "confirmed" else "top",
            )
        figure.add_vline(x=noon_of(starts_on), line={"color": theme.border, "width": 1})
        figure.add_annotation(
            x=noon_of(starts_on),
            y=0,
            text="meeting",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"color": theme.secondary_text},
        )
    apply_style(figure, theme, height=280)
    figure.update_xaxes(showgrid=False, tickformat="%-d %b<br>%Y", nticks=5)
    nominated = [row.nominated for row in rows]
    figure.update_yaxes(rangemode="tozero", **integer_ticks(nominated))
    return figure


# Those of the Overview; the Meeting page shows the seats.
CHARTS = (registrations_over_time,)
