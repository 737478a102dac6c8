"""Charts of meetings: the editions of a series, and how many took part in them."""

from collections.abc import Sequence

import plotly.graph_objects as go

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.meetings.display_names import distinct_meeting_names
from bsm_projections.meetings.read_model import Meeting
from dashboard.components.cache import cached_chart
from dashboard.components.chart import Chart, facts_of_figure
from dashboard.components.chart_style import apply_bar_style, pattern
from dashboard.components.html import Column
from dashboard.components.templates import render
from dashboard.components.theme import Theme
from dashboard.data.page_context import PageContext
from dashboard.meetings import participation_texts, texts
from dashboard.meetings.texts import NOT_STATED
from dashboard.shell import address

_EDITION_COLUMNS = (
    Column("Edition"),
    Column("Dates"),
    Column("Place"),
    Column("Participants stated", numeric=True),
    Column("Source"),
)


def editions(page: PageContext) -> Chart:
    """The same series' other editions, with what sources state and what they do not."""
    meeting = page.shown_meeting
    newest_first = [
        edition
        for edition in page.viewer.meetings()[::-1]
        if edition.series == meeting.series
    ]
    names = distinct_meeting_names(newest_first)
    return Chart(
        name="editions",
        title=participation_texts.editions_finding(newest_first),
        measure=f"Editions of the series “{meeting.series}”",
        figure=participation_figure(
            [(names[edition.id], edition) for edition in newest_first], page.theme
        ),
        alt=participation_texts.participation_alt(newest_first, names),
        html=render(
            "meetings/meeting.html",
            "editions",
            _EDITION_COLUMNS,
            newest_first,
            meeting.id,
            lambda edition: address.link("/meeting", meeting=edition.id),
            texts,
            page.marks_invented,
        ),
        caption="Editions of the series",
        rows=[
            {
                "Edition": edition.edition or NOT_STATED,
                "First day": edition.starts_on.isoformat(),
                "Last day": edition.ends_on.isoformat(),
                "City": edition.city or NOT_STATED,
                "Format": edition.mode,
                "Status": edition.status,
                "Participants stated": texts.stated_number_or_none(edition.stated),
                "States": _states(edition),
                "Remark": (edition.stated and edition.stated.remark) or NOT_STATED,
                "Source": edition.stated.source if edition.stated else NOT_STATED,
                "Page": _page_title(edition, marks_invented=page.marks_invented),
            }
            for edition in newest_first
        ],
        numeric=["Edition", "Participants stated", "States"],
        facts=facts_of_figure(CountedFigure.EDITIONS),
        names_sources=True,
    )


def _page_title(edition: Meeting, *, marks_invented: bool) -> str:
    source = texts.edition_source(edition)
    return source.title if source else texts.INVENTED if marks_invented else ""


def _states(edition: Meeting) -> int | str:
    if edition.stated is None or edition.stated.states is None:
        return NOT_STATED
    return edition.stated.states


@cached_chart
def participation_figure(
    editions: Sequence[tuple[str, Meeting]], theme: Theme
) -> go.Figure:
    """A bar for each total that a source states, hatched where it says "more than".
    What is not stated is no bar of length 0: its place is open, and says why.
    """
    totals = [
        edition.stated.participants if edition.stated else 0 for _, edition in editions
    ]
    figure = go.Figure(
        go.Bar(
            x=totals,
            y=[name for name, _ in editions],
            orientation="h",
            marker={
                "color": theme.accent,
                "pattern": pattern("", theme)
                | {
                    "shape": [
                        "/" if edition.stated and edition.stated.at_least else ""
                        for _, edition in editions
                    ]
                },
            },
            customdata=[
                participation_texts.participation_label(edition)
                for _, edition in editions
            ],
            hovertemplate="%{y}: %{customdata}<extra></extra>",
        )
    )
    without = [name for name, edition in editions if edition.stated is None]
    figure.add_scatter(
        x=[0] * len(without),
        y=without,
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 10,
            "color": theme.secondary_text,
            "line": {"width": 2},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )
    labels = [
        # Beside the open circle, not on it.
        (name, total, f"{'' if edition.stated else '   '}{_label(edition)}")
        for (name, edition), total in zip(editions, totals, strict=True)
    ]
    apply_bar_style(figure, theme, labels, room=1.6)
    figure.update_yaxes(type="category", categoryarray=[name for name, _ in editions])
    return figure


def _label(edition: Meeting) -> str:
    """With the number in bold, where there is one."""
    number = texts.stated_number_or_none(edition.stated).replace(">", "&gt;")
    return participation_texts.participation_label(edition, f"<b>{number}</b>")


# Those at the end of the Meeting page.
CHARTS = (editions,)
