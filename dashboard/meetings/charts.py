"""Charts of meetings: the editions of a series."""

from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure
from dashboard.components.chart import Chart, facts_of_figure
from dashboard.components.html import Column
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.meetings import texts
from dashboard.meetings.texts import NOT_STATED
from dashboard.shell import address

_EDITION_COLUMNS = (
    Column("Edition"),
    Column("Dates"),
    Column("Place"),
    Column("Participants stated", numeric=True),
)


def editions(page: PageContext) -> Chart:
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
        html=render(
            "meetings/meeting.html",
            "editions",
            _EDITION_COLUMNS,
            newest_first,
            meeting.id,
            lambda edition: address.link("/meeting", meeting=edition.id),
            texts,
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
                "Source": edition.stated.source if edition.stated else NOT_STATED,
            }
            for edition in newest_first
        ],
        numeric=["Edition", "Participants stated"],
        facts=facts_of_figure(CountedFigure.EDITIONS),
    )


# Those at the end of the Meeting page.
CHARTS = (editions,)
