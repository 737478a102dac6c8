"""Charts of meetings: the editions of a series."""

from bsm_projections.history.facts_behind_figures import CountedFigure
from dashboard.components import formatting
from dashboard.components.chart import AnyChart, Chart
from dashboard.components.html import Column
from dashboard.data.page_context import PageContext
from dashboard.meetings import html, texts
from dashboard.meetings.texts import NOT_STATED
from dashboard.shell import address, figure_fact_links


def editions(page: PageContext) -> AnyChart:
    """The same series' other editions, with what sources state and what they do not."""
    meeting = page.shown_meeting
    newest_first = [
        edition
        for edition in page.viewer.meetings()[::-1]
        if edition.series == meeting.series
    ]
    others = len(newest_first) - 1
    return Chart(
        name="editions",
        title=f"{formatting.format_count(others, 'other edition')} on record"
        if others
        else "The only edition on record",
        measure=f"Editions of the series “{meeting.series}”",
        html=html.editions(
            newest_first, meeting.id, address.with_shared_parameters({})
        ),
        caption="Editions of the series",
        columns=[
            Column("Edition", True),
            Column("First day"),
            Column("Last day"),
            Column("City"),
            Column("Held"),
            Column("Participants stated", True),
            Column("Source"),
        ],
        rows=[
            [
                str(edition.edition or NOT_STATED),
                edition.starts_on.isoformat(),
                edition.ends_on.isoformat(),
                edition.city or NOT_STATED,
                edition.mode,
                texts.stated_number_or_none(edition.stated),
                edition.stated.source if edition.stated else NOT_STATED,
            ]
            for edition in newest_first
        ],
        facts=figure_fact_links.facts_of_figure(CountedFigure.EDITIONS),
    )


# Those at the end of the Meeting page.
CHARTS = (editions,)
