"""Charts of the page Registrations: seats over time, answers, and who comes again."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from bsm_domain.foundation import formatting
from bsm_domain.registration.delegation_facts import InvitationAnswered
from bsm_domain.registration.registration_facts import RegistrationConfirmed
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.registration_figures import RegistrationFigures
from bsm_projections.leadership.seats_over_time import SeatsDay
from dashboard.components.cache import cached_chart
from dashboard.components.chart import Chart, facts_of, facts_of_figure
from dashboard.components.chart_style import (
    add_steps,
    apply_bar_style,
    apply_style,
    integer_ticks,
    pattern,
)
from dashboard.components.theme import Theme
from dashboard.registration.figures import texts
from dashboard.registration.figures.selection import CLOCK_NAMES, FiguresSelection

_SHAPES = ("", "/", "x", ".")
# The share of seats from which on their two numbers would overlap.
_CLOSE = 0.8


def seats_against_capacity(selected: FiguresSelection) -> Chart:
    """Seats taken and the number of seats, by day."""
    days, page = selected.days, selected.page
    title = texts.seats_finding(days)
    return Chart(
        name="seats-over-time",
        title=title,
        measure=f"{texts.SEATS_MEASURE} {CLOCK_NAMES[selected.clock]}",
        empty_text=texts.NO_SEATS_TEXT,
        figure=seats_figure(days, page.theme, until=selected.last_day)
        if days
        else None,
        alt=f"A rising line of seats below a line of all seats: {title}",
        caption="Seats by day",
        rows=[
            {
                "Day": formatting.format_date(row.day),
                "Seats taken": row.seats,
                "Seats": row.capacity,
            }
            for row in days
        ],
        facts=facts_of(RegistrationConfirmed),
    )


def delegations_by_answer(selected: FiguresSelection) -> Chart:
    """How many delegations take part, do not, do not know, and have not answered."""
    cards = selected.cards
    rows = texts.answers(cards)
    return Chart(
        name="answers",
        title=texts.answers_finding(cards),
        measure=texts.ANSWERS_MEASURE,
        empty_text=texts.NOBODY_INVITED,
        figure=answers_figure(rows, selected.page.theme) if cards else None,
        alt=texts.answers_alt(rows),
        caption="Delegations by answer",
        rows=[
            {
                "Answer": answer,
                **{formatting.capitalize(kind): count for kind, count in by.items()},
                "All": sum(by.values()),
            }
            for answer, by in rows
        ]
        if cards
        else [],
        facts=facts_of(InvitationAnswered),
    )


def newcomers_by_edition(selected: FiguresSelection) -> Chart:
    """Who comes for the first time and who comes again, over the editions."""
    editions = selected.editions
    return Chart(
        name="newcomers",
        title=texts.editions_finding(editions),
        measure=texts.EDITIONS_MEASURE,
        empty_text=texts.NOBODY_SEATED,
        figure=newcomers_figure(editions, selected.page.theme) if editions else None,
        alt="A bar for each meeting, divided into those who come for the first time, "
        "those who come again, and seats without a name",
        caption="People with a seat, by meeting",
        rows=[
            {
                "Meeting": name,
                "First time": figures.first_time,
                "Returning": figures.returning,
                "Not named yet": figures.not_named,
                "All": figures.seated,
            }
            for name, figures in editions
        ],
        facts=facts_of_figure(CountedFigure.REGISTRATIONS),
    )


@cached_chart
def seats_figure(rows: Sequence[SeatsDay], theme: Theme, *, until: date) -> go.Figure:
    """Until a day, or until the last change if that was later."""
    figure, last = go.Figure(), rows[-1]
    until = max(until, last.day)
    days = [*(row.day for row in rows), until]
    is_close = _CLOSE * last.capacity < last.seats <= last.capacity
    for name, values, colour, dash in (
        ("seats", [row.capacity for row in rows], theme.secondary_text, "dot"),
        ("seats taken", [row.seats for row in rows], theme.accent, "solid"),
    ):
        add_steps(figure, days, [*values, values[-1]], name, colour, dash)
        # Where both end close to each other, both numbers are above the line of seats.
        is_far_left = is_close and name == "seats"
        figure.add_annotation(
            x=days[0] if is_far_left else until,
            y=last.capacity if is_close else values[-1],
            text=f"<b>{formatting.format_number(values[-1])}</b> {name}",
            showarrow=False,
            xanchor="left" if is_far_left else "right",
            yanchor="bottom",
        )
    apply_style(figure, theme, height=280)
    figure.update_layout(margin_t=28)
    figure.update_xaxes(showgrid=False, tickformat="%-d %b<br>%Y", nticks=5)
    seats = [row.capacity for row in rows] + [row.seats for row in rows]
    figure.update_yaxes(rangemode="tozero", **integer_ticks(seats))
    return figure


@cached_chart
def answers_figure(
    rows: Sequence[tuple[str, dict[str, int]]], theme: Theme
) -> go.Figure:
    """A bar for each answer, divided by kind of delegation."""
    figure = go.Figure()
    colours = (theme.accent, theme.secondary_text, theme.border, theme.text)
    kinds = list(rows[0][1])
    for number, kind in enumerate(kinds):
        figure.add_bar(
            x=[by[kind] for _, by in rows],
            y=[answer for answer, _ in rows],
            orientation="h",
            name=kind,
            marker={
                "color": colours[number % len(colours)],
                "pattern": pattern(_SHAPES[number % len(_SHAPES)], theme),
            },
            hovertemplate="%{y}: %{x} " + kind + "<extra></extra>",
        )
    labels = [
        (
            answer,
            sum(by.values()),
            f"<b>{formatting.format_number(sum(by.values()))}</b>",
        )
        for answer, by in rows
    ]
    apply_bar_style(figure, theme, labels, room=1.2)
    figure.update_layout(barmode="stack")
    return figure


@cached_chart
def newcomers_figure(
    editions: Sequence[tuple[str, RegistrationFigures]], theme: Theme
) -> go.Figure:
    """A bar for each meeting, the latest first."""
    figure = go.Figure()
    newest_first = editions[::-1]
    for name, values, colour, shape in (
        ("first time", [each.first_time for _, each in newest_first], theme.accent, ""),
        (
            "returning",
            [each.returning for _, each in newest_first],
            theme.secondary_text,
            "/",
        ),
        (
            "not named yet",
            [each.not_named for _, each in newest_first],
            theme.border,
            "x",
        ),
    ):
        figure.add_bar(
            x=values,
            y=[edition for edition, _ in newest_first],
            orientation="h",
            name=name,
            marker={"color": colour, "pattern": pattern(shape, theme)},
            hovertemplate="%{y}: %{x} " + name + "<extra></extra>",
        )
    labels = [
        (
            edition,
            each.seated,
            f"<b>{formatting.format_number(each.first_time)}</b> of "
            f"{formatting.format_number(each.seated)}",
        )
        for edition, each in newest_first
    ]
    apply_bar_style(figure, theme, labels, room=1.4)
    figure.update_layout(barmode="stack")
    return figure


CHARTS = (seats_against_capacity, delegations_by_answer, newcomers_by_edition)
